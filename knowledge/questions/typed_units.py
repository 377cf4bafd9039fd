"""Find units by what somebody typed to name one: a code, the name, words of it or their beginnings."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from knowledge.answer import UnitHits
from knowledge.language import fold, words
from knowledge.polish import begins

MOST_NEAREST = 4
"""How many units are offered where a text names none exactly."""


def units_meant(everyone: Sequence[UnitHits], text: str) -> tuple[UnitHits, ...]:
    """Return the units that a text names; the few most like it where it names none."""
    return units_typed(everyone, text) or _nearest(everyone, text)


def _nearest(everyone: Sequence[UnitHits], text: str) -> tuple[UnitHits, ...]:
    names = {at: f"{each.unit.code} {fold(each.unit.name)}" for at, each in enumerate(everyone)}
    nearest = process.extract(fold(text), names, scorer=fuzz.WRatio, limit=MOST_NEAREST)
    return tuple(everyone[at] for _, _, at in nearest)


def units_typed(everyone: Sequence[UnitHits], text: str) -> tuple[UnitHits, ...]:
    """Return the units whose code or name a text is, else those whose code and name have all of its words."""
    wanted = _compact(text)
    exact = tuple(
        each for each in everyone if wanted in map(_compact, (each.unit.code, each.unit.name, *each.unit.aliases))
    )
    asked = [word for word in words(text) if len(word) > 2]
    if exact or not asked:
        return exact
    return tuple(each for each in everyone if has_all(asked, words(f"{each.unit.code} {each.unit.name}")))


def has_all(asked: Sequence[str], own: Sequence[str]) -> bool:
    """Tell whether some words have a form, or a beginning, of each word that is asked for; all folded."""
    return all(any(begins(typed, word) for word in own) for typed in asked)


def _compact(text: str) -> str:
    """Write a code or name without what people leave out or change: "it 05.1" -> "it051"."""
    return "".join(character for character in fold(text) if character.isalnum())
