"""Buttons that are pressed."""

import logging
from contextlib import nullcontext
from dataclasses import replace

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.access.permissions import Role
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.buttons import is_open, press
from bot.telegram.api.busy import busy
from bot.telegram.api.html import plain_toast
from bot.telegram.api.sending import Destination, send, send_later
from bot.telegram.context import Context
from bot.telegram.handlers.asking import too_much
from knowledge.wording import say

logger = logging.getLogger(__name__)

MARK = " ✓"


async def on_button(update: Update, context: Context) -> None:
    """Do what a button stands for, in the message under which it stands."""
    query = update.callback_query
    desk = context.desk
    assert query is not None
    chat = await desk.chat(update)
    if chat.role is Role.NOBODY and not is_open(query.data or ""):
        return await answer(query, await desk.ask(_closed, chat, query.from_user.id))
    if context.life.gate.tells_limit(update):
        return await answer(query, (await desk.ask(too_much, chat)).opening)
    place, data = _place(query), query.data or ""
    pause = context.life.pauses.busy
    async with busy(context.bot, place, pause, draws=data.startswith("chart")) if place else nullcontext():
        reply = await desk.ask(press, chat, data)
        if reply.step:
            reply = await context.publisher.press(update, chat, reply.step)
        await answer(query, reply.toast)
        await context.life.notices.tell(reply.tells)
        if reply.marks:
            await _mark(query)
        if place and not reply.is_toast:
            is_new = reply.picture or reply.asks_person
            sent = await send(context.bot, replace(place, replaces=None) if is_new else place, reply)
            await send_later(context.bot, place, sent, reply)
    return None


def _place(query: CallbackQuery) -> Destination | None:
    """Return the message under which a button was pressed; None where Telegram does not tell it."""
    message = query.message
    if not isinstance(message, Message):
        return Destination(message.chat.id, replaces=message.message_id) if message else None
    thread = message.message_thread_id if message.is_topic_message else None
    return Destination(message.chat.id, thread, replaces=message.message_id)


async def _mark(query: CallbackQuery) -> None:
    """Let the row of a pressed button show that it was taken."""
    shown = query.message.reply_markup if isinstance(query.message, Message) else None
    if shown is None:
        return
    rows = [[_marked(each, query.data) for each in row] for row in shown.inline_keyboard]
    try:
        await query.edit_message_reply_markup(InlineKeyboardMarkup(rows))
    except BadRequest as error:
        logger.info("a pressed button was not marked: %s", error)  # pressed twice, or the message is gone


def _marked(button: InlineKeyboardButton, pressed: str | None) -> InlineKeyboardButton:
    label = button.text.removesuffix(MARK) + (MARK if button.callback_data == pressed else "")
    return InlineKeyboardButton(label, callback_data=button.callback_data)


async def answer(query: CallbackQuery, toast: str) -> None:
    """Stop the button's hourglass; Telegram refuses that some seconds after the press, when nobody waits for it."""
    try:
        await query.answer(plain_toast(toast) or None)
    except BadRequest as error:
        if "too old" not in str(error).lower() and "invalid" not in str(error).lower():
            raise


def _closed(dialogue: Dialogue, chat: Chat, person: int) -> str:
    return say(
        "I reply only to those admitted. Give your number to an administrator: {person}",
        dialogue.language(chat),
        person=person,
    )
