"""Score every clause and unit for a question: lexical and dense scores, fused.

Where there are very many texts, only those of the acts on a shortlist are scored, just as if all were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.acts.act import ALL_UNITS
from knowledge.acts.edition import NOBODY
from knowledge.search.bm25 import LexicalIndex, Pieces, pieces_of
from knowledge.search.indexed import Indexed
from knowledge.search.layout import ActSpan, Layout, Span
from knowledge.search.rulings import Rulings
from knowledge.search.shortlist import Shortlist
from knowledge.search.whole_units import WholeUnits

Mode = Literal["lexical", "dense", "hybrid"]
Scores = NDArray[np.float32]
Positions = NDArray[np.int64]

POOLING_TEMPERATURE = 0.05
"""How much a clause's other texts count beside the nearest one: log-sum-exp at this temperature pools their scores."""

LEXICAL_WEIGHT = 0.06
"""What the best lexical score adds to the dense one, in units of cosine."""

BARE_LEXICAL_WEIGHT = 0.15
"""The same for a clause without example questions, of which the encoder knows no more than its words."""

COMMON_DUTY_HANDICAP = 0.02
"""How much nearer than a unit's own duty one of all units must be to come first, in units of cosine."""

RULED = 2.0
"""How far before all others the clause comes that a ruling gives a question, in units of cosine."""

MOST_RULED = 8
"""The acts of how many rulings, the nearest, are scored in any case."""

LARGE = 200_000
"""From how many texts on a shortlist is made; below, scoring all takes no longer."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold the scores of one question: of every clause and unit, and what they were made of.

    `clauses`, `dense` have shape (clauses,), `units` (units,), `cosines` and `bm25` (texts,) in the order of a layout,
    `rulings` (rulings,); higher is better, and what was not scored has the lowest score there is. `ruled` is the
    position of the clause that a ruling gives the question, or `NOBODY`; else None.
    """

    clauses: Scores
    units: Scores
    dense: Scores
    cosines: Scores
    bm25: Scores
    rulings: Scores
    ruled: int | None


class Ranker:
    """Rank the clauses and units of some acts for questions."""

    def __init__(self, indexed: Sequence[Indexed], parts: Sequence[ActSpan]) -> None:
        self.layout = Layout.of(indexed, parts)
        self._lexical = LexicalIndex(self.layout.texts)
        self._wholes = WholeUnits(indexed, parts) if self.layout.bare.any() else None
        common = [clause.unit == ALL_UNITS for each in indexed for clause in each.act.clauses]
        self._handicap = np.array(common) * np.float32(COMMON_DUTY_HANDICAP)
        self._weights = np.where(self.layout.bare, BARE_LEXICAL_WEIGHT, LEXICAL_WEIGHT).astype(np.float32)
        self._shortlist = None
        if len(self.layout.texts) >= LARGE:
            self._shortlist = Shortlist(self.layout, self._lexical, self._wholes, self._weights)

    @property
    def chance(self) -> float:
        """The cosine to which two of the texts come by chance."""
        mean = self.layout.vectors.mean(axis=0)
        return float(mean @ mean)

    def rank(self, question: str, query: Scores, mode: Mode, rulings: Rulings, act: int | None = None) -> Ranking:
        """Score every clause and unit for a question and its vector, shape (dimension,).

        Where there are very many, those are scored that are in the acts nearest to the question, and those of the one
        at position `act`.
        """
        asked, _ = pieces_of([question])
        near = rulings.cosines(question, query)
        ruled = rulings.deciding(question, near)
        spans = self._spans(asked, query, _clauses_in(rulings.owners[np.argsort(-near)[:MOST_RULED]], ruled), act)
        cosines = self._cosines(query, spans)
        bm25 = self._lexical.scores(asked, self._texts(spans))
        dense = self._pooled(cosines, near, rulings.owners, spans)
        if mode == "hybrid":
            clauses = self._fused(dense, bm25, self._of_units(asked, query, spans), spans)
        else:
            clauses = dense.copy() if mode == "dense" else self._best_of_clauses(bm25, spans)
        if ruled is not None and ruled != NOBODY:
            clauses[ruled] = clauses.max() + RULED
        return Ranking(clauses, self._best_of_units(clauses, spans), dense, cosines, bm25, near, ruled)

    def _spans(self, asked: Pieces, query: Scores, clauses: Sequence[int], act: int | None) -> Sequence[Span]:
        """Return what to score: all, or the acts on the shortlist, those that some clauses are in, and one more."""
        if self._shortlist is None:
            return (self.layout.whole,)
        acts = {*self._shortlist.acts(asked, query), *self._shortlist.of_clauses(clauses)}
        return [self.layout.parts[at] for at in sorted(acts if act is None else {*acts, act})]

    def _texts(self, spans: Sequence[Span]) -> Sequence[slice] | None:
        """Return where the texts to score stand; None where all are to be."""
        return None if self._shortlist is None else [texts for each in spans for texts in (each.inside, each.outside)]

    def _cosines(self, query: Scores, spans: Sequence[Span]) -> Scores:
        cosines = np.full(len(self.layout.texts), -1, dtype=np.float32)
        for each in spans:
            for texts in (each.inside, each.outside):
                np.matmul(self.layout.vectors[texts], query, out=cosines[texts])
        return cosines

    def _pooled(self, cosines: Scores, rulings: Scores, owners: Positions, spans: Sequence[Span]) -> Scores:
        """Pool the cosines of the texts and rulings to one score a clause."""
        temperature = np.float32(POOLING_TEMPERATURE)
        pooled = np.full(len(self.layout.firsts), -np.inf, dtype=np.float32)
        for each in spans:
            near = np.exp(cosines[each.inside] / temperature)
            pooled[each.clauses] = np.log(np.add.reduceat(near, self._firsts(each))) * temperature
        ruled = np.unique(owners[owners != NOBODY])
        pooled[ruled] /= temperature
        np.logaddexp.at(pooled, owners[owners != NOBODY], rulings[owners != NOBODY] / temperature)
        pooled[ruled] *= temperature
        return pooled

    def _best_of_clauses(self, bm25: Scores, spans: Sequence[Span]) -> Scores:
        """Return the best lexical score of each clause's texts, as a share of the best of all."""
        best = np.full(len(self.layout.firsts), -np.inf, dtype=np.float32)
        highest = max(bm25.max(), np.float32(1e-9))
        for each in spans:
            best[each.clauses] = np.maximum.reduceat(bm25[each.inside], self._firsts(each)) / highest
        return best

    def _fused(self, dense: Scores, bm25: Scores, units: Scores | None, spans: Sequence[Span]) -> Scores:
        """Put together what the texts and the units of clauses say."""
        fused = self._best_of_clauses(bm25, spans)
        for some in (each.clauses for each in spans):
            fused[some] = dense[some] + self._weights[some] * fused[some] - self._handicap[some]
            if units is not None:
                fused[some] += units[self.layout.units[some]] * self.layout.bare[some]
        return fused

    def _of_units(self, asked: Pieces, query: Scores, spans: Sequence[Span]) -> Scores | None:
        """Score the units as wholes where a clause is to go by that."""
        if self._wholes is None:
            return None
        return self._wholes.scores(asked, query, None if self._shortlist is None else [each.units for each in spans])

    def _best_of_units(self, clauses: Scores, spans: Sequence[Span]) -> Scores:
        """Return the score of the best clause of each unit."""
        layout = self.layout
        best = np.full(len(layout.first_by_unit), -np.inf, dtype=np.float32)
        for each in spans:
            of_units = clauses[layout.by_unit[each.clauses]]
            best[each.units] = np.maximum.reduceat(of_units, layout.first_by_unit[each.units] - each.clauses.start)
        return best

    def _firsts(self, span: Span) -> Positions:
        """Return where in a span the texts of each of its clauses begin."""
        firsts: Positions = self.layout.firsts[span.clauses] - span.inside.start
        return firsts


def _clauses_in(owners: Positions, ruled: int | None) -> list[int]:
    """Return the clauses to which rulings belong."""
    return [at for at in (*owners.tolist(), ruled) if at is not None and at != NOBODY]
