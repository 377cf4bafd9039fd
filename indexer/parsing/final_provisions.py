"""The final provisions of an act: when it takes effect, what it repeals, which annexes it names."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from indexer.phrases.lead_ins import is_amendment
from indexer.provisions.head import day_in
from indexer.provisions.node import Node
from knowledge.acts.act import Commencement, Statement

# "|ycie": what a broken conversion makes of "życie".
_COMMENCEMENT = re.compile(r"\bwchodz(?:i|ą) w [żz|]ycie\b|\bobowiązuje od dnia\b", re.IGNORECASE)
# "po upływie 7 dni od dnia podpisania": the first day after seven whole days.
_AFTER_DAYS = re.compile(r"po upływie (?P<days>\d+) dni od (?:dnia )?(?:podpisania|podjęcia|wydania)", re.IGNORECASE)
_ON_SIGNING = re.compile(r"z dniem (?:podpisania|podjęcia|wydania)", re.IGNORECASE)
_ON_DAY = re.compile(
    r"\b(?:z dniem|od dnia|z dn\.|od)\s+(?P<day>\d{1,2} [^\W\d]+ \d{4}|\d{1,2}\.\d{1,2}\.\d{4})", re.IGNORECASE
)
_REPEAL = re.compile(
    r"\b(?:trac(?:i|ą)\s+moc|uchyla\s+się\s+(?:zarządzeni|uchwał|regulamin|decyzj|dotychczasow))", re.IGNORECASE
)
_ANNEX = re.compile(
    r"\b(?:stanowi(?!ącym|ącego)\w*|określa|zawiera|określon\w+ w|zawart\w+ w)\s+(?:\w+ )?"
    r"za[łB]ą?cznik(?! do \w+ [Nn][Rr])",
    re.IGNORECASE,
)


def commencement_of(paragraphs: Iterable[Node], signed: date | None) -> Commencement | None:
    """Find the rule of entry into force and compute its day where the rule and the day of signing allow it.

    "Po upływie 7 dni od dnia podpisania" counts seven whole days after the day of signing (ustawa o ogłaszaniu aktów
    normatywnych, art. 6 ust. 2, says the same of promulgation): signed on 14 May, in force on 22 May.
    """
    for node in _nodes(paragraphs):
        if _COMMENCEMENT.search(node.flat):
            return Commencement(node.flat, node.citation, _day(node.flat, signed))
    return None


def repeals_of(paragraphs: Iterable[Node]) -> tuple[Statement, ...]:
    """Find the sentences that repeal an earlier act."""
    return tuple(Statement(_whole(node), node.citation) for node in _nodes(paragraphs) if _REPEAL.search(node.flat))


def annexes_of(paragraphs: Iterable[Node]) -> tuple[Statement, ...]:
    """Find the sentences that name an annex of this act."""
    return tuple(Statement(node.flat, node.citation) for node in _nodes(paragraphs) if _ANNEX.search(node.flat))


def amendments_of(paragraphs: Iterable[Node]) -> tuple[Statement, ...]:
    """Find the sentences that change another act."""
    return tuple(Statement(node.flat, node.citation) for node in _nodes(paragraphs) if is_amendment(node.flat))


def _whole(node: Node) -> str:
    """Return a provision with its list, as in "Tracą moc zarządzenia: 1) …; 2) …"."""
    return " ".join(
        f"{below.citation.marker} {below.flat}" if below is not node else below.flat for below in node.walk()
    )


def _nodes(paragraphs: Iterable[Node]) -> Iterator[Node]:
    return (node for paragraph in paragraphs for node in paragraph.walk())


def _day(rule: str, signed: date | None) -> date | None:
    if match := _ON_DAY.search(rule):
        return day_in(f"z dnia {match['day']}")
    if signed and (match := _AFTER_DAYS.search(rule)):
        return signed + timedelta(days=int(match["days"]) + 1)
    return signed if _ON_SIGNING.search(rule) else None
