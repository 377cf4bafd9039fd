"""Corrections: questions of which the helpdesk says to which clause they belong, with who said so, when and why.

A correction is proposed, then confirmed or rejected, and can be undone; each step stands in the audit. It belongs to a
clause, not to an edition: for each edition is kept where in its act that clause stands. Persons come as keys from which
none can be told; questions and reasons are kept masked.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.acts.act import Clause
from knowledge.acts.citation import Citation
from knowledge.acts.edition import NOBODY, Edition
from knowledge.errors import UnknownCorrection
from knowledge.masking import mask
from knowledge.store import rows
from knowledge.store.store import Store

if TYPE_CHECKING:  # what compares questions is loaded where some were corrected
    from knowledge.search.rulings import Ruling, Scores


class Stage(StrEnum):
    """How far a correction has come; only a confirmed one counts."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNDONE = "undone"


STANDING = (Stage.PROPOSED, Stage.CONFIRMED)

_STEPS = {
    # the stage that it comes to: that which it must have reached, and the deed in the audit
    Stage.CONFIRMED: (Stage.PROPOSED, "confirm"),
    Stage.REJECTED: (Stage.PROPOSED, "reject"),
    Stage.UNDONE: (Stage.CONFIRMED, "undo"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold a correction with the clause as the act of its edition has it; no citation where it is nobody's.

    `proposed_by` and `decided_by` are keys of persons, times seconds since 1970; `decided_at` is when it came to its
    stage, None while it is proposed.
    """

    id: int
    question: str
    edition: int
    act: str
    citation: Citation | None
    occurrence: int
    unit: str
    text: str
    stage: Stage
    proposed_by: str
    proposed_at: float
    reason: str
    decided_by: str
    decided_at: float | None

    @property
    def place(self) -> str:
        """The clause's unit and address ("IT-04-2, § 14 pkt 1 lit. e"); "" where it is nobody's."""
        return "" if self.citation is None else f"{self.unit}, {self.citation}"


class Corrections:
    """Keep corrections in the store's file; `clock` returns the time in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def propose(
        self, question: str, edition: Edition, at: int, clause: Clause | None, who: str, reason: str = ""
    ) -> Correction:
        """Keep that a question belongs to a clause, the `at`-th of an edition's act, or to nobody.

        What stands already, proposed or confirmed, is returned as it is.
        """
        question, reason = mask(question), mask(reason)
        known = next((each for each in self.all(*STANDING) if _says(each, question, clause)), None)
        if known:
            return known
        row = {"question": question, "edition": edition.id, "act": edition.act, **rows.address_row(clause)}
        row |= {"stage": str(Stage.PROPOSED), "proposed_by": who, "proposed_at": self._clock(), "reason": reason}
        with self._store.writing() as db:
            number = db.table("corrections").insert(row | {"decided_by": ""}).last_pk
            assert isinstance(number, int)
            place = at if clause else NOBODY
            db.table("correction_places").insert({"correction": number, "edition": edition.id, "clause": place})
            self._record(db, who, "propose", number)
        return self.get(number)

    def decide(self, number: int, stage: Stage, who: str) -> bool:
        """Confirm, reject or undo a correction; False where it is not at that stage, as when somebody was faster."""
        before, deed = _STEPS[stage]
        change = "update corrections set stage = ?, decided_by = ?, decided_at = ? where id = ? and stage = ?"
        with self._store.writing() as db:
            values = [str(stage), who, self._clock(), number, str(before)]
            changed = db.execute(change, values).rowcount == 1
            if changed:
                self._record(db, who, deed, number)
        return bool(changed)

    def explain(self, number: int, reason: str) -> None:
        """Keep why a correction is right."""
        with self._store.writing() as db:
            db.table("corrections").update(number, {"reason": mask(reason)})

    def get(self, number: int) -> Correction:
        """Return a correction; raises UnknownCorrection where there is none of that number."""
        found = self._read("id = ?", [number])
        if not found:
            raise UnknownCorrection(
                "there is no correction {number}; list them with: python -m indexer corrections", number=number
            )
        return found[0]

    def all(self, *stages: Stage) -> tuple[Correction, ...]:
        """Return the corrections at some stages (all by default), in the order in which they came to them."""
        wanted = stages or tuple(Stage)
        where = f"stage in ({', '.join('?' * len(wanted))})"
        return self._read(where, [str(stage) for stage in wanted])

    def any_confirmed(self) -> bool:
        """Tell whether any correction is confirmed."""
        with self._store.reading() as db:
            known = "select exists (select 1 from corrections where stage = ?)"
            return bool(db.execute(known, [str(Stage.CONFIRMED)]).fetchone()[0])

    def places(self) -> dict[int, dict[int, int | None]]:
        """Return for each correction where its clause stands, by the number of the edition.

        The place is None where the edition's act lacks the clause, and left out where that was not found out yet.
        """
        found: dict[int, dict[int, int | None]] = {}
        with self._store.reading() as db:
            for row in db.table("correction_places").rows:
                found.setdefault(row["correction"], {})[row["edition"]] = row["clause"]
        return found

    def version(self) -> int:
        """Return a number that is another one whenever places or vectors were kept."""
        counts = (f"(select coalesce(max(rowid), 0) from correction_{kept})" for kept in ("places", "vectors"))
        with self._store.reading() as db:
            return int(db.execute(f"select {' + '.join(counts)}").fetchone()[0])

    def put(self, edition: int, places: Mapping[int, int | None]) -> None:
        """Keep where the clauses of corrections stand in an edition's act."""
        new = [{"correction": number, "edition": edition, "clause": place} for number, place in places.items()]
        with self._store.writing() as db:
            db.table("correction_places").insert_all(new, ignore=True)

    def vectors(self, encoder: str) -> "dict[int, Scores]":
        """Return the vectors of the corrected questions by this encoder, each of shape (dimension,)."""
        with self._store.reading() as db:
            found = db.table("correction_vectors").rows_where("encoder = ?", [encoder])
            return {row["correction"]: np.frombuffer(row["vector"], dtype=np.float32) for row in found}

    def embed(self, encoder: str, vectors: "Mapping[int, Scores]") -> None:
        """Keep the vectors of corrected questions by an encoder."""
        new = [
            {"correction": number, "encoder": encoder, "vector": vector.tobytes()} for number, vector in vectors.items()
        ]
        with self._store.writing() as db:
            db.table("correction_vectors").insert_all(new, ignore=True)

    def rulings(self, encoder: str, corrections: Sequence[Correction] | None = None) -> "tuple[Ruling, ...]":
        """Return what corrections decide, by default all that are confirmed; those not yet embedded are left out."""
        from knowledge.search.rulings import Ruling

        places, vectors = self.places(), self.vectors(encoder)
        return tuple(
            Ruling(each.question, vectors[each.id], places.get(each.id, {}))
            for each in (self.all(Stage.CONFIRMED) if corrections is None else corrections)
            if each.id in vectors
        )

    def _read(self, where: str, values: list[Any]) -> tuple[Correction, ...]:
        with self._store.reading() as db:
            found = db.table("corrections").rows_where(where, values, order_by="coalesce(decided_at, proposed_at), id")
            return tuple(map(_correction, found))

    def _record(self, db: Any, who: str, deed: str, number: int) -> None:
        db.table("audit").insert(rows.deed_row(self._clock(), who, deed, f"correction {number}"))


def _says(known: Correction, question: str, clause: Clause | None) -> bool:
    """Tell whether a correction says that a question belongs to this very clause."""
    address = clause and (str(clause.citation), clause.occurrence, clause.unit, clause.text)
    said = None if known.citation is None else (str(known.citation), known.occurrence, known.unit, known.text)
    return known.question == question and said == address


def _correction(row: Mapping[str, Any]) -> Correction:
    """Read a correction from its row."""
    return Correction(**{**row, **rows.address(row), "stage": Stage(row["stage"])})
