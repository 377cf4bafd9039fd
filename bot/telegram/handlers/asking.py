"""Messages: questions, tickets and commands, new and edited."""

from telegram import Message, Update
from telegram.ext import ExtBot

from bot.access.admission import is_code
from bot.access.limits import Verdict
from bot.access.permissions import Role
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply
from bot.screens.commands import Call, is_for_all, obey
from bot.screens.messages import hear
from bot.screens.requests import request_button, take_up
from bot.telegram.answering_thread import Desk
from bot.telegram.api.busy import busy
from bot.telegram.api.sending import Destination, send, send_later
from bot.telegram.context import Context
from bot.telegram.handlers.admitting import about_person, show_menu
from bot.telegram.handlers.commanding import read_call
from bot.telegram.handlers.groups import addressed, is_from, is_private
from bot.telegram.handlers.joining import is_added
from knowledge.staff.conversations import Turn
from knowledge.wording import say


async def on_message(update: Update, context: Context) -> None:
    """Answer a message that is meant for the bot; one that was edited gets its answer edited."""
    message = update.effective_message
    if message is None or _is_bots(message):
        return
    desk = context.desk
    call = read_call(message, context.bot.username, desk.settings.kept_days)
    call = about_person(call, message, desk.addresses)
    text = None if call else _said(message, context.bot)
    if call is None and text is None:
        return
    chat = await desk.chat(update)
    life = context.life
    if life.gate.tells_limit(update):
        await send(context.bot, _place(message, None), await desk.ask(too_much, chat))
        return
    edited = update.edited_message is not None
    turn = await desk.ask(_answered, chat, message.message_id) if edited or life.inbox.may_be_answered(update) else None
    if turn and turn.told_in and not edited:
        return  # before a crash; only the mark that it was handled is missing
    place = _place(message, turn.told_in if turn and edited else None)
    draws = call is not None and call.names("structure")
    async with busy(context.bot, place, life.pauses.busy, draws=draws):
        reply = await _reply(desk, update, chat, message, call, text or "", context.bot)
        if reply.command:
            reply = await desk.ask(obey, chat, Call(reply.command, inline=f"@{context.bot.username}"))
        sent = await send(context.bot, place, reply)
        await send_later(context.bot, _place(message, None), sent, reply)
    if sent and reply.turn:
        life.inbox.told(update, reply.turn, message.message_id, sent)
    await show_menu(context.bot, desk, chat, message, call)


def is_meant(update: Update, bot: ExtBot[None]) -> bool:
    """Tell whether an update is for the bot at all: what a group says among itself is not even stored."""
    message = update.effective_message
    if update.my_chat_member:
        return is_added(update.my_chat_member)
    if update.callback_query or update.inline_query or message is None or is_private(message):
        return True
    return read_call(message, bot.username, 0) is not None or _said(message, bot) is not None


def too_much(dialogue: Dialogue, chat: Chat) -> Reply:
    """Say that somebody asks for more than is answered."""
    return Reply(
        say("Too much at once – please wait a minute. I will not answer what you write now.", dialogue.language(chat))
    )


def _is_bots(message: Message) -> bool:
    """Tell whether a bot wrote a message; an admin who writes in the group's name only looks like one."""
    return bool(message.from_user and message.from_user.is_bot and not message.sender_chat)


def _place(message: Message, replaces: int | None) -> Destination:
    """Return where the reply to a message goes; in a group it quotes the message."""
    thread = message.message_thread_id if message.is_topic_message else None
    return Destination(message.chat.id, thread, None if is_private(message) else message.message_id, replaces)


def _said(message: Message, bot: ExtBot[None]) -> str | None:
    """Return what a message says to the bot; None where it says nothing to it, or is no more than a notice."""
    said = addressed(message, bot.username, bot.id)
    if said or message.effective_attachment is not None or message.text:
        return said
    return None


async def _reply(
    desk: Desk, update: Update, chat: Chat, message: Message, call: Call | None, text: str, bot: ExtBot[None]
) -> Reply:
    if call and call.names("start") and is_code(call.argument) and is_private(message):
        return await _take_up(desk, chat, call.argument)
    if chat.role is Role.NOBODY and not (call and is_for_all(call)):
        person = update.effective_user.id if update.effective_user else None
        return await desk.ask(_refuse, chat, person, message, desk.cannot_check)
    if call:
        return await desk.ask(obey, chat, call)
    if not text.strip() and not message.text:
        return await desk.ask(_only_text, chat)
    target = message.reply_to_message
    about = target.message_id if target and is_from(target, bot.id) else None
    return await desk.ask(hear, chat, text, about, ticket=message.forward_origin is not None)


async def _take_up(desk: Desk, chat: Chat, code: str) -> Reply:
    """Take up an invitation; whoever tries one code after the other is stopped before any is looked at."""
    if desk.tries.judge(chat.person) is not Verdict.ANSWER:
        return await desk.ask(_too_many_tries, chat)
    return await desk.ask(take_up, chat, code)


def _too_many_tries(dialogue: Dialogue, chat: Chat) -> Reply:
    return Reply(
        say(
            "Too many tries. Ask an administrator for a new invitation, and try again in an hour.",
            dialogue.language(chat),
        )
    )


def _answered(dialogue: Dialogue, chat: Chat, message: int) -> Turn | None:
    return dialogue.memory.asked_in(chat.key, message)


def _only_text(dialogue: Dialogue, chat: Chat) -> Reply:
    return Reply(
        say(
            "I only read text. Write what it is about – e.g. “broken printer” – and I will name the unit.",
            dialogue.language(chat),
        )
    )


def _refuse(dialogue: Dialogue, chat: Chat, person: int | None, message: Message, cannot_check: bool) -> Reply:
    if cannot_check:
        return Reply(
            say(
                "I cannot check just now whether you have access. Please try again in a moment.",
                dialogue.language(chat),
            )
        )
    if is_private(message):
        lang = dialogue.language(chat)
        asks = dialogue.admission and dialogue.admission.holders(Role.ADMIN)
        return Reply(
            say(
                "I reply only to those admitted. Give your number to an administrator: {person}",
                lang,
                person=person,
            ),
            buttons=((request_button(lang),),) if asks else (),
        )
    return Reply(
        say(
            "In this group I reply only to those admitted. Its number, for an administrator: {chat}",
            dialogue.language(chat),
            chat=message.chat.id,
        )
    )
