"""Who was granted which role, and the invitations by which a role is taken up.

Persons come as keys from which nobody can be told, codes of invitations as digests; a role is a number, and a higher
one may do what a lower one may. What is granted and revoked stands in the audit, in the same transaction.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

from knowledge.store import rows
from knowledge.store.store import Store

NO_ROLE = 0
DAY = 86_400.0
WITHDRAWN = -1
"""How many places are left of an invitation that was withdrawn."""

SHOWN_OF_KEY = 8
"""How many characters of a person's key the audit and the replies show: enough to tell one from another."""


@dataclass(frozen=True, slots=True)
class Person:
    """Hold a person's granted role; `version` counts its changes, `menu` is the role whose menu their chat shows.

    `note` is what admins have written about the person, encrypted; "" where they have not.
    """

    id: int
    person: str
    role: int
    changed_at: float
    version: int
    menu: int
    note: str

    @property
    def sign(self) -> str:
        """What tells this person from others."""
        return self.person[:SHOWN_OF_KEY]


@dataclass(frozen=True, slots=True)
class Invitation:
    """Hold an invitation: the role it gives, how many may still take it up, and until when."""

    id: int
    role: int
    places: int
    left: int
    expires_at: float
    made_at: float
    made_by: str


class Ended(Enum):
    """Why an invitation gives nothing: whoever has its code may know."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    USED_UP = "used up"
    REVOKED = "revoked"


class Grants:
    """Keep roles and invitations in the store's file; `clock` returns the time in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def person(self, key: str) -> Person | None:
        """Return what is known of a person; None where nothing ever was granted."""
        with self._store.reading() as db:
            return _person(db, "person = ?", key)

    def numbered(self, number: int) -> Person | None:
        """Return the person with a number."""
        with self._store.reading() as db:
            return _person(db, "id = ?", number)

    def persons(self) -> tuple[Person, ...]:
        """Return all who have a role, the highest first."""
        with self._store.reading() as db:
            found = db.table("persons").rows_where("role > ?", [NO_ROLE], order_by="role desc, changed_at, id")
            return tuple(Person(**row) for row in found)

    def everyone(self) -> tuple[Person, ...]:
        """Return all who ever were granted a role or looked up, those whose role was revoked among them."""
        with self._store.reading() as db:
            return tuple(Person(**row) for row in db.table("persons").rows)

    def version(self) -> int:
        """Return a number that is another one whenever a role was granted, taken up or revoked, by whatever program."""
        return self._store.version()

    def look_up(self, key: str) -> Person:
        """Return a person, who gets a number first where there is none yet.

        A number is never given up: a button that names it must never come to mean somebody else.
        """
        with self._store.writing() as db:
            return _kept(db, key, self._clock())

    def grant(self, key: str, version: int, role: int, by: str, others: bool, highest: int) -> Person | None:
        """Give a person a role, or none, where nobody has changed it since that version; returns the person as changed.

        None where somebody has, and where nobody would be left with the highest role; `others` tells that some have it
        without a grant.
        """
        with self._store.writing() as db:
            kept = _kept(db, key, self._clock())
            last = kept.role == highest > role and not others and _count(db, highest) == 1
            if kept.version != version or last:
                return None
            return self._set(db, kept, role, by, "grant" if role else "revoke")

    def begin(self, key: str, highest: int) -> Person | None:
        """Give a person the highest role where nobody was granted it yet; None where somebody was."""
        with self._store.writing() as db:
            if _count(db, highest):
                return None
            return self._set(db, _kept(db, key, self._clock()), highest, key, "become the first administrator")

    def menu_shown(self, person: Person, role: int) -> None:
        """Keep that a person's chat shows the menu of a role."""
        with self._store.writing() as db:
            db.table("persons").update(person.id, {"menu": role})

    def write_note(self, number: int, note: str, by: str) -> Person | None:
        """Keep a note about the person with a number, "" to delete it; the audit tells that, and not what it says."""
        with self._store.writing() as db:
            person = _person(db, "id = ?", number)
            if person:
                db.table("persons").update(person.id, {"note": note})
                _record(db, self._clock(), by, "write a note" if note else "delete a note", f"person {person.sign}")
            return _person(db, "id = ?", number)

    def invite(self, code: str, role: int, places: int, seconds: float, by: str) -> Invitation:
        """Keep an invitation under the digest of its code."""
        now = self._clock()
        row = {"role": role, "places": places, "left": places, "expires_at": now + seconds, "made_at": now}
        with self._store.writing() as db:
            number = db.table("invitations").insert(row | {"code": code, "made_by": by}).last_pk
            _record(db, now, by, "invite", f"invitation {number}: role {role}, {places} places, {seconds / DAY:g} days")
            return _invitations(db, "id = ?", number)[0]

    def invitations(self) -> tuple[Invitation, ...]:
        """Return the invitations that can still be taken up, the oldest first."""
        with self._store.reading() as db:
            return _invitations(db, "left > 0 and expires_at > ?", self._clock())

    def withdraw(self, number: int, by: str) -> bool:
        """End an invitation; returns False where it had ended before."""
        with self._store.writing() as db:
            ending = db.execute("update invitations set left = ? where id = ? and left > 0", [WITHDRAWN, number])
            if ending.rowcount == 1:
                _record(db, self._clock(), by, "withdraw", f"invitation {number}")
            return bool(ending.rowcount == 1)

    def redeem(self, code: str, key: str, inviters: Collection[str], highest: int) -> Person | Ended:
        """Give a person the role of an invitation, and take one of its places; returns why where it gives them nothing.

        One that was made by somebody who no longer has the highest role (and is none of `inviters`, who have it without
        a grant) counts as withdrawn. Who has the role, or a higher one, keeps it and takes no place.
        """
        with self._store.writing() as db:
            now = self._clock()
            found = _invitations(db, "code = ?", code)
            if not found:
                return Ended.UNKNOWN
            invitation, person = found[0], _person(db, "person = ?", key)
            if invitation.expires_at <= now:
                return Ended.EXPIRED
            if not self._may_invite(db, invitation.made_by, inviters, highest):
                return Ended.WITHDRAWN
            if person and person.role >= invitation.role:
                return person
            if person and person.version and person.role == NO_ROLE and person.changed_at >= invitation.made_at:
                return Ended.REVOKED
            if invitation.left <= 0:
                return Ended.WITHDRAWN if invitation.left == WITHDRAWN else Ended.USED_UP
            db.table("invitations").update(invitation.id, {"left": invitation.left - 1})
            return self._set(db, _kept(db, key, now), invitation.role, key, f"take up invitation {invitation.id}")

    def _may_invite(self, db: Any, key: str, inviters: Collection[str], highest: int) -> bool:
        person = _person(db, "person = ?", key)
        return key in inviters or bool(person and person.role == highest)

    def _set(self, db: Any, person: Person, role: int, by: str, deed: str) -> Person:
        now = self._clock()
        db.table("persons").update(person.id, {"role": role, "changed_at": now, "version": person.version + 1})
        _record(db, now, by, deed, f"person {person.sign}: role {person.role} -> {role}")
        changed = _person(db, "id = ?", person.id)
        assert changed
        return changed


def _kept(db: Any, key: str, now: float) -> Person:
    row = {"person": key, "role": NO_ROLE, "changed_at": now, "version": 0, "menu": NO_ROLE, "note": ""}
    db.table("persons").insert(row, ignore=True)
    kept = _person(db, "person = ?", key)
    assert kept
    return kept


def _person(db: Any, where: str, value: Any) -> Person | None:
    row = next(iter(db.table("persons").rows_where(where, [value])), None)
    return Person(**row) if row else None


def _invitations(db: Any, where: str, *values: Any) -> tuple[Invitation, ...]:
    found = db.table("invitations").rows_where(where, values, order_by="id")
    return tuple(Invitation(**{name: row[name] for name in row if name != "code"}) for row in found)


def _count(db: Any, role: int) -> int:
    return int(db.execute("select count(*) from persons where role = ?", [role]).fetchone()[0])


def _record(db: Any, now: float, who: str, deed: str, what: str) -> None:
    db.table("audit").insert(rows.deed_row(now, who, deed, what))
