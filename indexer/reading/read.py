"""Read an act's document into lines, each with its place in the source.

The kind of a file is told by its bytes; a name that says otherwise is refused, because somebody mixed up two files.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from indexer.reading.lines import Line, lines_of
from indexer.reading.refusals import refusal
from knowledge.errors import UnreadableSource
from knowledge.language import printable
from knowledge.wording import Message

MAX_BYTES = 20_000_000
"""More the Bot API does not give of a file either (core.telegram.org/bots/api#getfile)."""

MOST_CHARACTERS = 5_000_000
"""How long the text of an act may be: twenty times the longest that was seen."""

LONGEST_LINE = 200_000
"""How long a line may be; a converter that drops line ends makes a whole act one line."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Marks that turn the direction of what follows, tags, half characters and NUL: a name would look other than it is.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|div|table|p)\b", re.IGNORECASE)
_SUFFIXES = {"pdf": (".pdf",), "docx": (".docx",), "html": (".html", ".htm", ".xhtml"), "text": ()}
_OWN_SUFFIXES = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes}
_REFUSED = ("locked", "doc", "rtf", "zip", "picture")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
# The name of the stream that holds an encrypted Word file.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Document:
    """Hold an act's document before it is read: the name of its file, and its bytes."""

    name: str
    data: bytes

    @classmethod
    def from_file(cls, path: Path) -> "Document":
        """Load a file of at most `MAX_BYTES`; raises UnreadableSource with the reason."""
        return cls(printable(path.name), read_bytes(path))

    @property
    def fingerprint(self) -> str:
        """What tells the bytes from any others."""
        return sha256(self.data).hexdigest()


def read(path: Path) -> tuple[Line, ...]:
    """Read a file into its lines; raises UnreadableSource where it is missing, too big, or as `read_document` does."""
    return read_document(Document.from_file(path))


def read_document(document: Document) -> tuple[Line, ...]:
    """Read a PDF with a text layer, DOCX, HTML, Markdown or text file into its lines; blank ones are left out.

    Raises UnreadableSource, with what to do, for a file that is empty, too long, damaged, a scan, or not of the kind
    that its name says.
    """
    name, data = document.name, document.data
    if not data.strip():
        raise refusal("empty", name)
    kind = _kind(data)
    if kind == "text" and b"\0" in data and not data.startswith(_UTF_16):
        raise refusal("binary", name)
    if kind in _REFUSED:
        raise refusal(kind, name)
    suffix = Path(name).suffix.lower()
    named = _OWN_SUFFIXES.get(suffix, "text" if suffix in (".md", ".txt") else kind)
    if named != kind and {named, kind} != {"html", "text"}:
        raise refusal("misnamed", name, suffix=Path(name).suffix, a=_A[kind])
    return tuple(_checked(_READERS[kind](data, name), name))


def read_bytes(path: Path) -> bytes:
    """Read a file of at most `MAX_BYTES`; raises UnreadableSource with the reason."""
    try:
        if path.is_dir():
            raise UnreadableSource("{path} is a folder; name the act's file", path=path)
        if path.stat().st_size > MAX_BYTES:
            raise refusal("large", str(path), most=MAX_BYTES // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableSource("{path} does not exist; check the path", path=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableSource("{path!r} cannot be read: {reason}", path=str(path), reason=reason) from None


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file: UTF-8, UTF-16 with its mark, CP1250 or ISO-8859-2.

    Raises UnreadableSource where they are not text.
    """
    if not data.strip():
        raise refusal("empty", name)
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        text = data.decode("cp1250", errors="replace")
    if _CONTROL.search(text.replace("\f", "\n")) or text.count("�") > len(text) // 100:
        raise refusal("binary", name)
    return text


def _kind(data: bytes) -> str:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"%PDF"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx" if _is_word(data) else "zip"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "locked" if _LOCKED in data else "doc"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith(_PICTURES):
        return "picture"
    return "html" if start.startswith(b"<") and _MARKUP.search(data[:20_000]) else "text"


def _is_word(data: bytes) -> bool:
    try:
        return "word/document.xml" in zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return data[:4000].find(b"word/") >= 0


def _encoding(data: bytes) -> str:
    """Tell the encoding; the two Polish ones differ in ą, ś, ź and in CP1250's quotation marks."""
    if data.startswith(_UTF_16):
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
    from indexer.reading.pdf import read_pdf

    return read_pdf(data, name)


def _read_docx(data: bytes, name: str) -> tuple[Line, ...]:
    from indexer.reading.word import read_docx

    return read_docx(data, name)


def _read_html(data: bytes, name: str) -> tuple[Line, ...]:
    from indexer.reading.webpage import read_html

    return read_html(decode(data, name))


def _checked(lines: tuple[Line, ...], name: str) -> Iterator[Line]:
    """Yield the lines without hidden marks; raises UnreadableSource where there is more text than an act has."""
    if sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise refusal("long", name, most=MOST_CHARACTERS)
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            raise refusal("long line", name, length=len(line.text), line=line.number)
        plain = _HIDDEN.sub("", line.text).strip()
        if plain:
            yield line if plain == line.text else replace(line, text=plain, hidden=True)


_A = {
    "pdf": Message("a PDF"),
    "docx": Message("a Word document"),
    "html": Message("a web page"),
    "text": Message("plain text"),
}
_READERS: dict[str, Callable[[bytes, str], tuple[Line, ...]]] = {
    "pdf": _read_pdf,
    "docx": _read_docx,
    "html": _read_html,
    "text": _read_text,
}
