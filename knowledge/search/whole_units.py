"""How near a question comes to units, their duties taken together as a whole."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.search.bm25 import LexicalIndex, Pieces
from knowledge.search.indexed import Indexed
from knowledge.search.layout import ActSpan
from knowledge.search.texts import unit_texts

Scores = NDArray[np.float32]

DENSE_WEIGHT = 0.3
LEXICAL_WEIGHT = 0.15
"""What they add for a clause without example questions, by cosine and by BM25."""


class WholeUnits:
    """Score the units of some acts by their duties as one text."""

    def __init__(self, indexed: Sequence[Indexed], parts: Sequence[ActSpan]) -> None:
        self._vectors = np.concatenate([_directions(each, part) for each, part in zip(indexed, parts, strict=True)])
        self._lexical = LexicalIndex(
            [text for part in parts for text in unit_texts(part.duties.act, part.duties.codes)]
        )

    def scores(self, asked: Pieces, query: Scores, some: Sequence[slice] | None = None) -> Scores:
        """Return the score of each unit, shape (units,); with `some`, spans of units, only theirs count."""
        return self._fused(query, self._lexical.scores(asked, some), some or [slice(None)])

    def estimates(self, asked: Pieces, query: Scores, most: int) -> Scores:
        """Return what `scores` does, by the rarest pieces of the question's words alone."""
        return self._fused(query, self._lexical.scores_of_rarest(asked, most), [slice(None)])

    def _fused(self, query: Scores, lexical: Scores, some: Sequence[slice]) -> Scores:
        scores = lexical * (np.float32(LEXICAL_WEIGHT) / max(lexical.max(), np.float32(1e-9)))
        for units in some:
            scores[units] += np.float32(DENSE_WEIGHT) * (self._vectors[units] @ query)
        return np.asarray(scores)


def _directions(each: Indexed, part: ActSpan) -> Scores:
    """Return for each unit the direction of the mean of its clauses' own texts, shape (units, dimension)."""
    sums = np.zeros((len(part.duties.codes), each.vectors.shape[1]), dtype=np.float32)
    own = slice(0, each.texts.own)
    np.add.at(sums, part.duties.units[each.texts.owners[own]], each.vectors[own])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)
