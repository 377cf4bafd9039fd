"""The final provisions of an act: when it takes effect, what it repeals, which annexes it names."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from indexer.head import parse_day
from indexer.outline import Node
from knowledge.model import Commencement, Statement

_COMMENCEMENT = re.compile(r"\bwchodz(?:i|ą) w życie\b", re.IGNORECASE)
# "po upływie 7 dni od dnia podpisania": the first day after seven whole days.
_AFTER_DAYS = re.compile(r"po upływie (?P<days>\d+) dni od (?:dnia )?(?:podpisania|podjęcia|wydania)", re.IGNORECASE)
_ON_SIGNING = re.compile(r"z dniem (?:podpisania|podjęcia|wydania)", re.IGNORECASE)
_ON_DAY = re.compile(r"\bz dniem (?P<day>\d{1,2} [^\W\d]+ \d{4})", re.IGNORECASE)
_REPEAL = re.compile(r"\b(?:traci moc|tracą moc|uchyla się (?:zarządzenie|uchwałę))\b", re.IGNORECASE)
_ANNEX = re.compile(r"\bstanowi(?:ą)?\s+załącznik", re.IGNORECASE)


def commencement_of(paragraphs: Iterable[Node], signed: date | None) -> Commencement | None:
    """Find the rule of entry into force and compute its day where the rule and the day of signing allow it.

    "Po upływie 7 dni od dnia podpisania" counts seven whole days after the day of signing (ustawa o ogłaszaniu aktów
    normatywnych, art. 6 ust. 2, says the same of promulgation): signed on 14 May, in force on 22 May.
    """
    for node in _nodes(paragraphs):
        if _COMMENCEMENT.search(node.text):
            return Commencement(node.text, node.citation, _day(node.text, signed))
    return None


def repeals_of(paragraphs: Iterable[Node]) -> tuple[Statement, ...]:
    """Find the sentences that repeal an earlier act."""
    return tuple(Statement(node.text, node.citation) for node in _nodes(paragraphs) if _REPEAL.search(node.text))


def annexes_of(paragraphs: Iterable[Node]) -> tuple[Statement, ...]:
    """Find the sentences that name an annex of this act."""
    return tuple(Statement(node.text, node.citation) for node in _nodes(paragraphs) if _ANNEX.search(node.text))


def _nodes(paragraphs: Iterable[Node]) -> Iterator[Node]:
    return (node for paragraph in paragraphs for node in paragraph.walk())


def _day(rule: str, signed: date | None) -> date | None:

    if match := _ON_DAY.search(rule):
        return parse_day(f"z dnia {match['day']}")
    if signed and (match := _AFTER_DAYS.search(rule)):
        return signed + timedelta(days=int(match["days"]) + 1)
    return signed if _ON_SIGNING.search(rule) else None
