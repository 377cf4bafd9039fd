"""The head of an act: kind, number, issuer, date, title, legal basis. What is not printed stays empty."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.read import Line

_KIND = r"(?P<kind>ZARZĄDZENIE|UCHWAŁA|ROZPORZĄDZENIE|DECYZJA|OBWIESZCZENIE|REGULAMIN|STATUT)"
_KIND_AND_NUMBER = re.compile(rf"{_KIND}(?:\s+(?:NR|Nr\.?|nr|N R)\s*(?P<number>\S+(?: ?/ ?\d+)*))?", re.IGNORECASE)
_DAY = re.compile(
    r"\bz\s+dnia\s+(?:(?P<day>\d{1,2})\s+(?P<month>[^\W\d]+)\s+(?P<year>\d{4})|(?P<numeric>\d{1,2}\.\d{1,2}\.\d{4}))"
    r"\s*(?:r\.|roku)?",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"^[\s,]*(?P<issuer>[^\W\d_].*?)[\s,]*$", re.DOTALL)
_TITLE = re.compile(r"^(?:w sprawie|zmieniając[ea]|regulamin)\b", re.IGNORECASE)
_BASIS = re.compile(r"^Na podstawie\b", re.IGNORECASE)
_ENACTING = re.compile(
    r",?\s*(?:z\s?a\s?r\s?z\s?ą\s?d\s?z\s?a(?:\s?m|\s+się)?|uchwala\s+się)\s*,?\s*(?:co\s+następuje)?\s*:?\s*$",
    re.IGNORECASE,
)
MONTHS = {
    stem: number
    for number, stem in enumerate("stycz lut mar kwie maj czerw lip sierp wrze paździer listop grud".split(), start=1)
}


@dataclass(frozen=True, slots=True)
class Head:
    """Hold the head of an act; empty text or None for what it does not say."""

    kind: str = ""
    number: str = ""
    issuer: str = ""
    day: date | None = None
    title: str = ""
    legal_basis: str = ""


def parse_head(lines: Sequence[Line]) -> tuple[Head, tuple[Line, ...]]:
    """Read the lines before the first paragraph; returns the head and the lines that belong to no part of it."""
    basis_at = next((at for at, line in enumerate(lines) if _BASIS.match(line.text)), len(lines))
    title_at = next((at for at, line in enumerate(lines[:basis_at]) if _TITLE.match(line.text)), basis_at)
    kind_at = next((at for at, line in enumerate(lines[:title_at]) if _KIND_AND_NUMBER.match(line.text)), None)
    opening = _joined(lines[kind_at:title_at]) if kind_at is not None else ""
    match = _KIND_AND_NUMBER.match(opening)
    day = _DAY.search(opening)
    head = Head(
        kind=match["kind"].lower() if match else "",
        number=(match["number"] or "") if match else "",
        issuer=_issuer(opening[match.end() : day.start() if day else None]) if match else "",
        day=parse_day(day[0]) if day else None,
        title=_joined(lines[title_at:basis_at]),
        legal_basis=_ENACTING.sub("", _joined(lines[basis_at:])),
    )
    return head, tuple(lines[: title_at if kind_at is None else kind_at])


def parse_day(text: str) -> date | None:
    """Find the first day in a text ("z dnia 14 maja 2024 r.", "z dnia 25.03.2015 r."); None where there is none."""
    match = _DAY.search(text)
    if not match:
        return None
    if match["numeric"]:
        day, month, year = (int(piece) for piece in match["numeric"].split("."))
    else:
        found = next((number for stem, number in MONTHS.items() if match["month"].lower().startswith(stem)), 0)
        day, month, year = int(match["day"]), found, int(match["year"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())


def _issuer(text: str) -> str:
    match = _ISSUER.match(text)
    return match["issuer"] if match else ""
