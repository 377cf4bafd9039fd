"""The acts that answer on one day, with what understanding and searching them takes, and how a question names one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.acts.act import Act
from knowledge.acts.edition import Edition
from knowledge.answer import UnitHits
from knowledge.embedding.encoder import Encoder
from knowledge.language import fold, words
from knowledge.questions.interpreter import Interpreter
from knowledge.questions.mentions import Text
from knowledge.questions.typed_units import has_all
from knowledge.store.store import Published, Store

if TYPE_CHECKING:
    from knowledge.search.searcher import Searcher

# "wg zarządzenia nr 1454/2024 Prezydenta", "in decree 8/2025": what leads to an act's number
_LEADS = (
    r"(?:(?:wedlug|wg\.?|w mysl|w swietle|zgodnie z|stosownie do|na podstawie|according to|under|per|by|in|w|ze?)"
    r"\s+)?(?:(?:the|tego|tym)\s+)?"
)
_NUMBER = r"(?:(?:nr|no|number|numer)\b\.?\s*)?"
_LED = re.compile(r"(?:wedlug|wg|w mysl|w swietle|zgodnie|stosownie|na podstawie|according|under|per)\b")
_KINDS = (
    "zarzadzeni|uchwal|regulamin|statut|rozporzadzeni|decyzj|postanowieni|akt|decree|act|order|resolution|regulation"
)
_FOLLOWS = (
    r"(?:\s+(?:prezydent|burmistrz|wojt|starost|dyrektor|rektor|marszalk|wojewod|rad[ay]|zarzad)\w*\b"
    r"(?:\s+(?:miasta|gminy|powiatu|wojewodztwa)\b)?)?(?:\s+z(?: dnia)? \d{1,2} \w+ \d{4}(?: r\b\.?)?)?[\s,:;]*"
)


class StatuteBook:
    """Hold editions that answer together, one for each line of acts; the first line's comes first."""

    def __init__(self, published: Sequence[Published]) -> None:
        self.published = tuple(published)
        self.editions = tuple(each.edition for each in published)
        self.ids = tuple(each.id for each in self.editions)
        self.acts = tuple(each.act for each in published)
        self._searcher: Searcher | None = None

    @property
    def is_several(self) -> bool:
        """Whether more than one act answers, so that citations must name theirs."""
        return len(self.published) > 1

    @cached_property
    def interpreters(self) -> tuple[Interpreter, ...]:
        """What understands questions about each act's structure."""
        return tuple(Interpreter(act) for act in self.acts)

    @cached_property
    def everyone(self) -> tuple[UnitHits, ...]:
        """Every unit and post of the acts."""
        return tuple(
            UnitHits(unit, (), 1.0, each.act, each.edition.id) for each in self.published for unit in each.act.everyone
        )

    def same(self, edition: Edition) -> Published | None:
        """Return what holds the very act that an edition holds, itself or published again; None where none does."""
        return next((each for each in self.published if each.edition.source_hash == edition.source_hash), None)

    def edition(self, act: Act) -> Edition:
        """Return the edition of one of the acts."""
        return next(each.edition for each in self.published if each.act is act)

    @property
    def is_ready(self) -> bool:
        """Whether the search over the acts is built."""
        return self._searcher is not None

    def searcher(self, store: Store, encoder: Encoder) -> "Searcher":
        """Return the search over all the acts, built where it is first needed."""
        if self._searcher is None:
            from knowledge.search.searcher import Searcher  # a question about structure does without

            self._searcher = Searcher.from_store(store, encoder, self.published)
        return self._searcher

    def named(self, name: str) -> tuple[Act, ...]:
        """Return the acts that a name means: a number, or words of the title or of the organisation's name."""
        wanted = fold(name).strip()
        numbered = tuple(act for act in self.acts if act.number and wanted in (fold(act.number), _full(act)))
        if numbered or not wanted:
            return numbered
        return tuple(act for act in self.acts if has_all(words(name), _own_words(act)))


def _full(act: Act) -> str:
    return fold(f"{act.kind} {act.number}")


def _own_words(act: Act) -> list[str]:
    return words(f"{act.kind} {act.title} {act.organisation.name if act.organisation else ''}")


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """Hold an act's number that a question names, and the question without it.

    `is_led` tells that it says to go by that act ("wg", "according to").
    """

    number: str
    rest: str
    is_led: bool


def number_in(question: str, numbers: Iterable[str]) -> NamedNumber | None:
    """Return the number of an act that a question names, one of those given; None where it names none.

    A number that is no more than digits ("nr 9") counts only where the kind of act stands before it.
    """
    text = Text.of(question)
    for number in sorted({each for each in numbers if each}, key=len, reverse=True):
        found = _named(text, re.escape(fold(number)), needs_kind=number.isdecimal())
        if found:
            return replace(found, number=number)
    return None


def unknown_number_in(question: str) -> NamedNumber | None:
    """Return what looks like the number of an act by which a question says to go ("wg zarządzenia 77/2020")."""
    found = _named(Text.of(question), r"\d+/(?:19|20)\d\d")
    return found if found and found.is_led else None


def _named(text: Text, number: str, needs_kind: bool = False) -> NamedNumber | None:
    """Find a number, a pattern for folded text, with the words that lead to it and follow it."""
    if not re.search(number, text.plain):  # looked for alone it is found to be missing much sooner
        return None
    kind = rf"(?:(?:{_KINDS})\w*\s+)" + ("" if needs_kind else "?")
    match = re.search(
        rf"(?<![\w/.]){_LEADS}{kind}{_NUMBER}(?<![\w/.])(?P<own>{number})(?![\w/]|\.\d){_FOLLOWS}", text.plain
    )
    if not match:
        return None
    rest = re.sub(r"\s+(?=[?!.,;:])", "", f"{text.written[: match.start()]} {text.written[match.end() :]}")
    return NamedNumber(match["own"], " ".join(rest.split()), bool(_LED.match(match[0])))
