"""Pages of a long reply: cut between quotations and list items, never inside one."""

from collections.abc import Iterator
from dataclasses import replace

from bot.replies.reply import Block, Item, Quote, Reply
from knowledge.acts.act import Provision

PAGE = 1400
"""How many characters of quotations and items a page holds, unless a single one is longer: about two phone screens."""

LAST = 120
"""How many characters more the last page may hold: a short last line makes no page of its own."""

LONGEST_REPLY = 25_000
"""How many characters an answer to one message has at most: about six messages, for all units of an act at once."""


def pages(reply: Reply) -> tuple[Reply, ...]:
    """Divide a reply into pages; the opening stands on each, a block that is continued repeats its title."""
    found: list[tuple[Block, ...]] = []
    page: list[Block] = []
    size = 0
    pieces = list(_pieces(reply))
    for at, piece in enumerate(pieces, start=1):
        length = _length(piece)
        if page and size + length > PAGE + (LAST if at == len(pieces) else 0):
            found.append(tuple(page))
            page, size = [], 0
        _join(page, piece)
        size += length
    found.append(tuple(page))
    return tuple(replace(reply, blocks=blocks) for blocks in found)


def page_of(reply_pages: tuple[Reply, ...], provision: Provision) -> int:
    """Return the number, from 0, of the page on which a provision is listed; 0 where none has it."""
    listed = ([item.source for block in page.blocks for item in block.items] for page in reply_pages)
    return next((at for at, sources in enumerate(listed) if provision in sources), 0)


def cut_short(reply: Reply, notice: str) -> Reply:
    """Leave out the blocks of a reply that is longer than anybody reads, and say so; most replies stay whole."""
    kept, length = 0, 0
    for block in reply.blocks:
        length += _length(block)
        if kept and length > LONGEST_REPLY:
            break
        kept += 1
    if kept == len(reply.blocks):
        return reply
    return replace(reply, blocks=reply.blocks[:kept], closing="\n".join(filter(None, (notice, reply.closing))))


def _pieces(reply: Reply) -> Iterator[Block]:
    """Yield each block in pieces of one quotation or one item, the title with each."""
    for block in reply.blocks:
        contents: list[Quote | Item] = [*block.quotes, *block.items]
        if not contents:
            yield block
        for at, each in enumerate(contents):
            yield replace(
                block,
                introduction="" if at else block.introduction,
                reports_to="" if at else block.reports_to,
                facts=() if at else block.facts,
                quotes=(each,) if isinstance(each, Quote) else (),
                items=(each,) if isinstance(each, Item) else (),
            )


def _join(page: list[Block], piece: Block) -> None:
    """Add a piece to a page, to the block that it continues where that stands last."""
    last = page[-1] if page else None
    if last and last.title == piece.title and not piece.introduction and not piece.reports_to:
        page[-1] = replace(last, quotes=last.quotes + piece.quotes, items=last.items + piece.items)
    else:
        page.append(piece)


def _length(block: Block) -> int:
    texts = [
        block.introduction,
        block.reports_to,
        *block.facts,
        *(quote.citation + quote.text + (quote.lead_in or "") for quote in block.quotes),
    ]
    return sum(map(len, texts)) + sum(len(item.marker) + len(item.text) + 1 for item in block.items)
