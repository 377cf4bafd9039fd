"""What of a duty the question asked for: the few words of it that a reply shows, and in bold those that fit."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bot.replies.reply import Quote, Reply, Span
from knowledge.acts.act import Clause
from knowledge.language import WORD, fold, fold_in_place, words
from knowledge.polish import akin
from knowledge.shipped import THESAURUS, rows

PREFIX = 4
"""How many letters two forms of a word share at least."""

MOST_MARKS = 12
"""How many words of a quotation are marked at most; Telegram shows 100 entities in a message and drops the rest."""

LONGEST_GIST = 80
"""How many characters of a duty a reply shows at most: two lines of a phone."""

# Words that carry no matter, folded: marking "w zakresie zapewnienia" helps nobody.
_EMPTY = frozenset(
    "kto kogo komu kim czym co czy gdzie jak jaki jest dla oraz przez przy pod nad bez ich sie nie moge prosze trzeba "
    "mam mnie moj moja zajmuje odpowiada zakres zakresie zakresu zadan zadania dzialania prowadzenie realizacja "
    "zapewnienie the who what for with and are does has our your not responsible handles handle takes care".split()
)

Asked = Mapping[str, Sequence[str]]


def mark(reply: Reply, question: str) -> Reply:
    """Mark in every quotation of a reply the words that the question asked for, in either language.

    A long duty is cut to these words and what stands around them. What leads to it is shown once in a reply, with the
    first duty.
    """
    asked = _asked(question)
    blocks = tuple(
        replace(block, quotes=tuple(_brief(_mark(quote, asked)) for quote in block.quotes)) for block in reply.blocks
    )
    return folded_once(replace(reply, blocks=blocks))


def folded_once(reply: Reply) -> Reply:
    """Keep what leads to a duty, of all that a reply quotes, with the first."""
    quotes = [quote for block in reply.blocks for quote in block.quotes]
    first = next((quote for quote in quotes if quote.lead_in is not None), None)
    blocks = tuple(
        replace(block, quotes=tuple(quote if quote is first else _unfolded(quote) for quote in block.quotes))
        for block in reply.blocks
    )
    return replace(reply, blocks=blocks)


def gist(text: str, question: str, most: int) -> str:
    """Return what of a duty a question asked for, in so many characters at most, cut between words."""
    quote = _mark(Quote("", text), _asked(question))
    return _cut(quote.text, quote.marks, most)[0]


def _unfolded(quote: Quote) -> Quote:
    return replace(quote, lead_in="") if quote.lead_in else quote


def _mark(quote: Quote, asked: Asked) -> Quote:
    return replace(quote, marks=tuple(_matching(quote.text, asked))[:MOST_MARKS])


def _matching(text: str, asked: Asked) -> Iterator[Span]:
    return (match.span() for match in WORD.finditer(fold_in_place(text)) if _matches(match[0], asked))


def _brief(quote: Quote) -> Quote:
    """Cut a duty to what of it fits; the whole is folded then."""
    if quote.lead_in is None or not isinstance(quote.source, Clause) or quote.text != quote.source.text:
        return quote
    text, marks = _cut(quote.text, quote.marks, LONGEST_GIST)
    is_whole = len(text) == len(quote.text.rstrip(" ,;.:"))
    lead_in = quote.lead_in if is_whole else f"{quote.lead_in.removesuffix('…')}{quote.text}"
    return replace(quote, text=text, marks=marks, lead_in=lead_in)


def _cut(text: str, marks: Sequence[Span], most: int) -> tuple[str, tuple[Span, ...]]:
    """Return that part of a text, in whole words, which has most of the marked ones, with their places in it."""
    text = text.rstrip(" ,;.:")
    if len(text) <= most:
        return text, tuple(span for span in marks if span[1] <= len(text))
    first, last = _window([match.span() for match in re.finditer(r"\S+", text)], marks, most - 4)
    before, after = "… " if first else "", " …" if last < len(text) else ""
    inside = [(start, end) for start, end in marks if first <= start and end <= last]
    moved = tuple((start - first + len(before), end - first + len(before)) for start, end in inside)
    return f"{before}{text[first:last].rstrip(' ,;:')}{after}", moved


def _window(pieces: Sequence[Span], marks: Sequence[Span], most: int) -> Span:
    """Return where the best part begins and ends: from the beginning, or with the marked words in its middle."""
    ends = [
        max((end for _, end in pieces if first <= end <= first + most), default=first + most) for first, _ in pieces
    ]
    counts = [
        sum(start <= mark and stop <= end for mark, stop in marks) for (start, _), end in zip(pieces, ends, strict=True)
    ]
    best = [at for at, count in enumerate(counts) if count == max(counts)]
    last = ends[0 if best[0] == 0 else best[len(best) // 2]]
    return next(start for start, _ in pieces if last - start <= most or start == pieces[-1][0]), last


def _asked(question: str) -> Asked:
    """Return the words of a question that carry matter, and those that mean the same, by their first letters."""
    own = {word for word in words(question) if len(word) > 2 and word not in _EMPTY}
    near = (entry for word in own for entry in _synonyms().get(word[:PREFIX], ()) if akin(word, entry[0]))
    asked: dict[str, list[str]] = defaultdict(list)
    for word in own.union(*(group for _, group in near)):
        asked[word[:PREFIX]].append(word)
    return asked


def _matches(word: str, asked: Asked) -> bool:
    near = asked.get(word[:PREFIX], ())
    return any(akin(word, other) for other in near) and len(word) > 2 and word not in _EMPTY


@cache
def _synonyms() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return by its first letters each word with its thesaurus group, all folded.

    Only words that stand alone in a group count: those of an expression mean something else one by one.
    """
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for row in rows(THESAURUS):
        texts = map(fold, (*row["formal"], *row["everyday"], *row["en"]))
        group = frozenset(text for text in texts if WORD.fullmatch(text) and len(text) > 2)
        for word in group:
            found[word[:PREFIX]].append((word, group))
    return found
