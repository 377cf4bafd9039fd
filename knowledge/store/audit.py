"""The audit: who did what that changes what others are told or may do, and when; it is only added to.

Whoever acts through a messenger comes as a key from which nobody can be told, who acts at the command line as
`knowledge.store.rows.COMMAND_LINE`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.store import rows
from knowledge.store.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one deed: `done_at` in seconds since 1970, `deed` one word such as "publish", `what` it was done to."""

    done_at: float
    who: str
    deed: str
    what: str


class Audit:
    """Keep the audit in the store's file; `clock` returns the time in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def record(self, who: str, deed: str, what: str) -> None:
        """Add an entry."""
        with self._store.writing() as db:
            db.table("audit").insert(rows.deed_row(self._clock(), who, deed, what))

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, the first one first."""
        with self._store.reading() as db:
            return tuple(
                Entry(row["done_at"], row["who"], row["deed"], row["what"])
                for row in db.table("audit").rows_where(order_by="id")
            )
