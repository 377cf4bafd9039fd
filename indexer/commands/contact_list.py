"""Set and list the contacts of units: `python -m indexer contact UNIT`, `python -m indexer contacts`."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.command_line import tell, write
from knowledge.days import OFFICE_ZONE, today_in_warsaw
from knowledge.errors import InvalidContact, shorten
from knowledge.settings import KnowledgeSettings
from knowledge.store.rows import COMMAND_LINE
from knowledge.wording import Message

if TYPE_CHECKING:
    from knowledge.acts.act import Unit
    from knowledge.acts.edition import Edition
    from knowledge.staff.contacts import Contact, ContactDetails
    from knowledge.store.store import Store

    Found = tuple[Edition, Unit]

COLUMNS = ("act", "unit", "telephone", "email", "room", "hours", "report")
MOST_TOLD = 20
"""How many wrong lines of a file are told at once."""


@click.command(epilog="\b\nexample: python -m indexer contact IT-04-2 --telephone '12 616 00 00' --room 12")
@click.argument("unit", help="The unit's code or name.")
@click.option("--telephone", metavar="NUMBER", help="Its telephone; - takes out what is known, here as below.")
@click.option("--email", metavar="ADDRESS", help="Its e-mail address.")
@click.option("--room", metavar="TEXT", help="Where it sits.")
@click.option("--hours", metavar="TEXT", help="When it can be reached.")
@click.option("--report", metavar="TEXT", help="Where to report to it.")
@click.option("--remove", is_flag=True, help="Take the whole contact out.")
@click.pass_obj
def contact(settings: KnowledgeSettings, /, unit: str, remove: bool, **given: str | None) -> None:
    """Set how a unit is reached, which no act tells."""
    from knowledge.staff.contacts import ContactDetails
    from knowledge.store.store import Store

    values = {name: value for name, value in given.items() if value is not None}
    with Store(settings.database) as store:
        found = _named(store, "", unit)
        before = _details(store, found)
        after = ContactDetails() if remove else before.changed(values)
        if after != before:
            _keep(store, [(*found, after)])
        tell(Message("{unit}: {details}", unit=found[1].code, details=_told(after)))


@click.command(epilog="\b\nexample: python -m indexer contacts --export contacts.csv")
@click.option(
    "--csv", "source", type=click.Path(path_type=Path), metavar="FILE", help="Set those of a file, as --export writes."
)
@click.option("--export", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write all, unset ones too.")
@click.pass_obj
def contacts(settings: KnowledgeSettings, source: Path | None, target: Path | None) -> None:
    """List, read or write how units are reached."""
    from knowledge.store.store import Store

    with Store(settings.database) as store:
        if source:
            _read(store, source)
        elif target:
            _write(store, target)
        else:
            _list(store)


def _read(store: "Store", source: Path) -> None:
    """Keep the contacts of a file: none where a line is wrong, and those of units that it lacks stay as they are."""
    changes, wrong = [], []
    for number, row in _rows(source):
        try:
            changes.append(_change(store, row))
        except InvalidContact as error:
            wrong.append(Message("line {number}: {problem}", number=number, problem=error.message))
    known = [(edition.id, unit.code) for edition, unit, _ in changes]
    if twice := next((code for at, (_, code) in enumerate(known) if known[at] in known[:at]), ""):
        wrong.append(Message("the unit {code} stands twice", code=twice))
    if wrong:
        problems = Message.joined(wrong[:MOST_TOLD], "; ")
        raise InvalidContact("{file} is not read, nothing is changed: {problems}", file=source, problems=problems)
    changed = [each for each in changes if _details(store, each[:2]) != each[2]]
    _keep(store, changed)
    tell(
        Message(
            "{count} contacts read from {file}, {changed} changed",
            count=len(changes),
            file=source,
            changed=len(changed),
        )
    )


def _rows(source: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines of a file by their numbers; raises InvalidContact where it is no such file."""
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InvalidContact("{file} cannot be read; it must be a CSV file in UTF-8", file=source) from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if "unit" not in (table.fieldnames or ()) or set(table.fieldnames or ()) - set(COLUMNS):
        raise InvalidContact("{file} must have the columns {columns}", file=source, columns=", ".join(COLUMNS))
    for row in table:
        yield table.line_num, row


def _change(store: "Store", row: dict[str, str]) -> "tuple[Edition, Unit, ContactDetails]":
    from knowledge.staff.contacts import FIELDS, ContactDetails

    if None in row or None in row.values():
        raise InvalidContact("it has not as many columns as the first line")
    found = _named(store, row.get("act", "").strip(), row["unit"].strip())
    return (*found, ContactDetails().changed({name: row[name] for name in FIELDS if name in row}))


def _write(store: "Store", target: Path) -> None:
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for edition, unit in _everyone(store):
        writer.writerow({"act": edition.act, "unit": unit.code, **_details(store, (edition, unit)).known})
    write(table.getvalue(), target)
    tell(Message("the contacts are written to {file}", file=target))


def _list(store: "Store") -> None:
    from knowledge.staff.contacts import Contacts

    ledger = Contacts(store)
    codes = {contact.id: code for (edition, code), contact in ledger.book().items() if edition in _standing(store)}
    for each in ledger.all():
        tell(_described(each, codes.get(each.id)))


def _described(contact: "Contact", code: str | None) -> Message:
    day = datetime.fromtimestamp(contact.set_at, OFFICE_ZONE)
    return Message(
        "{code} {name}: {details} ({day}, {who})"
        if code
        else "{code} {name}: {details} ({day}, {who}) – no such unit now",
        code=code or contact.unit,
        name=contact.name,
        details=_told(contact.details),
        day=f"{day:%Y-%m-%d}",
        who=contact.set_by[:8] if contact.set_by != COMMAND_LINE else COMMAND_LINE,
    )


def _told(details: "ContactDetails") -> str | Message:
    return "; ".join(f"{name} {value}" for name, value in details.known.items()) or Message("no contact")


def _standing(store: "Store") -> dict[int, "Edition"]:
    """Return the editions in force and those that are coming, by their numbers."""
    today = today_in_warsaw()
    return {each.id: each for each in (*store.in_force(today), *store.coming(today))}


def _everyone(store: "Store") -> "Iterator[Found]":
    for edition in _standing(store).values():
        yield from ((edition, unit) for unit in store.load(edition).act.everyone)


def _named(store: "Store", act: str, unit: str) -> "Found":
    """Return the unit of that code or name; raises InvalidContact where there is none, or more than one."""
    from knowledge.language import fold

    everyone = [each for each in _everyone(store) if act in ("", each[0].act)]
    wanted = fold(unit)
    found = [each for each in everyone if wanted in (fold(each[1].code), fold(each[1].name))]
    if not found:
        raise InvalidContact("no act in force has the unit “{unit}”", unit=shorten(unit))
    return found[0]


def _details(store: "Store", found: "Found") -> "ContactDetails":
    from knowledge.staff.contacts import ContactDetails, Contacts

    known = Contacts(store).book().get((found[0].id, found[1].code))
    return known.details if known else ContactDetails()


def _keep(store: "Store", changes: "Sequence[tuple[Edition, Unit, ContactDetails]]") -> None:
    from indexer.publishing.contact_places import carry_contacts
    from knowledge.staff.contacts import Contacts

    Contacts(store).set_all(changes, COMMAND_LINE)
    carry_contacts(store)
