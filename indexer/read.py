"""Read an act's document into lines, each with its place in the source."""

import re
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import UnreadableSource

MAX_BYTES = 20_000_000

_TABLE_RULE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*\|?$")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of an act: its number in the source, from 1, and its text; a tab parts the cells of a table row."""

    number: int
    text: str


def read(path: Path) -> tuple[Line, ...]:
    """Read a Markdown or text file (UTF-8, or else CP1250) into its lines; blank ones are left out.

    Raises UnreadableSource for a file that is missing, empty, too big or not text.
    """
    return lines_of(decode(read_bytes(path), path.name))


def read_bytes(path: Path) -> bytes:
    """Read a file of at most `MAX_BYTES`; raises UnreadableSource with the reason."""
    try:
        if path.is_dir():
            raise UnreadableSource(f"{path} is a folder; name the act's file")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableSource(f"{path} is larger than {MAX_BYTES // 1_000_000} MB; is it really an act?")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableSource(f"{path} does not exist; check the path") from None
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{str(path)!r} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file; raises UnreadableSource where they are not text."""
    if not data.strip():
        raise UnreadableSource(f"{name} is empty; export the act as text or Markdown and try again")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1250", errors="replace")
    if _CONTROL.search(text) or text.count("�") > len(text) // 100:
        raise UnreadableSource(f"{name} is not a text file; export the act as text or Markdown and try again")
    return text


def lines_of(text: str) -> tuple[Line, ...]:
    """Split a text into its non-blank lines, Markdown headings and table rows turned into plain text."""
    numbered = ((number, _plain(raw)) for number, raw in enumerate(text.splitlines(), start=1))
    return tuple(Line(number, plain) for number, plain in numbered if plain)


def _plain(raw: str) -> str:
    text = raw.strip().replace("\xa0", " ")
    if _TABLE_RULE.match(text) and "|" in text:
        return ""
    bullet, bar, row = text.partition("|")
    if bar and bullet.strip() in ("", "-") and row.rstrip().endswith("|"):
        return "\t".join(cell for cell in (piece.strip() for piece in row.rstrip("|").split("|")) if cell)
    return _HEADING_MARK.sub("", text)
