"""Lay a reply out as Telegram's HTML, in messages that Telegram accepts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.replies.reply import Block, Item, Quote, Reply

LONGEST_MESSAGE = 4096
"""The most UTF-16 units a message may have (core.telegram.org/bots/api#sendmessage)."""

LONGEST_CAPTION = 1024

# "<blockquote expandable>", "</b>": a message in which nothing stands between them is refused
_TAG = re.compile(r"<[^>]*>")

FOLDED_FROM = 220
"""From how many characters on a quotation is folded: about five lines of a phone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold HTML that is not to be cut, with the length of what is seen of it, in UTF-16 units."""

    html: str
    length: int


def utf16_length(text: str) -> int:
    """Return the length of a text as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def render(reply: Reply, longest: int = LONGEST_MESSAGE) -> tuple[str, ...]:
    """Return the messages that say a reply: one, unless it is longer than a message may be.

    They are cut between blocks, quotations and list items; only a single clause longer than a message is cut, between
    words.
    """
    messages: list[str] = []
    current, size = "", 0
    for piece in _pieces(reply, longest):
        if current and size + piece.length > longest:
            messages.append(current.strip("\n"))
            current, size = "", 0
        current, size = current + piece.html, size + piece.length
    return tuple(message for message in (*messages, current.strip("\n")) if _TAG.sub("", message).strip())


def plain_toast(text: str) -> str:
    """Return a short word on a pressed button, at most 200 characters."""
    return text if len(text) <= 200 else text[:199] + "…"


def _pieces(reply: Reply, longest: int) -> Iterator[Piece]:
    yield from _paragraph(reply.opening, longest)
    for block in reply.blocks:
        yield from _block(block, longest)
    yield from _paragraph(reply.closing, longest)


def _paragraph(text: str, longest: int) -> Iterator[Piece]:
    for part in _cut(text, longest - 2):
        yield _piece(f"{escape(part, quote=False)}\n\n", part, 2)


def _block(block: Block, longest: int) -> Iterator[Piece]:
    heading = [
        _piece(f"<i>{escape(part, quote=False)}</i>\n", part, 1) for part in _cut(block.introduction, longest - 2)
    ]
    first, *others = [*_content(block, longest)] or [Piece("", 0)]
    yield from _together([*heading, *_head(block, longest), first], longest)
    yield from (*others, Piece("\n", 1))


def _content(block: Block, longest: int) -> Iterator[Piece]:
    for fact in block.facts:
        for part in _cut(fact, longest - 1):
            yield _piece(f"{escape(part, quote=False)}\n", part, 1)
    for quote in block.quotes:
        yield from _quote(quote, longest)
    for item in block.items:
        yield from _item(item, longest)


def _together(pieces: Sequence[Piece], longest: int) -> Iterator[Piece]:
    """Yield what is not to be parted in one piece where a message has room for it: no message ends in a heading."""
    length = sum(piece.length for piece in pieces)
    if length <= longest:
        yield Piece("".join(piece.html for piece in pieces), length)
    else:
        yield from pieces


def _head(block: Block, longest: int) -> Iterator[Piece]:
    """Yield a block's title and superior: in one piece, unless an act gives a unit a name as long as a message."""
    titles = [_piece(f"<b>{escape(part, quote=False)}</b>\n", part, 1) for part in _cut(block.title, longest - 1)]
    below = [_piece(f"{escape(part, quote=False)}\n", part, 1) for part in _cut(block.reports_to, longest - 1)]
    return _together([*titles, *below], longest)


def _quote(quote: Quote, longest: int) -> Iterator[Piece]:
    """Yield what is quoted and its citation: of a duty the few words that fit, and under these, folded, all of it."""
    if quote.lead_in is None:
        yield from _quotation(quote, longest)
        return
    start = 0
    for part in list(_cut(quote.text, longest - utf16_length(quote.citation) - 4)) or [""]:
        start = quote.text.find(part, start)
        yield _piece(f"{_marked(part, quote, start)}\n", part, 1)
        start += len(part)
    yield _piece(f"{escape(quote.citation, quote=False)}\n", quote.citation, 1)
    for part in _cut(quote.lead_in, longest - 4):
        yield _piece(f"<blockquote expandable>{escape(part, quote=False)}</blockquote>\n", part, 2)


def _quotation(quote: Quote, longest: int) -> Iterator[Piece]:
    """Yield a provision as it is printed, folded where it is long, and under it its citation."""
    tag = "blockquote expandable" if len(quote.text) > FOLDED_FROM else "blockquote"
    start = 0
    parts = list(_cut(quote.text, longest - utf16_length(quote.citation) - 4)) or [""]
    for part in parts:
        start = quote.text.find(part, start)
        text = f"<{tag}>{_marked(part, quote, start)}</blockquote>\n"
        start += len(part)
        cited = part is parts[-1] and quote.citation
        yield _piece(
            f"{text}{escape(quote.citation, quote=False)}\n" if cited else text,
            part + (quote.citation if cited else ""),
            3,
        )


def _marked(part: str, quote: Quote, start: int) -> str:
    """Return a part of a quotation with its marked words in bold; `start` is where the part begins in the whole."""
    html, done = "", 0
    for first, last in quote.marks:
        if start <= first and last <= start + len(part) and first - start >= done:
            html += escape(part[done : first - start], quote=False)
            html += f"<b>{escape(part[first - start : last - start], quote=False)}</b>"
            done = last - start
    return html + escape(part[done:], quote=False)


def _item(item: Item, longest: int) -> Iterator[Piece]:
    indent = "\u2003" * item.depth
    marker = f"{indent}<b>{escape(item.marker, quote=False)}</b> " if item.marker else indent
    room = longest - utf16_length(item.marker) - len(indent) - 3
    for at, part in enumerate(list(_cut(item.text, room)) or [""]):
        before = indent if at else marker
        yield _piece(f"{before}{escape(part, quote=False)}\n", part + ("" if at else item.marker + indent), 2)


def _piece(html: str, seen: str, breaks: int) -> Piece:
    return Piece(html, utf16_length(seen) + breaks)


def _cut(text: str, longest: int) -> Iterator[str]:
    """Cut a text between words into parts of at most so many UTF-16 units; most texts stay whole."""
    while utf16_length(text) > longest:
        reach = longest // 2 if utf16_length(text[:longest]) > longest else longest
        at = text.rfind(" ", 1, reach)
        at = at if at > 0 else reach
        yield text[:at]
        text = text[at:].removeprefix(" ")
    if text:
        yield text
