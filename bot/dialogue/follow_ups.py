"""Messages that refer to those whom the last answer named: "a kto jest ich szefem?", "pokaż więcej"."""

import re
from enum import StrEnum

from knowledge.language import fold, words

MOST_WORDS = 9
"""How many words a message may have to be taken for a follow-up; longer ones stand for themselves."""


class Wish(StrEnum):
    """What is wished to be known further."""

    MORE = "more"
    SUPERIOR = "superior"
    DUTIES = "duties"


# "pokaż więcej", "a inne?", "następne proszę", "show me more", "any others?"
_MORE = re.compile(
    r"(?:a |and )?(?:pokaz|daj|podaj|wyswietl|poprosze|chce|show|give|any|the|me|o|\s)*"
    r"(?:wiecej|dalej|kolejn\w+|nastepn\w+|inn[aei]|jeszcze|reszt\w|more|next|others?|rest)"
    r"(?: komork\w+| jednostk\w+| units?| ones?| prosze| please)*|(?:a |and )?(?:czy )?(?:kto|ktos|who|anyone|anybody|"
    r"somebody) (?:jeszcze|inny|else)"
)
_THEY = (
    r"\b(?:ich|jego|jej|im|nimi|nim|nia|ta|tej|ten|tego|tych|te|oni|one|ona|on|their|its|his|her|them|they|it|he|she)\b"
)
# "kto jest ich szefem", "komu podlegają", "kto nimi kieruje", "who do they report to", "a szef?"
_SUPERIOR = re.compile(
    r"\b(?:(?:jest|stoi) nad|above|szef\w*|przelozon\w*|kierown\w+|kieruj\w+|zwierzchn\w+|podleg\w+|rzadz\w+|"
    r"nadzoruj\w+|boss\w*|manag\w+|superiors?|supervis\w+|in charge of|heads?|reports?|leads?)\b"
)
# "czym się zajmują", "co jeszcze robią", "what do they do"
_DUTIES = re.compile(
    rf"(?:a |and )?(?:(?:oprocz tego|poza tym|besides) )?(?:czym|co|za co|what|what else)\b"
    rf"(?: (?:sie|jeszcze|do|does|else|are|is|for)|\s|{_THEY})*\b(?:zajmuj\w+|robi\w*|odpowiada\w*|do|handles?|"
    r"responsible)(?: (?:sie|for|jeszcze|ten|ta|referat|zespol|komorka|team))*"
)
_HE = re.compile(r"\b(?:jego|on|nim|niego|his|him|he)\b")
# Words that may stand beside the wish for a superior without naming a unit.
_FILLER = frozenset(
    "a i kto jest sa komu kim kogo czyj czyja jaki jaka ich jego jej im nimi nim nia ta tej ten tego tych te oni one "
    "ona on tu tam teraz prosze who is are the their its his her whom does do they it he she to them and of in charge "
    "bezposrednio direct directly komorka komorki zespol zespolu referat referatu referatem oddzial dzial unit team "
    "section".split()
)


def read(text: str) -> Wish | None:
    """Return what a message wishes to know further about the last answer; None where it stands for itself."""
    plain = " ".join(fold(text).strip(" ?!.…,").split())
    if not plain or len(plain.split()) > MOST_WORDS:
        return None
    if _MORE.fullmatch(plain):
        return Wish.MORE
    if _DUTIES.fullmatch(plain):
        return Wish.DUTIES
    if _SUPERIOR.search(plain) and not _matter(_SUPERIOR.sub(" ", plain)):
        return Wish.SUPERIOR
    return None


def is_about_post(text: str) -> bool:
    """Tell whether a message means one person, who was named as a superior, and no unit: "a jego szef?"."""
    return bool(_HE.search(fold(text)))


def _matter(plain: str) -> list[str]:
    """Return the words that name a matter or a unit."""
    return [word for word in words(plain) if word not in _FILLER]
