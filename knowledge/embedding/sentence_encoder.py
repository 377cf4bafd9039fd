"""Any sentence-transformers model as an encoder."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.calibration import Calibrations

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SHOW_PROGRESS_FROM = 500


class SentenceEncoder:
    """Encode with a sentence-transformers model; its own prompts for queries and documents are used."""

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        self._model = model
        self.name = name
        self.calibrations: Calibrations | None = None
        self.dimension = int(model.get_embedding_dimension() or 0)

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode questions with the model's query prompt."""
        return np.asarray(
            self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False), dtype=np.float32
        )

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode documents with the model's document prompt; shows a progress bar where it takes long."""
        long = len(texts) >= _SHOW_PROGRESS_FROM
        return np.asarray(
            self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=long),
            dtype=np.float32,
        )
