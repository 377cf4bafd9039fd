"""Who may ask, and who is an agent or an admin."""

from enum import IntEnum

from bot.settings import BotSettings


class Role(IntEnum):
    """What somebody may do; each may do what those before it may."""

    NOBODY = 0
    EMPLOYEE = 1
    AGENT = 2
    ADMIN = 3


def role_of(settings: BotSettings, person: int | None, chat: int | None = None) -> Role:
    """Return a person's role: from the lists of admins and agents, else by person or chat from who may ask."""
    if person in settings.admins:
        return Role.ADMIN
    if person in settings.agents:
        return Role.AGENT
    allowed = settings.who_may_ask
    return Role.EMPLOYEE if allowed is None or not {person, chat}.isdisjoint(allowed) else Role.NOBODY
