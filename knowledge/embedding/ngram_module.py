"""The n-gram encoder as a sentence-transformers module, to train it and to use it outside this project.

`SentenceTransformer(folder, trust_remote_code=True)` loads a folder that it was saved to: sentence-transformers asks
for that argument before it imports any module that is not its own.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn

from knowledge.embedding.ngrams import NgramConfig, NgramTable, feature_hash, word_features
from knowledge.language import words


class NgramEmbedding(InputModule):
    """Embed a text as the normalised sum of its known features' vectors."""

    modalities = ["text"]  # noqa: RUF012  (the base class declares it so)

    def __init__(self, config: NgramConfig, hashes: np.ndarray, vectors: np.ndarray) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.config = config
        self.hashes = hashes
        self.embedding = nn.EmbeddingBag.from_pretrained(torch.from_numpy(vectors), freeze=False, mode="sum")
        self._row = {int(hash_): row for row, hash_ in enumerate(hashes)}
        self._word_rows: dict[str, list[int]] = {}  # training sees the same words again and again

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Tensor]:
        """Turn texts into feature rows, all in one vector, and the offset at which each text begins."""
        texts = self._prepend_prompt(list(inputs), prompt) if prompt else inputs
        rows = [self._rows(text) for text in texts]
        offsets = np.cumsum([0, *(len(each) for each in rows[:-1])])
        flat = [row for each in rows for row in each]
        return {"input_ids": torch.tensor(flat, dtype=torch.long), "offsets": torch.from_numpy(offsets)}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Add the sentence embeddings, shape (texts, dimension), to the features."""
        sums = self.embedding(features["input_ids"], features["offsets"], features.get("weights"))
        features["sentence_embedding"] = nn.functional.normalize(sums, dim=-1)
        return features

    @property
    def max_seq_length(self) -> float:
        """Texts may be of any length."""
        return float("inf")

    def get_embedding_dimension(self) -> int:
        """Return the number of dimensions of an embedding."""
        return self.embedding.embedding_dim

    def table(self) -> NgramTable:
        """Return the model as the table that the numpy encoder reads."""
        return NgramTable.quantize(self.config, self.hashes, self.embedding.weight.detach().numpy())

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Write the table to a folder."""
        self.table().save(Path(output_path))

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: Any, **kwargs: Any) -> Self:
        """Load the module from a folder."""
        table = NgramTable.load(Path(model_name_or_path) / subfolder)
        return cls(table.config, table.hashes, table.vectors())

    def _rows(self, text: str) -> list[int]:
        return [row for word in words(text) for row in self._rows_of_word(word)]

    def _rows_of_word(self, word: str) -> list[int]:
        if word not in self._word_rows:
            hashes = map(feature_hash, word_features(word, self.config))
            self._word_rows[word] = [self._row[hash_] for hash_ in hashes if hash_ in self._row]
        return self._word_rows[word]
