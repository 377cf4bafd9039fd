"""The head of an act: kind, number, issuer, date, title, legal basis. What is not printed stays empty."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.provisions.sections import ENACTING
from indexer.reading.lines import Line
from knowledge.days import month_of

# The letters that a broken conversion drops ("Zarzdzenie") do not keep a kind from being known.
_KINDS = {
    "zarządzenie": r"zarzą?dzeni",
    "uchwała": r"uchwał?",
    "rozporządzenie": r"rozporzą?dzeni",
    "obwieszczenie": r"obwieszczeni",
    "decyzja": r"decyzj",
}
_NOMINATIVE = re.compile(
    r"\W{0,3}(?P<kind>zarzą?dzenie|uchwał?a|rozporzą?dzenie|obwieszczenie|decyzja)\b", re.IGNORECASE
)
_GENITIVE = re.compile(r"\bdo\s+(?P<kind>zarzą?dzenia|uchwał?y|rozporzą?dzenia|decyzji)\b", re.IGNORECASE)
_OWN_KIND = re.compile(r"\W{0,3}(?P<kind>REGULAMIN|STATUT)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:NR|N R|numer)\b\.?\s*:?\s*(?P<number>(?:[IVXLCDM]+(?=\s?/)|[\w.-]*\d[\w.-]*)(?:\s?/\s?[\w.-]+)*)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:z\s+dnia\s+|z\s+|dnia\s+)?"
    r"(?:(?P<day>\d{1,2})\s+(?P<month>[^\W\d]{3,})\s+(?P<year>\d{4})|(?P<numeric>\d{1,2}\.\d{1,2}\.\d{4}))\s*(?:r\.?\b\.?|roku)?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:w\s+sprawie|zmieniając[ea])\b", re.IGNORECASE)
_BASIS = re.compile(r"\bNa\s+podstawie\b", re.IGNORECASE)
_ONLY_AMENDS = re.compile(r"\bw sprawie\s*:?\s+(?:wprowadzenia |dokonania )?zmian|^\W*zmieniając", re.IGNORECASE)
_SPACED = re.compile(r"\b(?:[A-ZĄĆĘŁŃÓŚŹŻ] ){4,}[A-ZĄĆĘŁŃÓŚŹŻ]\b")
_LOST_DAY = re.compile(r"\s+z\s+dnia\s*(?:r\.|roku)?\s*$|\s+z\s+r\.\s*$", re.IGNORECASE)


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
    """Read the lines before the first provision; returns the head and the lines that belong to no part of it.

    An annex that stands alone is known by the act to which it says it belongs.
    """
    texts = [_SPACED.sub(lambda match: match[0].replace(" ", ""), line.text) for line in lines]
    before_basis = next((at for at, text in enumerate(texts) if _BASIS.match(text)), len(texts) - 1)
    starts = [at for at, text in enumerate(texts[: before_basis + 1]) if _NOMINATIVE.match(text)]
    for pattern in (_NOMINATIVE, _GENITIVE, _OWN_KIND):
        at = starts[-1] if starts else next((at for at, text in enumerate(texts) if pattern.search(text)), None)
        if at is not None and (match := pattern.search(joined := " ".join(" ".join(texts[at:]).split()))):
            return _head(joined, match), tuple(lines[: _repeated(texts, at)])
    return Head(), tuple(lines)


def _repeated(texts: Sequence[str], at: int) -> int:
    """Return where the lines before the head end that do not say the same as the head (a converter's headline)."""
    return next((before for before in range(at) if _NOMINATIVE.match(texts[before])), at)


def _head(text: str, kind: re.Match[str]) -> Head:
    basis = _BASIS.search(text, kind.end())
    enacting = ENACTING.search(text, kind.end())
    ends = [match.start() for match in (basis, enacting) if match]
    opening = text[kind.end() : min(ends, default=len(text))]
    titled = _TITLE.search(opening)
    before_title = opening[: titled.start()] if titled else opening
    day = _DAY.search(before_title)
    title_at = titled.start() if titled else (day.end() if day else len(opening))
    named = opening[: min(day.start() if day else title_at, title_at)]
    number = _NUMBER.search(named)
    issuer = named.replace(number[0], " ") if number else named
    issuer = re.sub(r"\bz\s+(?:dnia)?\s*(?:r\.|roku)?\s*$", "", " ".join(issuer.split()), flags=re.IGNORECASE)
    return Head(
        kind=_kind(kind["kind"]),
        number=number_in(named),
        issuer="" if kind.re is _OWN_KIND else issuer.strip(" ,:-–"),
        day=day_in(day[0]) if day else None,
        title=_title(named if kind.re is _OWN_KIND and not titled else opening[title_at:]),
        legal_basis=_legal_basis(text[basis.start() :]) if basis else "",
    )


def _title(text: str) -> str:
    """Drop what follows a title: how it was brought in, the number of its page."""
    return re.sub(r"\s+(?:Zgodnie z\b.*|\d{1,2})$", "", text).strip(" ,")


def _legal_basis(text: str) -> str:
    enacting = ENACTING.search(text)
    return text[: enacting.start() if enacting else len(text)].strip(" ,")


def number_in(text: str) -> str:
    """Find the first number of an act in a text ("nr 1454/2024"); empty where there is none."""
    match = _NUMBER.search(text)
    return match["number"].rstrip(".,") if match else ""


def title_in(text: str) -> str:
    """Return what follows "w sprawie" in a text, these words included; empty where they do not stand there."""
    match = re.search(r"\bw\s+sprawie\b.*", text, re.IGNORECASE)
    return _title(match[0]) if match else ""


def _kind(word: str) -> str:
    return next((kind for kind, stem in _KINDS.items() if re.match(stem, word, re.IGNORECASE)), word.lower())


def changes_only(head: Head) -> bool:
    """Tell by its title whether an act does nothing but change another one."""
    return bool(_ONLY_AMENDS.search(head.title))


def day_in(text: str) -> date | None:
    """Find the first day in a text ("z dnia 14 maja 2024 r.", "z dnia 25.03.2015 r."); None where there is none."""
    for match in _DAY.finditer(text):
        if match["numeric"]:
            day, month, year = (int(piece) for piece in match["numeric"].split("."))
        else:
            day, month, year = int(match["day"]), month_of(match["month"]), int(match["year"])
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
