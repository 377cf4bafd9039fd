"""Contacts of units: what no act tells, and an admin adds: telephone, e-mail, room, hours, and where to report.

A contact belongs to a unit, not to an edition: for each edition is kept which code that unit has in its act. Who set
it comes as a key from which nobody can be told; each change stands in the audit.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from knowledge.acts.act import Unit
from knowledge.acts.edition import Edition
from knowledge.errors import InvalidContact, shorten
from knowledge.store import rows
from knowledge.store.store import Store

LONGEST = 200
"""The most characters that one thing of a contact may have."""

NOTHING = "-"
"""What is written to take something out of a contact."""

_NAMED = {
    # the folded or English words that tell what follows them
    "telephone": r"tel\.?|telefon\w*|numer|nr|phone|telephone",
    "email": r"e-?mail|mail",
    "room": r"pok\.?|pok[oó]j|room",
    "hours": r"godz\.?|godziny|hours",
    "report": r"zg[lł]oszenia|zg[lł]aszanie|reports?",
}
_PIECE = {field: re.compile(rf"(?:{names})(?![^\W_])\s*:?\s*(.*)", re.IGNORECASE) for field, names in _NAMED.items()}
_BY_LOOK = {
    "email": re.compile(r"(\S+@\S+)"),
    "report": re.compile(r"(https?://\S+)", re.IGNORECASE),
    "telephone": re.compile(r"([+\d(][\d\s()+-]{4,})"),
}
# "12 616 00 00 wew. 12", "+48 12 616 00 00, 616 00 01"
_TELEPHONE = re.compile(r"(?=(?:\D*\d){3})[\d\s()+\-/,.]+(?:(?:wew|w|ext)\.?\s*\d+)?", re.IGNORECASE)
_E_MAIL = re.compile(r"[^\s@;,]+@(?:[\w-]+\.)+[^\W\d_]{2,24}")


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Hold how somebody is reached; what is not known is ""."""

    telephone: str = ""
    email: str = ""
    room: str = ""
    hours: str = ""
    report: str = ""

    def __bool__(self) -> bool:
        return any(self.known.values())

    @property
    def known(self) -> dict[str, str]:
        """What is known, by its name."""
        return {name: value for name, value in asdict(self).items() if value}

    def changed(self, values: Mapping[str, str]) -> "ContactDetails":
        """Return the details with some of them put in, `NOTHING` for none; raises InvalidContact for a wrong one."""
        return replace(self, **{name: _checked(name, value) for name, value in values.items()})


FIELDS = tuple(field.name for field in fields(ContactDetails))


@dataclass(frozen=True, slots=True)
class Contact:
    """Hold a unit's contact; `unit` and `name` are the unit's as its act had them when it was set last.

    `edition` is the one whose act that was, `set_at` seconds since 1970, `set_by` a person's key.
    """

    id: int
    edition: int
    unit: str
    name: str
    details: ContactDetails
    set_at: float
    set_by: str


ContactBook = Mapping[tuple[int, str], Contact]
"""Contacts by the number of an edition and the code that the unit has in its act."""


class Contacts:
    """Keep contacts in the store's file; `clock` returns the time in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def set(self, edition: Edition, unit: Unit, details: ContactDetails, who: str) -> None:
        """Keep a unit's contact in place of what was known; without any details it has none."""
        self.set_all([(edition, unit, details)], who)

    def set_all(self, changes: Iterable[tuple[Edition, Unit, ContactDetails]], who: str) -> None:
        """Keep the contacts of several units, all or none."""
        with self._store.writing():
            for edition, unit, details in changes:
                self._set(edition, unit, details, who)

    def all(self) -> tuple[Contact, ...]:
        """Return all contacts, in the order of their units' codes."""
        with self._store.reading() as db:
            return tuple(map(_contact, db.table("contacts").rows_where(order_by="unit, id")))

    def places(self) -> dict[int, dict[int, str | None]]:
        """Return for each contact its unit's code by the number of the edition; None where the act has no such unit."""
        found: dict[int, dict[int, str | None]] = {}
        with self._store.reading() as db:
            for row in db.table("contact_places").rows:
                found.setdefault(row["contact"], {})[row["edition"]] = row["unit"]
        return found

    def book(self) -> ContactBook:
        """Return the contacts by edition and code."""
        known, places = {each.id: each for each in self.all()}, self.places()
        return {(edition, code): known[number] for number, at in places.items() for edition, code in at.items() if code}

    def put(self, edition: Edition, places: Mapping[int, str | None], who: str) -> None:
        """Keep which codes the units of contacts have in an edition's act."""
        new = [{"contact": number, "edition": edition.id, "unit": code} for number, code in places.items()]
        with self._store.writing() as db:
            db.table("contact_places").insert_all(new, ignore=True)
            self._record(who, f"carried to edition {edition.id}: {len(new)}")

    def _set(self, edition: Edition, unit: Unit, details: ContactDetails, who: str) -> None:
        known = self.book().get((edition.id, unit.code))
        row = {"edition": edition.id, "unit": unit.code, "name": unit.name, **asdict(details)}
        row |= {"set_at": self._clock(), "set_by": who}
        with self._store.writing() as db:
            if known and details:
                db.table("contacts").update(known.id, row)
            elif known:
                db.table("contact_places").delete_where("contact = ?", [known.id])
                db.table("contacts").delete(known.id)
            elif details:
                number = db.table("contacts").insert(row).last_pk
                place = {"contact": number, "edition": edition.id, "unit": unit.code}
                db.table("contact_places").insert(place)
            if known or details:
                self._record(who, f"{unit.code} in edition {edition.id}: {', '.join(details.known) or 'none'}")

    def _record(self, who: str, what: str) -> None:
        with self._store.writing() as db:
            db.table("audit").insert(rows.deed_row(self._clock(), who, "contact", what))


def read_details(text: str) -> dict[str, str]:
    """Read what somebody typed, "tel. 12 616 00 00; e-mail x@y.pl; pokój 12; godziny 8-16; zgłoszenia: https://…".

    Returns the details by name; raises InvalidContact that names the piece which is none.
    """
    pieces = [piece.strip() for piece in re.split(r"[;\n]", text)]
    return dict(_named(piece) for piece in pieces if piece)


def _named(piece: str) -> tuple[str, str]:
    for patterns in (_PIECE, _BY_LOOK):
        for field, pattern in patterns.items():
            if match := pattern.fullmatch(piece):
                return field, match[1]
    raise InvalidContact(
        "“{text}” is no telephone, e-mail, room, hours or place to report; "
        "write for example: tel. 12 616 00 00; e-mail it@example.org; room 12; hours 8-16; report: https://example.org",
        text=shorten(piece),
    )


def _checked(name: str, value: str) -> str:
    """Return one of the details on one line; raises InvalidContact where it cannot be that."""
    told = " ".join("".join(letter for letter in value if letter.isprintable() or letter.isspace()).split())
    if told in ("", NOTHING):
        return ""
    if len(told) > LONGEST:
        raise InvalidContact("“{text}” is too long; at most {most} characters", text=shorten(told), most=LONGEST)
    if name == "telephone" and not _TELEPHONE.fullmatch(told):
        raise InvalidContact("“{text}” is no telephone number", text=shorten(told))
    if name == "email" and not _E_MAIL.fullmatch(told):
        raise InvalidContact("“{text}” is no e-mail address", text=shorten(told))
    return told


def lost(
    contacts: Sequence[Contact], places: Mapping[int, Mapping[int, str | None]], edition: Edition
) -> list[Contact]:
    """Return the contacts whose units an edition's act no longer has."""
    return [each for each in contacts if places.get(each.id, {}).get(edition.id, "") is None]


def _contact(row: Mapping[str, Any]) -> Contact:
    """Read a contact from its row."""
    details = ContactDetails(**{name: row[name] for name in FIELDS})
    others = {name: row[name] for name in ("id", "edition", "unit", "name", "set_at", "set_by")}
    return Contact(details=details, **others)
