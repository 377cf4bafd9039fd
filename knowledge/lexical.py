"""The lexical search: BM25 over the four-letter pieces of words.

Its scores are those of Lucene's BM25 (Robertson and Zaragoza 2009; k1 = 1.5, b = 0.75). All is held in arrays, texts by
piece, so that a question costs one addition for each text that shares a piece with it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.language import words

SATURATION = 1.5
LENGTH_SHARE = 0.75

Scores = NDArray[np.float32]
Pieces = NDArray[np.uint64]

_END = ord(">")
_NUMBER = np.uint64(16)  # bits of a UTF-16 unit


class LexicalIndex:
    """Score texts by the pieces of words that they share with a question."""

    def __init__(self, texts: Sequence[str]) -> None:
        pieces, owners = pieces_of(texts)
        self.size = len(texts)
        self._pieces, piece = np.unique(pieces, return_inverse=True)
        cells, counts = np.unique(piece * max(self.size, 1) + owners, return_counts=True)
        piece, held = np.divmod(cells, max(self.size, 1))
        self._texts = held.astype(np.int32)
        self._bounds = np.searchsorted(piece, np.arange(len(self._pieces) + 1))
        lengths = np.bincount(owners, minlength=self.size)
        self._weights = self._weigh(piece, counts, lengths / max(lengths.mean() if self.size else 0.0, 1e-9))

    def scores(self, asked: Pieces) -> Scores:
        """Return the score of every text by the pieces of a question, shape (texts,); 0 where none is shared."""
        if not len(self._pieces):
            return np.zeros(self.size, dtype=np.float32)
        places = np.minimum(np.searchsorted(self._pieces, asked), len(self._pieces) - 1)
        known = places[self._pieces[places] == asked]
        bounds = zip(self._bounds[known].tolist(), self._bounds[known + 1].tolist(), strict=True)
        held = [slice(first, end) for first, end in bounds] or [slice(0)]
        texts = np.concatenate([self._texts[one] for one in held], dtype=np.intp)
        weights = np.concatenate([self._weights[one] for one in held], dtype=np.float64)
        return np.bincount(texts, weights, self.size).astype(np.float32)

    def _weigh(
        self, piece: NDArray[np.int64], counts: NDArray[np.int64], lengths: NDArray[np.float64]
    ) -> NDArray[np.float32]:
        """Return what each piece adds to the score of each text; `lengths` are relative to their mean."""
        holders = np.diff(self._bounds)
        rarity = np.log1p((self.size - holders + 0.5) / (holders + 0.5))
        room = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths)
        return np.asarray(rarity[piece] * counts / (room[self._texts] + counts), dtype=np.float32)


def pieces_of(texts: Iterable[str]) -> tuple[Pieces, NDArray[np.int64]]:
    """Cut texts into pieces: all runs of four letters in their folded words, the words' ends marked with "<" and ">".

    Returns the pieces, each as a number, and for each the position of its text; both of shape (pieces,).
    """
    marked = [_marked(text) for text in texts]
    letters = np.frombuffer(b"".join(marked), dtype="<u2").astype(np.uint64)
    if len(letters) < 4:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    first, second, third, fourth = letters[:-3], letters[1:-2], letters[2:-1], letters[3:]
    inside = (first != _END) & (second != _END) & (third != _END)
    pieces = first | second << _NUMBER | third << 2 * _NUMBER | fourth << 3 * _NUMBER
    owners = np.repeat(np.arange(len(marked)), [len(each) // 2 for each in marked])
    return pieces[inside], owners[:-3][inside]


def _marked(text: str) -> bytes:
    """Write the words of a text one after the other, in UTF-16; a single letter is filled up to make one piece."""
    marked = "".join(f"<{word}>" if len(word) > 1 else f"<{word}\0>" for word in words(text))
    return marked.encode("utf-16-le", "surrogatepass")
