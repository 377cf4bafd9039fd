"""The acts that answer on one day, with what understanding and searching them takes, and how a question names one."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from knowledge.encoder import Encoder
from knowledge.language import fold, words
from knowledge.lookup import Text
from knowledge.model import Act, Edition
from knowledge.search import Searcher
from knowledge.store import Published, Store
from knowledge.structure import Interpreter

# "wg zarządzenia nr 1454/2024 Prezydenta", "in decree 8/2025": what leads to an act's number
_LEADS = (
    r"(?:(?:wedlug|wg\.?|w mysl|w swietle|zgodnie z|stosownie do|na podstawie|according to|under|as per|per|by|in|w|z|ze)"
    r"\s+)?"
    r"(?:(?:the|tego|tym)\s+)?(?:{kind}\w*\s+)?(?:(?:nr|no|number|numer)\b\.?\s*)?"
)
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
        self.ids = tuple(each.edition.id for each in published)
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

    def edition(self, act: Act) -> Edition:
        """Return the edition of one of the acts."""
        return next(each.edition for each in self.published if each.act is act)

    def searcher(self, store: Store, encoder: Encoder) -> Searcher:
        """Return the search over all the acts, built where it is first needed."""
        if self._searcher is None:
            self._searcher = Searcher.from_store(store, encoder, self.published)
        return self._searcher

    def named(self, name: str) -> tuple[Act, ...]:
        """Return the acts that a name means: a number, or words of the title or of the organisation's name."""
        wanted = fold(name).strip()
        numbered = tuple(act for act in self.acts if act.number and wanted in (fold(act.number), _full(act)))
        if numbered or not wanted:
            return numbered
        asked = [_stem(word) for word in words(name)]
        return tuple(
            act for act in self.acts if all(any(w.startswith(stem) for w in _own_words(act)) for stem in asked)
        )


def _full(act: Act) -> str:
    return fold(f"{act.kind} {act.number}")


def _stem(word: str) -> str:
    return word[: max(3, len(word) - 3)] if len(word) > 4 else word


def _own_words(act: Act) -> list[str]:
    return words(f"{act.kind} {act.title} {act.organisation.name if act.organisation else ''}")


def number_in(question: str, numbers: Iterable[str]) -> tuple[str, str] | None:
    """Return the first of some acts' numbers that a question names, and the question without it.

    A number that is no more than digits ("nr 9") counts only where the kind of act stands before it.
    """
    text = Text.of(question)
    for number in sorted({each for each in numbers if each}, key=len, reverse=True):
        kind = rf"(?:{_KINDS})"
        leads = _LEADS.format(kind=kind)
        if number.isdecimal():
            leads = leads.replace(rf"(?:{kind}\w*\s+)?", rf"{kind}\w*\s+")
        shape = re.compile(rf"(?<![\w/.]){leads}(?<![\w/.]){re.escape(fold(number))}(?![\w/]|\.\d){_FOLLOWS}")
        if match := shape.search(text.plain):
            rest = f"{text.written[: match.start()]} {text.written[match.end() :]}"
            return number, " ".join(rest.split())
    return None
