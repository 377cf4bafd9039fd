"""Which act takes the place of which, and which editions are in force on a day; pure, over what a database records.

Editions form lines: an act stands in the line of the act whose place it takes, or that takes its place; otherwise it
begins a line of its own. In each line the last edition that is valid by a day is the one in force on it. An act that
takes the place of several stands in all their lines.

Whatever the lines, an edition replaces those published before it whose act its own repeals, corrects or follows under
one title. From its first day on they are in force no longer; one that would have begun no sooner never takes effect:
it is withdrawn with the one that replaces it. Nothing of this is done to the replaced edition. It is found anew from
all that stands, so what is itself withdrawn, or replaced before its own first day, replaces nothing, and what it
replaced takes effect again. So on no day is an act in force that an act published later and in force on it repeals.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from knowledge.acts.act import Act
from knowledge.acts.edition import Edition
from knowledge.days import OFFICE_ZONE
from knowledge.language import fold, words
from knowledge.wording import Message

Head = tuple[Edition, Act]
"""An edition with its act, of which no more than the head is needed."""


class State(StrEnum):
    """How an edition stands on a day."""

    IN_FORCE = "in force"
    COMING = "coming"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


def succeeds(act: Act, earlier: Act) -> bool:
    """Tell whether an act takes the place of an earlier one: by its number, because it repeals it, or by its title."""
    if _repeals(act, earlier):
        return True
    if _is_anothers(act.issuer, earlier.issuer):
        return False
    return _has_number_of(act, earlier) or _has_title_of(act, earlier)


def _repeals(act: Act, earlier: Act) -> bool:
    # "1454/2024" in "Traci moc zarządzenie nr 1454/2024 Prezydenta", but not in "nr 11454/2024"
    named = re.compile(rf"(?<![\w/.]){re.escape(earlier.number)}(?![\w/])")
    return bool(earlier.number) and any(named.search(repeal.text) for repeal in act.repeals)


def _has_number_of(act: Act, earlier: Act) -> bool:
    return bool(act.number) and act.number == earlier.number


def _has_title_of(act: Act, earlier: Act) -> bool:
    return bool(act.title) and _words(act.title) == _words(earlier.title)


@lru_cache(4096)
def _words(title: str) -> list[str]:
    return words(title)


def _is_anothers(issuer: str, other: str) -> bool:
    """Tell whether two issuers hold different offices: "PREZYDENT(A) MIASTA …" and "DYREKTOR(A) …" number apart."""
    offices = [fold(each.split()[0])[:5] for each in (issuer, other) if each.split()]
    return len(set(offices)) == 2


def replaced_by(act: Act, heads: Iterable[Head]) -> tuple[Edition, ...]:
    """Return the editions published so far that an act replaces, whichever of them takes effect first.

    It repeals them, is the same act with every amendment that they have, or bears their title and was issued later.
    """
    return tuple(edition for edition, earlier in heads if _replaces(act, earlier))


def _replaces(act: Act, earlier: Act) -> bool:
    if _repeals(act, earlier):
        return True
    if _is_anothers(act.issuer, earlier.issuer):
        return False
    is_same = _has_number_of(act, earlier) or (act.number == earlier.number and _has_title_of(act, earlier))
    if is_same:
        return set(earlier.amended_by) <= set(act.amended_by)
    return _has_title_of(act, earlier) and bool(act.day and earlier.day and act.day > earlier.day)


def lines_of(act: Act, day: date, heads: Sequence[Head]) -> tuple[int, ...]:
    """Return the lines that an act valid from a day belongs to; none where it begins one of its own.

    It belongs to the line that holds it already, and to one whose edition before or after that day it succeeds or is
    succeeded by: an act repealed long ago no longer draws into its line who repeals it once more.
    """
    lines = sorted({line for edition, _ in heads for line in edition.lines})
    standing = {each.id for each in taking_effect([edition for edition, _ in heads])}
    return tuple(
        line for line in lines if _belongs(act, day, [each for each in heads if line in each[0].lines], standing)
    )


def _belongs(act: Act, day: date, line: Sequence[Head], standing: Collection[int]) -> bool:
    ordered = sorted((each for each in line if each[0].id in standing), key=lambda each: each[0].order)
    before = [other for edition, other in ordered if edition.valid_from <= day]
    after = [other for edition, other in ordered if edition.valid_from > day]
    return (
        any(_has_number_of(act, other) and succeeds(act, other) for _, other in line)
        or any(succeeds(act, other) for other in before[-1:])
        or any(succeeds(other, act) or (not before and _replaces(act, other)) for other in after[:1])
    )


def taking_effect(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return the editions that are, were or will be in force: neither withdrawn nor replaced before their first day."""
    known = tuple(editions)
    ends = _ends(known)
    return tuple(each for each in known if not each.is_withdrawn and ends.get(each.id, date.max) > each.valid_from)


def _ends(editions: Iterable[Edition]) -> dict[int, date]:
    """Return by its number the day on which each edition that is replaced ends, that of one published later."""
    ends: dict[int, date] = {}
    for each in sorted(editions, key=lambda each: -each.id):
        if not each.is_withdrawn and ends.get(each.id, date.max) > each.valid_from:
            ends |= {number: min(each.valid_from, ends.get(number, date.max)) for number in each.replaces}
    return ends


def in_force(editions: Iterable[Edition], day: date) -> tuple[Edition, ...]:
    """Return the editions in force on a day, one a line, the first line first."""
    known = tuple(editions)
    last: dict[int, Edition] = {}
    for edition in sorted(taking_effect(known), key=lambda each: each.order):
        if edition.valid_from <= day:
            last |= dict.fromkeys(edition.lines, edition)
    ends = _ends(known)
    found = dict.fromkeys(last[line] for line in sorted(last))
    return tuple(each for each in found if ends.get(each.id, date.max) > day)


def coming(editions: Sequence[Edition], day: date) -> tuple[Edition, ...]:
    """Return the editions that will take effect after a day, the next one first."""
    later = sorted((each for each in editions if each.valid_from > day), key=lambda each: each.order)
    return tuple(each for each in later if each in in_force(editions, each.valid_from))


def state(edition: Edition, editions: Sequence[Edition], day: date) -> State:
    """Tell how an edition stands on a day among all."""
    if edition.is_withdrawn or withdrawn_with(edition, editions):
        return State.WITHDRAWN
    if edition in in_force(editions, day):
        return State.IN_FORCE
    return State.COMING if edition in coming(editions, day) else State.SUPERSEDED


def withdrawn_with(edition: Edition, editions: Sequence[Edition]) -> Edition | None:
    """Return the edition that replaces one which was still to come when it was published; None where none does."""
    end = _ends(editions).get(edition.id, date.max)
    if edition.is_withdrawn or end > edition.valid_from:
        return None
    by = next(each for each in taking_effect(editions) if edition.id in each.replaces and each.valid_from == end)
    return by if by.published_at.astimezone(OFFICE_ZONE).date() < edition.valid_from else None


def until(edition: Edition, editions: Sequence[Edition]) -> date | None:
    """Return the day on which another edition takes the place of one in all its lines; None while none does."""
    if edition not in in_force(editions, edition.valid_from):
        return None
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
        case State.WITHDRAWN if by := withdrawn_with(edition, editions):
            return Message(
                "withdrawn: edition {id} of {act} replaces it before its first day, {since}",
                id=by.id,
                act=by.act,
                since=since,
            )
        case State.WITHDRAWN:
            return Message("withdrawn")


def following(edition: Edition, editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return what must be withdrawn to go back to an edition, the earliest first: what follows or replaces it."""
    own = set(edition.lines)
    later = (each for each in editions if not each.is_withdrawn)
    later = (e for e in later if (e.order > edition.order and own & set(e.lines)) or edition.id in e.replaces)
    return tuple(sorted(later, key=lambda each: each.order))


def gone_back(edition: Edition, editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return all editions as they stand once one is put back and what follows it withdrawn."""
    dropped = {each.id for each in following(edition, editions)}
    return tuple(
        replace(each, is_withdrawn=(each.is_withdrawn or each.id in dropped) and each.id != edition.id)
        for each in editions
    )


def without(edition: Edition, editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return all editions as they stand once one is withdrawn."""
    return tuple(replace(each, is_withdrawn=each.is_withdrawn or each.id == edition.id) for each in editions)


def nearest(lines: Sequence[int], day: date, editions: Iterable[Edition]) -> Iterator[Edition]:
    """Yield the editions of some lines in the order in which one valid from a day takes after them.

    First that which it follows, then those before it, then those that follow it.
    """
    own = sorted(
        (each for each in taking_effect(editions) if set(lines) & set(each.lines)),
        key=lambda each: each.order,
    )
    yield from reversed([each for each in own if each.valid_from <= day])
    yield from (each for each in own if each.valid_from > day)
