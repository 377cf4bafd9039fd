"""Which words of a clause the question asked for: those a reply shows in bold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from bot.replies.reply import Quote, Reply
from knowledge.language import WORD, fold, fold_in_place, words
from knowledge.polish import akin
from knowledge.shipped import THESAURUS, rows

PREFIX = 4
"""How many letters two forms of a word share at least."""

MOST_MARKS = 12
"""How many words of a quotation are marked at most; Telegram shows 100 entities in a message and drops the rest."""

# Words that carry no matter, folded: marking "w zakresie zapewnienia" helps nobody.
_EMPTY = frozenset(
    "kto kogo komu kim czym co czy gdzie jak jaki jest dla oraz przez przy pod nad bez ich sie nie moge prosze trzeba "
    "mam mnie moj moja zajmuje odpowiada zakres zakresie zakresu zadan zadania dzialania prowadzenie realizacja "
    "zapewnienie the who what for with and are does has our your not responsible handles handle takes care".split()
)

Asked = Mapping[str, Sequence[str]]


def mark(reply: Reply, question: str) -> Reply:
    """Mark in every quotation of a reply the words that the question asked for, in either language."""
    asked = _asked(question)
    blocks = tuple(
        replace(block, quotes=tuple(_mark(quote, asked) for quote in block.quotes)) for block in reply.blocks
    )
    return replace(reply, blocks=blocks)


def _mark(quote: Quote, asked: Asked) -> Quote:
    marks = [match.span() for match in WORD.finditer(fold_in_place(quote.text)) if _matches(match[0], asked)]
    return replace(quote, marks=tuple(marks[:MOST_MARKS]))


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
