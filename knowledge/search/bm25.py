"""The lexical search: BM25 over the four-letter pieces of words.

Its scores are those of Lucene's BM25 (Robertson and Zaragoza 2009; k1 = 1.5, b = 0.75). All is held in arrays, texts by
piece, so that a question costs one addition for each text that shares a piece with it.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.language import words

SATURATION = 1.5
LENGTH_SHARE = 0.75

Scores = NDArray[np.float32]
Pieces = NDArray[np.uint64]
Positions = NDArray[np.int64]

_END = ord(">")
_NUMBER = np.uint64(16)  # bits of a UTF-16 unit

_TEXT = np.uint64(32)  # bits of a text's number below that of a piece
_AT_ONCE = 1_000_000


class LexicalIndex:
    """Score texts by the pieces of words that they share with a question."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        held, owners, vocabulary = _words_of(texts)
        pieces, of_word = _pieces_of([word] for word in vocabulary)
        self._pieces, numbers = np.unique(pieces, return_inverse=True)
        bounds = np.searchsorted(of_word, np.arange(len(vocabulary) + 1))
        cells, counts = _counted(np.concatenate([*_cells(held, owners, numbers, bounds), np.zeros(0, np.uint64)]))
        self._texts = (cells & np.uint64(2**32 - 1)).astype(np.int32)
        piece = (cells >> _TEXT).astype(np.int32)
        self._bounds = np.searchsorted(piece, np.arange(len(self._pieces) + 1))
        lengths = np.bincount(owners, np.diff(bounds)[held], minlength=self.size)
        self._weights = self._weigh(piece, counts, lengths / max(lengths.mean() if self.size else 0.0, 1e-9))

    def scores(self, asked: Pieces, some: Sequence[slice] | None = None) -> Scores:
        """Return the score of every text by the pieces of a question, shape (texts,); 0 where none is shared.

        With `some`, spans of texts, all others are given 0.
        """
        held = self._held(self._known(asked))
        return self._sums(held if some is None else [*self._within(held, some)])

    def scores_of_rarest(self, asked: Pieces, most: int) -> Scores:
        """Return the scores of all texts by the rarest pieces of a question alone, so many that `most` are added."""
        known = self._known(asked)
        holders = self._bounds[known + 1] - self._bounds[known]
        order = np.argsort(holders, kind="stable")
        return self._sums(self._held(known[order[np.cumsum(holders[order]) <= most]]))

    def _held(self, known: Positions) -> list[slice]:
        """Return where the texts of each piece stand."""
        return [*map(slice, self._bounds[known].tolist(), self._bounds[known + 1].tolist())]

    def _within(self, held: Sequence[slice], some: Sequence[slice]) -> Iterator[slice]:
        """Yield what of each piece's places is that of some texts."""
        edges = np.array([edge for each in some for edge in (each.start, each.stop)], dtype=np.int32)
        for piece in held:
            places = (np.searchsorted(self._texts[piece], edges) + piece.start).tolist()
            yield from (slice(*pair) for pair in zip(places[::2], places[1::2], strict=True) if pair[0] < pair[1])

    def _sums(self, held: Sequence[slice]) -> Scores:
        """Add up, for each text, the weights that stand at some places."""
        if not held:
            return np.zeros(self.size, dtype=np.float32)
        texts = np.concatenate([self._texts[one] for one in held], dtype=np.intp)
        weights = np.concatenate([self._weights[one] for one in held], dtype=np.float64)
        return np.bincount(texts, weights, self.size).astype(np.float32)

    def _known(self, asked: Pieces) -> Positions:
        """Return the numbers of those pieces that the texts have."""
        places = np.searchsorted(self._pieces, asked)
        inside = np.minimum(places, len(self._pieces) - 1)
        known: Positions = inside[self._pieces[inside] == asked] if len(self._pieces) else inside[:0]
        return known

    def _weigh(self, piece: NDArray[np.int32], counts: NDArray[np.int32], lengths: NDArray[np.float64]) -> Scores:
        """Return what each piece adds to the score of each text; `lengths` are relative to their mean."""
        holders = np.diff(self._bounds)
        rarity = np.log1p((self.size - holders + 0.5) / (holders + 0.5)).astype(np.float32)
        room = (SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths)).astype(np.float32)
        return np.asarray(rarity[piece] * counts / (room[self._texts] + counts), dtype=np.float32)


def pieces_of(texts: Iterable[str]) -> tuple[Pieces, Positions]:
    """Cut texts into pieces: all runs of four letters in their folded words, the words' ends marked with "<" and ">".

    Returns the pieces, each as a number, and for each the position of its text; both of shape (pieces,).
    """
    return _pieces_of(map(words, texts))


def _pieces_of(texts: Iterable[Sequence[str]]) -> tuple[Pieces, Positions]:
    marked = [_marked(each) for each in texts]
    letters = np.frombuffer(b"".join(marked), dtype="<u2").astype(np.uint64)
    if len(letters) < 4:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    first, second, third, fourth = letters[:-3], letters[1:-2], letters[2:-1], letters[3:]
    inside = (first != _END) & (second != _END) & (third != _END)
    pieces = first | second << _NUMBER | third << 2 * _NUMBER | fourth << 3 * _NUMBER
    owners = np.repeat(np.arange(len(marked)), [len(each) // 2 for each in marked])
    return pieces[inside], owners[:-3][inside]


def _marked(words: Sequence[str]) -> bytes:
    """Write words one after the other, in UTF-16; a single letter is filled up to make one piece."""
    marked = "".join(f"<{word}>" if len(word) > 1 else f"<{word}\0>" for word in words)
    return marked.encode("utf-16-le", "surrogatepass")


def _words_of(texts: Sequence[str]) -> tuple[NDArray[np.int32], Positions, Collection[str]]:
    """Return all words of texts as numbers, for each the position of its text, and the words by their numbers."""
    vocabulary: dict[str, int] = {}
    held, sizes = array("i"), array("i")
    for text in texts:
        found = words(text)
        held.extend([vocabulary.setdefault(word, len(vocabulary)) for word in found])
        sizes.append(len(found))
    return np.array(held, dtype=np.int32), np.repeat(np.arange(len(texts)), sizes), vocabulary


def _cells(
    held: NDArray[np.int32], owners: Positions, numbers: Positions, bounds: Positions
) -> Iterator[NDArray[np.uint64]]:
    """Yield for each piece of each word its number and that of its text as one: what is sorted is small and many."""
    for start in range(0, len(held), _AT_ONCE):
        some = held[start : start + _AT_ONCE]
        sizes = bounds[some + 1] - bounds[some]
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1]) - np.repeat(ends - sizes - bounds[some], sizes)
        texts = np.repeat(owners[start : start + _AT_ONCE], sizes).astype(np.uint64)
        yield numbers[at].astype(np.uint64) << _TEXT | texts


def _counted(cells: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Return the different cells, sorted, and how often each occurs."""
    cells.sort()
    firsts = np.flatnonzero(np.concatenate((cells[:1] == cells[:1], cells[1:] != cells[:-1])))
    return cells[firsts], np.diff(firsts, append=len(cells)).astype(np.int32)
