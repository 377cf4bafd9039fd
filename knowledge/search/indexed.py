"""An act with what finding its clauses takes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.acts.act import Act
from knowledge.embedding.calibration import Calibration
from knowledge.embedding.encoder import Encoder
from knowledge.errors import EncoderChanged
from knowledge.search.texts import Texts
from knowledge.store.store import Published, Store

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
                "edition {id} of {act} was embedded with {encoder}, but the encoder set is {other}: publish the "
                "act again "
                "(python -m indexer publish FILE), or set ENCODER back",
                id=edition.id,
                act=edition.act,
                encoder=edition.encoder,
                other=encoder.name,
            )
        texts = Texts.of(published.act, store.examples(published))
        calibration = Calibration.from_json(edition.calibration)
        return cls(published.act, texts, store.vectors(edition.encoder, texts.texts), calibration, edition.id)
