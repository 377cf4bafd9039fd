"""Persons whom an admin points out, and the menus of those who were given a role."""

from dataclasses import replace

from telegram import Message, MessageOriginUser
from telegram.ext import ExtBot

from bot.access.addresses import Addresses
from bot.access.permissions import Role
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.commands import NAMES, Call
from bot.telegram.answering_thread import Desk
from bot.telegram.api.menus import set_menu_of
from bot.telegram.handlers.groups import is_private
from knowledge.staff.roles import Person


def about_person(call: Call | None, message: Message, addresses: Addresses) -> Call | None:
    """Return a command with the key of the person it is about; a person who was chosen with the button is a command."""
    if message.users_shared and message.users_shared.users:
        lang = (message.from_user.language_code if message.from_user else None) or "pl"
        name = NAMES["access"].spelled("pl" if lang.startswith("pl") else "en")
        return Call(name, subject=addresses.key_of(message.users_shared.users[0].user_id))
    if call is None or not call.names("access"):
        return call
    if call.argument:
        return replace(call, subject=addresses.key_of(int(call.argument))) if _is_number(call.argument) else call
    target = message.reply_to_message
    if target is None or not (target.forward_origin or target.contact):
        return call
    number = _sender(target)
    return replace(call, subject=addresses.key_of(number) if number else "")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 16


def _sender(message: Message) -> int | None:
    """Return the number of whoever wrote a forwarded message, or whose contact it is; None where it is hidden."""
    if message.contact:
        return message.contact.user_id
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser) and not origin.sender_user.is_bot:
        return origin.sender_user.id
    return None


async def show_menu(bot: ExtBot[None], desk: Desk, chat: Chat, message: Message, call: Call | None) -> None:
    """Let a private chat show the menu of the role that its person has by now."""
    if not is_private(message) or desk.admission is None:
        return
    role = desk.admission.role(chat.person)
    stale = desk.admission.stale_menu(chat.person)
    if stale:
        await set_menu_of(bot, message.chat.id, role)
        await desk.ask(_menu_shown, stale, role)
    elif call and call.names("start") and role >= Role.AGENT:
        await set_menu_of(bot, message.chat.id, role)  # whose chat may not have existed before


def _menu_shown(dialogue: Dialogue, person: Person, role: Role) -> None:
    assert dialogue.admission
    dialogue.admission.menu_shown(person, role)
