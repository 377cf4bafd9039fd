"""Score every clause and unit for a question: lexical and dense scores, fused.

All is held in arrays of which the texts come clause after clause, so that what is taken over the texts of a clause, or
of an act, is one pass over neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.indexed import Indexed, Part, clauses_first
from knowledge.lexical import LexicalIndex, Pieces, pieces_of
from knowledge.model import ALL_UNITS, NOBODY
from knowledge.rulings import Rulings
from knowledge.texts import unit_texts

Mode = Literal["lexical", "dense", "hybrid"]
Scores = NDArray[np.float32]
Positions = NDArray[np.int64]

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


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold the scores of one question: of every clause and unit, and what they were made of.

    `clauses`, `dense` have shape (clauses,), `units` (units,), `cosines` and `bm25` (texts,) in the order of the parts'
    `inside` and `outside`, `rulings` (rulings,); higher is better. `ruled` is the position of the clause that a ruling
    gives the question, or `NOBODY`; else None.
    """

    clauses: Scores
    units: Scores
    dense: Scores
    cosines: Scores
    bm25: Scores
    rulings: Scores
    ruled: int | None


class Ranker:
    """Rank the clauses and units of some acts; `texts` are those through which they are found, in its own order.

    `chance` is the cosine to which two of the texts come by chance.
    """

    def __init__(self, indexed: Sequence[Indexed], parts: Sequence[Part]) -> None:
        layouts = [clauses_first(each.texts) for each in indexed]
        self._vectors = _vectors(indexed, parts, layouts)
        self.texts = tuple(
            each.texts.texts[at]
            for orders in zip(*layouts, strict=True)
            for each, order in zip(indexed, orders, strict=True)
            for at in order.tolist()
        )
        mean = self._vectors.mean(axis=0)
        self.chance = float(mean @ mean)
        self._lexical = LexicalIndex(self.texts)
        counts = [np.bincount(each.texts.owners[inside]) for each, (inside, _) in zip(indexed, layouts, strict=True)]
        self._firsts = np.cumsum([0, *np.concatenate(counts)])[:-1]
        self._inside = slice(0, parts[-1].inside.stop)
        self._units = np.concatenate([part.duties.units + part.units.start for part in parts])
        self._by_unit = np.argsort(self._units, kind="stable")
        self._first_of_unit = np.searchsorted(self._units[self._by_unit], np.arange(parts[-1].units.stop))
        common = [clause.unit == ALL_UNITS for each in indexed for clause in each.act.clauses]
        self._handicap = np.array(common) * np.float32(COMMON_DUTY_HANDICAP)
        bare = np.concatenate([each.texts.bare for each in indexed])
        self._lexical_weights = np.where(bare, BARE_LEXICAL_WEIGHT, LEXICAL_WEIGHT).astype(np.float32)
        self._bare = np.flatnonzero(bare)
        self._wholes = _Wholes(indexed, parts) if len(self._bare) else None

    def rank(self, question: str, query: Scores, mode: Mode, rulings: Rulings) -> Ranking:
        """Score every clause and unit for a question and its vector, shape (dimension,)."""
        cosines = self._vectors @ query
        asked, _ = pieces_of([question])
        bm25 = self._lexical.scores(asked)
        near = rulings.cosines(question, query)
        dense = self._pool(cosines[self._inside], near, rulings.owners)
        clauses = self._fused(mode, dense, bm25, asked, query)
        ruled = rulings.deciding(question, near)
        if ruled is not None and ruled != NOBODY:
            clauses[ruled] = clauses.max() + RULED
        units = np.maximum.reduceat(clauses[self._by_unit], self._first_of_unit)
        return Ranking(clauses, units, dense, cosines, bm25, near, ruled)

    def _pool(self, cosines: Scores, rulings: Scores, owners: Positions) -> Scores:
        """Pool the cosines of the texts and rulings to one score a clause."""
        sums = np.add.reduceat(np.exp(cosines / np.float32(POOLING_TEMPERATURE)), self._firsts)
        ruled = owners != NOBODY
        np.add.at(sums, owners[ruled], np.exp(rulings[ruled] / np.float32(POOLING_TEMPERATURE)))
        return np.asarray(np.log(sums) * np.float32(POOLING_TEMPERATURE))

    def _fused(self, mode: Mode, dense: Scores, bm25: Scores, asked: Pieces, query: Scores) -> Scores:
        """Return the scores of the clauses, in an array of their own."""
        if mode == "dense":
            return dense.copy()
        lexical = np.maximum.reduceat(bm25[self._inside], self._firsts) / max(bm25.max(), np.float32(1e-9))
        if mode == "lexical":
            return np.asarray(lexical)
        clauses = dense + self._lexical_weights * lexical - self._handicap
        if self._wholes:
            clauses[self._bare] += self._wholes.scores(asked, query)[self._units[self._bare]]
        return np.asarray(clauses)


class _Wholes:
    """Score units by all their duties taken together."""

    def __init__(self, indexed: Sequence[Indexed], parts: Sequence[Part]) -> None:
        self._vectors = np.concatenate([_directions(each, part) for each, part in zip(indexed, parts, strict=True)])
        self._lexical = LexicalIndex(
            [text for part in parts for text in unit_texts(part.duties.act, part.duties.codes)]
        )

    def scores(self, asked: Pieces, query: Scores) -> Scores:
        """Return the score of each unit, shape (units,)."""
        lexical = self._lexical.scores(asked)
        lexical *= np.float32(BARE_UNIT_LEXICAL_WEIGHT) / max(lexical.max(), np.float32(1e-9))
        return np.asarray(np.float32(BARE_UNIT_WEIGHT) * (self._vectors @ query) + lexical)


def _vectors(
    indexed: Sequence[Indexed], parts: Sequence[Part], layouts: Sequence[tuple[Positions, Positions]]
) -> Scores:
    """Return the vectors of all texts, laid out clause after clause."""
    size = sum(len(each.vectors) for each in indexed)
    vectors = np.empty((size, indexed[0].vectors.shape[1]), dtype=np.float32)
    for each, part, (inside, outside) in zip(indexed, parts, layouts, strict=True):
        vectors[part.inside], vectors[part.outside] = each.vectors[inside], each.vectors[outside]
    return vectors


def _directions(each: Indexed, part: Part) -> Scores:
    """Return for each unit the direction of the mean of its clauses' own texts, shape (units, dimension)."""
    sums = np.zeros((len(part.duties.codes), each.vectors.shape[1]), dtype=np.float32)
    own = slice(0, each.texts.own)
    np.add.at(sums, part.duties.units[each.texts.owners[own]], each.vectors[own])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)
