"""What admins send to bring in an act: files, a day in writing, /reindex; buttons are pressed like all others.

Each checks the role when it arrives, whatever was shown before.
"""

import re

from telegram import Message, Update

from bot.access.permissions import ENTRIES, Role
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply
from bot.screens.commands import NAMES
from bot.telegram.api.sending import Destination, send
from bot.telegram.context import Context
from bot.telegram.handlers.asking import on_message, too_much
from bot.telegram.publisher import Incoming, Publisher
from knowledge.language import printable
from knowledge.wording import N_, say

LONGEST_NAME = 255

REINDEX = re.compile(r"^/reindex(?:@\w+)?\s*$", re.IGNORECASE)


async def on_file(update: Update, context: Context) -> None:
    """Take in a document from an admin; whoever else sends one gets an answer to its caption, or a polite word."""
    message, desk, publisher = update.effective_message, context.desk, context.publisher
    assert message is not None
    chat = await desk.chat(update)
    if context.life.gate.tells_limit(update):
        await send(context.bot, Destination(message.chat.id), await desk.ask(too_much, chat))
        return None
    if chat.role is Role.NOBODY or (not _may(chat) and (message.caption or message.document is None)):
        return await on_message(update, context)
    file = message.document
    if file is None or message.media_group_id or not _may(chat):
        if refusal := _refusal(message, chat, publisher):
            text = say(refusal, await desk.ask(Dialogue.language, chat))
            await send(context.bot, Destination(message.chat.id), Reply(text))
        return None
    name = printable(file.file_name or "")[-LONGEST_NAME:] or "plik"  # the end tells what it is
    return await publisher.receive(update, chat, Incoming(file.file_id, name, file.file_size or 0))


def _refusal(message: Message, chat: Chat, publisher: Publisher) -> str:
    """Return why a file is not taken in; "" where that was told of its album."""
    if not _may(chat):
        return N_("Acts are brought in by an administrator. You can ask me about anything that stands in them.")
    if message.media_group_id:
        told = N_("Several files at once – I cannot tell which is the act. Please send one.")
        return told if publisher.is_new_album(message.media_group_id) else ""
    return N_(
        "This is a photo, and I read documents only. Send the act as a file (paper clip → File): "
        "PDF, DOCX, HTML or text."
    )


async def on_reindex(update: Update, context: Context) -> None:
    """Embed what is in force again, for an admin."""
    chat = await context.desk.chat(update)
    if chat.role < NAMES["reindex"].needs:
        return await on_message(update, context)
    return await context.publisher.receive(update, chat)


async def on_day(update: Update, context: Context) -> None:
    """Take a day that an admin was asked for; any other is a question like others."""
    chat = await context.desk.chat(update)
    if not (context.publisher.asks_day(chat) and _may(chat)):
        return await on_message(update, context)
    assert update.effective_message
    return await context.publisher.write_day(update.effective_message.text or "")


def _may(chat: Chat) -> bool:
    return chat.role >= ENTRIES["document"]
