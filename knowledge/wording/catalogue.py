"""The catalogue of sentences, by gettext: its key is the English sentence (GNU gettext manual, 11.2)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from knowledge.wording.dates import day_in_words

LANGUAGES = ("pl", "en")
FOLDER = Path(__file__).parent


def say(text: str, lang: str, /, **values: object) -> str:
    """Say a sentence in "pl" or "en", `values` in its slots: days written out, messages in the same language."""
    return _filled(_translations(lang).gettext(text) if text else "", lang, values)


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


class Message:
    """Hold a sentence with its values, to be said in the language of whoever reads it; `str` says it in English."""

    def __init__(self, text: str, /, **values: object) -> None:
        self.text, self.values = text, values
        self._many, self._number = "", 0

    @classmethod
    def counted(cls, one: str, many: str, number: int, /, **values: object) -> "Message":
        """Hold a sentence in the form that a number asks for, as `count` says it."""
        message = cls(one, **values)
        message._many, message._number = many, number
        return message

    @classmethod
    def joined(cls, parts: "Iterable[Message | str]", between: str = ", ") -> "Message":
        """Hold several, one after the other."""
        values = {f"part{at}": part for at, part in enumerate(parts)}
        return cls(between.join(f"{{{name}}}" for name in values), **values)

    def said(self, lang: str) -> str:
        """Say it in "pl" or "en"."""
        if self._many:
            return count(self.text, self._many, lang, self._number, **self.values)
        return say(self.text, lang, **self.values)

    def __str__(self) -> str:
        return self.said("en")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self.text)


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
