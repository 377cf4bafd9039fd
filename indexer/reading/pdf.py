"""Read a PDF's text layer into lines; tables row by row, running heads and feet and footnotes left to be set aside."""

import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from indexer.reading.lines import Line, plain_text
from indexer.reading.refusals import refusal
from knowledge.errors import UnreadableSource

MOST_PAGES = 1000

_FEW_LETTERS = 40  # a page with less text than this is a scan or a drawing


class _Row(NamedTuple):
    top: float
    text: str
    apart: bool = False
    small: bool = False


def read_pdf(data: bytes, name: str) -> tuple[Line, ...]:
    """Read all pages in their order; raises UnreadableSource for a damaged, locked or scanned file."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports every odd font of a sound file
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise refusal("pages", name, pages=len(document.pages), most=MOST_PAGES)
            pages = [list(_rows(page)) for page in document.pages]
    except UnreadableSource:
        raise
    except Exception as error:  # pdfminer raises what its parsers meet: KeyError, TypeError, its own errors
        cause = next((each for each in error.args if isinstance(each, Exception)), error)  # as pdfplumber wraps them
        if isinstance(cause, MemoryError | RecursionError):
            raise cause from None
        if "Password" in type(cause).__name__:
            raise refusal("locked", name) from None
        raise refusal("damaged", name, what=type(cause).__name__) from None
    letters = [sum(len(row.text) for row in rows) for rows in pages]
    if not pages or max(letters) < _FEW_LETTERS:
        raise refusal("scan", name)
    return tuple(_numbered(pages))


def _numbered(pages: list[list[_Row]]) -> Iterator[Line]:
    number = 0
    for page, rows in enumerate(pages, start=1):
        for row in rows:
            number += 1
            if plain := plain_text(row.text):
                yield Line(number, plain, page, row.apart, row.small)


def _rows(page: Any) -> Iterator[_Row]:
    """Yield the rows of a page from the top; a wide gap above one makes it stand apart."""
    tables = [table for table in page.find_tables() if _is_table(table)]
    rows = [_Row(row.bbox[1], text) for table in tables for row in table.rows if (text := _row_text(page, row))]
    rest = page.filter(lambda item: not any(_inside(item, table.bbox) for table in tables)) if tables else page
    lines = rest.extract_text_lines(return_chars=True, x_tolerance=2)
    body = _usual_size(lines)
    for line in lines:
        small = body and _size(line) < 0.87 * body and line["top"] > 0.6 * float(page.height)
        rows.append(_Row(line["top"], line["text"], small=bool(small)))
    before = None
    step = _usual_step([line["top"] for line in lines])
    for row in sorted(rows, key=lambda row: row.top):
        yield row._replace(apart=before is not None and row.top - before > 1.4 * step)
        before = row.top


def _is_table(table: Any) -> bool:
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _row_text(page: Any, row: Any) -> str:
    cells = [page.crop(cell, strict=False).extract_text(x_tolerance=2) or "" for cell in row.cells if cell]
    return "\t".join(" ".join(cell.split()) for cell in cells if cell.strip())


def _inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle, height = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= middle <= box[2] and box[1] <= height <= box[3])


def _size(line: dict[str, Any]) -> float:
    sizes = sorted(char["size"] for char in line["chars"])
    return float(sizes[len(sizes) // 2]) if sizes else 0.0


def _usual_size(lines: list[dict[str, Any]]) -> float:
    sizes = sorted(size for line in lines for size in [_size(line)] * len(line["text"]))
    return sizes[len(sizes) // 2] if sizes else 0.0


def _usual_step(tops: list[float]) -> float:
    steps = sorted(after - before for before, after in pairwise(tops) if after > before)
    return steps[len(steps) // 2] if steps else 15.0
