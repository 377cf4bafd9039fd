"""The bundled encoder: a text is the mean of the vectors of its words' character n-grams, scaled to length one.

Needs nothing but numpy to run, so the first answer comes at once. `knowledge.embedding.ngram_module` is the same model
as a sentence-transformers module, for training it and for using it elsewhere. After Wieting et al. 2016, "Charagram",
and Bojanowski et al. 2017, "Enriching word vectors with subword information".
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from knowledge.embedding.calibration import Calibrations
from knowledge.language import character_ngrams, words

CONFIG = "config.json"
WEIGHTS = "model.safetensors"

MOST_WORDS = 10_000
"""Of how many words the rows are kept (4 MB)."""

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class NgramConfig:
    """Say which n-grams of a word are looked at: lengths in characters, the word's two end marks included."""

    shortest: int = 3
    longest: int = 5


def features(text: str, config: NgramConfig) -> Iterator[str]:
    """Yield the features of a text: those of each of its folded words."""
    for word in words(text):
        yield from word_features(word, config)


def word_features(word: str, config: NgramConfig) -> Iterator[str]:
    """Yield the features of one folded word: the word itself, and its character n-grams."""
    yield f"={word}"
    yield from character_ngrams(word, config.shortest, config.longest)


def feature_hash(feature: str) -> int:
    """Return the 32-bit hash under which a feature's vector is kept."""
    return crc32(feature.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class NgramTable:
    """Hold the vectors of all known features, in 8 bits a weight.

    `hashes` uint32 (features,), ascending; `weights` int8 (features, dimension); `scales` float16 (features,): the
    vector of a feature is its weights times its scale.
    """

    config: NgramConfig
    hashes: NDArray[np.uint32]
    weights: NDArray[np.int8]
    scales: NDArray[np.float16]

    @classmethod
    def quantize(cls, config: NgramConfig, hashes: NDArray[np.uint32], vectors: NDArray[np.float32]) -> "NgramTable":
        """Round float vectors, shape (features, dimension), to 8 bits a weight, each feature with its own scale."""
        order = np.argsort(hashes)
        scales = (np.abs(vectors[order]).max(axis=1) / 127).astype(np.float16)
        steps = np.maximum(scales.astype(np.float32), 1e-8)[:, None]
        return cls(config, hashes[order], np.rint(vectors[order] / steps).clip(-127, 127).astype(np.int8), scales)

    @classmethod
    def load(cls, folder: Path) -> "NgramTable":
        """Load a table from a folder that `save` wrote."""
        config = NgramConfig(**json.loads((folder / CONFIG).read_text(encoding="utf-8")))
        return cls(config, **load_file(folder / WEIGHTS))

    def save(self, folder: Path) -> None:
        """Write the table to a folder, as JSON and safetensors."""
        (folder / CONFIG).write_text(json.dumps(asdict(self.config)) + "\n", encoding="utf-8")
        save_file({"hashes": self.hashes, "weights": self.weights, "scales": self.scales}, folder / WEIGHTS)

    @property
    def dimension(self) -> int:
        """The number of dimensions of a vector."""
        return int(self.weights.shape[1])

    def rows(self, word: str) -> NDArray[np.int64]:
        """Return the rows of a folded word's known features; a feature that occurs twice is there twice."""
        hashes = np.array([feature_hash(feature) for feature in word_features(word, self.config)], dtype=np.uint32)
        places = np.searchsorted(self.hashes, hashes).clip(max=len(self.hashes) - 1)
        known: NDArray[np.int64] = places[self.hashes[places] == hashes]
        return known

    def vectors(self) -> NDArray[np.float32]:
        """Return the vectors of all features, shape (features, dimension)."""
        return self.weights.astype(np.float32) * self.scales.astype(np.float32)[:, None]


class NgramEncoder:
    """Encode texts with an `NgramTable`; a text without any known feature is the zero vector."""

    def __init__(self, folder: Path) -> None:
        self._table = NgramTable.load(folder)
        self.dimension = self._table.dimension
        self.calibrations = Calibrations.load(folder)
        self._rows = lru_cache(MOST_WORDS)(self._table.rows)  # most words of a question were in others
        self.name = f"ngrams:{sha256((folder / WEIGHTS).read_bytes()).hexdigest()[:12]}"

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode questions; float32, shape (len(texts), dimension), each row of length one."""
        return _normalised(np.array([self._sum(text) for text in texts]).reshape(len(texts), self.dimension))

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode many texts as `encode_query` does, but look at each word once."""
        found = [words(text) for text in texts]
        places = {word: place for place, word in enumerate(dict.fromkeys(chain.from_iterable(found)))}
        sums = np.array([self._sum(word) for word in places]).reshape(len(places), self.dimension)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for vector, known in zip(vectors, found, strict=True):
            if known:
                vector[:] = sums[[places[word] for word in known]].sum(axis=0)
        return _normalised(vectors)

    def _sum(self, text: str) -> NDArray[np.float32]:
        rows = np.concatenate([_NONE, *(self._rows(word) for word in words(text))])
        return np.asarray(self._table.scales[rows].astype(np.float32) @ self._table.weights[rows].astype(np.float32))


def _normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True).astype(np.float32)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
