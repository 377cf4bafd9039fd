"""What admins send and press to bring in an act: files, buttons under a draft, a day in writing, /reindex.

Each checks the role when it arrives, whatever was shown before.
"""

import re
from dataclasses import replace
from datetime import date, datetime

from telegram import CallbackQuery, Message, Update
from telegram.ext import ExtBot

from bot.access.permissions import ENTRIES, Role, refusal
from bot.dialogue.dialogue import Chat, Dialogue
from bot.publishing import drafts as told
from bot.publishing.workbench import Job
from bot.replies.reply import Reply
from bot.screens.commands import NAMES
from bot.telegram.api.sending import Destination, send
from bot.telegram.handlers.answering_thread import Desk
from bot.telegram.handlers.asking import DESK, LIFE, Context, on_message, too_much
from bot.telegram.handlers.pressing import answer, on_button
from bot.telegram.handlers.publisher import Incoming, Publisher
from knowledge.days import parse_day
from knowledge.errors import InvalidDay, shorten
from knowledge.language import printable
from knowledge.wording import say

PUBLISHER = "publisher"
LONGEST_NAME = 255

DRAFT_BUTTON = re.compile(r"adm:([a-z]+):(\w+)(?::(\d{8}))?", re.ASCII)
REINDEX = re.compile(r"^/reindex(?:@\w+)?\s*$", re.IGNORECASE)


async def on_file(update: Update, context: Context) -> None:
    """Take in a document from an admin; whoever else sends one gets an answer to its caption, or a polite word."""
    message, desk, publisher = update.effective_message, *_parts(context)
    assert message is not None
    chat = await desk.chat(update)
    if context.bot_data[LIFE].gate.tells_limit(update):
        await send(context.bot, Destination(message.chat.id), await desk.ask(too_much, chat))
        return None
    lang = await desk.ask(_language, chat)
    if chat.role is Role.NOBODY or (not _may(chat) and (message.caption or message.document is None)):
        return await on_message(update, context)
    if not _may(chat):
        text = say("Acts are brought in by an administrator. You can ask me about anything that stands in them.", lang)
    elif message.media_group_id:
        text = (
            say("Several files at once – I cannot tell which is the act. Please send one.", lang)
            if publisher.is_new_album(message.media_group_id)
            else ""
        )
    elif message.document is None:
        text = say(
            "This is a photo, and I read documents only. Send the act as a file (paper clip → File): "
            "PDF, DOCX, HTML or text.",
            lang,
        )
    else:
        file = message.document
        name = printable(file.file_name or "")[-LONGEST_NAME:] or "plik"  # the end tells what it is
        incoming = Incoming(file.file_id, name, file.file_size or 0)
        return await publisher.receive(context.bot, update, chat, lang, incoming)
    if text:
        await send(context.bot, Destination(message.chat.id), Reply(text))
    return None


async def on_reindex(update: Update, context: Context) -> None:
    """Embed what is in force again, for an admin."""
    desk, publisher = _parts(context)
    chat = await desk.chat(update)
    if chat.role < NAMES["reindex"].needs:
        return await on_message(update, context)
    return await publisher.reindex(context.bot, update, chat, await desk.ask(_language, chat))


async def on_day(update: Update, context: Context) -> None:
    """Take a day that an admin was asked for; any other is a question like others."""
    message, desk, publisher = update.effective_message, *_parts(context)
    assert message is not None
    chat = await desk.chat(update)
    job = publisher.bench.job
    if not (job and job.draft and job.awaits_day and job.holder == chat.person and _may(chat)):
        return await on_message(update, context)
    try:
        day = parse_day(message.text or "")
    except InvalidDay:
        text = say(
            "“{text}” is no day. Write it like this: 31.01.2027.", job.lang, text=shorten(message.text or "", 40)
        )
        await send(context.bot, Destination(message.chat.id), Reply(text))
        return None
    job.awaits_day = False
    publisher.bench.touch(job)
    asked = replace(told.which_day_reply(job.draft, job.token, job.lang), buttons=())
    await publisher.show(context.bot, job, asked)
    reply = told.confirm_day_reply(job.draft, day, publisher.today(), job.token, job.lang)
    job.message = await send(context.bot, Destination(message.chat.id), reply)
    return None


async def on_draft_button(update: Update, context: Context) -> None:
    """Do what a button under a draft says, in the draft's own message."""
    query, desk, publisher = update.callback_query, *_parts(context)
    assert query is not None
    match = DRAFT_BUTTON.fullmatch(query.data or "")
    if match is None:  # no data at all passes every handler's pattern
        return await on_button(update, context)
    chat = await desk.chat(update)
    lang = await desk.ask(_language, chat)
    if context.bot_data[LIFE].gate.tells_limit(update):
        return await answer(query, (await desk.ask(too_much, chat)).opening)
    if not _may(chat):
        return await answer(query, refusal(ENTRIES["document"], lang))
    if match[1] == "take":
        return await answer(query, await publisher.take_over(context.bot, update, chat, lang, match[2]))
    job = publisher.bench.named(match[2], chat.person)
    if job is None:
        await answer(query, say("I no longer have that file – please send it again.", lang))
        return await _tell_gone(query, context.bot, publisher, lang, match[2])
    return await answer(query, await _press(context.bot, update, publisher, chat, job, match[1], match[3] or ""))


async def _press(
    bot: ExtBot[None], update: Update, publisher: Publisher, chat: Chat, job: Job, verb: str, day: str
) -> str:
    """Do what a button of a job says; returns a short word for the button, mostly none."""
    publisher.bench.touch(job)
    if verb == "stop" and job.is_busy:
        await publisher.stop(bot, job)
    elif job.is_busy or job.draft is None:
        return say("One moment, it is being done.", job.lang)
    elif verb == "discard":
        await publisher.discard(bot, chat, job)
    elif verb == "publish" and (chosen := _compact_day(day)):
        publisher.publish(bot, update, job, chosen)
    else:
        job.awaits_day = verb == "day"
        views = {
            "when": lambda draft: told.when_reply(draft, publisher.today(), job.token, job.lang),
            "day": lambda draft: told.which_day_reply(draft, job.token, job.lang),
            "draft": lambda draft: told.draft_reply(draft, job.file, job.token, job.lang),
        }
        if verb in views:
            await publisher.show(bot, job, views[verb](job.draft))
    return ""


async def _tell_gone(query: CallbackQuery, bot: ExtBot[None], publisher: Publisher, lang: str, token: str) -> None:
    """Say under a draft that a restart ended, what is in force now; another's draft stays as it is."""
    job = publisher.bench.job
    if isinstance(query.message, Message) and not (job and job.token == token):
        text = say(
            "A restart interrupted me, and I no longer have that file. In force: {acts}. If need be, "
            "send the file again.",
            lang,
            acts=await publisher.acts_in_force(),
        )
        await send(bot, Destination(query.message.chat.id, replaces=query.message.message_id), Reply(text))


def _compact_day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None


def _may(chat: Chat) -> bool:
    return chat.role >= ENTRIES["document"]


def _parts(context: Context) -> tuple[Desk, Publisher]:
    publisher = context.bot_data[PUBLISHER]
    assert isinstance(publisher, Publisher)
    return context.bot_data[DESK], publisher


def _language(dialogue: Dialogue, chat: Chat) -> str:
    return dialogue.language(chat)
