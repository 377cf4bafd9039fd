"""Pair the units and duties of two acts by what they say, never by their number.

It is an assignment problem: the pairs are chosen together, so that the sum of their scores is the greatest
(`scipy.optimize.linear_sum_assignment`), and a pair that is too unlike is no pair.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from knowledge.acts.act import Act, Clause, Unit
from knowledge.acts.amendment_notes import How
from knowledge.language import words
from knowledge.polish import stem

SAME_UNIT = 0.45
"""The score, 0 to 1, from which on two units are one; the same name alone, or the same duties alone, come to 0.7."""

REWORDED = 0.6
"""The likeness, 0 to 1, from which on two duties of one unit are one duty, reworded."""

MOVED = 0.7
"""The likeness from which on duties of two units are one duty that moved: offices use each other's phrases."""

WORDED_ANEW = 0.4
"""The likeness from which on they are one duty, reworded, where an amending act says that it words it anew."""

_ENOUGH_WORDS = 2

Matrix = NDArray[np.float64]
Pairs = list[tuple[int, int]]


def likeness_of(before: Act, after: Act) -> Matrix:
    """Return how alike the duties of two acts are, 0 to 1, shape (duties before, duties after)."""
    return _likeness(*([" ".join(words(clause.text)) for clause in act.clauses] for act in (before, after)))


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
    stems = [set(stems_of(text)) for text in texts]
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


def pair_units(before: Act, after: Act, likeness: Matrix) -> list[tuple[Unit, Unit]]:
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
    from scipy.optimize import linear_sum_assignment  # 30 MB that a bot which only answers does without

    rows, columns = linear_sum_assignment(np.where(allowed, score, 0), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if allowed[i, j]]


def pair_duties(before: Act, after: Act, likeness: Matrix, counterparts: dict[str, str]) -> list[tuple[Clause, Clause]]:
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


def stems_of(text: str) -> list[str]:
    """Return the stem of each word of a text."""
    return list(map(stem, words(text)))
