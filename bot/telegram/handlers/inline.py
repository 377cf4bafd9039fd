"""Inline mode: units listed in any chat while a name, a matter, a code or a citation is typed."""

import re

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.access.permissions import ENTRIES
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.commands import FROM_INLINE
from bot.screens.suggestions import Suggestion, suggest
from bot.telegram.api.html import render
from bot.telegram.api.sending import NO_PREVIEW
from bot.telegram.context import Context
from knowledge.wording import say

CACHE_SECONDS = 5
"""For how long Telegram may show one person the same list: so soon a new edition is seen."""

PAGE = 20
OFFSET = re.compile(r"\d{1,4}", re.ASCII)
"""What the bot itself says where the next page begins; a client may say anything."""


async def on_inline_query(update: Update, context: Context) -> None:
    """List what was found for the words typed so far."""
    query = update.inline_query
    desk = context.desk
    gate = context.life.gate
    assert query is not None
    if gate.is_stale(update):
        return
    chat = await desk.chat(update)
    if chat.role < ENTRIES["inline"]:
        label = await desk.ask(_label, chat)
        button = InlineQueryResultsButton(label, start_parameter=FROM_INLINE)
        await query.answer([], cache_time=CACHE_SECONDS, is_personal=True, button=button)
        return
    start = int(query.offset) if OFFSET.fullmatch(query.offset) else 0
    found = await desk.ask(suggest, chat, query.query)
    if gate.is_stale(update):
        return
    shown = found[start : start + PAGE]
    following = str(start + PAGE) if len(found) > start + PAGE else ""
    try:
        await query.answer(
            [article(each) for each in shown], cache_time=CACHE_SECONDS, is_personal=True, next_offset=following
        )
    except BadRequest as error:
        if "too old" not in str(error).lower():
            raise


def article(suggestion: Suggestion) -> InlineQueryResultArticle:
    text = render(suggestion.reply)[0]
    content = InputTextMessageContent(text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(
        suggestion.key, suggestion.title, input_message_content=content, description=suggestion.description
    )


def _label(dialogue: Dialogue, chat: Chat) -> str:
    return say("Write to me first", dialogue.language(chat))
