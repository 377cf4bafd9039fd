"""How the clauses, units and texts of several acts are laid out beside each other, in arrays.

Texts come clause after clause, so that what is taken over the texts of a clause, or of an act, is one pass over
neighbours; those that are nobody's come after all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from knowledge.acts.edition import NOBODY
from knowledge.search.indexed import Indexed
from knowledge.search.selection import ScoredDuties
from knowledge.search.texts import Texts

Scores = NDArray[np.float32]
Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Span:
    """Say where the clauses, units and texts of an act, or of all, stand among those of all.

    Texts stand in the order of `Layout`: those of the clauses are `inside`, those known to be nobody's
    `outside`.
    """

    clauses: slice
    units: slice
    inside: slice
    outside: slice


@dataclass(frozen=True, slots=True)
class ActSpan(Span):
    """Hold an act's duties, and where it stands."""

    duties: ScoredDuties


def parts_of(indexed: Sequence[Indexed]) -> tuple[ActSpan, ...]:
    """Return each act's place among all."""
    duties = [ScoredDuties.of(each.act, each.edition) for each in indexed]
    outside = [int(np.count_nonzero(each.texts.owners == NOBODY)) for each in indexed]
    inside = [len(each.texts.owners) - apart for each, apart in zip(indexed, outside, strict=True)]
    places = zip(
        _slices([len(each.act.clauses) for each in indexed]),
        _slices([len(each.codes) for each in duties]),
        _slices(inside),
        _slices(outside, sum(inside)),
        strict=True,
    )
    return tuple(ActSpan(*place, each) for each, place in zip(duties, places, strict=True))


def _slices(sizes: Sequence[int], start: int = 0) -> Iterator[slice]:
    stops = list(accumulate(sizes, initial=start))
    return map(slice, stops, stops[1:])


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold what is known of the clauses, units and texts of some acts.

    `vectors` (texts, dimension) and `texts` are the texts'; `firsts` (clauses,) is the first text of each clause,
    `units` (clauses,) its unit, `bare` (clauses,) whether it has no example question; `by_unit` (clauses,) has the
    clauses unit after unit, `first_by_unit` (units,) where each unit's begin there.
    """

    parts: tuple[ActSpan, ...]
    texts: tuple[str, ...]
    vectors: Scores
    firsts: Positions
    units: Positions
    bare: NDArray[np.bool_]
    by_unit: Positions
    first_by_unit: Positions

    @classmethod
    def of(cls, indexed: Sequence[Indexed], parts: Sequence[ActSpan]) -> "Layout":
        """Lay out some acts."""
        orders = [_clauses_first(each.texts) for each in indexed]
        counts = [np.bincount(each.texts.owners[inside]) for each, (inside, _) in zip(indexed, orders, strict=True)]
        units = np.concatenate([part.duties.units + part.units.start for part in parts])
        by_unit = np.argsort(units, kind="stable")
        texts = (
            each.texts.texts[at]
            for order in zip(*orders, strict=True)
            for each, positions in zip(indexed, order, strict=True)
            for at in positions.tolist()
        )
        return cls(
            tuple(parts),
            tuple(texts),
            _vectors(indexed, parts, orders),
            np.cumsum([0, *np.concatenate(counts)])[:-1],
            units,
            np.concatenate([each.texts.bare for each in indexed]),
            by_unit,
            np.searchsorted(units[by_unit], np.arange(parts[-1].units.stop)),
        )

    @property
    def whole(self) -> Span:
        """The span of all acts."""
        last = self.parts[-1]
        inside = slice(0, last.inside.stop)
        return Span(slice(0, last.clauses.stop), slice(0, last.units.stop), inside, slice(inside.stop, len(self.texts)))


def _clauses_first(texts: Texts) -> tuple[Positions, Positions]:
    """Return the positions of the texts of an act's clauses, clause after clause, and of those that are nobody's."""
    order = np.argsort(texts.owners, kind="stable")
    apart = np.count_nonzero(texts.owners == NOBODY)
    return order[apart:], order[:apart]


def _vectors(
    indexed: Sequence[Indexed], parts: Sequence[ActSpan], orders: Sequence[tuple[Positions, Positions]]
) -> Scores:
    size = sum(len(each.vectors) for each in indexed)
    vectors = np.empty((size, indexed[0].vectors.shape[1]), dtype=np.float32)
    for each, part, (inside, outside) in zip(indexed, parts, orders, strict=True):
        vectors[part.inside], vectors[part.outside] = each.vectors[inside], each.vectors[outside]
    return vectors
