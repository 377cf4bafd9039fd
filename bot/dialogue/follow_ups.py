"""Messages that refer to the last answer: "a kto jest ich szefem?", "pokaż więcej", "a w szkołach?"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.language import fold, words

MOST_WORDS = 9
"""How many words a message may have to be taken for a follow-up; longer ones stand for themselves."""

MOST_AREA_WORDS = 6


class Wish(StrEnum):
    """What is wished to be known further."""

    MORE = "more"
    SUPERIOR = "superior"
    DUTIES = "duties"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Hold a wish and, for an area, the words that name it."""

    wish: Wish
    words: str = ""


# "pokaż więcej", "a inne?", "następne proszę", "show me more", "any others?"
_MORE = re.compile(
    r"(?:a |and )?(?:pokaz|daj|podaj|wyswietl|poprosze|chce|show|give|any|the|me|o|\s)*"
    r"(?:wiecej|dalej|kolejn\w+|nastepn\w+|inn[aei]|jeszcze|reszt\w|more|next|others?|rest)"
    r"(?: komork\w+| jednostk\w+| units?| ones?| prosze| please)*"
)
_THEY = (
    r"\b(?:ich|jego|jej|im|nimi|nim|nia|ta|tej|ten|tego|tych|te|oni|one|ona|on|their|its|his|her|them|they|it|he|she)\b"
)
# "kto jest ich szefem", "komu podlegają", "kto nimi kieruje", "who do they report to", "a szef?"
_SUPERIOR = re.compile(
    r"\b(?:szef\w*|przelozon\w*|kierown\w+|kieruj\w+|zwierzchn\w+|podleg\w+|rzadz\w+|nadzoruj\w+|"
    r"boss\w*|manag\w+|superiors?|supervis\w+|in charge of|heads?|reports?|leads?)\b"
)
# "czym się zajmują", "co jeszcze robią", "what do they do"
_DUTIES = re.compile(
    rf"(?:a |and )?(?:czym|co|za co|what|what else)\b(?: (?:sie|jeszcze|do|does|else|are|is|for)|\s|{_THEY})*"
    r"\b(?:zajmuj\w+|robi\w*|odpowiada\w*|do|handles?|responsible)(?: (?:sie|for|jeszcze))*"
)
# "a w szkołach", "a co z telefonami", "and for schools", "what about the website"
_AREA = re.compile(r"(?:(?:a )?co z|a|i|and|what about|how about) (.+)")
_QUESTION_WORD = re.compile(r"\b(?:kto|komu|kogo|czym|jak|kiedy|gdzie|ile|dlaczego|who|whom|how|when|where|why)\b")
# Words that may stand beside the wish for a superior without naming a unit.
_FILLER = frozenset(
    "a i kto jest sa komu kim kogo czyj czyja jaki jaka ich jego jej im nimi nim nia ta tej ten tego tych te oni one "
    "ona on tu tam teraz prosze who is are the their its his her whom does do they it he she to them and of in charge "
    "bezposrednio direct directly komorka komorki zespol zespolu unit team".split()
)


def read(text: str) -> FollowUp | None:
    """Return what a message wishes to know further about the last answer; None where it stands for itself."""
    plain = " ".join(fold(text).strip(" ?!.…,").split())
    count = len(plain.split())
    if not plain or count > MOST_WORDS:
        return None
    if _MORE.fullmatch(plain):
        return FollowUp(Wish.MORE)
    if _DUTIES.fullmatch(plain):
        return FollowUp(Wish.DUTIES)
    if _SUPERIOR.search(plain) and not _matter(_SUPERIOR.sub(" ", plain)):
        return FollowUp(Wish.SUPERIOR)
    match = _AREA.fullmatch(plain)
    if match and count <= MOST_AREA_WORDS and not _QUESTION_WORD.search(plain):
        return FollowUp(Wish.AREA, " ".join(text.strip(" ?!.…,").split()[-len(match[1].split()) :]))
    return None


def _matter(plain: str) -> list[str]:
    """Return the words that name a matter or a unit."""
    return [word for word in words(plain) if word not in _FILLER]
