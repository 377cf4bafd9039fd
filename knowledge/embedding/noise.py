"""Tell what somebody's fingers did on a keyboard from words, by the pieces of words that are known to be real."""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from knowledge.embedding.encoder import BUNDLED
from knowledge.embedding.ngrams import WEIGHTS, feature_hash
from knowledge.language import character_ngrams, fold

LEAST_KNOWN = 0.5
"""The share of its words' pieces that is known of a text in which no word is.

Of 1,380 judged questions none is taken for noise, with slips of the finger one in 1,380 (a code of four letters); of
200 strings that were typed at random 186 are.
"""

_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
_ROWS = "qwertyuiop asdfghjkl zxcvbnm"
# "jjjjj", "sdsdsd"
_REPEATED = re.compile(r"(.)\1{3,}|(..+)\2{2,}")


def is_noise(text: str, is_own: Callable[[str], bool] = lambda word: False) -> bool:
    """Tell whether none of a text's words is one; `is_own` tells that a folded word is one of the acts'.

    Capitals alone, and letters with numbers ("5G"), may be the name of a program, whatever they are.
    """
    written = _LETTERS.findall(text)
    if any(_is_word(fold(each)) for each in written):  # of a question the first or second is one
        return False
    found = list(map(fold, written))
    if all(map(_is_played, found)):
        return bool(found)
    if any(each.isupper() and 1 < len(each) < 6 for each in written) or _NUMBERED.search(text):
        return False
    if any(map(is_own, found)):
        return False
    pieces = [piece for word in found for piece in character_ngrams(word, 3, 4)]
    return sum(map(_is_known, pieces)) < LEAST_KNOWN * len(pieces)


def _is_word(word: str) -> bool:
    return len(word) > 2 and not _is_played(word) and _is_known(f"={word}")


def _is_played(word: str) -> bool:
    """Tell whether a word is a run of keys, or of one piece again and again."""
    runs = len(word) > 3 and (word in _ROWS or word in _ROWS[::-1])
    return runs or _REPEATED.fullmatch(word) is not None


def _is_known(feature: str) -> bool:
    hashes, wanted = _hashes(), np.uint32(feature_hash(feature))
    at = int(np.searchsorted(hashes, wanted))
    return at < len(hashes) and bool(hashes[at] == wanted)


@lru_cache(1)
def _hashes() -> NDArray[np.uint32]:
    """Return the pieces that the bundled encoder learned from thousands of questions, whichever encoder searches."""
    with safe_open(BUNDLED / WEIGHTS, "numpy") as weights:
        return np.asarray(weights.get_tensor("hashes"))
