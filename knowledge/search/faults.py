"""Whether a question reports that something does not work, told by how it is said and not by what it is about.

The frame of a sentence is the words that reports and other questions are made of in the examples; whatever else it says
is a thing, whose name does not count: "nie działa mi Kaspersky" is heard though no example knows Kaspersky. Two things
speak for a report: the words of the frame with their neighbours, and how near the sentence comes to each example
(ridge regression with two kernels added: Saunders et al. 1998, "Ridge regression learning algorithm in dual
variables"). `indexer.learning.fault_reports` learns it.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import chain, islice, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from knowledge.embedding.encoder import Encoder, load_encoder
from knowledge.embedding.ngrams import feature_hash
from knowledge.language import WORD, fold
from knowledge.shipped import FAULT_WEIGHTS

STEM = 5
"""How many letters of a word tell it in all its endings."""

SHARPNESS = 2.0
"""How fast an example counts for less with its distance, in units of cosine."""

MOST_SENTENCES = 12
"""How many sentences of a message are listened to."""

Floats = NDArray[np.float32]

# "nie działa mi [drukarka]": what stands in brackets is the thing
_THING = re.compile(r"\[[^\[\]]*\]")
_SENTENCE = re.compile(r"[.?!;\n]+")
_WORD = re.compile(r"[\^$]|[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class FaultModel:
    """Hold what was learned from examples.

    `hashes` uint32 (features,), ascending, with their `weights` float32; `vectors` float32 (examples, dimension) by the
    bundled encoder, with what each example says for a report, `voices` float32 (examples,); `bias` float32 (1,), so
    that a score of 0 is the border.
    """

    hashes: NDArray[np.uint32]
    weights: Floats
    vectors: Floats
    voices: Floats
    bias: Floats

    @classmethod
    def load(cls, path: Path) -> "FaultModel":
        """Load a model from a file that `save` wrote."""
        values = load_file(path)
        return cls(**values | {"vectors": values["vectors"].astype(np.float32)})

    def save(self, path: Path) -> None:
        """Write the model as safetensors, the vectors in 16 bits."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        save_file(values | {"vectors": self.vectors.astype(np.float16)}, path)

    def score(self, sentence: str, vector: Floats) -> float:
        """Return what speaks for a sentence's being a report, less what speaks against it.

        `vector` is that of the sentence by the bundled encoder.
        """
        rows = self._rows(frame(sentence))
        of_frame = self.weights[rows].sum() / max(math.sqrt(len(rows)), 1)
        return float(of_frame + nearness(self.vectors, vector) @ self.voices + self.bias[0])

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is one that sentences in the examples are made of."""
        return len(self._rows({word[:STEM]})) > 0

    def _rows(self, features: set[str]) -> NDArray[np.int64]:
        """Return the rows of the features that were learned."""
        hashes = np.array([feature_hash(each) for each in features], dtype=np.uint32)
        places = np.searchsorted(self.hashes, hashes).clip(max=len(self.hashes) - 1)
        known: NDArray[np.int64] = places[self.hashes[places] == hashes]
        return known


@lru_cache(256)  # each act that has a first line asks
def is_fault(question: str) -> bool:
    """Tell whether a question, or any sentence of a message, reports that something does not work."""
    model, encoder = _learned()
    return any(model.score(each, encoder.encode_query([each])[0]) > 0 for each in sentences(question))


def things(question: str) -> frozenset[str]:
    """Return the folded words of a question that stand in no frame: they name what it is about."""
    model, _ = _learned()
    return frozenset(word for word in WORD.findall(fold(question)) if not model.knows(word))


def sentences(text: str) -> Iterator[str]:
    """Yield the first sentences of a text that have a word."""
    return islice(filter(WORD.search, _SENTENCE.split(text)), MOST_SENTENCES)


def frame(sentence: str) -> set[str]:
    """Return the features of a sentence's frame: its words, their stems, and these with one or two that follow.

    What stands in brackets is a thing: it has no features, and what stands before it is followed by nothing.
    """
    found: set[str] = set()
    for run in _runs(sentence):
        stems = [word[:STEM] for word in run]
        pairs, triples = pairwise(stems), zip(stems, stems[1:], stems[2:], strict=False)
        found |= {*stems, *(f"={word}" for word in run), *map(" ".join, chain(pairs, triples))}
    return found


def _runs(sentence: str) -> Iterator[list[str]]:
    """Yield the words between the things, with the marks of the sentence's beginning and end."""
    for part in _THING.split(f"^{sentence}$"):
        yield _WORD.findall(fold(part))


def nearness(vectors: Floats, vector: Floats) -> Floats:
    """Return how much each of some examples counts for a sentence, or for each of some."""
    return np.asarray(np.exp(SHARPNESS * (vectors @ vector - 1)), dtype=np.float32)


@lru_cache(1)
def _learned() -> tuple[FaultModel, Encoder]:
    return FaultModel.load(FAULT_WEIGHTS), load_encoder()
