"""The vectors of what is published: taken from the store where they are held, embedded where they are not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.acts.act import Act
from knowledge.acts.edition import Example
from knowledge.embedding.encoder import Encoder
from knowledge.search.indexed import Indexed
from knowledge.search.searcher import Searcher
from knowledge.search.texts import Texts
from knowledge.store.store import Store
from knowledge.wording import Message, Progress

Vectors = NDArray[np.float32]


class Embedding:
    """Give the vectors of texts; `fresh` holds those that had to be embedded. No text is looked for twice."""

    def __init__(self, store: Store, encoder: Encoder, tell: Progress) -> None:
        self._store, self.encoder, self._tell = store, encoder, tell
        self._known: set[str] = set()
        self.fresh: dict[str, Vectors] = {}

    def know(self, texts: Sequence[str]) -> None:
        """Embed those of the texts that the store lacks, all at once."""
        missing = self._store.missing(self.encoder.name, (text for text in texts if text not in self._known))
        self._known.update(texts)
        if missing:
            self._tell(Message("embedding {count} texts with {name} …", count=len(missing), name=self.encoder.name))
            self.fresh.update(zip(missing, self.encoder.encode_document(missing), strict=True))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of the texts, shape (len(texts), dimension)."""
        self.know(texts)
        held = list(dict.fromkeys(text for text in texts if text not in self.fresh))
        stored = self._store.vectors(self.encoder.name, held) if held else ()
        known = self.fresh | dict(zip(held, stored, strict=True))
        return np.array([known[text] for text in texts], dtype=np.float32)


def searcher_of(act: Act, examples: Sequence[Example], encoder: Encoder) -> Searcher:
    """Build a searcher without a database, as calibrating and evaluating need it."""
    texts = Texts.of(act, examples)
    return Searcher([Indexed(act, texts, encoder.encode_document(texts.texts))], encoder)
