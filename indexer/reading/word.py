"""Read a Word document into lines; the numbers that Word draws before paragraphs are counted out again."""

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from indexer.reading.lines import Line, plain_text
from indexer.reading.refusals import refusal

MOST_UNPACKED = 200_000_000
"""How many bytes a document may unpack to; pictures come packed."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# In UTF-8, and in UTF-16 of either order.
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
_BULLETS = frozenset("·•▪o–—-\uf0b7\uf02d\uf0a7")


def read_docx(data: bytes, name: str) -> tuple[Line, ...]:
    """Read paragraphs and table rows in their order; headers, footers and notes are no part of them.

    Raises UnreadableSource for a damaged file, or one that is made to harm who opens it.
    """
    import docx

    _refuse_traps(data, name)
    try:
        document = docx.Document(BytesIO(data))
        texts = list(_texts(document))
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # python-docx lets whatever lxml, zipfile and its own parts raise through
        raise refusal("damaged", name, what=type(error).__name__) from None
    return tuple(
        Line(number, plain, apart=first)
        for number, (text, first) in enumerate(texts, start=1)
        if (plain := plain_text(text))
    )


def _refuse_traps(data: bytes, name: str) -> None:
    """Refuse what unpacks to much more than an act, and XML that defines entities; nothing is unpacked before."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise refusal("bomb", name, most=MOST_UNPACKED // 1_000_000)
            parts = [part for part in archive.namelist() if part.endswith((".xml", ".rels"))]
            if any(_DOCTYPE.search(archive.read(part)) for part in parts):
                raise refusal("doctype", name)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise refusal("damaged", name, what=type(error).__name__) from None


def _texts(document: Any) -> Iterator[tuple[str, bool]]:
    """Yield each line of the body with whether it begins a paragraph."""
    numbering = _Numbering(document)
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield from _row_lines([cell for cell in _cells(row, numbering) if cell])
        else:
            for at, piece in enumerate(f"{numbering.mark(block)}{block.text}".split("\n")):
                yield piece, at == 0


def _row_lines(cells: list[list[str]]) -> Iterator[tuple[str, bool]]:
    """Yield a row as one line; a row of one cell is a frame round text, and gives the lines in it."""
    if len(cells) == 1:
        yield from ((piece, True) for piece in cells[0])
    elif cells:
        yield "\t".join(" ".join(cell) for cell in cells), False


def _cells(row: Any, numbering: "_Numbering") -> Iterator[list[str]]:
    seen: set[Any] = set()
    for cell in row.cells:
        if cell._tc in seen:  # a merged cell is given once for each column
            continue
        seen.add(cell._tc)
        pieces = (f"{numbering.mark(paragraph)}{paragraph.text}".strip() for paragraph in cell.paragraphs)
        yield [piece.replace("\n", " ") for piece in pieces if piece]


class _Numbering:
    """Count Word's automatic numbers as Word does: each list by level, a level restarted by one above it."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(f"{_W}abstractNum"):
            self._levels[abstract.get(f"{_W}abstractNumId")] = dict(map(_level, abstract.findall(f"{_W}lvl")))
        for one in root.findall(f"{_W}num"):
            self._lists[one.get(f"{_W}numId")] = one.find(f"{_W}abstractNumId").get(f"{_W}val")

    def mark(self, paragraph: Any) -> str:
        """Return the mark that Word draws before a paragraph, with a space after it; "" where it draws none."""
        place = _place(paragraph)
        levels = self._levels.get(self._lists.get(place[0], ""), {}) if place else {}
        if not place or place[1] not in levels:
            return ""
        number, level = place
        counts = self._counts[number]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _drawn(levels, counts, level)


def _level(element: Any) -> tuple[int, tuple[str, str, int]]:
    def value(tag: str, default: str) -> str:
        found = element.find(f"{_W}{tag}")
        return default if found is None else str(found.get(f"{_W}val") or default)

    start = value("start", "1")
    return int(element.get(f"{_W}ilvl")), (value("numFmt", "decimal"), value("lvlText", ""), int(start))


def _place(paragraph: Any) -> tuple[str, int] | None:
    """Return the list and the level of a paragraph, its own or its style's."""
    styles = paragraph.style.element.findall(f".//{_W}numPr") if paragraph.style is not None else []
    found = paragraph._p.findall(f"./{_W}pPr/{_W}numPr") + styles
    for properties in found:
        number = properties.find(f"{_W}numId")
        level = properties.find(f"{_W}ilvl")
        if number is not None:
            return str(number.get(f"{_W}val")), int(level.get(f"{_W}val")) if level is not None else 0
    return None


def _drawn(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
    form, text, _ = levels[level]
    if form in ("bullet", "none") or text.strip() in _BULLETS:
        return "- " if form != "none" else ""
    for other in range(level + 1):
        count = counts.get(other, levels[other][2] if other in levels else 1)
        text = text.replace(f"%{other + 1}", _label(levels[other][0] if other in levels else "decimal", count))
    return f"{text} "


def _label(form: str, count: int) -> str:
    from indexer.reading.numerals import roman

    match form:
        case "lowerLetter":
            return chr(96 + (count - 1) % 26 + 1) * (1 + (count - 1) // 26)
        case "upperLetter":
            return chr(64 + (count - 1) % 26 + 1)
        case "lowerRoman":
            return roman(count)
        case "upperRoman":
            return roman(count).upper()
    return str(count)
