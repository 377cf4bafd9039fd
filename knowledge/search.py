"""Find the clauses and units that answer a question: lexical and dense scores, fused, with confidence.

Every clause can be found through its own words and through each of its example questions; questions known to be
nobody's stand beside them, so that a question that is nearer to those than to any clause is not forced on a unit.

Several acts may be in force at once. All their clauses are ranked together; how sure an answer is, is told for each
act apart, for what is nobody's by one act may be somebody's by another.
"""

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Calibration, Evidence, measure
from knowledge.encoder import Encoder
from knowledge.errors import EncoderChanged
from knowledge.lexical import LexicalIndex, Pieces, pieces_of
from knowledge.model import ALL_UNITS, Act, Answer, Clause, UnitHits
from knowledge.privacy import without_masks
from knowledge.rulings import NO_RULINGS, Ruling, Rulings, Vocabulary, owners_of
from knowledge.selection import Duties, merge
from knowledge.store import Published, Store
from knowledge.texts import NOBODY, Texts, unit_texts

Mode = Literal["lexical", "dense", "hybrid"]
Scores = NDArray[np.float32]

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

RULED = 2.0
"""How far before all others the clause comes that a ruling gives a question, in units of cosine."""

MOST_ACTS = 8
"""How many acts, those with the nearest clauses, are asked for an answer."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """Hold an act with what finding its clauses takes.

    `vectors` holds the texts' vectors, shape (texts, dimension); `edition` is its number, 0 where it is not published.
    """

    act: Act
    texts: Texts
    vectors: Scores
    calibration: Calibration | None = None
    edition: int = 0

    @classmethod
    def from_store(cls, published: Published, store: Store, encoder: Encoder) -> "Indexed":
        """Take an edition and its vectors from the store; raises EncoderChanged where another encoder made them."""
        edition = published.edition
        if edition.encoder != encoder.name:
            raise EncoderChanged(
                f"edition {edition.id} of {edition.act} was embedded with {edition.encoder}, but the encoder set is "
                f"{encoder.name}: publish the act again (python -m indexer publish FILE), or set ENCODER back"
            )
        texts = Texts.of(published.act, published.examples)
        calibration = Calibration.from_json(edition.calibration)
        return cls(published.act, texts, store.vectors(edition.encoder, texts.texts), calibration, edition.id)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold the scores of one question: of every clause and unit, and what they were made of.

    `clauses`, `dense` have shape (clauses,), `units` (units,), `cosines` and `bm25` (texts,), `rulings` (rulings,);
    higher is better. `ruled` is the position of the clause that a ruling gives the question, or `NOBODY`; else None.
    """

    clauses: Scores
    units: Scores
    dense: Scores
    cosines: Scores
    bm25: Scores
    rulings: Scores
    ruled: int | None


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold an act's duties, and where its texts, clauses and units stand among those of all acts."""

    duties: Duties
    texts: slice
    clauses: slice
    units: slice


class Searcher:
    """Answer questions about duties from one act or several; `codes` are the units' codes, act after act.

    `chance` is the cosine to which two of their texts come by chance.
    """

    def __init__(self, indexed: Sequence[Indexed], encoder: Encoder) -> None:
        self.acts = tuple(each.act for each in indexed)
        self.calibrations = [each.calibration for each in indexed]
        self.clauses: tuple[Clause, ...] = tuple(clause for act in self.acts for clause in act.clauses)
        self._encoder = encoder
        self._parts = tuple(_parts(indexed))
        self.codes = tuple(code for part in self._parts for code in part.duties.codes)
        self._vectors = np.concatenate([each.vectors for each in indexed]) if len(indexed) > 1 else indexed[0].vectors
        self._owners = np.concatenate(
            [
                np.where(each.texts.owners == NOBODY, NOBODY, each.texts.owners + part.clauses.start)
                for each, part in zip(indexed, self._parts, strict=True)
            ]
        )
        self._inside = self._owners != NOBODY
        self._by_owner = np.argsort(self._owners, kind="stable")[np.count_nonzero(~self._inside) :]
        self._firsts = np.searchsorted(self._owners[self._by_owner], np.arange(len(self.clauses)))
        self._units = np.concatenate([part.duties.units + part.units.start for part in self._parts])
        self._handicap = np.array([clause.unit == ALL_UNITS for clause in self.clauses]) * COMMON_DUTY_HANDICAP
        self._bare = np.concatenate([each.texts.bare for each in indexed])
        self._lexical_weights = np.where(self._bare, BARE_LEXICAL_WEIGHT, LEXICAL_WEIGHT)
        texts = [text for each in indexed for text in each.texts.texts]
        self._lexical = LexicalIndex(texts)
        self.vocabulary = Vocabulary(texts)
        self._rulings = NO_RULINGS
        mean = self._vectors.mean(axis=0)
        self.chance = float(mean @ mean)
        self._unit_lexical = LexicalIndex(
            [text for part in self._parts for text in unit_texts(part.duties.act, part.duties.codes)]
        )
        own = [
            np.arange(part.texts.start, part.texts.start + each.texts.own)
            for each, part in zip(indexed, self._parts, strict=True)
        ]
        self._unit_vectors = self._mean_vectors(np.concatenate(own))

    @classmethod
    def from_store(cls, store: Store, encoder: Encoder, published: Sequence[Published] = ()) -> "Searcher":
        """Build a searcher on some editions (by default on that which was published last).

        Raises NoEdition where there is none, EncoderChanged where another encoder embedded one of them.
        """
        return cls([Indexed.from_store(each, store, encoder) for each in published or (store.load(),)], encoder)

    def under(self, rulings: Sequence[Ruling]) -> "Searcher":
        """Return a searcher on the same acts that goes by these rulings and no others; the later ones prevail."""
        starts = {part.duties.edition: part.clauses.start for part in self._parts}
        kept = list(owners_of(rulings, starts))
        other = copy(self)
        other._rulings = Rulings([each for each, _ in kept], [owner for _, owner in kept], self.vocabulary, self.chance)
        return other

    def is_ruled(self, question: str) -> bool:
        """Tell whether a ruling was made on this very question."""
        return self._rulings.holds(question)

    def rank(self, question: str, mode: Mode = "hybrid") -> Ranking:
        """Score every clause and unit for a question."""
        question = without_masks(question)
        query = self._encoder.encode_query([question])[0]
        cosines = self._vectors @ query
        asked, _ = pieces_of([question])
        bm25 = self._lexical.scores(asked)
        rulings = self._rulings.cosines(question, query)
        dense = self._pool(cosines, rulings)
        lexical = self._best(bm25) / max(float(bm25.max()), 1e-9)
        wholes = np.where(self._bare, self._wholes(asked, query)[self._units], 0.0)
        clauses = {
            "dense": dense,
            "lexical": lexical,
            "hybrid": dense + self._lexical_weights * lexical + wholes - self._handicap,
        }[mode].astype(np.float32)
        ruled = self._rulings.deciding(question, rulings)
        if ruled is not None and ruled != NOBODY:
            clauses[ruled] = clauses.max() + RULED
        units = np.full(len(self.codes), -np.inf, dtype=np.float32)
        np.maximum.at(units, self._units, clauses)
        return Ranking(clauses, units, dense, cosines, bm25, rulings, ruled)

    def evidence(self, ranking: Ranking, at: int = 0) -> Evidence:
        """Return what the scores say of a question's being about one of the acts."""
        part = self._parts[at]
        inside, cosines, bm25 = self._inside[part.texts], ranking.cosines[part.texts], ranking.bm25[part.texts]
        owners = self._rulings.owners
        ruled_inside = (owners >= part.clauses.start) & (owners < part.clauses.stop)
        near = np.concatenate((cosines[inside], ranking.rulings[ruled_inside]))
        outside = np.concatenate((cosines[~inside], ranking.rulings[owners == NOBODY]))
        pooled = POOLING_TEMPERATURE * np.log(np.exp(outside / POOLING_TEMPERATURE).sum() + 1e-30)
        units = ranking.units[part.units]
        second, first = np.sort(units)[-2:] if len(units) > 1 else (0.0, float(units[0]))
        return Evidence(
            inside=measure(near, float(ranking.dense[part.clauses].max())),
            outside=measure(outside, float(pooled)),
            lexical_inside=float(bm25[inside].max(initial=0)),
            lexical_outside=float(bm25[~inside].max(initial=0)),
            lead=float(first - second),
        )

    def answer(
        self, question: str, mode: Mode = "hybrid", only: Collection[str] | None = None, act: Act | None = None
    ) -> Answer:
        """Find the units that answer a question and how sure that is.

        With `act`, one of the searcher's, the answer is that act's alone. With `only`, codes of units, it tells whether
        the question is for one of these (or for all units): it names none but them, and its confidence is the
        probability that one of them is right. What is ruled to be nobody's has confidence 0, and nothing else has.
        """
        ranking = self.rank(question, mode)
        answers = []
        for at in self._nearest_acts(ranking) if act is None else [self.acts.index(act)]:
            part, calibration = self._parts[at], self.calibrations[at]
            assert calibration is not None
            scores = ranking.clauses[part.clauses], ranking.units[part.units], calibration
            scope = self._ruled_scope(ranking, part)
            if scope is None:
                scope = calibration.scope(self.evidence(ranking, at))
            answers.append(part.duties.answer(question, *scores, scope, None if only is None else {*only, ALL_UNITS}))
        return merge(answers)

    def _ruled_scope(self, ranking: Ranking, part: _Part) -> float | None:
        """Return 1 or 0 where a ruling says that an act has an answer, or that none has; None where none says it."""
        if ranking.ruled is None:
            return None
        return 1.0 if part.clauses.start <= ranking.ruled < part.clauses.stop else 0.0

    def _nearest_acts(self, ranking: Ranking) -> list[int]:
        """Return the positions of the acts whose clauses come nearest, the nearest first."""
        best = np.maximum.reduceat(ranking.clauses, [part.clauses.start for part in self._parts])
        return [int(at) for at in np.argsort(-best, kind="stable")[:MOST_ACTS]]

    def candidates(self, question: str, most: int, act: Act | None = None) -> tuple[UnitHits, ...]:
        """Return the units nearest to a question, best first, each with its best clause, sure or not.

        With `act` they are units of that act.
        """
        scores = self.rank(question).clauses
        order = np.lexsort((np.arange(len(scores)), -scores))
        units, firsts = np.unique(self._units[order], return_index=True)
        best = order[firsts]
        found: list[UnitHits] = []
        for place in np.lexsort((units, -scores[best])):
            part = self._part_of(int(units[place]))
            if act is None or part.duties.act is act:
                found.append(part.duties.found(self.clauses[best[place]], float(scores[best[place]])))
            if len(found) == most:
                break
        return tuple(found)

    def best_clause(self, question: str, code: str, act: Act | None = None) -> Clause:
        """Return that duty of a unit which comes nearest to a question; `act` is the unit's (the first by default)."""
        return self.clauses_of(question, code, act)[0]

    def clauses_of(self, question: str, code: str, act: Act | None = None) -> tuple[Clause, ...]:
        """Return the duties of a unit, that which comes nearest to a question first; `act` is the unit's."""
        part = self._parts[0 if act is None else self.acts.index(act)]
        unit = part.units.start + part.duties.codes.index(code)
        scores, own = self.rank(question).clauses, np.flatnonzero(self._units == unit)
        return tuple(self.clauses[at] for at in own[np.argsort(-scores[own], kind="stable")])

    def _part_of(self, unit: int) -> _Part:
        return next(part for part in self._parts if unit < part.units.stop)

    def _wholes(self, asked: Pieces, query: Scores) -> Scores:
        """Score each unit's duties as a whole, shape (units,)."""
        lexical = self._unit_lexical.scores(asked)
        lexical = lexical / max(float(lexical.max()), 1e-9)
        return np.asarray(BARE_UNIT_WEIGHT * (self._unit_vectors @ query) + BARE_UNIT_LEXICAL_WEIGHT * lexical)

    def _mean_vectors(self, own: NDArray[np.int64]) -> Scores:
        """Return for each unit the direction of the mean of its clauses' own texts, shape (units, dimension)."""
        sums = np.zeros((len(self.codes), self._vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, self._units[self._owners[own]], self._vectors[own])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _pool(self, cosines: Scores, rulings: Scores) -> Scores:
        """Pool the cosines of the texts and rulings to one score a clause."""
        near = np.exp(cosines[self._by_owner] / POOLING_TEMPERATURE, dtype=np.float64)
        sums = np.add.reduceat(near, self._firsts)
        owners = self._rulings.owners
        np.add.at(sums, owners[owners != NOBODY], np.exp(rulings[owners != NOBODY] / POOLING_TEMPERATURE))
        return np.asarray(POOLING_TEMPERATURE * np.log(np.maximum(sums, 1e-30)), dtype=np.float32)

    def _best(self, scores: Scores) -> Scores:
        """Return the best score of each clause's texts."""
        return np.asarray(np.maximum.reduceat(scores[self._by_owner], self._firsts))


def _parts(indexed: Sequence[Indexed]) -> Iterator[_Part]:
    """Yield each act's place among all."""
    duties = [Duties.of(each.act, each.edition) for each in indexed]
    counts = zip(
        *(
            accumulate(sizes, initial=0)
            for sizes in (
                [len(each.texts.texts) for each in indexed],
                [len(each.act.clauses) for each in indexed],
                [len(each.codes) for each in duties],
            )
        ),
        strict=True,
    )
    places = list(counts)
    for each, starts, stops in zip(duties, places, places[1:], strict=False):
        yield _Part(each, *(slice(start, stop) for start, stop in zip(starts, stops, strict=True)))
