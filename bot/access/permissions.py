"""The roles, who has which, and which role whatever is no command and no button needs.

Of commands `bot.screens.commands.COMMANDS` says it, of buttons `bot.screens.buttons.KINDS`, and nothing else does.
"""

from collections.abc import Mapping
from enum import IntEnum

from bot.configuration import BotSettings
from knowledge.wording import say


class Role(IntEnum):
    """What somebody may do; each may do what those before it may."""

    NOBODY = 0
    EMPLOYEE = 1
    AGENT = 2
    ADMIN = 3


ENTRIES: Mapping[str, Role] = {
    "question": Role.EMPLOYEE,
    "inline": Role.EMPLOYEE,
    "document": Role.ADMIN,
}
"""The role that whatever else arrives needs: a message that is no command, words typed after the bot's name, a file."""


def refusal(needs: Role, lang: str) -> str:
    """Return what somebody is told who may not do what needs a role."""
    return say(
        "This is for the helpdesk and administrators." if needs is Role.AGENT else "This is for administrators.", lang
    )


def role_of(settings: BotSettings, person: int | None, chat: int | None = None) -> Role:
    """Return a person's role: from the lists of admins and agents, else by person or chat from who may ask."""
    if person in settings.admins:
        return Role.ADMIN
    if person in settings.agents:
        return Role.AGENT
    allowed = settings.who_may_ask
    return Role.EMPLOYEE if allowed is None or not {person, chat}.isdisjoint(allowed) else Role.NOBODY
