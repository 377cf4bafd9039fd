"""Set aside what a document shows beside the act: page numbers, running heads, footnotes, menus, addresses.

Nothing is thrown away: each line set aside keeps its place and the reason, and the report counts them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.reading.lines import Line
from knowledge.wording import Message

FLAT = 600
"""From this length on, a line is taken to hold many lines of the act run together."""

# Why a line is set aside.
ANOTHER_ACT = Message("another act")
CONTENTS = Message("table of contents")
FOOTNOTE = Message("footnote")
PAGE_NUMBER = Message("page number")


@dataclass(frozen=True, slots=True)
class Aside:
    """Hold a line that is no part of the act's text, and why."""

    line: Line
    reason: Message


_PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*\d{1,3}\s*[-–—]|(?:strona|str\.|page)\s*\d+(?:\s*(?:z|/|of)\s*\d+)?|\d+\s*/\s*\d+)$", re.I
)
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_SIGN = re.compile(r"§\s*\d|\bPar\.\s*\d")
_LEADING_PAGE = re.compile(r"^(\d{1,3})\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ(])")
_REASONS = (
    (Message("note on the source"), re.compile(r"^SOURCE:")),
    (Message("converter's note"), re.compile(r"^>\s*\[.*\]$|^Id: ?[0-9A-F][0-9A-F -]{7,}")),
    (
        FOOTNOTE,
        re.compile(
            r"^(?:\[\^\w+\]:|(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|\d{1,2}\)|\*+\)?)\s*(?:Zmian[ay]\b|Niniejsz\w+ \w+ (?:był|wdraża)|"
            r"Minister\b.*kieruje działem|Tekst jednolity))"
        ),
    ),
    (Message("line of the table of contents"), re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,})\s*\d{1,3}\s*$")),
    (
        Message("web page"),
        re.compile(
            r"^(?:\W*(?:drukuj\b|zapisz (?:tekst|do pdf)|przejdź do|przeskocz|wstecz$|powrót\b|zaloguj|menu$|szukaj$|"
            r"wielkość: px|transkrypt$|rozpocząć pokaz|pełen tekst$|pokaż |ukryj |udostępnij|podziel się|metryka$|"
            r"rejestr zmian|wytworzył|opublikował|(?:data|czas) (?:publikacji|wytworzenia|modyfikacji|udostępnienia)|"
            r"liczba (?:odwiedzin|wejść)|ostatnia (?:modyfikacja|aktualizacja)|autor:|strona główna|mapa strony)"
            r"|.*(?:plik\w* cookie|polity\w+ prywatności))",
            re.I,
        ),
    ),
)
_TABLE_HEAD = re.compile(
    r"(?:l\.? ?p\.?|nr|nazwa.*|symbol.*|skrót.*|kod.*|oznaczenie.*|komórka.*|jednostka.*|znak.*|wyjaśnienie.*)", re.I
)
_CONTACT = re.compile(
    r"^\W*(?:tel\b|telefon|fax|faks|e-?mail|adres\b|ul\.|al\.|pok\.|pokój\b|godziny\b|nip\b|regon\b|[IVX\d]+ piętro)|"
    r"@\w|"
    r"^(?:\d{2}-\d{3} |\d{3}[- ]\d{2,3}[- ]\d{2,3}$)",
    re.I,
)


def set_aside(lines: Iterable[Line]) -> tuple[tuple[Line, ...], tuple[Aside, ...]]:
    """Part the lines of an act from those that only the page, the site or the converter put there."""
    kept, asides = list(lines), []
    signed = any(_SIGN.search(line.text) for line in kept)
    running = _running_heads(kept)
    rest: list[Line] = []
    for line in kept:
        reason = _reason(line, signed, rest, running)
        if reason:
            asides.append(Aside(line, reason))
        else:
            rest.append(line)
    stripped, numbers = _strip_leading_pages(rest)
    return tuple(stripped), tuple(sorted((*asides, *numbers), key=lambda aside: aside.line.number))


def _reason(line: Line, signed: bool, before: Sequence[Line], running: frozenset[str]) -> Message | None:
    text = line.text
    if line.page and _shape(text) in running:
        return Message("running head")
    if _PAGE_NUMBER.match(text) or (_BARE_NUMBER.match(text) and (signed or _breaks_off(before))):
        return PAGE_NUMBER
    if line.small:
        return FOOTNOTE
    cells = text.split("\t")
    if len(cells) > 1 and all(_TABLE_HEAD.fullmatch(cell.strip()) for cell in cells):
        return Message("head of a table")
    if len(text) < FLAT:
        found = next((reason for reason, pattern in _REASONS if pattern.search(text)), None)
        if found or (not signed and len(text) < 60 and _CONTACT.search(text)):
            return found or Message("address")
    return None


def _breaks_off(before: Sequence[Line]) -> bool:
    return bool(before) and not before[-1].text.endswith((".", ":", ";"))


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """Return the shapes of lines that stand first or last on most pages."""
    pages: defaultdict[int, list[str]] = defaultdict(list)
    for line in lines:
        if line.page:
            pages[line.page].append(_shape(line.text))
    edges = Counter(shape for texts in pages.values() for shape in {*texts[:2], *texts[-2:]})
    needed = max(2, (len(pages) + 1) // 2)
    structural = re.compile(r"^(?:§|#[.)]|[a-z]\)|[-–•])")
    return frozenset(
        shape for shape, count in edges.items() if count >= needed and not structural.match(shape) and len(shape) < 120
    )


def _strip_leading_pages(lines: list[Line]) -> tuple[list[Line], list[Aside]]:
    """Cut the page numbers off long lines that begin 1, 2, 3 … one after the other, each a page run together."""
    numbered = [
        (at, match)
        for at, line in enumerate(lines)
        if len(line.text) > 150 and (match := _LEADING_PAGE.match(line.text))
    ]
    if [int(match[1]) for _, match in numbered] != list(range(1, len(numbered) + 1)):
        return lines, []
    if len(numbered) < 2 and not all(re.match(r"\d+ (?:ZARZĄ|Załącznik|UCHWA)", lines[at].text) for at, _ in numbered):
        return lines, []
    asides = []
    for at, match in numbered:
        asides.append(Aside(replace(lines[at], text=match[1]), PAGE_NUMBER))
        lines[at] = replace(lines[at], text=lines[at].text[match.end() :])
    return lines, asides
