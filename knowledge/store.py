"""The database: one SQLite file with every edition that was published; `knowledge.memory` keeps conversations in it.

An edition, its units, clauses and example questions appear in one transaction or not at all, and not before their
vectors. These are kept by encoder and text, so a text that was embedded once is never embedded again by the same
encoder.
"""

import json
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database
from sqlite_utils.db import NotFoundError

from knowledge import rows, seal, succession
from knowledge.audit import COMMAND_LINE
from knowledge.damage import damaged, explain
from knowledge.days import today_in_warsaw
from knowledge.errors import DatabaseUnusable, InvalidOrder, NoEdition
from knowledge.model import (
    Act,
    Clause,
    Edition,
    Example,
    Lost,
    Source,
    Unit,
)
from knowledge.orders import Order
from knowledge.schema import migrations
from knowledge.succession import Held, lines_of

Vectors = NDArray[np.float32]

BUSY_SECONDS = 10.0

HASHES_AT_ONCE = 500
"""How many vectors one query asks for; SQLite takes 999 values at least."""

VECTORS_AT_ONCE = 4000
"""How many vectors one transaction stores."""

_writers: dict[Path, RLock] = defaultdict(RLock)
"""Who writes to a file in this process: who waits here goes on at once, where SQLite would sleep."""


@dataclass(frozen=True, slots=True)
class Published:
    """Hold one edition with all that answering from it takes, vectors apart."""

    edition: Edition
    act: Act
    examples: tuple[Example, ...]


class Store:
    """Open the database file, creating or migrating it where needed.

    Raises DatabaseUnusable when the file is no database, corrupt, locked, unwritable or from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = _writers[path.resolve()]
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = Database(sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False))
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

    def __enter__(self) -> "Store":
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

    def check(self) -> None:
        """Read the whole file; raises DatabaseUnusable where its structure is broken or an edition's words changed."""
        with self._translated():
            said = self._db.execute("pragma quick_check(1)").fetchone()[0]
            if said != "ok":
                raise seal.Broken(said)
            for edition in self.editions():
                seal.check(self._db, edition.id)

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

    def editions(self) -> tuple[Edition, ...]:
        """Return all editions, the latest first."""
        with self.parsing():
            return tuple(rows.edition(row) for row in self._db.table("editions").rows_where(order_by="id desc"))

    def latest(self) -> Edition | None:
        """Return the edition that was published last; None before the first."""
        return next(iter(self.editions()), None)

    def edition(self, number: int) -> Edition:
        """Return the edition of a number; raises NoEdition that names those there are."""
        editions = self.editions()
        found = next((edition for edition in editions if edition.id == number), None)
        if found is None:
            known = ", ".join(str(edition.id) for edition in reversed(editions)) or "none"
            raise NoEdition(f"there is no edition {number}; there are: {known}")
        return found

    def in_force(self, day: date) -> tuple[Edition, ...]:
        """Return the editions in force on a day (in Warsaw), one for each line of acts, the first line first."""
        return succession.in_force(self.editions(), day)

    def coming(self, day: date) -> tuple[Edition, ...]:
        """Return the editions that will take effect after a day, the next one first."""
        return succession.coming(self.editions(), day)

    def version(self) -> int:
        """Return a number that is another one whenever an edition was published, withdrawn or put in force again."""
        with self._translated():
            return int(self._db.execute("select coalesce(max(id), 0) from audit").fetchone()[0])

    def lines(self, act: Act, day: date) -> tuple[int, ...]:
        """Return the lines of acts that one valid from a day would stand in; none where it would begin its own."""
        with self._translated():
            return lines_of(act, day, [self._held(row) for row in self._db.table("editions").rows])

    def nearest(self, act: Act, day: date) -> Edition | None:
        """Return the edition that an act valid from a day takes after.

        That is the one it follows in its line, else the one that follows it; None where it has no line yet.
        """
        return next(succession.nearest(self.lines(act, day), day, self.editions()), None)

    def load(self, edition: Edition | None = None) -> Published:
        """Return an edition (the latest by default) with its act and examples; raises NoEdition where there is none."""
        edition = edition or self.latest()
        if edition is None:
            raise NoEdition(f"nothing is published in {self.path} yet; run: python -m indexer publish FILE")
        with self.parsing():
            seal.check(self._db, edition.id)
            act = self._act(edition.id)
            return Published(edition, act, tuple(self._examples(edition.id, act.clauses)))

    def lost(self, edition: Edition) -> tuple[Lost, ...]:
        """Return the example questions whose clause this edition, or one before it, no longer has."""
        with self.parsing():
            return tuple(rows.lost(row) for row in self._rows("lost_examples", edition.id))

    def publish(
        self,
        act: Act,
        examples: Sequence[Example],
        *,
        source: str,
        source_hash: str,
        examples_hash: str,
        encoder: str,
        calibration: str,
        vectors: Mapping[str, Vectors],
        lost: Sequence[Lost] = (),
        valid_from: date | None = None,
        who: str = COMMAND_LINE,
        sources: Sequence[Source] = (),
    ) -> Edition:
        """Store an act as a new edition, whole or not at all, and who did it in the audit.

        `vectors` maps each newly embedded text to its vector, shape (dimension,); the others must be stored already.
        `valid_from` is the day its act takes effect by default, and today where that is not known. `sources` are the
        documents it was read from, the acts that amend it after its own.
        """
        dimension = self._dimension(encoder, vectors)
        positions = {clause.key: position for position, clause in enumerate(act.clauses)}
        day = valid_from or first_day(act)
        asked = [rows.example_row(example, positions) for example in examples]
        embedded = [
            {"encoder": encoder, "text_hash": hash_text(text), "vector": vector.tobytes()}
            for text, vector in vectors.items()
        ]
        # Whoever asks a question waits to write that down, so the file is claimed for some hundredths of a second at a
        # time. Vectors of an edition that does not come to be are of use to the next one.
        for at in range(0, len(embedded), VECTORS_AT_ONCE):
            with self.writing():
                self._insert_rows("vectors", embedded[at : at + VECTORS_AT_ONCE], "insert or ignore")
        with self.writing():
            row = {
                "act": act.number or act.title,
                "head": json.dumps(rows.head_row(act), ensure_ascii=False),
                "source": source,
                "source_hash": source_hash,
                "examples_hash": examples_hash,
                "encoder": encoder,
                "dimension": dimension,
                "calibration": calibration,
                "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "in_force_from": rows.iso(act.commencement.day if act.commencement else None),
                "unit_count": len(act.units),
                "clause_count": len(act.clauses),
                "example_count": len(examples),
                "valid_from": day.isoformat(),
            }
            edition, lines = self._insert_edition(row, self.lines(act, day))
            self._insert("provisions", edition, (rows.provision_row(provision) for provision in act.provisions))
            self._insert("units", edition, (rows.unit_row(act, unit) for unit in act.everyone))
            self._insert("clauses", edition, (rows.clause_row(clause) for clause in act.clauses))
            self._insert("examples", edition, asked)
            self._insert("lost_examples", edition, (rows.lost_row(each) for each in lost))
            seal.put(self._db, edition)
            self._keep(source_hash, sources)
            self._record(who, "publish", f"edition {edition} of {row['act']}, valid from {day}")
        return rows.edition({"id": edition, **row, "lines": lines, "withdrawn_at": None})

    def keep(self, edition: Edition, sources: Sequence[Source]) -> None:
        """Keep the documents of an edition that was published before they were kept."""
        with self.writing():
            self._keep(edition.source_hash, sources)

    def sources(self, edition: Edition) -> tuple[Source, ...]:
        """Return the documents that an edition was read from, in their order; none where they were not kept."""
        with self._translated():
            held = self._db.table("consolidations").rows_where(
                "source_hash = ?", [edition.source_hash], order_by="position"
            )
            hashes = [row["document"] for row in held] or [edition.source_hash]
            found = {
                row["hash"]: Source(row["name"], row["hash"], row["lines"])
                for each in dict.fromkeys(hashes)
                for row in self._db.table("documents").rows_where("hash = ?", [each])
            }
        return tuple(found[each] for each in hashes) if all(each in found for each in hashes) else ()

    def heads(self) -> tuple[tuple[Edition, Act], ...]:
        """Return all editions, the latest first, each with the head of its act."""
        with self._translated():
            return tuple(
                (rows.edition(row), rows.head_act(row["head"]))
                for row in self._db.table("editions").rows_where(order_by="id desc")
            )

    def rollback(self, edition: Edition, who: str = COMMAND_LINE) -> tuple[Edition, ...]:
        """Go back to an edition: withdraw all that come after it in its lines, and put it back where it was withdrawn.

        Returns what was withdrawn, the earliest first.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.writing() as db:
            after = [
                each
                for each in sorted(self.editions(), key=lambda each: each.order)
                if not each.is_withdrawn and each.order > edition.order and set(each.lines) & set(edition.lines)
            ]
            for each in after:
                db.table("editions").update(each.id, {"withdrawn_at": now})
            db.table("editions").update(edition.id, {"withdrawn_at": None})
            dropped = ", ".join(str(each.id) for each in after) or "none"
            self._record(who, "rollback", f"edition {edition.id} of {edition.act}, withdrawn: {dropped}")
        return tuple(after)

    def orders(self) -> tuple[Order, ...]:
        """Return all project orders that were recorded, in the order of their first days."""
        with self.parsing():
            return tuple(rows.order(row) for row in self._db.table("project_orders").rows_where(order_by="starts, id"))

    def record_order(self, order: Order) -> None:
        """Record a project order; raises InvalidOrder where its number is taken."""
        if any(known.number == order.number for known in self.orders()):
            raise InvalidOrder(f"an order {order.number!r} is recorded already; orders keep their numbers")
        recorded = datetime.now(UTC).isoformat(timespec="seconds")
        with self._translated(), self._db.atomic():
            self._db.table("project_orders").insert({**rows.order_row(order), "recorded_at": recorded})

    def end_order(self, number: str, last: date) -> Order:
        """Let a recorded order end on another day than it states, as when it is repealed; returns it as it is now.

        Raises InvalidOrder where no order has the number, or where it would end before it starts.
        """
        known = next((order for order in self.orders() if order.number == number), None)
        if known is None:
            raise InvalidOrder(f"no order {number!r} is recorded; list them with: python -m indexer orders")
        if last < known.starts:
            raise InvalidOrder(f"order {number} starts on {known.starts}, so it cannot end on {last}")
        with self._translated(), self._db.atomic():
            self._db.execute("update project_orders set ends = ? where number = ?", [last.isoformat(), number])
        return replace(known, ends=last)

    def missing(self, encoder: str, texts: Iterable[str]) -> list[str]:
        """Return those of the texts, each once and in order, for which this encoder's vector is not stored."""
        with self._translated():
            hashes = {text: hash_text(text) for text in texts}
            known = {row[0] for row in self._stored("text_hash", encoder, hashes.values())}
        return [text for text, hash_ in hashes.items() if hash_ not in known]

    def vectors(self, encoder: str, texts: Sequence[str]) -> Vectors:
        """Return the stored vectors of the texts in their order, shape (len(texts), dimension); some texts at least."""
        with self.parsing():
            hashes = [hash_text(text) for text in texts]
            stored = dict(self._stored("text_hash, vector", encoder, hashes))
        try:
            blobs = [stored[hash_] for hash_ in hashes]
            vectors = np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(texts), -1)
            if not np.isfinite(vectors).all():
                raise ValueError
        except (KeyError, ValueError):
            raise DatabaseUnusable(damaged(self.path, "vectors are missing or broken")) from None
        return vectors

    def _stored(self, columns: str, encoder: str, hashes: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Yield columns of those texts' vectors that are stored; other acts' vectors are not looked at."""
        wanted = list(dict.fromkeys(hashes))
        for start in range(0, len(wanted), HASHES_AT_ONCE):
            some = wanted[start : start + HASHES_AT_ONCE]
            marks = ", ".join("?" * len(some))
            yield from self._db.execute(
                f"select {columns} from vectors where encoder = ? and text_hash in ({marks})", [encoder, *some]
            )

    def _insert_edition(self, row: dict[str, Any], lines: tuple[int, ...]) -> tuple[int, str]:
        """Insert an edition's own row; returns its number and its lines, one of its own where it joins none."""
        edition = self._db.table("editions").insert(row).last_pk
        assert isinstance(edition, int)
        text = json.dumps(lines or (edition,))
        self._db.table("editions").update(edition, {"lines": text})
        return edition, text

    def _keep(self, source_hash: str, sources: Sequence[Source]) -> None:
        self._db.table("documents").insert_all(
            ({"hash": each.hash, "name": each.name, "lines": each.lines} for each in sources), ignore=True
        )
        if len(sources) > 1:
            self._db.table("consolidations").insert_all(
                (
                    {"source_hash": source_hash, "position": position, "document": each.hash}
                    for position, each in enumerate(sources)
                ),
                ignore=True,
            )

    def _held(self, row: dict[str, Any]) -> Held:
        edition = rows.edition(row)
        return Held(edition.id, edition.valid_from, edition.lines, edition.is_withdrawn, rows.head_act(row["head"]))

    def _record(self, who: str, deed: str, what: str) -> None:
        self._db.table("audit").insert(rows.deed_row(time.time(), who, deed, what))

    def _dimension(self, encoder: str, vectors: Mapping[str, Vectors]) -> int:
        if vectors:
            return int(next(iter(vectors.values())).shape[0])
        stored = self._db.table("vectors").rows_where("encoder = ?", [encoder], select="vector", limit=1)
        return len(next(stored)["vector"]) // np.dtype(np.float32).itemsize

    def _insert(self, table: str, edition: int, rows: Iterable[dict[str, Any]]) -> None:
        self._insert_rows(table, [{"edition": edition, "position": at, **row} for at, row in enumerate(rows)])

    def _insert_rows(self, table: str, rows: Sequence[dict[str, Any]], insert: str = "insert") -> None:
        """Insert rows of the same columns, much faster than sqlite-utils does."""
        if rows:
            columns = ", ".join(rows[0])
            values = ", ".join(f":{column}" for column in rows[0])
            self._db.conn.executemany(f"{insert} into {table} ({columns}) values ({values})", rows)

    def _rows(self, table: str, edition: int) -> Iterator[dict[str, Any]]:
        return self._db.table(table).rows_where("edition = ?", [edition], order_by="position")

    def _act(self, edition: int) -> Act:
        head = json.loads(self._db.table("editions").get(edition)["head"])
        roles: dict[str, list[Unit]] = {"organisation": [], "body": [], "post": [], "unit": []}
        for row in self._rows("units", edition):
            roles[row["role"]].append(rows.unit(row))
        return Act(
            **rows.head(head),
            organisation=next(iter(roles["organisation"]), None),
            bodies=tuple(roles["body"]),
            units=tuple(roles["unit"]),
            posts=tuple(roles["post"]),
            provisions=tuple(rows.provision(row) for row in self._rows("provisions", edition)),
            clauses=tuple(rows.clause(row) for row in self._rows("clauses", edition)),
        )

    def _examples(self, edition: int, clauses: Sequence[Clause]) -> Iterator[Example]:
        for row in self._rows("examples", edition):
            clause = None if row["clause"] is None else clauses[row["clause"]]
            yield Example(row["question"], clause.citation, clause.occurrence) if clause else Example(row["question"])

    def _refuse_newer(self) -> None:
        if "_sqlite_migrations" not in self._db.table_names():
            return
        known = {migration.name for migration in migrations._migrations}
        with self.parsing():
            applied = {migration.name for migration in migrations.applied(self._db)}
        if newer := sorted(applied - known):
            raise DatabaseUnusable(
                f"{self.path} was written by a newer version of this program ({newer[0]}); "
                "update the program, or set KNOWLEDGE_DB to another file"
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


def first_day(act: Act) -> date:
    """Return the day an act takes effect by its own words; today where they do not tell it."""
    return act.commencement.day if act.commencement and act.commencement.day else today_in_warsaw()


def hash_text(text: str) -> str:
    """Return the key under which a text's vector is stored."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def hash_examples(examples: Iterable[Example]) -> str:
    """Return a fingerprint of example questions, to see whether they changed."""
    return hash_text("\n".join(f"{example.citation}#{example.occurrence}\t{example.question}" for example in examples))
