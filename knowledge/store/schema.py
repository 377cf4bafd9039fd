"""The database's tables, as migrations: a new one is added at the end, one that was released is never changed."""

import json
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from knowledge.acts.succession import Head, lines_of, replaced_by
from knowledge.days import OFFICE_ZONE
from knowledge.store import rows

migrations = Migrations("knowledge")

OF_TURNS = ("verdicts", "handled", "turn_vectors")
"""The tables whose rows belong to a turn, which their column `turn` names, and are deleted with it."""

CONVERSATIONS = (*OF_TURNS, "turns", "chats", "updates")
"""The tables that hold what people asked: no backup has a row of theirs."""


@migrations()
def editions(db: Database) -> None:
    """Create the tables of an edition."""
    db.table("editions").create(
        {
            "id": int,
            "act": str,
            "head": str,
            "source": str,
            "source_hash": str,
            "examples_hash": str,
            "encoder": str,
            "dimension": int,
            "calibration": str,
            "published_at": str,
            "in_force_from": str,
            "unit_count": int,
            "clause_count": int,
            "example_count": int,
        },
        pk="id",
        not_null={"act", "head", "source", "source_hash", "encoder", "dimension", "published_at"},
        strict=True,
    )
    placed = {"edition": int, "position": int}
    foreign_key = [("edition", "editions", "id")]
    place = {"citation": str, "occurrence": int, "first_line": int, "last_line": int}
    tables: dict[str, dict[str, Any]] = {
        "provisions": {**placed, **place, "text": str},
        "units": {**placed, "role": str, **dict.fromkeys(rows.UNIT_TEXTS, str), "aliases": str}
        | {"declared": str, "subordination": str},
        "clauses": {**placed, **place, "unit": str, "text": str, "lead_in": str},
        "examples": {**placed, "clause": int, "question": str},
    }
    for table, columns in tables.items():
        db.table(table).create(columns, pk=("edition", "position"), foreign_keys=foreign_key, strict=True)
    db.table("vectors").create(
        {"encoder": str, "text_hash": str, "vector": bytes}, pk=("encoder", "text_hash"), strict=True
    )


@migrations()
def project_orders(db: Database) -> None:
    """Create the table of project orders (§ 18): they belong to the act's organisation, not to one edition."""
    texts = ("number", "project", "units", "superior", "powers", "working_time", "reporting", "starts", "ends")
    db.table("project_orders").create(
        {"id": int, **dict.fromkeys(texts, str), "recorded_at": str},
        pk="id",
        not_null={*texts, "recorded_at"},
        strict=True,
    )
    db.table("project_orders").create_index(["number"], unique=True)


@migrations()
def conversations(db: Database) -> None:
    """Create the tables of what is remembered of chats; `knowledge.staff.conversations` reads and writes them."""
    db.table("chats").create({"chat": str, "lang": str}, pk="chat", not_null={"lang"}, strict=True)
    turn = {"id": int, "chat": str, "asked_at": float, "edition": int, "lang": str, "question": str}
    turn |= {"units": str, "more": str, "asked_in": int, "told_in": int}
    turns = db.table("turns").create(turn, pk="id", not_null=set(turn) - {"asked_in", "told_in"}, strict=True)
    turns.create_index(["chat", "asked_in"])
    verdict = {"turn": int, "person": str, "liked": int, "given_at": float}
    db.table("verdicts").create(verdict, pk=("turn", "person"), not_null=set(verdict), strict=True)
    update = {"position": int, "key": str, "body": str, "received_at": float, "attempts": int}
    updates = db.table("updates").create(
        update, pk="position", not_null={"key", "received_at", "attempts"}, strict=True
    )
    updates.create_index(["key"], unique=True)


@migrations()
def lost_examples(db: Database) -> None:
    """Create the table of the example questions whose clause an edition no longer has."""
    texts = dict.fromkeys(("question", "act", "citation", "unit", "text"), str)
    db.table("lost_examples").create(
        {"edition": int, "position": int, **texts, "occurrence": int},
        pk=("edition", "position"),
        foreign_keys=[("edition", "editions", "id")],
        strict=True,
    )


@migrations()
def audit(db: Database) -> None:
    """Create the record of what was done and by whom; `knowledge.store.audit` appends, and nothing can change it."""
    texts = dict.fromkeys(("who", "deed", "what"), str)
    db.table("audit").create({"id": int, "done_at": float, **texts}, pk="id", not_null={"done_at", *texts}, strict=True)
    for deed in ("update", "delete"):
        db.execute(
            f"create trigger audit_no_{deed} before {deed} on audit "
            "begin select raise(abort, 'the audit is only added to'); end"
        )


@migrations()
def validity(db: Database) -> None:
    """Let editions be valid from a day, stand in lines of succession, and be withdrawn.

    One that was published before is valid from the day its act takes effect, or else from that of its publication.
    """
    editions = db.table("editions")
    for column in ("valid_from", "lines", "withdrawn_at"):
        editions.add_column(column, str)
    heads: list[Head] = []
    for row in list(editions.rows_where(order_by="id")):
        published = datetime.fromisoformat(row["published_at"]).astimezone(OFFICE_ZONE).date()
        day = date.fromisoformat(row["in_force_from"]) if row["in_force_from"] else published
        act = rows.head_act(row["head"])
        lines = lines_of(act, day, heads) or (row["id"],)
        added = {"valid_from": day.isoformat(), "lines": json.dumps(lines)}
        heads.append((rows.edition({**row, **added, "withdrawn_at": None, "replaces": "[]"}), act))
        editions.update(row["id"], added)


@migrations()
def figures(db: Database) -> None:
    """Keep with each turn its outcome, how sure and how quick it was, and its person's key.

    What was kept of questions before, unmasked and without a person who could have it deleted, is forgotten.
    """
    for statement in ("delete from verdicts", "delete from turns", "delete from updates where body is not null"):
        db.execute(statement)
    turns = db.table("turns")
    for column in ("person", "outcome"):
        turns.add_column(column, str, not_null_default="")
    for column in ("confidence", "seconds"):
        turns.add_column(column, float)
    turns.create_index(["person"])
    turns.create_index(["asked_at"])


@migrations()
def seals(db: Database) -> None:
    """Create the table of fingerprints of editions' words; `knowledge.store.seal` puts and checks them."""
    db.table("seals").create({"edition": int, "digest": str}, pk="edition", not_null={"digest"}, strict=True)


@migrations()
def corrections(db: Database) -> None:
    """Create the tables of corrections, with their clauses' places by edition and their vectors by encoder.

    `knowledge.staff.corrections` reads and writes them. A clause's place is -1 where the act gives the question to
    nobody.
    """
    required = dict.fromkeys(("question", "act", "stage", "proposed_by", "reason", "decided_by"), str)
    address = {"citation": str, "occurrence": int, "unit": str, "text": str}
    times = {"proposed_at": float, "decided_at": float}
    db.table("corrections").create(
        {"id": int, "edition": int, **required, **address, **times},
        pk="id",
        not_null={"edition", "proposed_at", *required},
        foreign_keys=[("edition", "editions", "id")],
        strict=True,
    )
    place = {"correction": int, "edition": int, "clause": int}
    db.table("correction_places").create(place, pk=("correction", "edition"), strict=True)
    vector = {"correction": int, "encoder": str, "vector": bytes}
    db.table("correction_vectors").create(vector, pk=("correction", "encoder"), strict=True)


@migrations()
def amendments(db: Database) -> None:
    """Let provisions tell which acts amended them, and keep the text that an act was read from, to amend it later.

    `consolidations` names the documents, one after the other, of a fingerprint that stands for several.
    """
    db.table("provisions").add_column("amended", str)
    db.table("documents").create(
        {"hash": str, "name": str, "lines": str}, pk="hash", not_null={"name", "lines"}, strict=True
    )
    db.table("consolidations").create(
        {"source_hash": str, "position": int, "document": str}, pk=("source_hash", "position"), strict=True
    )


@migrations()
def grants(db: Database) -> None:
    """Create the tables of granted roles and of invitations; `knowledge.staff.roles` reads and writes them."""
    person = {"id": int, "person": str, "role": int, "changed_at": float, "version": int, "menu": int}
    persons = db.table("persons").create(person, pk="id", not_null=set(person), strict=True)
    persons.create_index(["person"], unique=True)
    invitation = {"id": int, "code": str, "role": int, "places": int, "left": int}
    invitation |= {"expires_at": float, "made_at": float, "made_by": str}
    invitations = db.table("invitations").create(invitation, pk="id", not_null=set(invitation), strict=True)
    invitations.create_index(["code"], unique=True)


@migrations()
def places_of_units(db: Database) -> None:
    """Keep with each unit that a turn named its edition, for a turn may name units of several acts."""
    places = "select json_group_array(json_array(turns.edition, named.value)) from json_each(turns.units) as named"
    db.execute(f"update turns set units = ({places})")


@migrations()
def queue(db: Database) -> None:
    """Create the tables of what the helpdesk has dealt with; `knowledge.staff.unanswered` reads and writes them.

    What they hold of a turn is deleted with it, whoever deletes it.
    """
    handled = {"turn": int, "correction": int, "person": str, "handled_at": float}
    db.table("handled").create(handled, pk="turn", not_null={"person", "handled_at"}, strict=True)
    vector = {"turn": int, "encoder": str, "vector": bytes}
    db.table("turn_vectors").create(vector, pk=("turn", "encoder"), strict=True)
    for table in ("handled", "turn_vectors"):
        db.execute(
            f"create trigger {table}_go_with_turns after delete on turns "
            f"begin delete from {table} where turn = old.id; end"
        )


@migrations()
def turns_by_chat(db: Database) -> None:
    """Find the last turn of a chat at once: a helpdesk agent's chat has thousands of them."""
    db.table("turns").create_index(["chat"])


@migrations()
def replacements(db: Database) -> None:
    """Let editions tell which of those published before they replace, whichever takes effect first."""
    editions = db.table("editions")
    editions.add_column("replaces", str, not_null_default="[]")
    heads: list[Head] = []
    for row in list(editions.rows_where(order_by="id")):
        edition, act = rows.edition(row), rows.head_act(row["head"])
        editions.update(row["id"], {"replaces": json.dumps([each.id for each in replaced_by(act, heads)])})
        heads.append((edition, act))


@migrations()
def contacts(db: Database) -> None:
    """Create the tables of units' contacts, with the units' codes by edition; `knowledge.staff.contacts` has them.

    A code is null where the edition's act has no such unit.
    """
    texts = dict.fromkeys(("unit", "name", "telephone", "email", "room", "hours", "report", "set_by"), str)
    contact = {"id": int, "edition": int, **texts, "set_at": float}
    edition = [("edition", "editions", "id")]
    db.table("contacts").create(contact, pk="id", not_null=set(contact), foreign_keys=edition, strict=True)
    place = {"contact": int, "edition": int, "unit": str}
    db.table("contact_places").create(place, pk=("contact", "edition"), foreign_keys=edition, strict=True)


@migrations()
def notes(db: Database) -> None:
    """Keep with each person the note by which admins know them, encrypted; "" for none."""
    db.table("persons").add_column("note", str, not_null_default="")
