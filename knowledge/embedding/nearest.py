"""The nearest of many: the highest of many scores, and the vectors nearest to one."""

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Positions = NDArray[np.int64]

_LONGEST = 64
_RUNS = 4
_SAMPLE = 20_000

_log = logging.getLogger(__name__)


def highest(scores: Scores, count: int) -> Positions:
    """Return the positions, ascending, of the highest scores: `count` of them, and few others.

    A score below the best ones of so many runs of scores is none of them, so that few are left to compare.
    """
    run = min(len(scores) // (_RUNS * count), _LONGEST)
    if not run:
        return np.arange(len(scores))
    runs = scores[: len(scores) // run * run].reshape(-1, run).max(axis=1)
    return np.flatnonzero(scores >= np.partition(runs, -count)[-count])


class Neighbours:
    """Find the vectors nearest to another one, all of them of length one; shape (vectors, dimension).

    faiss looks through them in 8 bits a number, in a third of the time that a product takes; it is installed for that
    alone (`pip install -e ".[large]"`). Without it they are all multiplied.
    """

    def __init__(self, vectors: Scores) -> None:
        self._vectors = vectors
        self._rounded = _rounded(vectors)

    def of(self, query: Scores, count: int) -> Positions:
        """Return the positions of the nearest, about so many."""
        if self._rounded is None:
            return highest(self._vectors @ query, count)
        import faiss

        faiss.omp_set_num_threads(1)  # which counts for the calling thread alone; one question is no work for several
        _, found = self._rounded.search(query[None], min(count, len(self._vectors)))
        return np.asarray(found[0], dtype=np.int64)


def _rounded(vectors: Scores) -> Any:
    """Return an index over vectors rounded to 8 bits a number; None without faiss."""
    try:
        import faiss  # where there are so many vectors, and nowhere before
    except ImportError:
        _log.warning("%d texts are searched: pip install -e '.[large]' makes answers quicker", len(vectors))
        return None
    dimension = vectors.shape[1]
    index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[:: len(vectors) // _SAMPLE + 1])
    index.add(vectors)
    return index
