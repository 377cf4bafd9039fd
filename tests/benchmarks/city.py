"""A city of any size: acts that nobody wrote, with units, duties and questions, the same for the same seed."""

import random
from collections.abc import Iterator
from itertools import count

from knowledge.acts.act import Act, Clause, Lines, Provision, Unit
from knowledge.acts.citation import Citation

CLAUSES_IN_ACT = 500
CLAUSES_IN_UNIT = 12

_DEEDS = (
    "prowadzenie ewidencji|nadzór nad utrzymaniem|wydawanie zezwoleń w sprawach|rozpatrywanie wniosków dotyczących|"
    "przygotowywanie umów na|kontrola stanu|planowanie zakupu|udostępnianie informacji o|koordynacja prac przy|"
    "naliczanie opłat za|organizacja szkoleń z obsługi|archiwizacja dokumentów o|przeglądy techniczne|odbiór i naprawa|"
    "sporządzanie sprawozdań z wykorzystania|przyjmowanie zgłoszeń o awariach|inwentaryzacja|ubezpieczanie|"
    "uzgadnianie projektów|wyłanianie wykonawców dla"
).split("|")
_THINGS = (
    "latarni|przystanków|kotłowni|żłobków|szkół|bibliotek|parkomatów|drzew|chodników|mostów|kładek|hydrantów|fontann|"
    "pomników|cmentarzy|targowisk|lokali|garaży|piwnic|wind|boisk|basenów|szaletów|tramwajów|autobusów|rowerów|"
    "hulajnóg|samochodów|drukarek|serwerów|telefonów|monitorów|kluczy|pieczęci|legitymacji|dyplomów|stypendiów|"
    "zasiłków|dodatków|dotacji|pożyczek|kaucji|koncesji|wodociągów|studni|rowów|wałów|schronów|syren|kamer"
).split("|")
_KINDS = (
    "miejskich|gminnych|zabytkowych|nowych|wycofanych|dzierżawionych|uszkodzonych|tymczasowych|letnich|zimowych|"
    "elektrycznych|szkolnych|osiedlowych|prywatnych|służbowych|zapasowych|drewnianych|stalowych|podziemnych|nadrzecznych"
).split("|")
_ENDS = "ów|ówka|owo|ice|any|iec|ino|yn|owiec|nica".split("|")
_SYLLABLES = (
    "ba be bo bu ca ce da do du fa ga go ka ko ku la le lo lu ma mo mu na no pa po ra ro ru sa so ta to wa wo".split()
)


def acts(clauses: int, seed: int = 0) -> Iterator[Act]:
    """Yield acts with so many clauses in all."""
    for number in count():
        size = min(CLAUSES_IN_ACT, clauses - number * CLAUSES_IN_ACT)
        if size <= 0:
            return
        yield _act(number, size, random.Random(f"{seed}/{number}"))


def question(clause: Clause, chance: random.Random) -> str:
    """Ask for a duty as somebody would who remembers some of its words, not their endings nor their order.

    The names of places stay: without them the same duty is that of dozens of units of a large city.
    """
    words = [word for word in clause.text.split() if len(word) > 3]
    places = [word for word in words if word.strip("()")[:1].isupper()]
    others = [word for word in words if word not in places]
    kept = [*places, *chance.sample(others, max(1, len(others) - 2))]
    chance.shuffle(kept)
    return "kto zajmuje się " + " ".join(word[:-1] + "a" if chance.random() < 0.5 else word for word in kept)


def _act(number: int, size: int, chance: random.Random) -> Act:
    place = _place(chance)
    units = tuple(
        Unit(f"{place[:2].upper()}{number}-{at}", f"Referat ds. {_matter(chance)} w {place}", "referat")
        for at in range(-(-size // CLAUSES_IN_UNIT))
    )
    clauses = tuple(_clause(at, units[at // CLAUSES_IN_UNIT].code, place, chance) for at in range(size))
    provisions = tuple(Provision(each.citation, 1, each.text, each.lines) for each in clauses)
    title = f"w sprawie organizacji Biura w {place}"
    return Act(
        "zarządzenie", f"{number + 1}/2025", f"Burmistrz {place}", None, title, "", None, units, (), provisions, clauses
    )


def _clause(at: int, unit: str, place: str, chance: random.Random) -> Clause:
    text = f"{chance.choice(_DEEDS)} {_matter(chance)} w rejonie {_place(chance)} ({place})"
    citation = Citation(str(at // CLAUSES_IN_UNIT + 1), point=str(at % CLAUSES_IN_UNIT + 1))
    return Clause(citation, 1, unit, text, "", Lines(at + 1, at + 1))


def _matter(chance: random.Random) -> str:
    return f"{chance.choice(_THINGS)} {chance.choice(_KINDS)}"


def _place(chance: random.Random) -> str:
    """Invent a name: there are some hundred thousand of them."""
    return ("".join(chance.choices(_SYLLABLES, k=3)) + chance.choice(_ENDS)).capitalize()
