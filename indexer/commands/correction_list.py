"""List, undo and hand on corrections from the command line: `python -m indexer corrections`."""

import argparse
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.days import OFFICE_ZONE, today_in_warsaw
from knowledge.errors import KnowledgeError, UnknownCorrection
from knowledge.settings import KnowledgeSettings
from knowledge.store.rows import COMMAND_LINE

if TYPE_CHECKING:
    from knowledge.staff.corrections import Correction
    from knowledge.store.store import Store

KEY_SHOWN = 8
"""How many characters of a person's key are shown: enough to tell two apart."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command `corrections`."""
    corrections = commands.add_parser(
        "corrections",
        help="list what the helpdesk has corrected, undo one, or write them for training",
        epilog="example: python -m indexer corrections --export corrections.jsonl",
    )
    corrections.add_argument("--undo", type=int, metavar="NUMBER", help="the correction that shall no longer count")
    corrections.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="write those that are confirmed in the form of knowledge/shipped/questions.jsonl, for train --examples",
    )
    corrections.set_defaults(run=_corrections)


def _corrections(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from knowledge.store.store import Store

    with Store(settings.database) as store:
        if options.undo is not None:
            _undo(store, options.undo)
        elif options.export:
            _export(store, options.export)
        else:
            _list(store)
    return 0


def _undo(store: "Store", number: int) -> None:
    from knowledge.staff.corrections import Corrections, Stage

    ledger = Corrections(store)
    correction = ledger.get(number)
    if not ledger.decide(number, Stage.UNDONE, COMMAND_LINE):
        raise UnknownCorrection(f"correction {number} is {correction.stage}; only one that is confirmed can be undone")
    print(f"correction {number} no longer counts, from the next question on")


def _export(store: "Store", path: Path) -> None:
    from indexer.examples.relocation import export_row
    from knowledge.staff.corrections import Corrections, Stage

    lines = [export_row(each) for each in Corrections(store).all(Stage.CONFIRMED)]
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be written ({error.strerror}); name another file") from None
    print(f"{len(lines)} corrections are written to {path}")


def _list(store: "Store") -> None:
    from knowledge.staff.corrections import Corrections

    ledger = Corrections(store)
    in_force = [edition.id for edition in store.in_force(today_in_warsaw())]
    places = ledger.places()
    for each in ledger.all():
        print(_line(each, _lost(places.get(each.id, {}), in_force)))


def _lost(places: Mapping[int, int | None], in_force: list[int]) -> bool:
    """Tell whether the acts in force have no clause for a correction, as far as that was found out."""
    known = [places[edition] for edition in in_force if edition in places]
    return bool(known) and all(place is None for place in known)


def _line(correction: "Correction", lost: bool) -> str:
    day = datetime.fromtimestamp(correction.decided_at or correction.proposed_at, OFFICE_ZONE)
    who = f"by {correction.proposed_by[:KEY_SHOWN]}"
    if correction.decided_by:
        who += f", {correction.stage} by {correction.decided_by[:KEY_SHOWN]}"
    what = f"{correction.act}, {correction.place}" if correction.place else f"{correction.act}, nobody's"
    notes = [f"reason: {correction.reason}"] if correction.reason else []
    notes += ["no such duty in the act in force; kept, and counts again when one comes back"] if lost else []
    head = f"{correction.id}  {correction.stage}  {day:%Y-%m-%d %H:%M}  {who}  {what}"
    return "\n".join((head, f"    {correction.question}", *(f"    {note}" for note in notes)))
