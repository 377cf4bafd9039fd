"""Which acts answer now, which did and which will: statute books by day, built ahead of their day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.acts.edition import Edition
from knowledge.acts.succession import coming, in_force
from knowledge.embedding.encoder import Encoder
from knowledge.in_force.statute_book import StatuteBook
from knowledge.store.store import Store

MOST_BOOKS = 6
"""How many statute books are kept: today's, the next day's, and some of the past that were asked about."""


class Library:
    """Keep the statute books of a store; `encoder` gives the encoder that searches them."""

    def __init__(self, store: Store, encoder: Callable[[], Encoder]) -> None:
        self._store = store
        self._encoder = encoder
        self._books: dict[tuple[Edition, ...], StatuteBook] = {}
        self._prepared: tuple[int, date] | None = None

    def book(self, editions: Sequence[Edition], store: Store | None = None) -> StatuteBook:
        """Return the statute book of some editions; what is loaded already is not loaded again."""
        wanted = tuple(editions)
        book = self._books.get(wanted)
        if book is None:
            loaded = {each.edition: each for book in tuple(self._books.values()) for each in book.published}
            book = StatuteBook([loaded.get(each) or (store or self._store).load(each) for each in wanted])
        self._keep(book)
        return book

    def has(self, editions: Sequence[Edition]) -> bool:
        """Tell whether the statute book of some editions can answer at once."""
        book = self._books.get(tuple(editions))
        return book is not None and book.is_ready

    def prepare(self, store: Store, today: date) -> None:
        """Build what answers today and what will next; `store` is one that the calling thread has for itself."""
        seen = store.version(), today
        if seen == self._prepared:
            return
        editions = store.editions()
        days = [today, *(each.valid_from for each in coming(editions, today)[:1])]
        for day in days:
            if (wanted := in_force(editions, day)) and not self.has(wanted):
                self.book(wanted, store).searcher(store, self._encoder())
        self._prepared = seen

    def _keep(self, book: StatuteBook) -> None:
        """Keep a book as the last one that was wanted; that which was wanted longest ago makes room."""
        others = {editions: each for editions, each in self._books.items() if editions != book.editions}
        self._books = dict(tuple(others.items())[1 - MOST_BOOKS :]) | {book.editions: book}


@dataclass(frozen=True, slots=True)
class Period:
    """Hold a time, first and last day, in which the same editions are in force."""

    first: date
    last: date
    editions: tuple[Edition, ...]


def periods(editions: Sequence[Edition], first: date, last: date) -> list[Period]:
    """Cut a time at the days on which other editions take effect."""
    cuts = [first, *sorted({each.valid_from for each in editions if first < each.valid_from <= last})]
    ends = [*(cut - timedelta(days=1) for cut in cuts[1:]), last]
    found: list[Period] = []
    for start, end in zip(cuts, ends, strict=True):
        valid = in_force(editions, start)
        if found and found[-1].editions == valid:
            found[-1] = Period(found[-1].first, end, valid)
        else:
            found.append(Period(start, end, valid))
    return found
