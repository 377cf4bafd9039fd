"""Which role each command, button and other entry needs, and who has which role.

These tables are the only place that says so. What stands in none of them nobody may do; a test holds each command and
each kind of button to being named here.
"""

from collections.abc import Mapping
from enum import IntEnum

from bot.configuration import BotSettings
from bot.replies.actions import CORRECTING
from knowledge.wording import say


class Role(IntEnum):
    """What somebody may do; each may do what those before it may."""

    NOBODY = 0
    EMPLOYEE = 1
    AGENT = 2
    ADMIN = 3


Needs = Mapping[str, Role]

COMMANDS: Needs = {
    "start": Role.EMPLOYEE,
    "help": Role.EMPLOYEE,
    "who": Role.EMPLOYEE,
    "unit": Role.EMPLOYEE,
    "structure": Role.EMPLOYEE,
    "clause": Role.EMPLOYEE,
    "act": Role.EMPLOYEE,
    "language": Role.EMPLOYEE,
    "privacy": Role.NOBODY,
    "forget": Role.NOBODY,
    "stats": Role.AGENT,
    "access": Role.ADMIN,
    "queue": Role.AGENT,
    "publish": Role.ADMIN,
    "editions": Role.ADMIN,
    "reindex": Role.ADMIN,
}
"""The role that each command needs, by the name under which the program knows it (`bot.wording.command_names`)."""

ACTIONS: Needs = {
    "card": Role.EMPLOYEE,
    "par": Role.EMPLOYEE,
    "chart": Role.EMPLOYEE,
    "others": Role.EMPLOYEE,
    "pick": Role.EMPLOYEE,
    "back": Role.EMPLOYEE,
    "yes": Role.EMPLOYEE,
    "no": Role.EMPLOYEE,
    "tree": Role.EMPLOYEE,
    "lang": Role.EMPLOYEE,
    "forget": Role.NOBODY,
    "stats": Role.AGENT,
    "access": Role.ADMIN,
    "whom": Role.ADMIN,
    "person": Role.ADMIN,
    "grant": Role.ADMIN,
    "people": Role.ADMIN,
    "invite": Role.ADMIN,
    "offer": Role.ADMIN,
    "links": Role.ADMIN,
    "unlink": Role.ADMIN,
    "only": Role.EMPLOYEE,
    **dict.fromkeys(CORRECTING, Role.AGENT),
    "editions": Role.ADMIN,
    "return": Role.ADMIN,
    "rollback": Role.ADMIN,
}
"""The role that each kind of button needs (`bot.replies.actions.KINDS`)."""

ENTRIES: Needs = {
    "question": Role.EMPLOYEE,
    "inline": Role.EMPLOYEE,
    "document": Role.ADMIN,
}
"""The role that whatever else arrives needs: a message that is no command, words typed after the bot's name, a file."""


def may(role: Role, needs: Needs, what: str) -> bool:
    """Tell whether a role suffices for something of a table; what no table names is allowed to nobody."""
    return what in needs and role >= needs[what]


def refusal(needs: Needs, what: str, lang: str) -> str:
    """Return what somebody is told who may not do something."""
    return say(
        "This is for the helpdesk and administrators."
        if needs.get(what) is Role.AGENT
        else "This is for administrators.",
        lang,
    )


def role_of(settings: BotSettings, person: int | None, chat: int | None = None) -> Role:
    """Return a person's role: from the lists of admins and agents, else by person or chat from who may ask."""
    if person in settings.admins:
        return Role.ADMIN
    if person in settings.agents:
        return Role.AGENT
    allowed = settings.who_may_ask
    return Role.EMPLOYEE if allowed is None or not {person, chat}.isdisjoint(allowed) else Role.NOBODY
