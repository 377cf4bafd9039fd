"""List, undo and hand on corrections from the command line: `python -m indexer corrections`."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.command_line import tell, write
from knowledge.days import OFFICE_ZONE, today_in_warsaw
from knowledge.errors import UnknownCorrection
from knowledge.settings import KnowledgeSettings
from knowledge.store.rows import COMMAND_LINE
from knowledge.wording import Message

if TYPE_CHECKING:
    from knowledge.staff.corrections import Correction
    from knowledge.store.store import Store

STAGES = {
    "proposed": Message("proposed"),
    "confirmed": Message("confirmed"),
    "rejected": Message("rejected"),
    "undone": Message("undone"),
}
KEY_SHOWN = 8
"""How many characters of a person's key are shown: enough to tell two apart."""


@click.command(epilog="\b\nexample: python -m indexer corrections --export corrections.jsonl")
@click.option("--undo", type=int, metavar="NUMBER", help="The correction that shall no longer count.")
@click.option(
    "--export",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write those that are confirmed in the form of knowledge/shipped/questions.jsonl, for train --examples.",
)
@click.pass_obj
def corrections(settings: KnowledgeSettings, undo: int | None, file: Path | None) -> None:
    """List, undo or export what the helpdesk has corrected."""
    from knowledge.store.store import Store

    with Store(settings.database) as store:
        if undo is not None:
            _undo(store, undo)
        elif file:
            _export(store, file)
        else:
            _list(store)


def _undo(store: "Store", number: int) -> None:
    from knowledge.staff.corrections import Corrections, Stage

    ledger = Corrections(store)
    correction = ledger.get(number)
    if not ledger.decide(number, Stage.UNDONE, COMMAND_LINE):
        raise UnknownCorrection(
            "correction {number} is {stage}; only one that is confirmed can be undone",
            number=number,
            stage=STAGES[correction.stage],
        )
    tell(Message("correction {number} no longer counts, from the next question on", number=number))


def _export(store: "Store", file: Path) -> None:
    from indexer.examples.relocation import export_row
    from knowledge.staff.corrections import Corrections, Stage

    lines = [export_row(each) for each in Corrections(store).all(Stage.CONFIRMED)]
    write("".join(f"{line}\n" for line in lines), file)
    tell(Message("{count} corrections are written to {file}", count=len(lines), file=file))


def _list(store: "Store") -> None:
    from knowledge.staff.corrections import Corrections

    ledger = Corrections(store)
    in_force = [edition.id for edition in store.in_force(today_in_warsaw())]
    places = ledger.places()
    for each in ledger.all():
        tell(_described(each, _lost(places.get(each.id, {}), in_force)))


def _lost(places: Mapping[int, int | None], in_force: list[int]) -> bool:
    """Tell whether the acts in force have no clause for a correction, as far as that was found out."""
    known = [places[edition] for edition in in_force if edition in places]
    return bool(known) and all(place is None for place in known)


def _described(correction: "Correction", lost: bool) -> Message:
    day = datetime.fromtimestamp(correction.decided_at or correction.proposed_at, OFFICE_ZONE)
    place = correction.place or Message("nobody's")
    head = Message(
        "{id}  {stage}  {time}  {who}  {act}, {place}",
        id=correction.id,
        stage=STAGES[correction.stage],
        time=f"{day:%Y-%m-%d %H:%M}",
        who=_who(correction),
        act=correction.act,
        place=place,
    )
    return Message.joined((head, correction.question, *_notes(correction, lost)), "\n    ")


def _who(correction: "Correction") -> Message:
    proposed = Message("by {key}", key=correction.proposed_by[:KEY_SHOWN])
    if not correction.decided_by:
        return proposed
    decided = Message("{stage} by {key}", stage=STAGES[correction.stage], key=correction.decided_by[:KEY_SHOWN])
    return Message.joined((proposed, decided))


def _notes(correction: "Correction", lost: bool) -> Iterator[Message]:
    if correction.reason:
        yield Message("reason: {reason}", reason=correction.reason)
    if lost:
        yield Message("no such duty in the act in force; kept, and counts again when one comes back")
