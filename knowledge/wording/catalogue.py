"""The catalogue of sentences, by gettext: its key is the English sentence (GNU gettext manual, 11.2)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Self

from knowledge.wording.dates import day_in_words

LANGUAGES = ("pl", "en")
FOLDER = Path(__file__).parent


def say(text: str, lang: str, /, **values: object) -> str:
    """Say a sentence in "pl" or "en", `values` in its slots: days written out, messages in the same language."""
    return _filled(_translations(lang).gettext(text) if text else "", lang, values)  # of "" gettext gives its head


def sentence(text: str, lang: str, /, **values: object) -> str:
    """Say a sentence as `say` does, with a capital at its beginning, whatever stands in its first slot."""
    said = say(text, lang, **values)
    return said[:1].upper() + said[1:]


def N_(text: str) -> str:
    """Mark a sentence that is said elsewhere, for the catalogue to have it (gettext manual, 4.7)."""
    return text


def count(one: str, many: str, lang: str, number: int, /, **values: object) -> str:
    """Say a sentence in the form that a number asks for: "1 unit", "3 units", "5 komórek"; its slot is `{count}`."""
    return _filled(_translations(lang).ngettext(one, many, number), lang, {"count": number, **values})


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """Hold a sentence with its values, to be said in the language of whoever reads it; `str` says it in English.

    It is the same after msgspec has written and read it: a value that is no number, day or message is held as text.
    `many` is the sentence for several where a number chooses the form, as `count` does.
    """

    text: str
    values: Mapping[str, "Message | str | int | float"]
    days: Mapping[str, date]
    many: str
    number: int

    def __init__(self, text: str, /, **values: object) -> None:
        self._hold(text, values)

    @classmethod
    def counted(cls, one: str, many: str, number: int, /, **values: object) -> Self:
        """Hold a sentence in the form that a number asks for, as `count` says it."""
        message = cls.__new__(cls)
        message._hold(one, values, many, number)
        return message

    @classmethod
    def joined(cls, parts: Iterable["Message | str"], between: str = ", ") -> Self:
        """Hold several, one after the other."""
        values = {f"part{at}": part for at, part in enumerate(parts)}
        return cls(between.join(f"{{{name}}}" for name in values), **values)

    def _hold(self, text: str, values: Mapping[str, object], many: str = "", number: int = 0) -> None:
        days = {name: value for name, value in values.items() if isinstance(value, date)}
        plain = {name: _plain(value) for name, value in values.items() if name not in days}
        for name, value in zip(self.__slots__, (text, plain, days, many, number), strict=True):
            object.__setattr__(self, name, value)

    def said(self, lang: str) -> str:
        """Say it in "pl" or "en"."""
        values: dict[str, object] = {**self.values, **self.days}
        if self.many:
            return count(self.text, self.many, lang, self.number, **values)
        return say(self.text, lang, **values)

    def __str__(self) -> str:
        return self.said("en")

    def __hash__(self) -> int:
        return hash(self.text)


def _plain(value: object) -> Message | str | int | float:
    """Hold a value as what JSON can say; an error that has a message as that."""
    told = getattr(value, "message", value)
    return told if isinstance(told, Message) else value if isinstance(value, str | int | float) else str(value)


Progress = Callable[[Message], None]
"""Who is told how far something is."""


@lru_cache(maxsize=len(LANGUAGES))
def _translations(lang: str) -> NullTranslations:
    if lang == "en":
        return NullTranslations()
    with (FOLDER / f"{lang}.mo").open("rb") as compiled:
        return GNUTranslations(compiled)


def _filled(text: str, lang: str, values: Mapping[str, object]) -> str:
    """Put values into their slots; a text without any is said as it is, braces and all."""
    if not values:
        return text
    filled = text.format(**{name: _told(value, lang) for name, value in values.items()})
    return filled.replace(" r..", " r.")  # a day at the end of a sentence: "14 maja 2024 r."


def _told(value: object, lang: str) -> object:
    if isinstance(value, Message):
        return value.said(lang)
    return day_in_words(value, lang) if isinstance(value, date) else value
