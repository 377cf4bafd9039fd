"""Rulings: questions of which the helpdesk has said to which clause they belong, and what they decide.

A ruling counts like an example question of its clause. Beyond that it decides what is asked in the very same words,
whatever the scores say, and what is asked in nearly the same: where the encoder finds no difference to speak of, and no
word stands on one side alone that the act's own texts hardly know. Such a word is the name of a program or a place; the
encoder, which has not learned it, takes "nie działa mi Zeus" and "nie działa mi Ares" for the same question.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.acts.edition import NOBODY
from knowledge.language import fold
from knowledge.masking import mask, without_masks
from knowledge.polish import same_or_misspelt

Scores = NDArray[np.float32]

ALIKE = 0.8
"""The contrast of cosines from which on two questions ask the same.

Of 1,353 judged questions none comes nearer than 0.79 to one with another clause; 96 % of their rewordings (slips of the
finger, a greeting, words swapped or left out) come nearer than this.
"""

SIMILAR = 0.6
"""The contrast from which on a ruling weighs so much that the names in it are compared."""

SHARED = 0.45
"""The share of their words' weight that two questions about the same name must have in common to ask the same."""

RARE = 3
"""In how many texts a word must stand to be known; "zeus" stands in none, "drukarka" in hundreds."""

MOST_COMPARED = 8

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Ruling:
    """Hold a question with its vector, shape (dimension,), and where its clause stands, by the number of the edition.

    The place is `NOBODY` where an edition's act gives it to nobody, None where its clause is not in that act.
    """

    question: str
    vector: Scores
    places: Mapping[int, int | None]


class Vocabulary:
    """Tell how many of some texts a word stands in; they are counted when it is first asked."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def is_rare(self, word: str) -> bool:
        """Tell whether a folded word is one that the texts hardly know; numbers and the shortest words never are."""
        return len(word) > 2 and not word.isdecimal() and self._counts[word] < RARE

    def names(self, words: frozenset[str]) -> frozenset[str]:
        """Return the words of a question that the texts hardly know: names, and slips of the finger."""
        return frozenset(filter(self.is_rare, words))

    def tells_apart(self, words: frozenset[str], others: frozenset[str]) -> bool:
        """Tell whether two questions are about different names: one has a name of which the other has no form."""
        return any(
            _without_counterpart(self.names(some), the_rest) for some, the_rest in ((words, others), (others, words))
        )

    def weight(self, word: str) -> float:
        """Return how much a word tells: the logarithm of how rare it is."""
        return math.log((len(self._texts) + 1) / (self._counts[word] + 0.5))

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(word for text in self._texts for word in set(plain_words(text)))


class Rulings:
    """Decide questions by rulings, the later of which prevail.

    `owners`, shape (rulings,), gives for each the position of its clause among all that are searched, or `NOBODY`;
    `chance` is the cosine to which two texts come by chance.
    """

    def __init__(
        self, rulings: Sequence[Ruling], owners: Sequence[int], vocabulary: Vocabulary, chance: float = 0.0
    ) -> None:
        self.owners = np.array(owners, dtype=np.int64)
        self._vectors = np.array([each.vector for each in rulings], dtype=np.float32)
        self._vocabulary, self._chance = vocabulary, chance
        self._words = [frozenset(plain_words(without_masks(each.question))) for each in rulings]
        self._same = {key(each.question): at for at, each in enumerate(rulings)}
        self._named: dict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(self._words):
            for word in filter(vocabulary.is_rare, words):
                self._named[_stem(word)].append(at)

    def __len__(self) -> int:
        return len(self.owners)

    def cosines(self, question: str, query: Scores) -> Scores:
        """Return how near a question comes to each ruling, shape (rulings,); -1 for one that is about another name."""
        if not len(self):
            return np.zeros(0, dtype=np.float32)
        cosines = np.array(self._vectors @ query)
        asked = frozenset(plain_words(question))
        for at in np.flatnonzero(contrast(cosines, self._chance) >= SIMILAR):
            if self._vocabulary.tells_apart(asked, self._words[at]):
                cosines[at] = -1
        return cosines

    def holds(self, question: str) -> bool:
        """Tell whether a ruling was made on this very question, whatever its case, diacritics and punctuation."""
        return bool(self._same) and key(question) in self._same

    def deciding(self, question: str, cosines: Scores) -> int | None:
        """Return the owner that the rulings give a question, `NOBODY` among them; None where they do not decide it."""
        if not len(self):
            return None
        if (at := self._same.get(key(question))) is not None:
            return int(self.owners[at])
        asked = frozenset(plain_words(question))
        alike = (at for at in self._near(asked, cosines) if self._ask_the_same(asked, at, float(cosines[at])))
        return next((int(self.owners[at]) for at in alike), None)

    def _near(self, asked: frozenset[str], cosines: Scores) -> list[int]:
        """Return the rulings worth comparing, the nearest first: those alike, and those that share a name."""
        near = set(np.flatnonzero(contrast(cosines, self._chance) >= ALIKE).tolist())
        near.update(at for word in asked for at in self._named.get(_stem(word), ()))
        return sorted(near, key=lambda at: (-float(cosines[at]), -at))[:MOST_COMPARED]

    def _ask_the_same(self, asked: frozenset[str], at: int, cosine: float) -> bool:
        vocabulary, ruled = self._vocabulary, self._words[at]
        if vocabulary.tells_apart(asked, ruled):
            return False
        if contrast(np.array(cosine), self._chance) >= ALIKE:
            return True
        # the encoder does not know the name that the two share, so their words must tell
        both = asked | ruled
        alone = {*_without_counterpart(asked, ruled), *_without_counterpart(ruled, asked)}
        total, shared = (sum(map(vocabulary.weight, words)) for words in (both, both - alone))
        return bool(vocabulary.names(both)) and shared >= SHARED * total


NO_RULINGS = Rulings((), (), Vocabulary(()))


def owners_of(rulings: Sequence[Ruling], starts: Mapping[int, int]) -> Iterator[tuple[Ruling, int]]:
    """Yield the rulings that count for some editions, each with its owner among all their clauses.

    `starts` gives for each edition how many clauses stand before its own. What is nobody's is nobody's by all of them.
    """
    for ruling in rulings:
        places = {edition: place for edition in starts if (place := ruling.places.get(edition)) is not None}
        inside = next(((edition, place) for edition, place in places.items() if place != NOBODY), None)
        if inside:
            yield ruling, starts[inside[0]] + inside[1]
        elif places and len(places) == len(starts):
            yield ruling, NOBODY


def contrast(cosines: Scores, chance: float) -> Scores:
    """Return how much nearer than by chance: 0 for the cosine of two texts by chance, 1 for the same text.

    Some encoders give no two texts a cosine below 0.7.
    """
    return np.asarray((cosines - chance) / (1 - chance), dtype=np.float32)


def key(question: str) -> str:
    """Return what is left of a question without case, diacritics, punctuation and what tells who somebody is."""
    return " ".join(plain_words(without_masks(mask(question))))


def plain_words(text: str) -> list[str]:
    """Split a text into its folded words, without the marks between them."""
    return _WORD.findall(fold(text))


def _stem(word: str) -> str:
    return word[:4]


def _without_counterpart(words: frozenset[str], others: frozenset[str]) -> list[str]:
    """Return the words of which the others hold no form, rightly spelled or not."""
    return [word for word in words - others if not any(same_or_misspelt(word, other) for other in others)]
