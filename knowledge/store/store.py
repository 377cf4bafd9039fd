"""The database: one SQLite file with every edition that was published; `knowledge.staff` keeps its records in it.

An edition, its units, clauses and example questions appear in one transaction or not at all, and not before their
vectors. These are kept by encoder and text, so a text that was embedded once is never embedded again by the same
encoder.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from knowledge.acts import succession
from knowledge.acts.act import Act
from knowledge.acts.edition import Edition, Example, Lost, Source
from knowledge.acts.project_orders import Order
from knowledge.acts.succession import Head, coming, lines_of, replaced_by, withdrawn_with
from knowledge.days import today_in_warsaw
from knowledge.errors import InvalidOrder, NoEdition
from knowledge.store import contents, rows, seal
from knowledge.store import vectors as embeddings
from knowledge.store.database import DatabaseFile
from knowledge.store.rows import COMMAND_LINE
from knowledge.store.vectors import hash_text

if TYPE_CHECKING:
    from knowledge.store.vectors import Vectors

VECTORS_AT_ONCE = 4000
"""How many vectors one transaction stores."""


@dataclass(frozen=True, slots=True)
class Published:
    """Hold one edition with its act."""

    edition: Edition
    act: Act


class Store(DatabaseFile):
    """Read and write editions, vectors and project orders in the database file."""

    def check(self) -> None:
        """Read the whole file; raises DatabaseUnusable where its structure is broken or an edition's words changed."""
        with self._translated():
            said = self._db.execute("pragma quick_check(1)").fetchone()[0]
            if said != "ok":
                raise seal.Broken(" ".join(said.split()))
            for edition in self.editions():
                seal.check(self._db, edition.id)

    def editions(self) -> tuple[Edition, ...]:
        """Return all editions, the latest first."""
        with self.parsing():
            return tuple(map(rows.edition, self._db.query("select * from editions order by id desc")))

    def latest(self) -> Edition | None:
        """Return the edition that was published last; None before the first."""
        return next(iter(self.editions()), None)

    def edition(self, number: int) -> Edition:
        """Return the edition of a number; raises NoEdition that names those there are."""
        editions = self.editions()
        found = next((edition for edition in editions if edition.id == number), None)
        if found is None:
            if not editions:
                raise NoEdition("there is no edition {number}; there are: none", number=number)
            known = ", ".join(str(edition.id) for edition in reversed(editions))
            raise NoEdition("there is no edition {number}; there are: {known}", number=number, known=known)
        return found

    def in_force(self, day: date) -> tuple[Edition, ...]:
        """Return the editions in force on a day (in Warsaw), one for each line of acts, the first line first."""
        return succession.in_force(self.editions(), day)

    def coming(self, day: date) -> tuple[Edition, ...]:
        """Return the editions that will take effect after a day, the next one first."""
        return coming(self.editions(), day)

    def version(self) -> int:
        """Return a number that is another one whenever editions, project orders or corrections changed."""
        with self._translated():
            return int(self._db.execute("select coalesce(max(id), 0) from audit").fetchone()[0])

    def lines(self, act: Act, day: date) -> tuple[int, ...]:
        """Return the lines of acts that one valid from a day would stand in; none where it would begin its own."""
        return lines_of(act, day, self.heads())

    def nearest(self, act: Act, day: date) -> Edition | None:
        """Return the edition that an act valid from a day takes after.

        That is the one it follows in its line, else the one that follows it; None where it has no line yet.
        """
        return next(succession.nearest(self.lines(act, day), day, self.editions()), None)

    def replaced(self, act: Act, today: date) -> tuple[Edition, ...]:
        """Return the editions, still to come after today, that an act replaces; the next one first.

        Those that would begin no sooner than it are withdrawn when it is published.
        """
        replaced = replaced_by(act, self.heads())
        return tuple(each for each in coming(self.editions(), today) if each in replaced)

    def load(self, edition: Edition | None = None) -> Published:
        """Return an edition (the latest by default) with its act; raises NoEdition where there is none."""
        edition = edition or self.latest()
        if edition is None:
            raise NoEdition("nothing is published in {path} yet; run: python -m indexer publish FILE", path=self.path)
        with self.parsing():
            seal.check(self._db, edition.id)
            head = json.loads(self._db.table("editions").get(edition.id)["head"])
            return Published(edition, contents.read_act(self._db, edition.id, head))

    def examples(self, published: Published) -> tuple[Example, ...]:
        """Return the example questions of an edition, those that are nobody's among them."""
        with self.parsing():
            return tuple(contents.read_examples(self._db, published.edition.id, published.act.clauses))

    def asked(self, edition: Edition) -> int:
        """Return how many example questions of an edition belong to its clauses; the others are nobody's."""
        with self.reading() as db:
            return int(db.execute("select count(clause) from examples where edition = ?", [edition.id]).fetchone()[0])

    def lost(self, edition: Edition) -> tuple[Lost, ...]:
        """Return the example questions whose clause this edition, or one before it, no longer has."""
        with self.parsing():
            return tuple(contents.read_lost(self._db, edition.id))

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
        vectors: "Mapping[str, Vectors]",
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
        day = valid_from or first_day(act)
        content = contents.rows_of(act, examples, lost)
        fresh = embeddings.rows_of(encoder, vectors)
        # Whoever asks a question waits to write that down, so the file is claimed for some hundredths of a second at a
        # time. Vectors of an edition that does not come to be are of use to the next one.
        for at in range(0, len(fresh), VECTORS_AT_ONCE):
            with self.writing() as db:
                embeddings.write(db, fresh[at : at + VECTORS_AT_ONCE])
        with self.writing() as db:
            row = {
                "act": act.number or act.title,
                "head": json.dumps(rows.head_row(act), ensure_ascii=False),
                "source": source,
                "source_hash": source_hash,
                "examples_hash": examples_hash,
                "encoder": encoder,
                "dimension": embeddings.dimension(db, encoder, vectors),
                "calibration": calibration,
                "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "in_force_from": rows.iso(act.commencement.day if act.commencement else None),
                "unit_count": len(act.units),
                "clause_count": len(act.clauses),
                "example_count": len(examples),
                "valid_from": day.isoformat(),
            }
            edition = self._insert_edition(row, act, day)
            contents.write(db, edition.id, content)
            seal.put(db, edition.id)
            self._keep(source_hash, sources)
            editions = self.editions()
            gone = _listed(each for each in editions if withdrawn_with(each, editions) == edition)
            with_it = f"; withdrawn with it: {gone}" if gone else ""
            self._record(who, "publish", f"edition {edition.id} of {edition.act}, valid from {day}{with_it}")
        return edition

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

    def heads(self) -> tuple[Head, ...]:
        """Return all editions, the latest first, each with the head of its act."""
        with self._translated():
            return tuple(
                (rows.edition(row), rows.head_act(row["head"]))
                for row in self._db.table("editions").rows_where(order_by="id desc")
            )

    def rollback(self, edition: Edition, who: str = COMMAND_LINE) -> tuple[Edition, ...]:
        """Go back to an edition: withdraw what follows or replaces it, and put it back where it was withdrawn.

        Returns what was withdrawn, the earliest first. Where nothing is to be done, nothing stands in the audit.
        """
        with self.writing():
            known = self.edition(edition.id), self.editions()
            dropped = succession.following(*known)
            if dropped or known[0].is_withdrawn:
                self._withdraw(succession.gone_back(*known))
                what = f"edition {edition.id} of {edition.act}, withdrawn: {_listed(dropped) or 'none'}"
                self._record(who, "rollback", what)
        return dropped

    def withdraw(self, edition: Edition, who: str = COMMAND_LINE) -> bool:
        """Withdraw an edition, be it coming, in force or superseded; tells whether it was not withdrawn already."""
        with self.writing():
            if self.edition(edition.id).is_withdrawn:
                return False
            self._withdraw(succession.without(edition, self.editions()))
            self._record(who, "withdraw", f"edition {edition.id} of {edition.act}")
        return True

    def orders(self) -> tuple[Order, ...]:
        """Return all project orders that were recorded, in the order of their first days."""
        with self.parsing():
            return tuple(map(rows.order, self._db.query("select * from project_orders order by starts, id")))

    def record_order(self, order: Order, who: str = COMMAND_LINE) -> None:
        """Record a project order; raises InvalidOrder where its number is taken."""
        if any(known.number == order.number for known in self.orders()):
            raise InvalidOrder(
                "an order {number!r} is recorded already; orders keep their numbers", number=order.number
            )
        recorded = datetime.now(UTC).isoformat(timespec="seconds")
        with self.writing() as db:
            db.table("project_orders").insert({**rows.order_row(order), "recorded_at": recorded})
            self._record(who, "order", f"{order.number}, from {order.starts} to {order.ends}")

    def end_order(self, number: str, last: date, who: str = COMMAND_LINE) -> Order:
        """Let a recorded order end on another day than it states, as when it is repealed; returns it as it is now.

        Raises InvalidOrder where no order has the number, or where it would end before it starts.
        """
        known = next((order for order in self.orders() if order.number == number), None)
        if known is None:
            raise InvalidOrder(
                "no order {number!r} is recorded; list them with: python -m indexer orders", number=number
            )
        if last < known.starts:
            raise InvalidOrder(
                "order {number} starts on {starts}, so it cannot end on {last}",
                number=number,
                starts=str(known.starts),
                last=str(last),
            )
        with self.writing() as db:
            db.execute("update project_orders set ends = ? where number = ?", [last.isoformat(), number])
            self._record(who, "end order", f"{number}, on {last}")
        return replace(known, ends=last)

    def missing(self, encoder: str, texts: Iterable[str]) -> list[str]:
        """Return those of the texts, each once and in order, for which this encoder's vector is not stored."""
        with self.reading() as db:
            return embeddings.missing(db, encoder, texts)

    def vectors(self, encoder: str, texts: Sequence[str]) -> "Vectors":
        """Return the stored vectors of the texts in their order, shape (len(texts), dimension); some texts at least."""
        with self.parsing():
            return embeddings.read(self._db, encoder, texts)

    def _insert_edition(self, row: dict[str, Any], act: Act, day: date) -> Edition:
        """Insert an edition's own row, with its lines, one of its own where it joins none, and what it replaces."""
        heads = self.heads()
        replaces = json.dumps([each.id for each in replaced_by(act, heads)])
        number = self._db.table("editions").insert({**row, "replaces": replaces}).last_pk
        assert isinstance(number, int)
        lines = lines_of(act, day, heads) or (number,)
        self._db.table("editions").update(number, {"lines": json.dumps(lines)})
        return self.edition(number)

    def _withdraw(self, editions: Iterable[Edition]) -> None:
        """Let those of some editions be withdrawn that say so, and no others."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for each, before in zip(editions, self.editions(), strict=True):
            if each.is_withdrawn != before.is_withdrawn:
                self._db.table("editions").update(each.id, {"withdrawn_at": now if each.is_withdrawn else None})

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

    def _record(self, who: str, deed: str, what: str) -> None:
        self._db.table("audit").insert(rows.deed_row(time.time(), who, deed, what))


def _listed(editions: Iterable[Edition]) -> str:
    return ", ".join(str(each.id) for each in editions)


def first_day(act: Act) -> date:
    """Return the day an act takes effect by its own words; today where they do not tell it."""
    return act.commencement.day if act.commencement and act.commencement.day else today_in_warsaw()


def hash_examples(examples: Iterable[Example]) -> str:
    """Return a fingerprint of example questions, to see whether they changed."""
    return hash_text("\n".join(f"{example.citation}#{example.occurrence}\t{example.question}" for example in examples))
