"""Record project orders from the command line: `python -m indexer order FILE`, or the same by options."""

import argparse
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.reading.read import decode, read_bytes
from knowledge.acts.act import Act, Provision, Unit
from knowledge.acts.project_orders import Order, project_rule
from knowledge.days import parse_day, today_in_warsaw
from knowledge.errors import InvalidDay, InvalidOrder, shorten
from knowledge.language import fold
from knowledge.questions.mentions import Text, codes_in
from knowledge.questions.post_names import posts_in
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

DEMANDED = {
    "powers": "the managers' powers (zakres kompetencji zarządczych)",
    "working_time": "the working time given to the project (wymiar czasu pracy)",
    "reporting": "how work is reported and settled (sposób raportowania i rozliczania)",
    "starts": "the first day it is in force (czas obowiązywania: od)",
    "ends": "the last day it is in force (czas obowiązywania: do)",
}
"""What an order must state, by field of `Order`, in words for the one who left it out."""

NEEDED = {
    "number": "its number (numer)",
    "project": "the project's name (projekt)",
    "units": "the units or posts concerned (komórki lub stanowiska)",
    "superior": "to whom they report in the project (przełożony w projekcie)",
}
"""What an order must name besides, for it to be recorded at all."""

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


def order_from(values: Mapping[str, Any], act: Act) -> Order:
    """Check and read an order whose values are texts, lists of texts and days; spellings of codes are free.

    Raises InvalidOrder that quotes the paragraph which demands what is missing, or names what is wrong.
    """
    rule = project_rule(act)
    if rule is None:
        raise InvalidOrder(f"{act.number or act.title} lets nobody set other reporting lines for a project")
    if strange := sorted(set(values) - {field.name for field in fields(Order)}):
        raise InvalidOrder(f"an order has no {strange[0]!r}; it has {', '.join(field.name for field in fields(Order))}")
    given = {key: value for key, value in values.items() if _is_given(value)}
    _refuse_missing(given, rule)
    starts, ends = _day(given["starts"], "starts"), _day(given["ends"], "ends")
    if ends < starts:
        raise InvalidOrder(f"the order would end on {ends}, before it starts on {starts}")
    units = tuple(dict.fromkeys(_resolved(name, act).code for name in _names(given["units"])))
    superior = _superior(_text(given["superior"]), act)
    if superior in units:
        raise InvalidOrder(f"{superior} cannot report to itself")
    rest = {key: _text(given[key]) for key in ("number", "project", "powers", "working_time", "reporting")}
    return Order(units=units, superior=superior, starts=starts, ends=ends, **rest)


def _is_given(value: Any) -> bool:
    return value is not None and (bool(value.strip()) if isinstance(value, str) else bool(value))


def _refuse_missing(given: Mapping[str, Any], rule: Provision) -> None:
    if missing := [words for field, words in DEMANDED.items() if field not in given]:
        raise InvalidOrder(f"the order does not state {'; '.join(missing)} – {rule.citation} demands it: „{rule.text}”")
    if missing := [words for field, words in NEEDED.items() if field not in given]:
        raise InvalidOrder(f"the order does not name {'; '.join(missing)}")


def _day(value: Any, field: str) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return parse_day(str(value))
    except InvalidDay:
        raise InvalidOrder(f"{shorten(str(value))!r} is no day for {field!r}; write 2027-03-31 or 31.03.2027") from None


def _names(value: Any) -> list[str]:
    names = value.split(",") if isinstance(value, str) else list(value)
    return [_text(name) for name in names if _text(name)]


def _text(value: Any) -> str:
    return " ".join(str(value).split())


def _resolved(name: str, act: Act) -> Unit:
    if unit := _unit(name, act):
        return unit
    codes = ", ".join(unit.code for unit in act.units)
    raise InvalidOrder(f"the act has no unit or post {shorten(name)!r}; it has {codes}")


def _superior(name: str, act: Act) -> str:
    unit = _unit(name, act)
    return unit.code if unit else name


def _unit(name: str, act: Act) -> Unit | None:
    """Return the unit or post that a text is the code or the name of, and nothing besides."""
    exact = next((unit for unit in act.everyone if fold(name) in (fold(unit.code), fold(unit.name))), None)
    if exact:
        return exact
    text = Text.of(name)
    whole = [each for each in (*codes_in(text, act), *posts_in(text, act)) if each.end - each.start == len(name)]
    return whole[0].units[0] if whole and len(whole[0].units) == 1 else None


def _record(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from knowledge.store.store import Store

    values = read_order(options.file) if options.file else {}
    values |= {name: getattr(options, name) for name in OPTIONS if getattr(options, name) is not None}
    with Store(settings.database) as store:
        order = order_from(values, _act(store))
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
