"""Names of units and posts as acts write them: declared in the nominative, used inflected, abbreviated, with a code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.language import fold, words

# What a unit's name begins with: the nominative, and the folded stem that all its cases share.
_KINDS = {
    "referat": "refera",
    "oddział": "oddzia",
    "wydział": "wydzia",
    "biuro": "biur",
    "departament": "departamen",
    "zespół": "zesp",
    "stanowiska": "stanowisk",
    "stanowisko": "stanowisk",
    "samodzielne stanowisko": "samodzieln",
    "sekcja": "sekcj",
    "dział": "dzia",
    "pion": "pion",
    "kancelaria": "kancelari",
    "centrum": "centr",
    "izba": "izb",
    "pracownia": "pracowni",
    "ośrodek": "osrod",
    "urząd": "urzed",
    "inspektorat": "inspektora",
    "delegatura": "delegatur",
    "gabinet": "gabinec gabinet",
}

# A code between brackets, in a table cell, or bare; bare ones need a digit or a hyphen, or "systemów IT" would be one.
_CODE = r"[A-ZŁŚŻ][A-ZŁŚŻa-z]{0,5}(?:[-./][A-Z0-9]{1,5})*"
_BARE_CODE = r"[A-ZŁŚŻ]{1,6}(?:[-./][A-Z0-9]{1,5})+"
_IN_BRACKETS = re.compile(rf"\(({_CODE})\)")
_IN_CELL = re.compile(rf"\t({_CODE})\s*[;,.:]?$")
_BARE = re.compile(rf"[\s:–-]+({_BARE_CODE})(?=[\s;,.:]|$)")
_CLAUSE_AFTER_NAME = re.compile(r",?\s+(?:który|która|które|do którego|do której|w tym)\b.*$")
_SHORT_WORDS_WITH_DOT = ("r.", "itp.", "itd.", "np.", "in.", "tj.", "poz.", "ww.", "m.in.", "etc.", "pn.", "zm.")


@dataclass(frozen=True, slots=True)
class Declaration:
    """Hold a name with the code beside it, if any."""

    name: str
    code: str | None


def parse_declaration(text: str) -> Declaration:
    """Split "Referat ds. umów IT-03-2;" into name and code, whatever way the code is set beside the name."""
    for pattern in (_IN_CELL, _IN_BRACKETS, _BARE):
        if match := pattern.search(text):
            return Declaration(_tidy(text[: match.start()]), match[1])
    return Declaration(_tidy(_CLAUSE_AFTER_NAME.sub("", text)), None)


def _tidy(name: str) -> str:
    return " ".join(name.replace("\t", " ").split()).strip(" ;,.:–-")


def drop_end_mark(text: str) -> str:
    """Drop the one mark that ends a list item; the dot of a closing abbreviation ("itp.") is not one."""
    flat = " ".join(text.replace("\t", " ").split())
    if flat.endswith((";", ",")):
        return flat[:-1].rstrip()
    if flat.endswith(".") and not flat.endswith(_SHORT_WORDS_WITH_DOT):
        return flat[:-1].rstrip()
    return flat


def kind_of(name: str) -> str:
    """Return the kind of a unit: the first word of its name in the nominative, in lower case; "" where unknown."""
    folded = fold(name)
    nominative = next((kind for kind in _KINDS if folded.startswith(fold(kind) + " ")), None)
    return nominative or next((kind for kind, stems in _KINDS.items() if folded.startswith(tuple(stems.split()))), "")


def nominative(name: str) -> str:
    """Put the first word of a unit's inflected name into the nominative: "Wydziale Informatyki" -> "Wydział …"."""
    first, _, rest = name.partition(" ")
    kind = kind_of(name)
    if not kind or " " in kind or fold(first) == kind:
        return name
    return f"{kind.capitalize()} {rest}".strip()


def same_name(name: str, phrase: str, ignoring: Iterable[str] = ()) -> bool:
    """Tell whether `phrase` is `name` in another case; words of `ignoring` after the name do not count."""
    ours, theirs = _name_words(name), _name_words(phrase)
    extra = theirs[len(ours) :]
    skipped = {word for text in ignoring for word in _name_words(text)}
    return (
        len(theirs) >= len(ours) > 0
        and all(_same_word(one, other) for one, other in zip(ours, theirs, strict=False))
        and all(any(_same_word(word, known) for known in skipped) for word in extra)
    )


def begins_with_name(name: str, text: str) -> bool:
    """Tell whether a text begins with `name` in any case."""
    ours, theirs = _name_words(name), _name_words(text)
    return 0 < len(ours) <= len(theirs) and all(
        _same_word(one, other) for one, other in zip(ours, theirs, strict=False)
    )


def _name_words(text: str) -> list[str]:
    return [piece for word in words(text) for piece in re.split(r"[-./]", word)]


def _same_word(one: str, other: str) -> bool:
    """Tell whether two folded words share all but their endings: "zastepca" and "zastepcy"."""
    if one == other:
        return True
    shortest = min(len(one), len(other))
    shared = next((at for at in range(shortest) if one[at] != other[at]), shortest)
    return shortest >= 4 and shared >= max(3, shortest - 2) and abs(len(one) - len(other)) <= 4
