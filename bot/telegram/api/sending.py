"""Send a reply to Telegram, or edit one that was sent."""

import asyncio
import logging
from dataclasses import dataclass, replace

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.replies.reply import Reply
from bot.telegram.api.html import LONGEST_CAPTION, render

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

# What Telegram says of a message that shows the same already, and of one that can be edited no more.
_SAME = "not modified"
_GONE = ("message to edit not found", "message can't be edited", "no text in the message", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class Destination:
    """Hold where a reply goes: chat, topic, the message it quotes, and the message that it replaces."""

    chat: int
    thread: int | None = None
    quotes: int | None = None
    replaces: int | None = None


async def send(bot: ExtBot[None], place: Destination, reply: Reply) -> int | None:
    """Send a reply, or edit the message that it replaces; returns the number of the message with its buttons."""
    if reply.picture:
        return await _send_picture(bot, place, reply)
    texts = render(reply)
    if not texts:
        return None
    buttons = keyboard(reply)
    edited = False
    if place.replaces is not None and not isinstance(buttons, ReplyKeyboardMarkup):
        edited = await _edit(bot, place, texts[0], buttons if len(texts) == 1 else None)
    message: int | None = place.replaces if edited else None
    for at, text in enumerate(texts):
        if at == 0 and edited:
            continue
        last = at + 1 == len(texts)
        sent = await _send_text(bot, place, text, buttons if last else None)
        message = sent.message_id
    return message


async def send_later(bot: ExtBot[None], place: Destination, sent: int | None, reply: Reply) -> None:
    """Put in place of a message that was sent what takes longer to say, where there is such; others do not wait."""
    if reply.later and sent is not None:
        await send(bot, replace(place, replaces=sent), await asyncio.to_thread(reply.later))


def keyboard(reply: Reply) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Return a reply's buttons as Telegram has them."""
    if reply.asks_person:
        choice = KeyboardButton(reply.asks_person, request_users=KeyboardButtonRequestUsers(1, user_is_bot=False))
        return ReplyKeyboardMarkup([[choice]], resize_keyboard=True, one_time_keyboard=True)
    if not reply.buttons:
        return None
    rows = [[InlineKeyboardButton(each.label, callback_data=each.action) for each in row] for row in reply.buttons]
    return InlineKeyboardMarkup(rows)


async def _send_text(
    bot: ExtBot[None], place: Destination, text: str, buttons: InlineKeyboardMarkup | ReplyKeyboardMarkup | None
) -> Message:
    return await bot.send_message(
        place.chat,
        text,
        parse_mode=ParseMode.HTML,
        message_thread_id=place.thread,
        reply_parameters=_quoting(place),
        link_preview_options=NO_PREVIEW,
        reply_markup=buttons,
    )


async def _send_picture(bot: ExtBot[None], place: Destination, reply: Reply) -> int:
    assert reply.picture
    captions = render(reply, LONGEST_CAPTION)
    short = len(captions) <= 1
    sent = await bot.send_photo(
        place.chat,
        InputFile(reply.picture, filename="structure.png"),
        caption=captions[0] if captions and short else None,
        parse_mode=ParseMode.HTML,
        message_thread_id=place.thread,
        reply_parameters=_quoting(place),
        reply_markup=keyboard(reply) if short else None,
    )
    if short:
        return sent.message_id
    below = await send(bot, replace(place, replaces=None), replace(reply, picture=None))
    return below or sent.message_id


async def _edit(bot: ExtBot[None], place: Destination, text: str, buttons: InlineKeyboardMarkup | None) -> bool:
    """Edit a message; returns False where that cannot be done and a new one is needed."""
    try:
        await bot.edit_message_text(
            text,
            chat_id=place.chat,
            message_id=place.replaces,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=buttons,
        )
    except BadRequest as error:
        if _SAME in str(error).lower():
            return True
        if any(reason in str(error).lower() for reason in _GONE):
            return False
        raise
    return True


def _quoting(place: Destination) -> ReplyParameters | None:
    return ReplyParameters(place.quotes, allow_sending_without_reply=True) if place.quotes else None
