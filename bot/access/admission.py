"""Who was admitted: roles by the settings and by grants, and the invitations that carry them."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_bytes

from cryptography.fernet import InvalidToken

from bot.access.limits import Limits
from bot.access.permissions import Role
from bot.access.pseudonyms import Keys
from bot.configuration import BotSettings
from knowledge.staff.roles import DAY, Ended, Grants, Invitation, Person

CODE_BYTES = 16
"""128 random bits: at a million guesses a second, no code would be found within the age of the universe."""

CODE_LENGTH = 22

FIRST_SECONDS = DAY
"""For how long the link may be opened that makes the first administrator."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold what an invitation may be: the role, how many may take it up, and for how many days."""

    role: Role
    places: int
    days: int


OFFERS = (
    Offer(Role.EMPLOYEE, 1, 7),
    Offer(Role.EMPLOYEE, 30, 7),
    Offer(Role.EMPLOYEE, 500, 30),
    Offer(Role.AGENT, 1, 7),
    Offer(Role.AGENT, 10, 7),
    Offer(Role.ADMIN, 1, 1),
)
"""What an admin can choose from: the more an invitation gives, the fewer it is for, and the sooner it ends."""


class Admission:
    """Hold everybody's role: those of the settings, which only the settings change, and those that were granted.

    Roles are asked for with each update, so the granted ones are kept in memory until `refresh` finds that one was
    changed; all changes of this program go through here, from one thread at a time. `username` is the bot's, for links.
    """

    def __init__(self, settings: BotSettings, keys: Keys, grants: Grants, username: str = "") -> None:
        self.grants = grants
        self.username = username
        self.settings = settings
        self.fixed = _fixed(settings, keys)
        self.requests = Limits(1, 0, seconds=DAY)
        """How often one person may ask for access."""
        self._keys, self._cipher = keys, keys.cipher(b"notes")
        self._first = ("", 0.0)
        self._version = -1
        self._granted: dict[str, Person] = {}
        self.refresh(grants)

    def refresh(self, grants: Grants) -> None:
        """Read the roles again where another program has changed one, or a backup was restored.

        `grants` are the same over a connection that no other thread uses.
        """
        version = grants.version()
        if version != self._version:
            self._granted = {each.person: each for each in grants.everyone()}
            self._version = version

    def role(self, key: str) -> Role:
        """Return the role of a person's own, by the settings or granted, whichever is more."""
        person = self._granted.get(key)
        return max(self.fixed.get(key, Role.NOBODY), Role(person.role) if person else Role.NOBODY)

    def holders(self, role: Role) -> tuple[str, ...]:
        """Return the keys of all who have a role or a higher one, by the settings or granted."""
        known = {**self.fixed, **{key: each.role for key, each in self._granted.items()}}
        return tuple(key for key in known if self.role(key) >= role)

    def person(self, key: str) -> Person | None:
        """Return what is kept of a person."""
        person = self._granted.get(key) or self.grants.person(key)
        if person:
            self._granted[key] = person
        return person

    def grant(self, person: Person, version: int, role: Role, by: str) -> bool:
        """Give a person a role, or none; False where it has changed since, or nobody would be left to give any."""
        others = Role.ADMIN in self.fixed.values()
        changed = self.grants.grant(person.person, version, role, by, others, Role.ADMIN)
        if changed:
            self._granted[changed.person] = changed
        return changed is not None

    def note(self, person: Person) -> str:
        """Return what admins have written about a person; "" too where it was under another HASH_KEY or token."""
        with suppress(InvalidToken):
            return self._cipher.decrypt(person.note).decode() if person.note else ""
        return ""

    def write_note(self, number: int, note: str, by: str) -> Person | None:
        """Keep a note about the person with a number, "" to delete it."""
        person = self.grants.write_note(number, self._cipher.encrypt(note.encode()).decode() if note else "", by)
        if person:
            self._granted[person.person] = person
        return person

    def redeem(self, code: str, key: str) -> Ended | None:
        """Give a person the role of an invitation; returns why it gives them nothing, None where it does."""
        if self._digest(code) == self._first[0]:
            return self._begin(key)
        inviters = [each for each, role in self.fixed.items() if role is Role.ADMIN]
        found = self.grants.redeem(self._digest(code), key, inviters, Role.ADMIN)
        if isinstance(found, Ended):
            return found
        self._granted[key] = found
        return None

    def invite(self, offer: Offer, by: str) -> tuple[Invitation, str]:
        """Make an invitation; returns it with its link, which is kept nowhere."""
        code = _new_code()
        kept = self.grants.invite(self._digest(code), offer.role, offer.places, offer.days * DAY, by)
        return kept, self._link(code)

    def first_link(self) -> str:
        """Return a link that makes the first who opens it an administrator; "" where there is one."""
        if self.holders(Role.ADMIN):
            return ""
        code = _new_code()
        self._first = self._digest(code), time.time() + FIRST_SECONDS
        return self._link(code)

    def _begin(self, key: str) -> Ended | None:
        """Make a person the first administrator, by the link for it, where there is none by now."""
        (_, until), self._first = self._first, ("", 0.0)
        if time.time() > until:
            return Ended.EXPIRED
        person = None if self.holders(Role.ADMIN) else self.grants.begin(key, Role.ADMIN)
        if person is None:
            return Ended.USED_UP
        self._granted[key] = person
        return None

    def stale_menu(self, key: str) -> Person | None:
        """Return a person whose chat shows the menu of another role than they have; None where it fits."""
        person = self._granted.get(key)
        return person if person and person.menu != self.role(key) else None

    def menu_shown(self, person: Person, role: Role) -> None:
        """Keep that a person's chat shows the menu of a role."""
        self.grants.menu_shown(person, role)
        changed = self.grants.numbered(person.id)
        if changed:
            self._granted[changed.person] = changed

    def _link(self, code: str) -> str:
        return f"https://t.me/{self.username}?start={code}"

    def _digest(self, code: str) -> str:
        return self._keys.digest(f"invitation {code}")


def _new_code() -> str:
    return urlsafe_b64encode(token_bytes(CODE_BYTES)).decode().rstrip("=")


def is_code(text: str) -> bool:
    """Tell whether a text may be the code of an invitation."""
    return len(text) == CODE_LENGTH and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def _fixed(settings: BotSettings, keys: Keys) -> Mapping[str, Role]:
    """Return the roles that the settings give to persons, by their keys."""
    lists = ((settings.who_may_ask or (), Role.EMPLOYEE), (settings.agents, Role.AGENT), (settings.admins, Role.ADMIN))
    return {keys.person(number): role for numbers, role in lists for number in numbers if number > 0}
