"""From scores to an answer: which units of an act are named, which of their duties quoted, and how sure that is."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.acts.act import Act, Clause, Unit
from knowledge.acts.first_line import first_line
from knowledge.answer import Answer, Hit, Outcome, UnitHits
from knowledge.embedding.calibration import Calibration
from knowledge.search.areas import twins

Scores = NDArray[np.float32]
Shares = NDArray[np.float64]

MOST_UNITS = 3
"""How many duties, with the units that bear them, are found at most, and how many units an answer names at most.

Those that bear the very same duty are named all.
"""

LEAST_SHARE = 0.02
"""How probable a further unit must be to be named beside the first."""

LIKELY = 0.2
POSSIBLE = 0.05
"""From which probability on a question that names a unit is answered with yes, and with perhaps.

Whoever names a unit has a reason: on the open judged questions these say yes of 84 % of the right units, perhaps of
another 8 %, and yes or perhaps of 0.7 % of wrong ones.
"""

MOST_HITS = 5
"""How many clauses an answer quotes, beside one for each unit."""

ACTS_TEMPERATURE = 0.1
"""How much nearer a duty of one act must come to weigh up that another act is e times as sure, in units of cosine."""

HIT_REACH = 0.3
"""How far behind the best clause another may lie to be quoted, in units of cosine."""


@dataclass(frozen=True, slots=True)
class ScoredDuties:
    """Hold an act's duties as they are scored: `codes` of its units, `units` (the unit of each clause), `twins`.

    `twins` gives for each clause the positions of those that say the same of other units, itself first.
    """

    act: Act
    edition: int
    codes: tuple[str, ...]
    units: NDArray[np.int64]
    twins: tuple[tuple[int, ...], ...]
    first_line: UnitHits | None

    @classmethod
    def of(cls, act: Act, edition: int = 0) -> "ScoredDuties":
        """Gather the duties of an act."""
        codes = tuple(dict.fromkeys(clause.unit for clause in act.clauses))
        positions = {code: at for at, code in enumerate(codes)}
        units = np.array([positions[clause.unit] for clause in act.clauses])
        return cls(act, edition, codes, units, tuple(twins(act.clauses)), _first_line(act, edition))

    def answer(
        self,
        question: str,
        clauses: Scores,
        units: Scores,
        calibration: Calibration,
        scope: float,
        only: set[str] | None,
    ) -> Answer:
        """Answer from the scores of this act's clauses and units; `scope` is how probable it is that it has an answer.

        With `only`, the codes of some units, the answer tells whether the question is for these.
        """
        shares = calibration.shares(units.tolist())
        if only is not None:
            return self._limited(question, clauses, units, calibration, scope, only)
        shared = self._shared(int(clauses.argmax()), clauses)
        confidence = scope * float(sum(shares[unit] for unit in shared))
        outcome = calibration.outcome(scope, confidence)
        found = tuple(self._found(clauses, units, shares, 0.0 if outcome is Outcome.UNSURE else LEAST_SHARE))
        if outcome is Outcome.NOBODY:
            return Answer(question, outcome, nearest=found, confidence=confidence)
        if outcome is Outcome.UNSURE:
            twins, named = 0, self._matters(found, MOST_UNITS)
        else:
            twins, found = self._with_twins(found, shared, clauses)
            named = found[: max(1, twins)]
        return Answer(
            question,
            outcome,
            units=named,
            nearest=tuple(each for each in found if each not in named),
            twins=twins,
            confidence=confidence,
        )

    def with_first_line(self, answer: Answer, may_be_ours: bool) -> Answer:
        """Add the unit that takes reports of faults in, if the act has one, to what answers such a report.

        Where the report is nobody's, though it `may_be_ours`, that unit is offered.
        """
        if not self.first_line or (answer.outcome is Outcome.NOBODY and not may_be_ours):
            return answer
        if answer.outcome is Outcome.NOBODY:
            answer = replace(answer, outcome=Outcome.UNSURE, units=(self.first_line,))
        elif answer.outcome is Outcome.UNSURE:
            answer = replace(answer, units=answer.units[: MOST_UNITS - 1])  # the first line is one of those told
        return replace(answer, first_line=self.first_line)

    def found(self, clause: Clause, score: float) -> UnitHits:
        """Return a clause as what was found of its unit."""
        return UnitHits(_unit(self.act, clause.unit), (Hit(clause, score),), score, self.act, self.edition)

    def _limited(
        self, question: str, clauses: Scores, units: Scores, calibration: Calibration, scope: float, only: set[str]
    ) -> Answer:
        """Answer for some units: yes where one of them is likely enough among all, no where others are."""
        shares = calibration.shares(units.tolist())
        inside = np.array([code in only for code in self.codes])
        confidence = scope * float(shares[inside].sum())
        masked = np.where(inside[self.units], clauses, -np.inf).astype(np.float32)
        of_inside = np.where(inside, units, -np.inf).astype(np.float32)
        found = tuple(self._found(masked, of_inside, shares * inside, LEAST_SHARE)) if inside.any() else ()
        if scope < calibration.nobody or confidence < POSSIBLE:
            return Answer(question, Outcome.NOBODY, nearest=found, confidence=confidence)
        outcome = Outcome.ANSWER if confidence >= LIKELY else Outcome.UNSURE
        named = found[:1] if outcome is Outcome.ANSWER else self._matters(found, MOST_UNITS)
        others = tuple(each for each in found if each not in named)
        return Answer(question, outcome, units=named, nearest=others, confidence=confidence)

    def _shared(self, at: int, clauses: Scores) -> dict[int, int]:
        """Return by unit the clause that gives it the same duty as one clause does, each unit's best."""
        return {int(self.units[twin]): twin for twin in sorted(self.twins[at], key=lambda twin: float(clauses[twin]))}

    def _with_twins(
        self, found: tuple[UnitHits, ...], shared: dict[int, int], clauses: Scores
    ) -> tuple[int, tuple[UnitHits, ...]]:
        """Count the units at the head of what was found that bear the same duty, and put that duty first with each.

        The count is 0 where the first unit stands alone.
        """
        by_code = {self.codes[unit]: clause for unit, clause in shared.items()}
        leading = next((at for at, each in enumerate(found) if each.unit.code not in by_code), len(found))
        if leading < 2:
            return 0, found
        places = [by_code[each.unit.code] for each in found[:leading]]
        duties = [Hit(self.act.clauses[at], float(clauses[at])) for at in places]
        twins = tuple(_led_by(each, duty) for each, duty in zip(found[:leading], duties, strict=True))
        return leading, (*twins, *found[leading:])

    def _matters(self, found: Sequence[UnitHits], most: int) -> tuple[UnitHits, ...]:
        """Return the first unit for each different duty, at most so many."""
        named: list[UnitHits] = []
        told: set[int] = set()
        for each in found:
            at = self.act.position(each.hits[0].clause)
            if at not in told:
                named.append(each)
            told.update(self.twins[at])
        return tuple(named[:most])

    def _found(self, clauses: Scores, units: Scores, shares: Shares, least_share: float) -> Iterator[UnitHits]:
        """Yield the units worth naming, best first, each with its clauses worth quoting."""
        order = np.lexsort((np.arange(len(clauses)), -clauses))
        reach = clauses[order[0]] - HIT_REACH
        named = self._named(order, shares, least_share)
        hits: dict[int, list[Hit]] = defaultdict(list)
        quoted = 0
        for at in order:
            unit = int(self.units[at])
            too_much = quoted >= MOST_HITS or clauses[at] < reach
            if too_much and len(hits) == len(named):
                break
            if unit not in named or (unit in hits and too_much):  # each unit is quoted once at least
                continue
            hits[unit].append(Hit(self.act.clauses[at], float(clauses[at])))
            quoted += 1
        for unit in named:
            yield UnitHits(
                _unit(self.act, self.codes[unit]), tuple(hits[unit]), float(units[unit]), self.act, self.edition
            )

    def _named(self, order: NDArray[np.int64], shares: Shares, least_share: float) -> list[int]:
        """Return the units to name, best first: the first, its twins of equal standing, and others probable enough."""
        named: list[int] = []
        duties = 0
        for at in order:
            unit = int(self.units[at])
            if duties >= MOST_UNITS or (named and unit not in named and shares[unit] < least_share):
                break
            if unit in named:
                continue
            group = sorted((int(self.units[twin]) for twin in self.twins[at]), key=lambda code: -shares[code])
            named += [one for one in group if one not in named and shares[one] >= shares[unit] / 4]
            duties += 1
        return named


def merge(answers: Sequence[Answer]) -> Answer:
    """Put together what several acts answer to one question, the most probable first.

    Acts that answer are named together, each with those who bear the duty that fits best; what others only might have
    to say counts where none answers. How sure an act alone is knows nothing of the others, so an act whose duty comes
    less near counts for less.
    """
    for outcome in (Outcome.ANSWER, Outcome.UNSURE):
        told = [each for each in answers if each.outcome is outcome]
        told.sort(
            key=lambda each: each.units[0].score + ACTS_TEMPERATURE * math.log(max(each.confidence, 1e-9)), reverse=True
        )
        if told:
            others = tuple(unit for each in told[1:] for unit in each.units[: max(1, each.twins)])
            named = (*told[0].units, *others[: max(0, MOST_UNITS - len(told[0].units))])
            further = (unit for each in told for unit in (*each.units, *each.nearest))
            return replace(told[0], units=named, nearest=tuple(unit for unit in further if unit not in named))
    nearest = sorted((unit for each in answers for unit in each.nearest), key=lambda unit: -unit.score)
    return replace(answers[0], nearest=tuple(nearest), confidence=max(each.confidence for each in answers))


def _led_by(found: UnitHits, duty: Hit) -> UnitHits:
    """Put one clause of a unit before its others."""
    return replace(found, hits=(duty, *(hit for hit in found.hits if hit.clause is not duty.clause)))


def _first_line(act: Act, edition: int) -> UnitHits | None:
    clauses = first_line(act)
    if not clauses:
        return None
    unit = _unit(act, clauses[0].unit)
    hits = tuple(Hit(clause, 0.0) for clause in clauses if clause.unit == unit.code)
    return UnitHits(unit, hits, 0.0, act, edition)


def _unit(act: Act, code: str) -> Unit:
    return act.unit(code) or Unit(code, code, "")
