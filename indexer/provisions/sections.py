"""Part a document into the head of the act, its body and its annexes, before anything is read as a provision."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.provisions.headings import is_numbered_heading
from indexer.provisions.marks import mark_at
from indexer.provisions.page_furniture import ANOTHER_ACT, FLAT, Aside
from indexer.reading.lines import Line
from knowledge.wording import Message

ENACTING = re.compile(
    r"(?:z\s?a\s?r\s?z\s?ą?\s?d\s?z\s?a(?:\s?m\b|\s+się?\b)|(?:uchwala|postanawia|ustala)\s+się|"
    r"\b(?:uchwala|postanawia|ustalam|postanawiam))\s*,?\s*(?:co\s+następuje\s*:?|co\s+nast\w*puje\s*:?|:)|"
    r"z\s?a\s?r\s?z\s?ą?\s?d\s?z\s?a(?:\s?m\b|\s+się?\b)\s*:?\s*$",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"^\W{0,3}(?:Załącznik|ZAŁĄCZNIK)(?:\s+(?:nr|Nr|NR|numer)\.?\s*(?P<label>\d+[a-z]?|[IVX]+))?(?=\s+do\b|\s+DO\b|\s*$|\s*[-–(])"
    r"(?!.*\bstanowi)"
)
_OTHER_ACT = re.compile(r"^(?:\d+ )?(?:ZARZĄDZENIE|Zarządzenie|UCHWAŁA|Uchwała|ROZPORZĄDZENIE)\s+(?:NR|Nr|nr)\b")
_TITLED = re.compile(
    r"(?:\W*|\d+ )(?:R E G U L A M I N|S T A T U T|Z A R Z Ą D Z E N I E|U C H W A Ł A|Załącznik|"
    r"ZARZĄDZENIE|Zarządzenie|UCHWAŁA|Uchwała|ROZPORZĄDZENIE|Rozporządzenie|REGULAMIN|Regulamin|"
    r"STATUT|Statut)\b"
)
_GROUNDS = re.compile(r"^U\s?Z\s?A\s?S\s?A\s?D\s?N\s?I\s?E\s?N\s?I\s?E$|^Uzasadnienie(?: do\b.*)?$")
_BOUNDARY = re.compile(r"^={3,}\s*\S")
_CONTENTS = re.compile(r"^\s*(?:SPIS TREŚCI|Spis treści)\b")
_UPPER = "A-ZĄĆĘŁŃÓŚŹŻ"
# Where a page that a converter ran together on one line may be parted without reading it.
_SEAMS = re.compile(
    rf"(?<=\s)(?=(?:Rozdział|ROZDZIAŁ|DZIAŁ|CZĘŚĆ)\s+(?:[IVXL]+|\d+)\b(?!\s*(?:otrzymuje|uzyskuje|skreśla|uchyla)))"
    rf"|(?<=[.;:)]\s)(?=(?:\d{{1,3}}\s+)?[IVX]{{1,4}}\.\s+[{_UPPER}])"
    rf"|(?<=\s)(?=(?:Załącznik|ZAŁĄCZNIK)\s+(?:(?:nr|Nr|NR)\s+\S+\s+)?(?:do|DO)\s+\S+\s+(?:nr|Nr|NR)\b)"
    r"|(?<=\s)(?=[IVX]{1,4}\.\s+(?:Postanowienia|Przepisy|Zasady|Zakres|Zadania|Struktura|Organizacja)\b)"
    rf"|(?<=\s)(?=§\s*1\.?\s+(?:1\.\s*)?[{_UPPER}])|(?<=\s)(?=Oddział\s\d{{1,2}}\s+[{_UPPER}])"
    rf"|(?<=[.;:]\s)(?=(?:[{_UPPER}]{{4,}}\s+){{2,}})"
)
_CAPITALS_FIRST = re.compile(rf"^((?:[{_UPPER}]{{3,}}\s+){{2,}})(?=\d{{1,2}}\.?\s+[{_UPPER}]|§)")
_HEADING_FIRST = re.compile(
    rf"^((?:\d{{1,3}}\s+)?(?:[IVX]{{1,4}}\.?|(?:Rozdział|ROZDZIAŁ|DZIAŁ|CZĘŚĆ|Oddział)\s+[\dIVX]+\.?)\s+[{_UPPER}][^\d§:;]{{3,90}}?)"
    rf"\s+(?=\d{{1,2}}\.?\s+[{_UPPER}\d]|§)"
)
_SIGN = re.compile(r"^(?:[-•*]\s*)?(?:§+|Par\.|&|Paragraf)\s*\d")


@dataclass(frozen=True, slots=True)
class Part:
    """Hold the body of an act (label "") or one annex: its title, its lines, whether it prints § signs.

    `enacted` tells that numbers at its outermost level are paragraphs even where their signs were lost.
    """

    label: str
    title: tuple[Line, ...]
    lines: tuple[Line, ...]
    signed: bool
    enacted: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold the head of an act, its parts, its table of contents, and the lines after its end."""

    head: tuple[Line, ...]
    parts: tuple[Part, ...]
    contents: tuple[Line, ...]
    asides: tuple[Aside, ...]


def sections(lines: Sequence[Line]) -> Parts:
    """Part the lines of a document; without an act's head everything is one part."""
    unfolded = [piece for line in lines for piece in _unfold(line)]
    rest, contents = _without_contents(unfolded)
    head_end = len(rest) if contents and contents[-1] == unfolded[-1] else _head_end(rest)
    head, body = rest[:head_end], rest[head_end:]
    enacted = bool(head) and bool(ENACTING.search(head[-1].text))
    body, asides = _without_tail(body, enacted)
    only_annex = any(_ANNEX.match(line.text) for line in head) and not enacted
    parts = tuple(_parts(body, enacted or only_annex, enacted))
    return Parts(tuple(head), parts, tuple(contents), tuple(asides))


def _unfold(line: Line) -> Iterator[Line]:
    """Part a line that holds a whole page at headings and annexes; its marks are left to the outline."""
    if len(line.text) < FLAT and not line.folded:
        yield line
        return
    match = next((match for match in ENACTING.finditer(line.text)), None)
    cuts = [0, *(match.end() for match in [match] if match), *(match.start() for match in _SEAMS.finditer(line.text))]
    cuts = [cut for cut in sorted(set(cuts)) if not re.search(r"[.;:)]\s\d{1,3}\s$", line.text[:cut])]
    for start, end in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        text = line.text[start:end].strip()
        heading = _CAPITALS_FIRST.match(text) or _HEADING_FIRST.match(text)
        pieces = [heading[1], text[heading.end() :]] if heading else [text]
        yield from (replace(line, text=piece.strip(), folded=True) for piece in pieces if piece.strip())


def _without_contents(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Take the table of contents out: its heading and the lines that end in a page number or stand again below."""
    at = next((at for at, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
    if at is None:
        return lines, []
    number = lines[at].number
    if any(line.number == number for line in lines[at + 1 :]):
        same = [line for line in lines[at:] if line.number == number]
        return [line for line in lines if line not in same], same
    end = at + 1
    later = {_bare(line.text) for line in lines[at + 40 :]}
    while end < len(lines) and (re.search(r"\s\d{1,3}$", lines[end].text) or _bare(lines[end].text) in later):
        end += 1
    return lines[:at] + lines[end:], lines[at:end]


def _bare(text: str) -> str:
    return re.sub(r"[\s.…]*\d*$", "", text).casefold()


def _head_end(lines: Sequence[Line]) -> int:
    """Return where the head ends: after the words that enact, or before the first provision of a regulation."""
    enacting = next((at for at, line in enumerate(lines[:60]) if ENACTING.search(line.text)), None)
    first = next((at for at, line in enumerate(lines) if _opens_provisions(line)), None)
    if enacting is not None and (first is None or not _SIGN.match(lines[first].text) or first > enacting):
        return enacting + 1
    titled = any(_TITLED.match(line.text) for line in lines[:15])
    return first if first is not None and titled else 0


def _opens_provisions(line: Line) -> bool:
    if _SIGN.match(line.text) or is_numbered_heading(line.text, inside=False, signed=True):
        return True
    mark = mark_at(line.text)
    return mark is not None and mark.style == "dot" and mark.label == "1"


def _without_tail(lines: Sequence[Line], enacted: bool) -> tuple[list[Line], list[Aside]]:
    """Cut off the grounds of an act, and another act that follows in the same file."""
    for at, line in enumerate(lines):
        if _GROUNDS.match(line.text):
            return list(lines[:at]), [Aside(rest, Message("grounds")) for rest in lines[at:]]
        if enacted and at and _OTHER_ACT.match(line.text):
            return list(lines[:at]), [Aside(rest, ANOTHER_ACT) for rest in lines[at:]]
    return list(lines), []


def _parts(lines: Sequence[Line], body: bool, enacted: bool) -> Iterator[Part]:
    label, taken = "", {""} if body else set[str]()
    title: list[Line] = []
    current: list[Line] = []
    for line in lines:
        annex = _ANNEX.match(line.text)
        if (annex or _BOUNDARY.match(line.text)) and (not current or _complete(current[-1])):
            if current or label:
                part = _part(label, title, current, enacted)
                enacted = enacted and not part.signed
                yield part
            if not current and title:
                title.append(line)
                continue
            if current or annex or taken:
                label = _label(annex["label"] if annex else None, taken)
            title, current = [line], []
        elif title and not current and not _begins(line):
            title.append(line)
        else:
            current.append(line)
        taken.add(label)
    yield _part(label, title, current, enacted)


def _complete(line: Line) -> bool:
    return not re.search(r"(?:\b(?:stanowi\w*|o|w|i|oraz|z|do|jako)|,)$", line.text)


def _begins(line: Line) -> bool:
    return _opens_provisions(line) or mark_at(line.text) is not None


def _label(printed: str | None, taken: set[str]) -> str:
    if printed and printed not in taken:
        return printed
    return next(str(number) for number in range(1, 1000) if str(number) not in taken)


def part_of(label: str, lines: Sequence[Line]) -> Part:
    """Make a part of lines that stand alone, an annex with or without its title."""
    begins = next((at for at, line in enumerate(lines) if _begins(line)), len(lines))
    titled = begins if lines and _ANNEX.match(lines[0].text) else 0
    return _part(label, lines[:titled], lines[titled:], enacted=False)


def _part(label: str, title: Sequence[Line], lines: Sequence[Line], enacted: bool) -> Part:
    if not lines:  # a chart or a table of symbols: nothing in it is numbered
        title, lines = title[:1], title[1:]
    signed = any(_SIGN.match(line.text) for line in lines) or any(
        re.search(r"§\s*1\b", line.text) and line.folded for line in lines
    )
    lost = enacted or any(_numbers_are_paragraphs(line.text) for line in lines)
    return Part(label, tuple(title), tuple(lines), signed, lost and not signed)


def _numbers_are_paragraphs(text: str) -> bool:
    """Tell a lost § by what no subsection looks like: "1 Biuro działa …", "1. 1. Kancelarią kieruje …"."""
    return bool(re.search(rf"(?:^|[.:;] )1\. 1\. [{_UPPER}]|^1 [{_UPPER}]\w+ .*\s2 [{_UPPER}]", text))
