"""Headings of an act: numbered ones, lines in capitals, the names of units set above their paragraphs."""

import re
from collections.abc import Sequence

from indexer.provisions.marks import mark_at
from indexer.reading.lines import Line

_ORDINAL = r"(?:[IVXLl]+[a-z]?|\d{1,3}[a-z]?|[Pp]ierwsz\w+|[Dd]rug\w+)"
_NUMBERED = re.compile(
    rf"^(?:DZIAŁ|Dział|ODDZIAŁ|Oddział|ROZDZIAŁ|Rozdział|CZĘŚĆ|Część|TYTUŁ|Tytuł)\s+{_ORDINAL}\.?(?=\s|$|[:–-])"
)
# "Il. Zasady działania Biura", "I Wstęp", "IV. POSTANOWIENIA KOŃCOWE"
_ROMAN = re.compile(r"^(?:\d{1,3}\s+)?[IVX][IVXLl]{0,5}\.?\s+(?![a-z])\S|^[lI]{1,3}\.\s+\S")
_POST_AFTER_ROMAN = re.compile(r"^(?:\d{1,3}\s+)?[IVX]+\.?\s+(?:Zastęp|Z-c|Wice|linia|stop)", re.IGNORECASE)
_CHAPTER = re.compile(rf"(?:ROZDZIAŁ|Rozdział)\s+({_ORDINAL})\b")
_LONGEST = 180
_CAPITALS = re.compile(r"^[^a-ząćęłńóśźż]{8,}$")


def chapter_of(heading: str) -> str:
    """Return the number of the chapter that a heading begins, "2" or "II"; empty where it begins none."""
    match = _CHAPTER.match(heading)
    return match[1] if match else ""


def is_numbered_heading(text: str, inside: bool, signed: bool) -> bool:
    """Tell whether a line is a numbered heading; `inside` that the sentence before it has not ended."""
    if re.search(r"\b(?:otrzymuje|uzyskuje|skreśla|uchyla)\b", text):
        return False
    if _NUMBERED.match(text) and len(text) < _LONGEST:
        return not inside or not re.search(r"[a-ząćęłńóśźż],?$", text)
    roman = _ROMAN.match(text) and not _POST_AFTER_ROMAN.match(text)
    return bool(roman) and not inside and not text.endswith((";", ",", ":")) and len(text) < _LONGEST


def is_heading(line: Line, before: str, ahead: Sequence[Line]) -> bool:
    """Tell whether an unnumbered line between paragraphs is a heading: in capitals, or a title right above a "§"."""
    text = line.text
    if mark_at(text) or (before and not re.search(r"[.;:)”\"]$", before)):
        return False
    if _CAPITALS.match(text) and len(re.findall(r"[A-ZĄĆĘŁŃÓŚŹŻ]", text)) > 7:
        return True
    return (
        text[:1].isupper()
        and not text.endswith((".", ";", ",", ":"))
        and len(text) < _LONGEST
        and not before.endswith(":")
        and any((mark := mark_at(other.text)) and mark.style == "par" for other in ahead[:1])
    )
