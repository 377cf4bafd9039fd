"""The Telegram application, put together from its settings, and how it runs until it is told to end."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.configuration import BotSettings
from bot.dialogue.dialogue import Dialogue
from bot.telegram.api.menus import set_menus
from bot.telegram.api.pauses import Pauses
from bot.telegram.api.retries import REFUSED_TOKEN, PatientLimiter, Pulse, TellingRequest
from bot.telegram.handlers.answering_thread import Desk
from bot.telegram.handlers.asking import DESK, LIFE, is_meant, on_message
from bot.telegram.handlers.documents import (
    DRAFT_BUTTON,
    PUBLISHER,
    REINDEX,
    on_day,
    on_draft_button,
    on_file,
    on_reindex,
)
from bot.telegram.handlers.inline import on_inline_query
from bot.telegram.handlers.joining import on_member
from bot.telegram.handlers.pressing import on_button
from bot.telegram.handlers.publisher import Publisher
from bot.telegram.incoming.gate import Gate
from bot.telegram.incoming.inbox import AT_ONCE, Inbox, InOrder
from bot.telegram.incoming.polling import Polling
from bot.telegram.incoming.webhook import Webhook, watch
from knowledge.days import WRITTEN_DAY
from knowledge.errors import DatabaseUnusable, EncoderChanged, KnowledgeError
from knowledge.staff.conversations import Memory
from knowledge.store.claim import Claim
from knowledge.store.store import Store
from knowledge.wording import Message, say

# python-telegram-bot warns each time it reads a RetryAfter until one opts in to what its next version does
os.environ.setdefault("PTB_TIMEDELTA", "true")

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "chat_member"]

POLL_SECONDS = 25
LOOK_SECONDS = 1.0
"""How often it is looked whether another edition is to answer."""

HEALTH_SECONDS = 5.0

Telegram = Application[Any, Any, Any, Any, Any, Any]


class Life:
    """Hold what lives as long as the application: the desk, the inbox, the pulse of the poll, and what watches it."""

    def __init__(self, settings: BotSettings, pauses: Pauses) -> None:
        self.settings = settings
        self.pauses = pauses
        self.desk = Desk(settings)
        self.gate = Gate(settings, self._is_meant)
        self.inbox = Inbox(self.desk.keys, self.gate, pauses.later)
        self.publisher = Publisher(self.desk, self.inbox, pauses.progress)
        self._bot: ExtBot[None] | None = None
        self.pulse = Pulse()
        self.end: Callable[[], None] = lambda: None
        self._claim: Claim | None = None
        self._store: Store | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self, application: Telegram) -> None:
        """Open the database, take up updates that wait, and start what runs beside the handlers."""
        self._claim = Claim(self.settings.database)
        self._bot = application.bot
        await self.desk.open(application.bot, lambda message: logger.info("%s", message))
        self._store = Store(self.settings.database)
        memory = Memory(self._store)
        memory.forget(self.settings.kept_days)
        if waiting := await self.inbox.open(memory, application.bot):
            logger.info("%d updates wait since the last end", waiting)
        self.pulse.start()
        tasks = [set_menus(application.bot, self.settings), self._forget(memory), self._look_ahead()]
        tasks.append(self._watch_webhook(application.bot) if self.settings.webhook_url else self._watch())
        self._tasks = [asyncio.create_task(task) for task in tasks]
        if not (self.settings.who_may_ask is None or self.settings.who_may_ask):
            logger.warning("only admins and agents may ask: set WHO_MAY_ASK to everybody, or to users and chats")

    async def finish(self, _: Telegram) -> None:
        """End what runs beside the handlers, then close the database."""
        for task in self._tasks:
            task.cancel()
        for ended in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                logger.error("what ran beside the answers has failed", exc_info=ended)
        await self.publisher.close()
        await self.desk.close()
        self.inbox.close()
        if self._store:
            self._store.close()
        if self._claim:
            self._claim.release()

    async def health(self) -> dict[str, Any]:
        """Tell whether answers can be given, from which edition, and how many updates wait."""
        try:
            edition = await asyncio.wait_for(self.desk.ask(_edition), HEALTH_SECONDS)
        except (KnowledgeError, TimeoutError) as error:
            logger.error("not healthy: %s", error or "answering takes too long")
            return {"status": "failing", "edition": None, "waiting": self.inbox.qsize()}
        return {"status": "ok", "edition": edition, "waiting": self.inbox.qsize()}

    def _is_meant(self, update: Update) -> bool:
        if update.chat_member:
            members = self.desk.members
            return members is not None and members.asks_about(update.chat_member.chat.id)
        return self._bot is None or is_meant(update, self._bot)

    async def _watch(self) -> None:
        """End the application when the poll is refused, disturbed or silent: its own loop would never say so."""
        while not self.pulse.check(self.settings.silence_seconds):
            await asyncio.sleep(self.pauses.pulse)
        logger.critical("%s", self.pulse.verdict)
        self.end()

    async def _look_ahead(self) -> None:
        while True:
            await self.desk.prepare()
            await asyncio.sleep(LOOK_SECONDS)

    async def _watch_webhook(self, bot: ExtBot[Any]) -> None:
        """End the application when Telegram does not call it any more."""
        await watch(bot, self.settings.webhook_url, self.pulse, self.pauses.webhook)
        logger.critical("%s", self.pulse.verdict)
        self.end()

    async def _forget(self, memory: Memory) -> None:
        while True:
            await asyncio.sleep(self.pauses.forgetting)
            try:
                await self.inbox.run(memory.forget, self.settings.kept_days)
            except DatabaseUnusable as error:
                logger.error("old questions could not be deleted; it is tried again: %s", error)


def build_application(settings: BotSettings, pauses: Pauses | None = None) -> Telegram:
    """Build the application; `run_polling`, `run_webhook` or one's own loop may run it.

    `application.bot_data["life"]` holds what lives with it; call `post_init` after `initialize`, and `post_shutdown` at
    the end, where neither of the two `run_…` does. `pauses` are the product's own unless given.
    """
    pauses = pauses or Pauses()
    life = Life(settings, pauses)
    request = TellingRequest(2 * AT_ONCE, read=pauses.answer)
    limiter = PatientLimiter(settings.messages_per_second, settings.group_messages_per_minute, pauses.retries)
    application: Telegram = (
        ApplicationBuilder()
        .token(settings.token)
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
    application.bot_data.update({DESK: life.desk, LIFE: life, PUBLISHER: life.publisher})
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


def _edition(dialogue: Dialogue) -> int:
    dialogue.conversation.refresh()
    return dialogue.conversation.edition.id


def _handlers() -> list[BaseHandler[Any, Any, Any]]:
    messages = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    return [
        MessageHandler(private & (filters.Document.ALL | filters.PHOTO), on_file),
        MessageHandler(private & ~filters.FORWARDED & filters.Regex(REINDEX), on_reindex),
        MessageHandler(private & ~filters.FORWARDED & filters.Regex(WRITTEN_DAY), on_day),
        CallbackQueryHandler(on_draft_button, DRAFT_BUTTON),
        MessageHandler(messages, on_message),
        CallbackQueryHandler(on_button),
        InlineQueryHandler(on_inline_query),
        ChatMemberHandler(on_member, ChatMemberHandler.CHAT_MEMBER),
    ]


async def _on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Log what went wrong once; an update whose reply could not be sent is left to the next start."""
    error, life = context.error, context.bot_data[LIFE]
    if isinstance(error, Forbidden):
        logger.info("%s", error)  # somebody has blocked the bot, or put it out of a group
    elif isinstance(error, RetryAfter | InvalidToken) or type(error).__name__ in ("NetworkError", "TimedOut"):
        logger.error("a reply could not be sent (%s); its question is answered later", error)
        if isinstance(update, Update):
            life.inbox.leave(update)
    elif isinstance(error, TelegramError) and not isinstance(error, NetworkError):
        logger.error("Telegram: %s", error)
    elif isinstance(error, EncoderChanged):
        logger.error("%s; or an admin writes /reindex to the bot", error)
        await _apologise(update, context)
    else:
        told = isinstance(error, KnowledgeError)  # in one line that says what to do
        logger.error("an answer failed: %s", error, exc_info=None if told else error)
        await _apologise(update, context)


async def _apologise(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Say that something got stuck, where somebody waits for an answer."""
    if not isinstance(update, Update):
        return
    person = update.effective_user
    with contextlib.suppress(TelegramError):
        if update.callback_query:
            await update.callback_query.answer(
                say(
                    "Something got stuck on my side. Please try again in a moment.",
                    "pl" if person is None or person.language_code in (None, "pl") else "en",
                )
            )
        elif update.effective_message:
            await update.effective_message.reply_text(
                say(
                    "Something got stuck on my side. Please try again in a moment.",
                    "pl" if person is None or person.language_code in (None, "pl") else "en",
                )
            )
