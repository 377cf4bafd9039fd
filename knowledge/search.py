"""Find the clauses and units that answer a question: lexical and dense scores, fused, with confidence.

Every clause can be found through its own words and through each of its example questions; questions known to be
nobody's stand beside them, so that a question that is nearer to those than to any clause is not forced on a unit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Calibration, Evidence, measure
from knowledge.encoder import Encoder
from knowledge.errors import EncoderUnavailable
from knowledge.faults import first_line, is_fault
from knowledge.language import words
from knowledge.lexical import LexicalIndex
from knowledge.model import ALL_UNITS, Act, Answer, Clause, Example, Hit, Outcome, Unit, UnitHits
from knowledge.store import Store

Mode = Literal["lexical", "dense", "hybrid"]
Scores = NDArray[np.float32]

NOBODY = -1
"""The owner of a text that belongs to no clause."""

POOLING_TEMPERATURE = 0.05
"""How much a clause's other texts count beside the nearest one: log-sum-exp at this temperature pools their scores."""

LEXICAL_WEIGHT = 0.06
"""What the best lexical score adds to the dense one, in units of cosine."""

BARE_LEXICAL_WEIGHT = 0.15
"""The same for a clause without example questions, of which the encoder knows no more than its words."""

BARE_UNIT_WEIGHT = 0.3
BARE_UNIT_LEXICAL_WEIGHT = 0.15
"""What a unit's duties taken as a whole add for a clause without example questions, by cosine and by BM25."""

COMMON_DUTY_HANDICAP = 0.02
"""How much nearer than a unit's own duty one of all units must be to come first, in units of cosine."""

MOST_UNITS = 3
"""How many duties, with the units that bear them, an answer names at most."""

LEAST_SHARE = 0.02
"""How probable a further unit must be to be named beside the first."""

LIKELY = 0.2
POSSIBLE = 0.05
"""From which probability on a question that names a unit is answered with yes, and with perhaps.

Whoever names a unit has a reason: on the open judged questions these say yes of 84 % of the right units, perhaps of
another 8 %, and yes or perhaps of 0.7 % of wrong ones.
"""

LEVEL = 0.03
"""How near to the first unit others count as level with it, all of them right, in units of cosine."""

MOST_HITS = 5
"""How many clauses an answer quotes, beside one for each unit."""

HIT_REACH = 0.3
"""How far behind the best clause another may lie to be quoted, in units of cosine."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Hold the texts through which clauses are found, and for each the position of its clause, or `NOBODY`.

    `own` is how many of them, the first ones, are the act's own words; `bare` marks the clauses without example
    questions, shape (clauses,).
    """

    texts: tuple[str, ...]
    owners: NDArray[np.int64]
    bare: NDArray[np.bool_]
    own: int

    @classmethod
    def of(cls, act: Act, examples: Sequence[Example]) -> "Texts":
        """Gather each clause's text, alone and in its context, and every example question."""
        positions = {clause.key: position for position, clause in enumerate(act.clauses)}
        pairs = [
            (text, at)
            for at, clause in enumerate(act.clauses)
            for text in dict.fromkeys((clause.text, " ".join((*act.context(clause), clause.text))))
        ]
        own = len(pairs)
        pairs += [(example.question, positions[example.key] if example.key else NOBODY) for example in examples]
        asked = {example.key for example in examples}
        return cls(
            tuple(text for text, _ in pairs),
            np.array([owner for _, owner in pairs], dtype=np.int64),
            np.array([clause.key not in asked for clause in act.clauses]),
            own,
        )


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold the scores of one question: one per clause (higher is better), one per unit, and the evidence for scope."""

    clauses: Scores
    units: Scores
    evidence: Evidence


class Searcher:
    """Answer questions about duties from one act.

    `vectors` holds the texts' vectors, shape (texts, dimension), in the order of `Texts.of(act, examples)`.
    """

    def __init__(
        self, act: Act, texts: Texts, vectors: Scores, encoder: Encoder, calibration: Calibration | None = None
    ) -> None:
        self.act = act
        self.calibration = calibration
        self._encoder = encoder
        self._vectors = vectors
        self._owners = texts.owners
        self._inside = texts.owners != NOBODY
        self._lexical = LexicalIndex(texts.texts)
        self.codes = tuple(dict.fromkeys(clause.unit for clause in act.clauses))
        self._units = np.array([self.codes.index(clause.unit) for clause in act.clauses])
        self._handicap = np.array([clause.unit == ALL_UNITS for clause in act.clauses]) * COMMON_DUTY_HANDICAP
        self._bare = texts.bare
        self._unit_lexical = LexicalIndex(tuple(_unit_texts(act, self.codes)))
        self._unit_vectors = self._mean_vectors(texts.owners[: texts.own])
        self._lexical_weights = np.where(texts.bare, BARE_LEXICAL_WEIGHT, LEXICAL_WEIGHT)
        self._twins = tuple(_twins(act.clauses))
        self._first_line = self._first_line_of(act)

    @classmethod
    def from_store(cls, store: Store, encoder: Encoder) -> "Searcher":
        """Build a searcher on the latest edition.

        Raises NoEdition where there is none, EncoderUnavailable where another encoder embedded it.
        """
        published = store.load()
        edition = published.edition
        if edition.encoder != encoder.name:
            raise EncoderUnavailable(
                f"the edition in force was embedded with {edition.encoder}, but the encoder set is {encoder.name}: "
                "publish the act again (python -m indexer publish FILE), or set ENCODER back"
            )
        texts = Texts.of(published.act, published.examples)
        vectors = store.vectors(edition.encoder, texts.texts)
        return cls(published.act, texts, vectors, encoder, Calibration.from_json(edition.calibration))

    def rank(self, question: str, mode: Mode = "hybrid") -> Ranking:
        """Score every clause and unit for a question."""
        query = self._encoder.encode_query([question])[0]
        cosines = self._vectors @ query
        bm25 = self._lexical.scores(question)
        dense = self._pool(cosines)
        lexical = self._best(bm25) / max(float(bm25.max()), 1e-9)
        wholes = np.where(self._bare, self._wholes(question, query)[self._units], 0.0)
        clauses = {
            "dense": dense,
            "lexical": lexical,
            "hybrid": dense + self._lexical_weights * lexical + wholes - self._handicap,
        }[mode].astype(np.float32)
        units = np.full(len(self.codes), -np.inf, dtype=np.float32)
        np.maximum.at(units, self._units, clauses)
        return Ranking(clauses, units, self._evidence(cosines, dense, bm25, units))

    def answer(self, question: str, mode: Mode = "hybrid", only: Collection[str] | None = None) -> Answer:
        """Find the units that answer a question and how sure that is.

        With `only`, codes of units, the answer tells whether the question is for one of these (or for all units): it
        names none but them, and its confidence is the probability that one of them is right.
        """
        assert self.calibration is not None
        ranking = self.rank(question, mode)
        shares = self.calibration.shares(ranking.units.tolist())
        if only is not None:
            return self._limited(question, ranking, shares, {*only, ALL_UNITS})
        twins = self._twin_units(int(ranking.clauses.argmax()))
        scope = self.calibration.scope(ranking.evidence)
        level = np.flatnonzero(ranking.units >= ranking.units.max() - LEVEL).tolist()
        confidence = scope * float(sum(shares[unit] for unit in {*twins, *level}))
        outcome = self.calibration.outcome(scope, confidence)
        found = tuple(self._unit_hits(ranking, shares, 0.0 if outcome is Outcome.UNSURE else LEAST_SHARE))
        if outcome is Outcome.NOBODY:
            return Answer(question, outcome, nearest=found, confidence=confidence)
        return Answer(
            question,
            outcome,
            units=found,
            twins=self._leading_twins(found, twins),
            first_line=self._first_line if is_fault(question) else None,
            confidence=confidence,
        )

    def _limited(self, question: str, ranking: Ranking, shares: NDArray[np.float64], only: set[str]) -> Answer:
        """Answer for some units: yes where one of them is likely enough among all, no where others are."""
        assert self.calibration is not None
        inside = np.array([code in only for code in self.codes])
        scope = self.calibration.scope(ranking.evidence)
        confidence = scope * float(shares[inside].sum())
        masked = np.where(inside[self._units], ranking.clauses, -np.inf).astype(np.float32)
        units = np.where(inside, ranking.units, -np.inf).astype(np.float32)
        found = (
            tuple(self._unit_hits(Ranking(masked, units, ranking.evidence), shares * inside, LEAST_SHARE))
            if inside.any()
            else ()
        )
        if scope < self.calibration.nobody or confidence < POSSIBLE:
            return Answer(question, Outcome.NOBODY, nearest=found, confidence=confidence)
        outcome = Outcome.ANSWER if confidence >= LIKELY else Outcome.UNSURE
        return Answer(question, outcome, units=found, confidence=confidence)

    def candidates(self, question: str, most: int) -> tuple[UnitHits, ...]:
        """Return the units nearest to a question, best first, each with its best clause, sure or not."""
        ranking = self.rank(question)
        order = sorted(range(len(self.codes)), key=lambda unit: (-ranking.units[unit], unit))[:most]
        best = [int(np.where(self._units == unit, ranking.clauses, -np.inf).argmax()) for unit in order]
        return tuple(
            UnitHits(self._unit(self.codes[unit]), (Hit(self.act.clauses[at], float(ranking.clauses[at])),), score)
            for unit, at, score in zip(order, best, ranking.units[order].tolist(), strict=True)
        )

    def best_clause(self, question: str, code: str) -> Clause:
        """Return that duty of a unit which comes nearest to a question."""
        scores = np.where(self._units == self.codes.index(code), self.rank(question).clauses, -np.inf)
        return self.act.clauses[int(scores.argmax())]

    def _wholes(self, question: str, query: Scores) -> Scores:
        """Score each unit's duties as a whole, shape (units,)."""
        lexical = self._unit_lexical.scores(question)
        lexical = lexical / max(float(lexical.max()), 1e-9)
        return np.asarray(BARE_UNIT_WEIGHT * (self._unit_vectors @ query) + BARE_UNIT_LEXICAL_WEIGHT * lexical)

    def _mean_vectors(self, owners: NDArray[np.int64]) -> Scores:
        """Return for each unit the direction of the mean of its clauses' own texts, shape (units, dimension)."""
        sums = np.zeros((len(self.codes), self._vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, self._units[owners], self._vectors[: len(owners)])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _pool(self, cosines: Scores) -> Scores:
        """Pool the texts' cosines to one score a clause."""
        sums = np.zeros(len(self.act.clauses))
        np.add.at(sums, self._owners[self._inside], np.exp(cosines[self._inside] / POOLING_TEMPERATURE))
        return np.asarray(POOLING_TEMPERATURE * np.log(np.maximum(sums, 1e-30)), dtype=np.float32)

    def _best(self, scores: Scores) -> Scores:
        best = np.zeros(len(self.act.clauses), dtype=np.float32)
        np.maximum.at(best, self._owners[self._inside], scores[self._inside])
        return best

    def _evidence(self, cosines: Scores, dense: Scores, bm25: Scores, units: Scores) -> Evidence:
        outside = cosines[~self._inside]
        pooled = POOLING_TEMPERATURE * np.log(np.exp(outside / POOLING_TEMPERATURE).sum() + 1e-30)
        second, first = np.sort(units)[-2:] if len(units) > 1 else (0.0, float(units[0]))
        return Evidence(
            inside=measure(cosines[self._inside], float(dense.max())),
            outside=measure(outside, float(pooled)),
            lexical_inside=float(bm25[self._inside].max(initial=0)),
            lexical_outside=float(bm25[~self._inside].max(initial=0)),
            lead=float(first - second),
        )

    def _twin_units(self, best: int) -> set[int]:
        """Return the units that bear the very same duty as a clause's, its own among them."""
        return {int(self._units[at]) for at in self._twins[best]}

    def _leading_twins(self, found: Sequence[UnitHits], twins: set[int]) -> int:
        """Count the units at the head of an answer that bear the same duty; 0 where the first stands alone."""
        codes = {self.codes[unit] for unit in twins}
        leading = next((at for at, each in enumerate(found) if each.unit.code not in codes), len(found))
        return leading if leading > 1 else 0

    def _unit_hits(self, ranking: Ranking, shares: NDArray[np.float64], least_share: float) -> Iterator[UnitHits]:
        """Yield the units worth naming, best first, each with its clauses worth quoting."""
        order = np.lexsort((np.arange(len(ranking.clauses)), -ranking.clauses))
        reach = ranking.clauses[order[0]] - HIT_REACH
        named = self._named(order, shares, least_share)
        hits: dict[int, list[Hit]] = defaultdict(list)
        quoted = 0
        for at in order:
            unit = int(self._units[at])
            too_much = quoted >= MOST_HITS or ranking.clauses[at] < reach
            if unit not in named or (hits[unit] and too_much):  # each unit is quoted once at least
                continue
            hits[unit].append(Hit(self.act.clauses[at], float(ranking.clauses[at])))
            quoted += 1
        for unit in named:
            yield UnitHits(self._unit(self.codes[unit]), tuple(hits[unit]), float(ranking.units[unit]))

    def _named(self, order: NDArray[np.int64], shares: NDArray[np.float64], least_share: float) -> list[int]:
        """Return the units to name, best first: the first, its twins of equal standing, and others probable enough."""
        named: list[int] = []
        duties = 0
        for at in order:
            unit = int(self._units[at])
            if unit in named or duties >= MOST_UNITS:
                continue
            if named and shares[unit] < least_share:
                break
            group = sorted((int(self._units[twin]) for twin in self._twins[at]), key=lambda code: -shares[code])
            named += [one for one in group if one not in named and shares[one] >= shares[unit] / 4]
            duties += 1
        return named

    def _first_line_of(self, act: Act) -> UnitHits | None:
        clauses = first_line(act)
        if not clauses:
            return None
        unit = self._unit(clauses[0].unit)
        return UnitHits(unit, tuple(Hit(clause, 0.0) for clause in clauses if clause.unit == unit.code), 0.0)

    def _unit(self, code: str) -> Unit:
        return self.act.unit(code) or Unit(code, code, "")


def _unit_texts(act: Act, codes: Sequence[str]) -> Iterator[str]:
    """Yield for each unit its name and all its duties in their context, as one text."""
    for code in codes:
        unit = act.unit(code)
        duties = (" ".join((*act.context(clause), clause.text)) for clause in act.clauses if clause.unit == code)
        yield " ".join((unit.name if unit else "", *duties))


def _twins(clauses: Sequence[Clause]) -> Iterator[tuple[int, ...]]:
    """Yield for each clause the positions of the clauses that give the same duty to other units, itself first.

    Texts are the same when their words of three letters or more are ("zgodnie umowami", "zgodnie z umowami").
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    texts = [tuple(word for word in words(clause.text) if len(word) > 2) for clause in clauses]
    for at, text in enumerate(texts):
        groups[text].append(at)
    for at, text in enumerate(texts):
        yield (at, *(other for other in groups[text] if clauses[other].unit != clauses[at].unit))
