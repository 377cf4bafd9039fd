"""Tell what is no question about the act: no words, noise, another language, a word to the bot itself.

What has empty words alone ("tak", "a to?") tells no matter either, and is as little understood as noise.

Whoever speaks to the bot is known by written examples: each word of the message must be one of theirs or an empty one,
and the encoder must find it nearer to one of them than to any text of the acts. So "pomocy" is a call for help, and
"pomoc przy drukarce" a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.answering.courtesies import courtesy
from bot.replies.response import Remark
from knowledge.acts.act import Act
from knowledge.embedding.encoder import Encoder
from knowledge.embedding.noise import is_noise
from knowledge.language import foreign_language, words
from knowledge.masking import without_masks
from knowledge.questions.known_words import FUNCTION_WORDS
from knowledge.search.rulings import contrast
from knowledge.search.searcher import Searcher

LEAST, MARGIN, SAME = 0.55, 0.1, 0.95
"""How near an example must be, by the contrast of cosines, and how much nearer than the nearest text of the acts; from
`SAME` on it is the example itself."""

LEAST_OF_EMPTY = 0.8
"""How near it must be to a text of empty words alone; "tak" comes to 0.78 ("to nie tak")."""

LONGEST = 12
"""How many words are said to the bot at most."""

_STEM = 4
_EXAMPLES = {
    Remark.HELP: """
        pomocy | pomoc | pomóż mi | pomóżcie | nie rozumiem | nie wiem jak pytać | potrzebuję pomocy
        w czym możesz mi pomóc | jak możesz pomóc | co potrafisz | co umiesz | co ty właściwie umiesz | jak działasz
        do czego służysz | jak z ciebie korzystać | jak cię używać | o co mogę cię zapytać | jak mam pytać
        jak zadać pytanie | jak to działa | co mogę tu zrobić | co mogę u ciebie załatwić | instrukcja obsługi bota
        help | help me | i need help | how can you help me | what can you do | how do you work | how do i use this bot
        what can i ask you | how does this work | show me what you can do | what is this bot for
    """,
    Remark.WHO: """
        kim jesteś | kto ty jesteś | czym jesteś | jak się nazywasz | jak masz na imię | jesteś robotem
        jesteś człowiekiem | czy jesteś botem | czy jesteś prawdziwy | jesteś sztuczną inteligencją | kto cię stworzył
        kto cię zrobił | czy jesteś AI | skąd to wiesz | skąd masz te informacje | z kim rozmawiam
        czy rozmawiam z automatem | rozmawiam z człowiekiem czy z maszyną | who are you | what are you
        what is your name | are you a robot | are you human | are you a real person | am i talking to a bot
        who is this | how do you know that | who made you | are you an artificial intelligence
    """,
    Remark.MISTAKEN: """
        nie o to mi chodzi | nie o to mi chodziło | zupełnie nie o to chodziło | nie o to pytam | nie o to pytałem
        to nie to | źle | źle mi odpowiedziałeś | błędna odpowiedź | zła odpowiedź | niepoprawna odpowiedź
        to nie tak | nieprawda | pomyliłeś się | mylisz się | nie zrozumiałeś mnie | nie rozumiesz mnie
        nie to miałem na myśli | to nie jest odpowiedź na moje pytanie | to nie jest odpowiedź
        to nie ta komórka | nie ta komórka | to zła komórka | zła komórka | to nie ta jednostka
        nie ta jednostka | to nie ten referat | zły referat
        to bez sensu | that is not what i meant | this is not what i asked for | not what i asked | wrong
        wrong answer | that is wrong | you misunderstood me | you do not understand me | no that is not it
        you are wrong | you got it wrong | that is not the answer to my question
    """,
}


@dataclass(frozen=True, slots=True)
class Examples:
    """Hold the examples of what is said to the bot: their kinds, and their vectors, shape (examples, dimension)."""

    kinds: tuple[Remark, ...]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, encoder: Encoder) -> "Examples":
        """Encode the examples."""
        said = [(kind, each) for kind, group in _EXAMPLES.items() for each in _split(group)]
        return cls(tuple(kind for kind, _ in said), encoder.encode_query([each for _, each in said]))

    def nearest(self, text: str, encoder: Encoder, searcher: Searcher) -> Remark | None:
        """Return the kind of the example that a text comes near to; None where a text of the acts does."""
        cosines = self.vectors @ encoder.encode_query([text])[0]
        at = int(cosines.argmax())
        example, duty = contrast(np.array([cosines[at], searcher.nearest(text)]), searcher.chance)
        if is_empty(text):
            return self.kinds[at] if example >= LEAST_OF_EMPTY else Remark.NOISE
        is_near = example >= SAME or (example >= LEAST and example - duty >= MARGIN)
        return self.kinds[at] if is_near else None


def wordless(text: str, acts: Sequence[Act]) -> Remark | None:
    """Tell greetings, and what has no word of Polish or English in it; needs no encoder."""
    if kind := courtesy(text):
        return kind
    plain = without_masks(text)
    if not any(map(str.isalpha, plain)):
        return Remark.WORDLESS
    if foreign := foreign_language(plain):
        return Remark(foreign)
    return Remark.NOISE if is_noise(plain, lambda word: any(word in _words_of(act) for act in acts)) else None


def is_empty(text: str) -> bool:
    """Tell whether a text has no word that tells a matter: "tak", "ale to?"; capitals may be a name."""
    return all(word in FUNCTION_WORDS for word in words(text)) and not (text.isupper() and len(text) > 1)


def may_be_to_bot(text: str) -> bool:
    """Tell whether each word of a text is one of the examples' or an empty one."""
    found = words(text)
    return len(found) <= LONGEST and all(
        word in FUNCTION_WORDS or word in _OWN_WORDS or (len(word) > _STEM and word[:_STEM] in _OWN_STEMS)
        for word in found
    )


@lru_cache(8)  # acts that are gone are not to be kept
def _words_of(act: Act) -> frozenset[str]:
    return frozenset(word for provision in act.provisions for word in words(provision.text)) | {
        word for unit in act.everyone for word in words(f"{unit.code} {unit.name}")
    }


def _split(group: str) -> list[str]:
    return [each.strip() for line in group.split("\n") for each in line.split("|") if each.strip()]


_OWN_WORDS = frozenset(word for group in _EXAMPLES.values() for each in _split(group) for word in words(each))
_OWN_STEMS = frozenset(word[:_STEM] for word in _OWN_WORDS if len(word) > _STEM)
