"""What a new edition changes, once its units and duties are paired with those of the edition before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from indexer.comparing.pairing import likeness_of, pair_duties, pair_units, stems_of
from knowledge.acts.act import ALL_UNITS, Act, Clause, Unit
from knowledge.language import words


class Change(StrEnum):
    """What happened to a unit or a duty."""

    ADDED = "added"
    DROPPED = "dropped"
    RENAMED = "renamed"
    RECODED = "recoded"
    MOVED = "moved"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """Hold one change of a unit, a post or the organisation; `before` is None for an added one, `after` for a dropped.

    A unit that is renamed and recoded has two changes. It moves when it becomes a part of another unit or answers to
    another one, not when the unit above it only gets another name.
    """

    change: Change
    before: Unit | None
    after: Unit | None


@dataclass(frozen=True, slots=True)
class DutyChange:
    """Hold one change of a duty; one that moves to another unit and is reworded has two."""

    change: Change
    before: Clause | None
    after: Clause | None


@dataclass(frozen=True, slots=True)
class LeadInChange:
    """Hold a change of the words that stand above duties ("w zakresie:"), with the duties under them."""

    before: str
    after: str
    duties: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold what one act changes of another, each kind of thing in the order of the acts.

    `pairs` are the duties that both have, whatever changed about them, `codes` what code each unit that both have had
    and has.
    """

    before: Act
    after: Act
    units: tuple[UnitChange, ...]
    duties: tuple[DutyChange, ...]
    lead_ins: tuple[LeadInChange, ...]
    pairs: tuple[tuple[Clause, Clause], ...]
    codes: Mapping[str, str]

    @property
    def unchanged(self) -> tuple[tuple[Clause, Clause], ...]:
        """The duties that stay with their unit word for word."""
        changed = {change.after.key for change in self.duties if change.after}
        return tuple(pair for pair in self.pairs if pair[1].key not in changed)

    @property
    def renumbered(self) -> tuple[tuple[Clause, Clause], ...]:
        """Those of the unchanged duties that stand under another number."""
        return tuple(pair for pair in self.unchanged if pair[0].citation != pair[1].citation)

    @property
    def new_words(self) -> tuple[Clause, ...]:
        """The duties whose words the earlier act did not have."""
        kinds = (Change.ADDED, Change.REWORDED)
        return tuple(change.after for change in self.duties if change.after and change.change in kinds)


@lru_cache(maxsize=2)  # an act is compared with the shipped one and with that of the edition before, often the same
def compare(before: Act, after: Act) -> Comparison:
    """Compare two editions of an act, or an act and its successor."""
    likeness = likeness_of(before, after)
    units = pair_units(before, after, likeness)
    counterparts = {ALL_UNITS: ALL_UNITS} | {one.code: other.code for one, other in units}
    pairs = pair_duties(before, after, likeness, counterparts)
    return Comparison(
        before,
        after,
        tuple(_unit_changes(before, after, units, counterparts)),
        tuple(_duty_changes(before, after, pairs, counterparts)),
        tuple(_lead_in_changes(before, after, pairs, counterparts)),
        tuple(pairs),
        counterparts,
    )


def word_changes(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return two texts word by word: runs of words, each marked "=" (in both), "-" (only before) or "+" (only after).

    Marks, dashes and quotes alone make no difference; what stands in both is given as it stands after.
    """
    old, new = before.split(), after.split()
    runs: list[tuple[str, str]] = []
    for tag, first, last, start, end in SequenceMatcher(
        None, [_bare(word) for word in old], [_bare(word) for word in new], autojunk=False
    ).get_opcodes():
        if tag == "equal":
            runs.append(("=", " ".join(new[start:end])))
            continue
        runs += [("-", " ".join(old[first:last]))] if last > first else []
        runs += [("+", " ".join(new[start:end]))] if end > start else []
    return tuple(runs)


def _bare(word: str) -> str:
    return "".join(words(word))


def _unit_changes(
    before: Act, after: Act, pairs: list[tuple[Unit, Unit]], counterparts: dict[str, str]
) -> Iterator[UnitChange]:
    ours, theirs = {one.code for one, _ in pairs}, {other.code for _, other in pairs}
    yield from (UnitChange(Change.ADDED, None, unit) for unit in after.everyone if unit.code not in theirs)
    yield from (UnitChange(Change.DROPPED, unit, None) for unit in before.everyone if unit.code not in ours)
    for one, other in pairs:
        if words(one.name) != words(other.name):
            yield UnitChange(Change.RENAMED, one, other)
        if one.code != other.code and (one.code, other.code) != (one.name, other.name):
            yield UnitChange(Change.RECODED, one, other)
        if any(_elsewhere(above, below, counterparts) for above, below in _places(one, other)):
            yield UnitChange(Change.MOVED, one, other)


def _places(one: Unit, other: Unit) -> tuple[tuple[str | None, str | None], ...]:
    return (one.parent, other.parent), (one.reports_to, other.reports_to)


def _elsewhere(before: str | None, after: str | None, counterparts: dict[str, str]) -> bool:
    return (counterparts.get(before, before) if before else None) != after


def _duty_changes(
    before: Act, after: Act, pairs: list[tuple[Clause, Clause]], counterparts: dict[str, str]
) -> Iterator[DutyChange]:
    ours, theirs = {one.key for one, _ in pairs}, {other.key for _, other in pairs}
    yield from (DutyChange(Change.ADDED, None, clause) for clause in after.clauses if clause.key not in theirs)
    yield from (DutyChange(Change.DROPPED, clause, None) for clause in before.clauses if clause.key not in ours)
    for one, other in pairs:
        if counterparts.get(one.unit) != other.unit:
            yield DutyChange(Change.MOVED, one, other)
        if words(one.text) != words(other.text):
            yield DutyChange(Change.REWORDED, one, other)


def _lead_in_changes(
    before: Act, after: Act, pairs: list[tuple[Clause, Clause]], counterparts: dict[str, str]
) -> Iterator[LeadInChange]:
    """Find the words above duties that changed otherwise than by the name or the code of their unit."""
    found: dict[tuple[str, str], list[Clause]] = {}
    for one, other in pairs:
        if counterparts.get(one.unit) == other.unit:
            above, below = " ".join(before.context(one)), " ".join(after.context(other))
            names = stems_of(_named(before, one.unit) + " " + _named(after, other.unit))
            if [stem for stem in stems_of(above) if stem not in names] != [
                s for s in stems_of(below) if s not in names
            ]:
                found.setdefault((above, below), []).append(other)
    yield from (LeadInChange(*texts, tuple(duties)) for texts, duties in found.items())


def _named(act: Act, code: str) -> str:
    unit = act.unit(code)
    return f"{unit.name} {unit.code}" if unit else code
