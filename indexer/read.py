"""Read an act's document into lines, each with its place in the source.

The kind of a file is told by its bytes; a name that says otherwise is refused, because somebody mixed up two files.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from knowledge.errors import UnreadableSource

MAX_BYTES = 20_000_000

_TABLE_RULE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*\|?$")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})(?=\S)(.*?\S)\1$|(\*\*)(?=\S)([^*]*\S)\*\*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|div|table|p)\b", re.IGNORECASE)
_SUFFIXES = {"pdf": (".pdf",), "docx": (".docx",), "html": (".html", ".htm", ".xhtml"), "text": ()}
_OWN_SUFFIXES = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes}
_REFUSED = {
    "doc": "is a Word file of the old kind (.doc); open it in Word or LibreOffice and save it as DOCX",
    "rtf": "is an RTF file; open it in Word or LibreOffice and save it as DOCX",
    "zip": "is no act's document; export the act as PDF, DOCX, HTML, Markdown or text and try again",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of an act and its place.

    `number` counts the lines of the source from 1, `page` its pages (0 where the source has none); a tab in `text`
    parts the cells of a table row. `apart` tells that a blank line or a new paragraph stands before it, `small` that
    it is printed in smaller letters at the foot of a page, `folded` that a converter ran many lines into this one.
    """

    number: int
    text: str
    page: int = 0
    apart: bool = False
    small: bool = False
    folded: bool = False


def read(path: Path) -> tuple[Line, ...]:
    """Read a PDF with a text layer, DOCX, HTML, Markdown or text file into its lines; blank ones are left out.

    Raises UnreadableSource, with what to do, for a file that is missing, empty, too big, damaged, a scan, or not of
    the kind that its name says.
    """
    data = read_bytes(path)
    if not data.strip():
        raise UnreadableSource(f"{path.name} is empty; export the act again and try that file")
    kind = _kind(data)
    if kind in _REFUSED:
        raise UnreadableSource(f"{path.name} {_REFUSED[kind]}")
    named = _OWN_SUFFIXES.get(path.suffix.lower(), "text" if path.suffix.lower() in (".md", ".txt") else kind)
    if named != kind and {named, kind} != {"html", "text"}:
        raise UnreadableSource(f"{path.name} is named {path.suffix} but holds {_A[kind]}; give it the right name")
    return _READERS[kind](data, path.name)


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
    """Decode the bytes of a text file: UTF-8, UTF-16 with its mark, CP1250 or ISO-8859-2.

    Raises UnreadableSource where they are not text.
    """
    if not data.strip():
        raise UnreadableSource(f"{name} is empty; export the act as text or Markdown and try again")
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        text = data.decode("cp1250", errors="replace")
    if _CONTROL.search(text.replace("\f", "\n")) or text.count("�") > len(text) // 100:
        raise UnreadableSource(f"{name} is not a text file; export the act as text or Markdown and try again")
    return text


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


def _kind(data: bytes) -> str:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"%PDF"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx" if _is_word(data) else "zip"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    return "html" if start.startswith(b"<") and _MARKUP.search(data[:20_000]) else "text"


def _is_word(data: bytes) -> bool:
    try:
        return "word/document.xml" in zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return data[:4000].find(b"word/") >= 0


def _encoding(data: bytes) -> str:
    """Tell the encoding; the two Polish ones differ in ą, ś, ź and in CP1250's quotation marks."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        windows = sum(data.count(bytes([byte])) for byte in (*range(0x80, 0xA0), 0xB9, 0xA5))
        iso = sum(data.count(bytes([byte])) for byte in (0xB1, 0xB6, 0xBC, 0xA1, 0xA6, 0xAC))
        return "iso-8859-2" if iso > windows else "cp1250"
    return "utf-8-sig"


def _read_text(data: bytes, name: str) -> tuple[Line, ...]:
    return lines_of(decode(data, name))


def _read_pdf(data: bytes, name: str) -> tuple[Line, ...]:
    from indexer.pdf import read_pdf

    return read_pdf(data, name)


def _read_docx(data: bytes, name: str) -> tuple[Line, ...]:
    from indexer.word import read_docx

    return read_docx(data, name)


def _read_html(data: bytes, name: str) -> tuple[Line, ...]:
    from indexer.webpage import read_html

    return read_html(decode(data, name))


_A = {"pdf": "a PDF", "docx": "a Word document", "html": "a web page", "text": "plain text"}
_READERS: dict[str, Callable[[bytes, str], tuple[Line, ...]]] = {
    "pdf": _read_pdf,
    "docx": _read_docx,
    "html": _read_html,
    "text": _read_text,
}
