"""A fake at the edge: an encoder that knows no language."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.calibration import Calibration, Calibrations


class FakeEncoder:
    """Encode a text as a vector drawn from its hash, and remember what was encoded."""

    def __init__(self, name: str = "fake", dimension: int = 8) -> None:
        self.name, self.dimension = name, dimension
        calibration = Calibration((0.0,) * 9, 1.0, 0.05, nobody=0.1, sure=0.5)
        self.calibrations: Calibrations | None = Calibrations(calibration, calibration)
        self.encoded: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        rows = [np.random.default_rng(int(hashlib.sha256(t.encode()).hexdigest()[:8], 16)) for t in texts]
        vectors = np.array([row.normal(size=self.dimension) for row in rows], dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    encode_document = encode_query
