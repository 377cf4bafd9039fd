"""Take every word of an instruction into account: what names a place, what says nothing, and what stays unexplained."""

import re

from indexer.instructions.places import Address, find_places, read_places, within
from knowledge.errors import KnowledgeError

_WHOLE_ACT = re.compile(
    r"\b(?:w|całe\w*|treści|tekście)\s+(?:całym\s+|całej\s+)?(?:zarządzeni|uchwa|regulamin|statu|tekście|treści)"
)
# What says nothing of its own between the places and the verbs.
_FILLER = re.compile(
    r"\b(?:w|we|i|a|oraz|także|ponadto|jednocześnie|użyt\w+|występując\w+|zawart\w+|różn\w+|liczb\w+|przypad\w+|"
    r"odpowiedni\w*|form\w+|odmian\w+|treś\w+|dotychczasow\w+|następując\w+|now\w+|kolejn\w+|przepis\w*|każdorazowo|każd\w+|cał\w+|"
    r"zarządzeni\w*|uchwa\w+|regulamin\w*|statu\w+|tekście|na|końcu|się|ich|jego|jej|mu|im|ww|tego|tej|kończąc\w+|"
    r"otrzymuj\w+|brzmieni\w*|wprowadza się następujące zmiany|oznaczon\w+|dotycząc\w+ oznaczenia)\b|[\s,.:;()–-]+",
    re.IGNORECASE,
)


class NotUnderstood(KnowledgeError):
    """An instruction of which something stays unexplained; the message says what."""


def places_in(text: str, scope: tuple[Address, ...], words: bool = False) -> tuple[Address, ...]:
    """Return the whole addresses that a text names inside the scope, the scope itself where it names none."""
    explain(text)
    places = find_places(text)
    if not places and words and _WHOLE_ACT.search(text):
        return ()
    return within(places, scope) if places else scope


def explain(text: str) -> None:
    """Raise NotUnderstood where a text says more than places and words without a meaning of their own."""
    if left := unexplained(text):
        raise NotUnderstood("the words {words!r} are not understood", words=left)


def unexplained(text: str) -> str:
    """Return what a text says beside places and words without a meaning of their own."""
    left, at = "", 0
    while at < len(text):
        places, end = read_places(text, at)
        if places:
            at = end
            left += " "
        else:
            left += text[at]
            at += 1
            while at < len(text) and text[at].isalnum() and text[at - 1].isalnum():
                left += text[at]
                at += 1
    return " ".join(_FILLER.sub(" ", left).split())
