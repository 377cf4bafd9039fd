"""Which acts are worth scoring where there are very many texts: those of the clauses that look nearest to a question.

What looks near is told by the vectors alone, by the rarest pieces of its words alone, and by whole units. A few dozen
acts are taken, many more than are asked for an answer, so that what is left out hardly ever is what would be found.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.nearest import Neighbours, highest
from knowledge.search.bm25 import LexicalIndex, Pieces
from knowledge.search.layout import Layout
from knowledge.search.whole_units import WholeUnits

Scores = NDArray[np.float32]
Positions = NDArray[np.int64]

NEAREST_TEXTS = 2_000
NEAREST_BY_WORDS = 500
NEAREST_UNITS = 100
"""Of how many texts, and texts of how many units, the acts are compared."""

MOST_POSTINGS = 200_000
"""How many texts that share a piece with the question are looked at."""

LEAST_ACTS = 32
MOST_TEXTS = 30_000
"""How many acts are scored: as many as have so many texts together, but no fewer than the least."""


class Shortlist:
    """Choose the acts to score; `lexical` scores texts, `wholes` units, `weights` (clauses,) are those of BM25."""

    def __init__(self, layout: Layout, lexical: LexicalIndex, wholes: WholeUnits | None, weights: Scores) -> None:
        self._layout, self._lexical, self._wholes, self._weights = layout, lexical, wholes, weights
        self._inside = layout.whole.inside
        self._neighbours = Neighbours(layout.vectors[self._inside])
        self._stops = np.array([part.clauses.stop for part in layout.parts])
        self._sizes = np.array([part.inside.stop - part.inside.start for part in layout.parts])

    def acts(self, asked: Pieces, query: Scores) -> list[int]:
        """Return the positions of the acts to score for a question, its pieces and its vector."""
        lexical = self._lexical.scores_of_rarest(asked, MOST_POSTINGS)[self._inside]
        units = self._wholes.estimates(asked, query, MOST_POSTINGS) if self._wholes else None
        texts = self._candidates(query, lexical, units)
        clauses = np.searchsorted(self._layout.firsts, texts, side="right") - 1
        scores = self._layout.vectors[texts] @ query
        scores += self._weights[clauses] * lexical[texts] / max(lexical.max(), np.float32(1e-9))
        if units is not None:
            scores += units[self._layout.units[clauses]] * self._layout.bare[clauses]
        return self._best(self._acts_of(clauses), scores)

    def of_clauses(self, clauses: Sequence[int]) -> list[int]:
        """Return the positions of the acts that clauses are in."""
        return list(self._acts_of(np.array(clauses, dtype=np.int64)))

    def _acts_of(self, clauses: Positions) -> Positions:
        return np.searchsorted(self._stops, clauses, side="right")

    def _candidates(self, query: Scores, lexical: Scores, units: Scores | None) -> Positions:
        """Return the texts that look nearest by their vectors, by their words, and by their units."""
        found = [self._neighbours.of(query, NEAREST_TEXTS), _most(lexical, NEAREST_BY_WORDS)]
        if units is not None:
            layout = self._layout
            stops = np.append(layout.first_by_unit[1:], len(layout.by_unit))
            found += [
                layout.firsts[layout.by_unit[layout.first_by_unit[unit] : stops[unit]]]
                for unit in _most(units, NEAREST_UNITS)
            ]
        return np.unique(np.concatenate(found))

    def _best(self, acts: Positions, scores: Scores) -> list[int]:
        """Return as many acts as may be scored, those with the highest scores."""
        best = np.full(len(self._stops), -np.inf, dtype=np.float32)
        np.maximum.at(best, acts, scores)
        order = np.argsort(-best, kind="stable")
        few = np.arange(len(order)) < LEAST_ACTS
        return list(order[(few | (np.cumsum(self._sizes[order]) <= MOST_TEXTS)) & np.isfinite(best[order])])


def _most(scores: Scores, count: int) -> Positions:
    """Return the positions of the highest scores, those above 0, at most so many of them."""
    found = highest(scores, count)
    found = found[scores[found] > 0]
    return found[np.argsort(-scores[found], kind="stable")[:count]]
