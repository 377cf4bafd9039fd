"""Record project orders from the command line: `python -m indexer order FILE`, or the same by options."""

import argparse
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.reading.read import decode, read_bytes
from knowledge.acts.act import Act
from knowledge.acts.project_orders import Order, project_rule
from knowledge.days import parse_day, today_in_warsaw
from knowledge.errors import InvalidOrder
from knowledge.settings import KnowledgeSettings

if TYPE_CHECKING:
    from knowledge.store.store import Store

OPTIONS = {
    "number": "the order's number, e.g. 5/2026",
    "project": "the project's name",
    "units": "who is concerned: codes or names of units or posts, parted by commas",
    "superior": "to whom they report in the project: a code, or a post as the order names it",
    "powers": "the managers' powers",
    "working_time": "the working time given to the project",
    "reporting": "how work is reported and settled",
    "starts": "the first day in force: 2026-10-01 or 01.10.2026",
    "ends": "the last day in force",
}

_EXAMPLE = """example, as a file:
  number = "5/2026"
  project = "e-Obieg"
  units = ["IT-01-5", "IT-05-1"]
  superior = "I Zastępca Dyrektora"
  powers = "przydzielanie zadań i ich odbiór"
  working_time = "2 dni w tygodniu"
  reporting = "raport co dwa tygodnie"
  starts = 2026-10-01
  ends = 2027-03-31
then: python -m indexer order order.toml"""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands `order` and `orders`."""
    order = commands.add_parser(
        "order",
        help="record a project order that sets other reporting lines for a while",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EXAMPLE,
    )
    order.add_argument("file", type=Path, nargs="?", help="the order as a TOML file; options beat what it says")
    for name, explanation in OPTIONS.items():
        order.add_argument(f"--{name.replace('_', '-')}", dest=name, help=explanation)
    order.set_defaults(run=_record)

    orders = commands.add_parser(
        "orders",
        help="list the project orders, or let one end on another day",
        epilog="example: python -m indexer orders --end 5/2026 --on 2026-12-31",
    )
    orders.add_argument("--end", metavar="NUMBER", help="the order to end")
    orders.add_argument("--on", metavar="DAY", help="its last day; today by default")
    orders.set_defaults(run=_list)


def read_order(path: Path) -> dict[str, Any]:
    """Read the values of an order from a TOML file.

    Raises UnreadableSource where the file cannot be read, InvalidOrder where it is no TOML.
    """
    try:
        return tomllib.loads(decode(read_bytes(path), path.name))
    except tomllib.TOMLDecodeError as error:
        raise InvalidOrder(f"{path} is no TOML ({error}); see the example: python -m indexer order --help") from None


def _record(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from knowledge.store.store import Store

    values = read_order(options.file) if options.file else {}
    values |= {name: getattr(options, name) for name in OPTIONS if getattr(options, name) is not None}
    with Store(settings.database) as store:
        order = Order.from_mapping(values, _act(store))
        store.record_order(order)
    print(f"recorded: {_line(order, today_in_warsaw())}")
    return 0


def _list(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from knowledge.store.store import Store

    with Store(settings.database) as store:
        if options.end:
            store.end_order(options.end, parse_day(options.on) if options.on else today_in_warsaw())
        for order in store.orders():
            print(_line(order, today_in_warsaw()))
    return 0


def _act(store: "Store") -> Act:
    """Return the act in force that allows project orders; the first one where none does, to say so."""
    acts = [store.load(edition).act for edition in store.in_force(today_in_warsaw())] or [store.load().act]
    return next((act for act in acts if project_rule(act)), acts[0])


def _line(order: Order, today: date) -> str:
    state = "in force" if order.is_in_force(today) else "not yet in force" if today < order.starts else "ended"
    return (
        f"{order.number}  {order.project}: {', '.join(order.units)} report to {order.superior}, "
        f"{order.starts} to {order.ends} ({state})"
    )
