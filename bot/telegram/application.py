"""The Telegram application, put together from its settings, and how it runs until it is told to end."""

import contextlib
import logging
import os
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.configuration import BotSettings
from bot.telegram.api.pauses import Pauses
from bot.telegram.api.retries import REFUSED_TOKEN, PatientLimiter, TellingRequest
from bot.telegram.context import LIFE, Context
from bot.telegram.handlers.asking import is_meant, on_message
from bot.telegram.handlers.documents import REINDEX, on_day, on_file, on_reindex
from bot.telegram.handlers.inline import on_inline_query
from bot.telegram.handlers.joining import on_added, on_member
from bot.telegram.handlers.pressing import on_button
from bot.telegram.incoming.inbox import AT_ONCE, InOrder
from bot.telegram.incoming.polling import Polling
from bot.telegram.incoming.webhook import Webhook
from bot.telegram.life import Life, Telegram
from bot.telegram.notices import Notices
from bot.telegram.publisher import Publisher
from knowledge.days import WRITTEN_DAY
from knowledge.errors import EncoderChanged, KnowledgeError
from knowledge.wording import Message, say

# python-telegram-bot warns each time it reads a RetryAfter until one opts in to what its next version does
os.environ.setdefault("PTB_TIMEDELTA", "true")

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "chat_member", "my_chat_member"]

POLL_SECONDS = 25


def build_application(settings: BotSettings, pauses: Pauses | None = None) -> Telegram:
    """Build the application; `run_polling`, `run_webhook` or one's own loop may run it.

    `application.bot_data["life"]` holds what lives with it; call `post_init` after `initialize`, and `post_shutdown` at
    the end, where neither of the two `run_…` does. `pauses` are the product's own unless given.
    """
    pauses = pauses or Pauses()
    life = Life(settings, pauses, is_meant)
    request = TellingRequest(2 * AT_ONCE, read=pauses.answer)
    limiter = PatientLimiter(settings.messages_per_second, settings.group_messages_per_minute, pauses.retries)
    application: Telegram = (
        ApplicationBuilder()
        .token(settings.token)
        .context_types(ContextTypes(context=Context))
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.file_url}/bot")
        .request(request)
        .get_updates_request(request)  # unused: Polling and Webhook bring the updates
        .rate_limiter(limiter)
        .update_queue(life.inbox)
        .concurrent_updates(InOrder(life.inbox))
        .post_init(life.begin)
        .post_shutdown(life.finish)
        .build()
    )
    if settings.webhook_url:
        application.updater = Webhook(application.bot, life.inbox, life.health)
    else:
        application.updater = Polling(application.bot, life.inbox, life.pulse, pauses.polls)
    life.end = application.stop_running
    limiter.stopping = lambda: life.inbox.started and not application.running
    life.notices = Notices(application.bot, life.desk)
    life.publisher = Publisher(application.bot, life.desk, life.inbox, pauses.progress)
    application.bot_data[LIFE] = life
    application.add_handlers(_handlers())
    application.add_error_handler(_on_error)
    return application


def run(settings: BotSettings) -> Message | None:
    """Run until a signal ends it; returns why it ended by itself, None where it was told to."""
    application = build_application(settings)
    life: Life = application.bot_data[LIFE]
    try:
        if settings.webhook_url:
            _run_webhook(application, settings)
        else:
            application.run_polling(
                timeout=POLL_SECONDS, bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False
            )
    except InvalidToken:
        return REFUSED_TOKEN
    return life.pulse.verdict


def _run_webhook(application: Telegram, settings: BotSettings) -> None:
    host, port = settings.webhook_listen
    application.run_webhook(
        listen=host,
        port=port,
        url_path=urlsplit(settings.webhook_url).path.lstrip("/"),
        webhook_url=settings.webhook_url,
        secret_token=settings.webhook_secret,
        bootstrap_retries=-1,
        allowed_updates=ALLOWED_UPDATES,
        drop_pending_updates=False,
    )


def _handlers() -> list[BaseHandler[Any, Any, Any]]:
    messages = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    return [
        MessageHandler(private & (filters.Document.ALL | filters.PHOTO), on_file),
        MessageHandler(private & ~filters.FORWARDED & filters.Regex(REINDEX), on_reindex),
        MessageHandler(private & ~filters.FORWARDED & filters.Regex(WRITTEN_DAY), on_day),
        MessageHandler(messages, on_message),
        CallbackQueryHandler(on_button),
        InlineQueryHandler(on_inline_query),
        ChatMemberHandler(on_member, ChatMemberHandler.CHAT_MEMBER),
        ChatMemberHandler(on_added, ChatMemberHandler.MY_CHAT_MEMBER),
    ]


async def _on_error(update: object, context: Context) -> None:
    """Log what went wrong once; an update whose reply could not be sent is left to the next start."""
    error = context.error
    if isinstance(error, Forbidden):
        logger.info("%s", error)  # somebody has blocked the bot, or put it out of a group
    elif isinstance(error, RetryAfter | InvalidToken) or type(error).__name__ in ("NetworkError", "TimedOut"):
        logger.error("a reply could not be sent (%s); its question is answered later", error)
        if isinstance(update, Update):
            context.life.inbox.leave(update)
    elif isinstance(error, TelegramError) and not isinstance(error, NetworkError):
        logger.error("Telegram: %s", error)
    elif isinstance(error, EncoderChanged):
        logger.error("%s; or an admin writes /reindex to the bot", error)
        await _apologise(update, context)
    else:
        told = isinstance(error, KnowledgeError)  # in one line that says what to do
        logger.error("an answer failed: %s", error, exc_info=None if told else error)
        await _apologise(update, context)


async def _apologise(update: object, context: Context) -> None:
    """Say that something got stuck, where somebody waits for an answer."""
    if not isinstance(update, Update):
        return
    person = update.effective_user
    lang = "pl" if person is None or person.language_code in (None, "pl") else "en"
    text = say("Something got stuck on my side. Please try again in a moment.", lang)
    with contextlib.suppress(TelegramError):
        if update.callback_query:
            await update.callback_query.answer(text)
        elif update.effective_message:
            await update.effective_message.reply_text(text)
