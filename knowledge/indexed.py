"""Acts with what finding their clauses takes, and where each one's stand among those of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Calibration
from knowledge.encoder import Encoder
from knowledge.errors import EncoderChanged
from knowledge.model import NOBODY, Act
from knowledge.selection import Duties
from knowledge.store import Published, Store
from knowledge.texts import Texts

Scores = NDArray[np.float32]


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
        texts = Texts.of(published.act, store.examples(published))
        calibration = Calibration.from_json(edition.calibration)
        return cls(published.act, texts, store.vectors(edition.encoder, texts.texts), calibration, edition.id)


@dataclass(frozen=True, slots=True)
class Part:
    """Hold an act's duties, and where its clauses, units and texts stand among those of all acts.

    Texts stand in the order of `clauses_first`: those of the clauses are `inside`, those known to be nobody's
    `outside`.
    """

    duties: Duties
    clauses: slice
    units: slice
    inside: slice
    outside: slice


def parts_of(indexed: Sequence[Indexed]) -> tuple[Part, ...]:
    """Return each act's place among all."""
    duties = [Duties.of(each.act, each.edition) for each in indexed]
    outside = [int(np.count_nonzero(each.texts.owners == NOBODY)) for each in indexed]
    inside = [len(each.texts.owners) - apart for each, apart in zip(indexed, outside, strict=True)]
    places = zip(
        _slices([len(each.act.clauses) for each in indexed]),
        _slices([len(each.codes) for each in duties]),
        _slices(inside),
        _slices(outside, sum(inside)),
        strict=True,
    )
    return tuple(Part(each, *place) for each, place in zip(duties, places, strict=True))


def _slices(sizes: Sequence[int], start: int = 0) -> Iterator[slice]:
    stops = list(accumulate(sizes, initial=start))
    return map(slice, stops, stops[1:])


def clauses_first(texts: Texts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of the texts of an act's clauses, clause after clause, and of those that are nobody's."""
    order = np.argsort(texts.owners, kind="stable")
    apart = np.count_nonzero(texts.owners == NOBODY)
    return order[apart:], order[:apart]
