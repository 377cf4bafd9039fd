"""What a new edition changes: units and duties are paired by what they say, never by their number.

Pairing is an assignment problem: the pairs are chosen together, so that the sum of their scores is the greatest
(`scipy.optimize.linear_sum_assignment`), and a pair that is too unlike is no pair.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment

from knowledge.amended import How
from knowledge.language import words
from knowledge.model import ALL_UNITS, Act, Clause, Unit

SAME_UNIT = 0.45
"""The score, 0 to 1, from which on two units are one; the same name alone, or the same duties alone, come to 0.7."""

REWORDED = 0.6
"""The likeness, 0 to 1, from which on two duties of one unit are one duty, reworded."""

MOVED = 0.7
"""The likeness from which on duties of two units are one duty that moved: offices use each other's phrases."""

WORDED_ANEW = 0.4
"""The likeness from which on they are one duty, reworded, where an amending act says that it words it anew."""

_STEM = 6
_ENOUGH_WORDS = 2

Matrix = NDArray[np.float64]
Pairs = list[tuple[int, int]]


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

    `pairs` are the duties that both have, whatever changed about them.
    """

    before: Act
    after: Act
    units: tuple[UnitChange, ...]
    duties: tuple[DutyChange, ...]
    lead_ins: tuple[LeadInChange, ...]
    pairs: tuple[tuple[Clause, Clause], ...]

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
    likeness = _likeness(_texts(before), _texts(after))
    units = _pair_units(before, after, likeness)
    counterparts = {ALL_UNITS: ALL_UNITS} | {one.code: other.code for one, other in units}
    pairs = _pair_duties(before, after, likeness, counterparts)
    return Comparison(
        before,
        after,
        tuple(_unit_changes(before, after, units, counterparts)),
        tuple(_duty_changes(before, after, pairs, counterparts)),
        tuple(_lead_in_changes(before, after, pairs, counterparts)),
        tuple(pairs),
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


def _texts(act: Act) -> list[str]:
    return [" ".join(words(clause.text)) for clause in act.clauses]


def _likeness(before: Sequence[str], after: Sequence[str]) -> Matrix:
    """Return how alike duties are, 0 to 1, shape (len(before), len(after)): the mean of letters and words in common.

    Half of all duties begin with "zarządzanie", "koordynacja", "prowadzenie spraw": rare words weigh more. A duty whose
    words another one has all ("…, w tym publikacja w BIP") is like enough to be the same, reworded.
    """
    if not before or not after:
        return np.zeros((len(before), len(after)))
    bags = _bags([*before, *after])
    weights = np.log1p(len(bags) / bags.sum(axis=0))
    ours, theirs = bags[: len(before)], bags[len(before) :]
    common, one, other = (ours * weights) @ theirs.T, ours @ weights, theirs @ weights
    dice = 2 * common / np.maximum(np.add.outer(one, other), 1e-9)
    contained = common >= np.minimum.outer(one, other) - 1e-9
    contained &= np.minimum.outer(ours.sum(axis=1), theirs.sum(axis=1)) >= _ENOUGH_WORDS
    likeness: Matrix = np.maximum((_ratio(before, after) + dice) / 2, REWORDED * contained)
    return likeness


def _bags(texts: Sequence[str]) -> Matrix:
    """Return which word stems each text has, shape (len(texts), stems)."""
    stems = [set(_stems(text)) for text in texts]
    places = {stem: place for place, stem in enumerate(sorted(set[str]().union(*stems)))}
    bags = np.zeros((len(texts), len(places)))
    for row, found in zip(bags, stems, strict=True):
        row[[places[stem] for stem in found]] = 1
    return bags


def _ratio(before: Sequence[str], after: Sequence[str]) -> Matrix:
    """Return the share of letters in common, 0 to 1, in the order of the text or with the words sorted."""
    if not before or not after:
        return np.zeros((len(before), len(after)))
    in_order = cdist(before, after, scorer=fuzz.ratio, dtype=np.float64)
    ratio: Matrix = np.maximum(in_order, cdist(before, after, scorer=fuzz.token_sort_ratio, dtype=np.float64)) / 100
    return ratio


def _pair_units(before: Act, after: Act, likeness: Matrix) -> list[tuple[Unit, Unit]]:
    """Pair the units of two acts, and their posts, bodies and organisations, each with their like."""
    pairs: list[tuple[Unit, Unit]] = []
    if before.organisation and after.organisation:
        pairs.append((before.organisation, after.organisation))
    for ours, theirs in ((before.bodies, after.bodies), (before.posts, after.posts), (before.units, after.units)):
        names = _ratio([_name(unit) for unit in ours], [_name(unit) for unit in theirs])
        names = np.clip(2 * names - 1, 0, 1)  # names of unrelated units have half of their letters in common
        duties = np.array([[_shared(before, one, after, other, likeness) for other in theirs] for one in ours]).reshape(
            names.shape
        )
        codes = np.array([[one.code == other.code for other in theirs] for one in ours]).reshape(names.shape)
        score = 0.7 * np.maximum(names, duties) + 0.15 * np.minimum(names, duties) + 0.15 * codes
        pairs += [(ours[i], theirs[j]) for i, j in _assign(score, score >= SAME_UNIT)]
    return pairs


def _name(unit: Unit) -> str:
    """Return what tells a unit from others: its name without "Referat ds."."""
    name = words(unit.name)
    rest = [word for word in name[1:] if word not in ("ds", "do", "spraw")]
    return " ".join(rest or name)


def _shared(before: Act, one: Unit, after: Act, other: Unit, likeness: Matrix) -> float:
    """Return the share of their duties, 0 to 1, that two units have in common."""
    ours = [i for i, clause in enumerate(before.clauses) if clause.unit == one.code]
    theirs = [j for j, clause in enumerate(after.clauses) if clause.unit == other.code]
    if not ours or not theirs:
        return 0.0
    block = likeness[np.ix_(ours, theirs)] >= MOVED
    return float(block.any(axis=1).sum() + block.any(axis=0).sum()) / (len(ours) + len(theirs))


def _assign(score: Matrix, allowed: NDArray[np.bool_]) -> Pairs:
    """Choose the allowed pairs, each row and column once, whose scores have the greatest sum."""
    rows, columns = linear_sum_assignment(np.where(allowed, score, 0), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if allowed[i, j]]


def _pair_duties(
    before: Act, after: Act, likeness: Matrix, counterparts: dict[str, str]
) -> list[tuple[Clause, Clause]]:
    """Pair the duties of two acts; among equals those of one unit, then those under like words, then in order."""
    ours, theirs = before.clauses, after.clauses
    if not ours or not theirs:
        return []
    together = _outer_equal([counterparts.get(one.unit) for one in ours], [other.unit for other in theirs])
    contexts = _ratio(_contexts(before), _contexts(after))
    order = 1 - np.abs(np.subtract.outer(np.linspace(0, 1, len(ours)), np.linspace(0, 1, len(theirs))))
    # The square: one exact pair is worth more than two that are only similar.
    score = likeness**2 + 0.25 * together + 0.1 * contexts + 0.01 * order
    anew = _worded_anew(before, after)
    score += 0.25 * anew
    allowed = likeness >= np.where(anew, WORDED_ANEW, np.where(together, REWORDED, MOVED))
    return [(ours[i], theirs[j]) for i, j in _assign(score, allowed)]


def _worded_anew(before: Act, after: Act) -> NDArray[np.bool_]:
    """Tell which duties are one and the same provision that an amending act gave other words, and so says."""
    named = [
        (clause.key, at)
        for at, clause in enumerate(after.clauses)
        for provision in after.at(clause.citation)
        if provision.occurrence == clause.occurrence
        for each in provision.amended
        if each.how in (How.WORDED, How.CHANGED) and each.by not in before.amended_by
    ]
    places = {clause.key: at for at, clause in enumerate(before.clauses)}
    anew = np.zeros((len(before.clauses), len(after.clauses)), dtype=np.bool_)
    for key, at in named:
        if key in places:
            anew[places[key], at] = True
    return anew


def _outer_equal(ours: Sequence[str | None], theirs: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which of some words are which of others, shape (len(ours), len(theirs)); None is none of them."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(theirs))}
    return np.equal.outer([numbers.get(word or "", -1) for word in ours], [numbers[word] for word in theirs])


def _contexts(act: Act) -> list[str]:
    return [" ".join(words(" ".join(act.context(clause)))) for clause in act.clauses]


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
            names = _stems(_named(before, one.unit) + " " + _named(after, other.unit))
            if [stem for stem in _stems(above) if stem not in names] != [s for s in _stems(below) if s not in names]:
                found.setdefault((above, below), []).append(other)
    yield from (LeadInChange(*texts, tuple(duties)) for texts, duties in found.items())


def _named(act: Act, code: str) -> str:
    unit = act.unit(code)
    return f"{unit.name} {unit.code}" if unit else code


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in words(text)]
