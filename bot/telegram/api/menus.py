"""The bot's name, description and menus: set at start, only where they differ."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.access.permissions import Role
from bot.configuration import BotSettings
from bot.screens.commands import COMMANDS
from knowledge.wording import N_, say

logger = logging.getLogger(__name__)

LANGUAGES = ("", "en")
"""The menus' languages: Polish is shown to everybody whose client is not English."""

DESCRIPTION = N_(
    "Write what it is about – I will name the unit in charge and its duty, word for word, with the clause. I make "
    "nothing up: all of it comes from the decree, and where the decree is silent, I say so."
)
SHORT_DESCRIPTION = N_("Who is responsible? The unit, its duty and the clause of the decree – in Polish and English.")
"""What Telegram shows of the bot; it takes 512 and 120 characters."""


async def set_menus(bot: ExtBot[Any], settings: BotSettings) -> None:
    """Set menus, description and name; what the server refuses or does not know is only logged."""
    for scope, names in _menus(settings):
        for language in LANGUAGES:
            wanted = tuple(BotCommand(*each) for each in names[language or "pl"])
            await _tried(_set_commands, bot, wanted, scope, language)
    for language in LANGUAGES:
        await _tried(_set_description, bot, say(DESCRIPTION, language or "pl"), language)
        await _tried(_set_short_description, bot, say(SHORT_DESCRIPTION, language or "pl"), language)
    if settings.bot_name:
        await _tried(_set_name, bot, settings.bot_name)


async def set_menu_of(bot: ExtBot[Any], chat: int, role: Role) -> None:
    """Let one private chat show the menu of a role; an employee's is the one that all such chats show."""
    scope, names = BotCommandScopeChat(chat), _menu(role)
    for language in LANGUAGES:
        if role > Role.EMPLOYEE:
            wanted = tuple(BotCommand(*each) for each in names[language or "pl"])
            await _tried(_set_commands, bot, wanted, scope, language)
        else:
            await _tried(_delete_commands, bot, scope, language)


def _menus(settings: BotSettings) -> Iterator[tuple[BotCommandScope, dict[str, list[tuple[str, str]]]]]:
    """Yield each scope with its menu by language: all private chats, all groups, each agent, each admin."""
    yield BotCommandScopeAllPrivateChats(), _menu(Role.EMPLOYEE)
    yield BotCommandScopeAllGroupChats(), _menu(Role.EMPLOYEE, in_groups=True)
    for person in sorted(settings.agents - settings.admins):
        yield BotCommandScopeChat(person), _menu(Role.AGENT)
    for person in sorted(settings.admins):
        yield BotCommandScopeChat(person), _menu(Role.ADMIN)


def _menu(role: Role, in_groups: bool = False) -> dict[str, list[tuple[str, str]]]:
    shown = [each for each in COMMANDS if role >= each.needs and (each.in_groups or not in_groups)]
    return {lang: [(each.spelled(lang), say(each.purpose, lang)) for each in shown] for lang in ("pl", "en")}


async def _tried(task: Callable[..., Awaitable[None]], *values: Any) -> None:
    try:
        await task(*values)
    except TelegramError as error:
        # an agent who has never written to the bot has no chat yet; a self-hosted server may lack a method
        logger.info("%s: %s", task.__name__.strip("_"), error)


async def _set_commands(
    bot: ExtBot[Any], wanted: tuple[BotCommand, ...], scope: BotCommandScope, language: str
) -> None:
    if await bot.get_my_commands(scope=scope, language_code=language or None) != wanted:
        await bot.set_my_commands(wanted, scope=scope, language_code=language or None)


async def _delete_commands(bot: ExtBot[Any], scope: BotCommandScope, language: str) -> None:
    await bot.delete_my_commands(scope=scope, language_code=language or None)


async def _set_description(bot: ExtBot[Any], wanted: str, language: str) -> None:
    if (await bot.get_my_description(language or None)).description != wanted:
        await bot.set_my_description(wanted, language or None)


async def _set_short_description(bot: ExtBot[Any], wanted: str, language: str) -> None:
    if (await bot.get_my_short_description(language or None)).short_description != wanted:
        await bot.set_my_short_description(wanted, language or None)


async def _set_name(bot: ExtBot[Any], wanted: str) -> None:
    if (await bot.get_my_name()).name != wanted:
        await bot.set_my_name(wanted)
