"""One bot, one file: a claim on the database that holds for as long as the process lives."""

import sqlite3
from pathlib import Path

from knowledge.errors import DatabaseUnusable


class Claim:
    """Claim a database for one bot; raises DatabaseUnusable where another process has claimed it.

    The claim is SQLite's lock on an empty file beside the database: it goes with the process, however that ends, and
    hinders nobody who only asks, publishes or makes a backup.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = sqlite3.connect(path.with_name(f"{path.name}-bot"), timeout=0, isolation_level=None)
        try:
            self._lock.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            self._lock.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise DatabaseUnusable(
                    "{path} cannot be claimed ({error}): let this user write to its folder", path=path, error=error
                ) from error
            raise DatabaseUnusable(
                "another bot answers from {path}: end it, or give this one a KNOWLEDGE_DB of its own", path=path
            ) from error

    def release(self) -> None:
        """Give the claim up."""
        self._lock.close()
