"""txtai: embeddings and BM25, merged by txtai's own hybrid search."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from txtai import Embeddings

from knowledge.embedding.encoder import load_encoder
from tests.benchmarks.peers import MOST

encoder = cache(load_encoder)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode with the project's encoder; txtai finds this function by its name."""
    return encoder().encode_document(texts)


class Contender:
    """Keep vectors of the project's encoder ("external") beside txtai's sparse index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        transform = f"{__name__}.encode"
        self._embeddings = Embeddings(method="external", transform=transform, hybrid=True, content=False)
        if (folder / "txtai").exists():
            self._embeddings.load(str(folder / "txtai"))
            self._units = json.loads((folder / "units.json").read_text(encoding="utf-8"))

    def index(self, texts: Sequence[str], units: Sequence[str]) -> None:
        """Index and save."""
        self._embeddings.index((at, text, None) for at, text in enumerate(texts))
        self._embeddings.save(str(self._folder / "txtai"))
        (self._folder / "units.json").write_text(json.dumps(units), encoding="utf-8")

    def first(self, question: str) -> str:
        """Search."""
        found = self._embeddings.search(question, MOST)
        return str(self._units[found[0][0]]) if found else ""
