"""The database file: opening it, transactions, and SQLite's errors in one clear line each; all but the tables."""

import re
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Self

from sqlite_utils import Database
from sqlite_utils.db import NotFoundError

from knowledge.errors import DatabaseUnusable
from knowledge.store import seal
from knowledge.store.damage import explain
from knowledge.store.schema import migrations

BUSY_SECONDS = 10.0

_writers: dict[Path, RLock] = defaultdict(RLock)
"""Who writes to a file in this process: who waits here goes on at once, where SQLite would sleep."""


class DatabaseFile:
    """Open the database file, creating or migrating it where needed.

    Raises DatabaseUnusable when the file is no database, corrupt, locked, unwritable or from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = _writers[path.resolve()]
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
            weakref.finalize(self, connection.close).atexit = False  # whoever drops a store without closing it
            self._db = Database(connection)
            self._refuse_newer()
            if self._db.journal_mode != "wal":
                self._db.enable_wal()
            # a commit that was confirmed outlives a power cut: with NORMAL, the last ones could be lost
            self._db.execute("pragma synchronous = full")
            # what is deleted, such as a message that was answered, is not to be read off the file
            self._db.execute("pragma secure_delete = on")
            migrations.apply(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self, lasting: bool = True) -> Iterator[Database]:
        """Give the tables in one transaction; raises DatabaseUnusable for whatever SQLite says.

        It claims the right to write at once: one that reads first and is overtaken by another writer fails unawaited.
        Within another one of this store it is a part of that. What is not `lasting` is not waited for: a power cut may
        take it, as long as nothing that lasts was written after it.
        """
        if self._db.conn.in_transaction:
            yield self._db
            return
        with self._translated(), self._turn:
            self._db.execute(f"pragma synchronous = {'full' if lasting else 'normal'}")
            self._db.execute("begin immediate")
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                if self._db.conn.in_transaction:  # SQLite has rolled back by itself where the disk is full
                    self._db.execute("rollback")
                raise

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Give the tables to read from; raises DatabaseUnusable for whatever SQLite says."""
        with self._translated():
            yield self._db

    def keep_in_memory(self, *tables: str) -> None:
        """Let tables of this connection lie in memory, empty, in place of those of the file, with their triggers."""
        with self._translated():
            self._db.execute("pragma temp_store = memory")
            for kind in ("table", "trigger"):
                known = "select tbl_name, sql from sqlite_master where type = ?"
                for table, made in self._db.execute(known, [kind]).fetchall():
                    if table in tables:
                        self._db.execute(re.sub("(?i)^create", "create temp", made, count=1))

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and empty it, so that what was deleted stands in neither.

        Where another connection is reading just then, this is left to the next time.
        """
        with self._translated():
            self._db.execute("pragma wal_checkpoint(truncate)").fetchall()

    def _refuse_newer(self) -> None:
        if "_sqlite_migrations" not in self._db.table_names():
            return
        known = {migration.name for migration in migrations._migrations}
        with self.parsing():
            applied = {migration.name for migration in migrations.applied(self._db)}
        if newer := sorted(applied - known):
            raise DatabaseUnusable(
                "{path} was written by a newer version of this program ({version}); update the program, "
                "or set KNOWLEDGE_DB to another file",
                path=self.path,
                version=newer[0],
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn SQLite's errors, and those of reading what a damaged file gives, into one clear line."""
        try:
            yield
        except (sqlite3.Error, NotFoundError, OSError, seal.Broken, UnicodeDecodeError) as error:
            raise DatabaseUnusable(explain(self.path, error)) from error

    @contextmanager
    def parsing(self) -> Iterator[None]:
        """Raise DatabaseUnusable as well for rows that do not hold what was written."""
        try:
            with self._translated():
                yield
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise DatabaseUnusable(explain(self.path, error)) from error
