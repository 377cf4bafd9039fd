"""The lines of an act, each with its place in the source, whatever the document they were read from."""

import re
from dataclasses import dataclass

from knowledge.wording import Message

_TABLE_RULE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*\|?$")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})(?=\S)(.*?\S)\1$|(\*\*)(?=\S)([^*]*\S)\*\*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of an act and its place.

    `number` counts the lines of the source from 1, `page` its pages (0 where the source has none); a tab in `text`
    parts the cells of a table row. `apart` tells that a blank line or a new paragraph stands before it, `small` that
    it is printed in smaller letters at the foot of a page, `folded` that a converter ran many lines into this one,
    `hidden` that marks were left out of it that cannot be seen and change how it looks.
    """

    number: int
    text: str
    page: int = 0
    apart: bool = False
    small: bool = False
    folded: bool = False
    hidden: bool = False


def place_of(page: int, line: int) -> Message:
    """Say where something stands in a document; a document may have no pages."""
    return Message("page {page}, line {line}", page=page, line=line) if page else Message("line {line}", line=line)


def lines_of(text: str) -> tuple[Line, ...]:
    """Split a text into its non-blank lines, Markdown headings and table rows turned into plain text."""
    lines: list[Line] = []
    page, apart = int("\f" in text), False
    for number, raw in enumerate(re.split(r"\r\n|[\n\r\v\x85\u2028\u2029]", text), start=1):
        page += raw.count("\f")
        plain = plain_text(raw.replace("\f", " "))
        if plain:
            lines.append(Line(number, plain, page, apart))
        apart = not plain
    return tuple(lines)


def plain_text(raw: str) -> str:
    """Fold the white space of a line and drop Markdown's marks; the cells of a table row are parted by tabs."""
    text = _INVISIBLE.sub("", raw).replace("\xa0", " ").strip()
    if _TABLE_RULE.match(text) and "|" in text:
        return ""
    bullet, bar, row = text.partition("|")
    if bar and bullet.strip() in ("", "-") and row.rstrip().endswith("|"):
        return "\t".join(cell for cell in (piece.strip() for piece in row.rstrip("|").split("|")) if cell)
    return _EMPHASIS.sub(r"\2\4", _HEADING_MARK.sub("", text))
