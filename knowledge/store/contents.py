"""What an edition consists of, as rows of its tables: provisions, units, clauses and example questions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from knowledge.acts.act import Act, Clause, Unit
from knowledge.acts.edition import Example, Lost
from knowledge.store import rows

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def rows_of(act: Act, examples: Sequence[Example], lost: Sequence[Lost]) -> Rows:
    """Return the rows of an edition by table, each table's in their order."""
    positions = {clause.key: position for position, clause in enumerate(act.clauses)}
    return {
        "provisions": [rows.provision_row(provision) for provision in act.provisions],
        "units": [rows.unit_row(act, unit) for unit in act.everyone],
        "clauses": [rows.clause_row(clause) for clause in act.clauses],
        "examples": [rows.example_row(example, positions) for example in examples],
        "lost_examples": [rows.lost_row(each) for each in lost],
    }


def write(db: Database, edition: int, contents: Rows) -> None:
    """Store the rows of an edition, much faster than sqlite-utils does."""
    for table, held in contents.items():
        if held:
            columns = ", ".join(("edition", "position", *held[0]))
            marks = ", ".join("?" * (len(held[0]) + 2))
            values = ((edition, at, *row.values()) for at, row in enumerate(held))
            db.conn.executemany(f"insert into {table} ({columns}) values ({marks})", values)


def read_act(db: Database, edition: int, head: dict[str, Any]) -> Act:
    """Return the act of an edition; `head` is what it says as a whole."""
    roles: dict[str, list[Unit]] = {"organisation": [], "body": [], "post": [], "unit": []}
    for row in _rows(db, "units", edition):
        roles[row["role"]].append(rows.unit(row))
    return Act(
        **rows.head(head),
        organisation=next(iter(roles["organisation"]), None),
        bodies=tuple(roles["body"]),
        units=tuple(roles["unit"]),
        posts=tuple(roles["post"]),
        provisions=tuple(rows.provision(row) for row in _rows(db, "provisions", edition)),
        clauses=tuple(rows.clause(row) for row in _rows(db, "clauses", edition)),
    )


def read_examples(db: Database, edition: int, clauses: Sequence[Clause]) -> Iterator[Example]:
    """Yield the example questions of an edition whose act has these clauses."""
    for at, question in db.execute(  # as tuples: they are as many as all else
        "select clause, question from examples where edition = ? order by position", [edition]
    ):
        clause = None if at is None else clauses[at]
        yield Example(question, clause.citation, clause.occurrence) if clause else Example(question)


def read_lost(db: Database, edition: int) -> Iterator[Lost]:
    """Yield the example questions whose clause an edition, or one before it, no longer has."""
    return map(rows.lost, _rows(db, "lost_examples", edition))


def _rows(db: Database, table: str, edition: int) -> Iterator[dict[str, Any]]:
    return db.table(table).rows_where("edition = ?", [edition], order_by="position")
