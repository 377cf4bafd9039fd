"""Which act takes the place of which, and which editions are in force on a day; pure, over what a database records.

Editions form lines: an act stands in the line of the act whose place it takes, or that takes its place; otherwise it
begins a line of its own. In each line the last edition that is valid by a day is the one in force on it. An act that
takes the place of several stands in all their lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from knowledge.acts.act import Act
from knowledge.acts.edition import Edition
from knowledge.language import fold, words
from knowledge.wording import Message


@dataclass(frozen=True, slots=True)
class Held:
    """Hold what tells an edition's place in its lines; of its act no more than the head is needed."""

    id: int
    valid_from: date
    lines: tuple[int, ...]
    is_withdrawn: bool
    act: Act


class State(StrEnum):
    """How an edition stands on a day."""

    IN_FORCE = "in force"
    COMING = "coming"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def succeeds(act: Act, earlier: Act) -> bool:
    """Tell whether an act takes the place of an earlier one: by its number, because it repeals it, or by its title."""
    if earlier.number and act.repeals:
        # "1454/2024" in "Traci moc zarządzenie nr 1454/2024 Prezydenta", but not in "nr 11454/2024"
        named = re.compile(rf"(?<![\w/.]){re.escape(earlier.number)}(?![\w/])")
        if any(named.search(repeal.text) for repeal in act.repeals):
            return True
    if _is_anothers(act.issuer, earlier.issuer):
        return False
    if earlier.number and act.number == earlier.number:
        return True
    return bool(act.title) and _words(act.title) == _words(earlier.title)


@lru_cache(4096)
def _words(title: str) -> list[str]:
    return words(title)


def _is_anothers(issuer: str, other: str) -> bool:
    """Tell whether two issuers hold different offices: "PREZYDENT(A) MIASTA …" and "DYREKTOR(A) …" number apart."""
    offices = [fold(each.split()[0])[:5] for each in (issuer, other) if each.split()]
    return len(set(offices)) == 2


def lines_of(act: Act, day: date, held: Sequence[Held]) -> tuple[int, ...]:
    """Return the lines that an act valid from a day belongs to; none where it begins one of its own.

    It belongs to the line that holds it already, and to one whose edition before or after that day it succeeds or is
    succeeded by: an act repealed long ago no longer draws into its line who repeals it once more.
    """
    lines = sorted({line for each in held for line in each.lines})
    return tuple(line for line in lines if _belongs(act, day, [each for each in held if line in each.lines]))


def _belongs(act: Act, day: date, line: Sequence[Held]) -> bool:
    standing = sorted((each for each in line if not each.is_withdrawn), key=lambda each: (each.valid_from, each.id))
    before = [each.act for each in standing if each.valid_from <= day]
    after = [each.act for each in standing if each.valid_from > day]
    return (
        any(bool(act.number) and act.number == each.act.number and succeeds(act, each.act) for each in line)
        or any(succeeds(act, other) for other in before[-1:])
        or any(succeeds(other, act) for other in after[:1])
    )


def in_force(editions: Iterable[Edition], day: date) -> tuple[Edition, ...]:
    """Return the editions in force on a day, one a line, the first line first."""
    last: dict[int, Edition] = {}
    for edition in sorted(editions, key=lambda each: each.order):
        if not edition.is_withdrawn and edition.valid_from <= day:
            last |= dict.fromkeys(edition.lines, edition)
    return tuple(dict.fromkeys(last[line] for line in sorted(last)))


def coming(editions: Sequence[Edition], day: date) -> tuple[Edition, ...]:
    """Return the editions that will take effect after a day, the next one first."""
    later = sorted((each for each in editions if each.valid_from > day), key=lambda each: each.order)
    return tuple(each for each in later if each in in_force(editions, each.valid_from))


def state(edition: Edition, editions: Sequence[Edition], day: date) -> State:
    """Tell how an edition stands on a day among all."""
    if edition.is_withdrawn:
        return State.WITHDRAWN
    if edition in in_force(editions, day):
        return State.IN_FORCE
    return State.COMING if edition in coming(editions, day) else State.SUPERSEDED


def until(edition: Edition, editions: Sequence[Edition]) -> date | None:
    """Return the day on which another edition takes the place of one in all its lines; None while none does."""
    days = sorted({each.valid_from for each in editions if each.valid_from > edition.valid_from})
    return next((day for day in days if edition not in in_force(editions, day)), None)


def standing_of(edition: Edition, editions: Sequence[Edition], day: date) -> Message:
    """Say how an edition stands on a day: "in force since 2024-05-22", "coming: in force from 2027-01-01", …."""
    since, end = str(edition.valid_from), until(edition, editions)
    match state(edition, editions, day):
        case State.IN_FORCE if end:
            return Message("in force since {since}, until {end}", since=since, end=str(end))
        case State.IN_FORCE:
            return Message("in force since {since}", since=since)
        case State.COMING:
            return Message("coming: in force from {since}", since=since)
        case State.SUPERSEDED if end:
            return Message("superseded: in force from {since} until {end}", since=since, end=str(end))
        case State.SUPERSEDED:
            return Message("superseded")
        case State.WITHDRAWN:
            return Message("withdrawn")


def nearest(lines: Sequence[int], day: date, editions: Iterable[Edition]) -> Iterator[Edition]:
    """Yield the editions of some lines in the order in which one valid from a day takes after them.

    First that which it follows, then those before it, then those that follow it.
    """
    own = sorted(
        (each for each in editions if not each.is_withdrawn and set(lines) & set(each.lines)),
        key=lambda each: each.order,
    )
    yield from reversed([each for each in own if each.valid_from <= day])
    yield from (each for each in own if each.valid_from > day)
