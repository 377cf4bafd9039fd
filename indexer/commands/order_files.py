"""Record project orders from the command line: `python -m indexer order FILE`, or the same by options."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.reading.read import decode, read_bytes
from knowledge.acts.act import Act, Provision, Unit
from knowledge.acts.project_orders import Order, project_rule
from knowledge.command_line import tell
from knowledge.days import parse_day, today_in_warsaw
from knowledge.errors import InvalidDay, InvalidOrder, shorten
from knowledge.language import fold
from knowledge.questions.mentions import Text, codes_in
from knowledge.questions.post_names import posts_in
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message

if TYPE_CHECKING:
    from knowledge.store.store import Store

OPTIONS = {
    "number": "The order's number, e.g. 5/2026.",
    "project": "The project's name.",
    "units": "Who is concerned: codes or names of units or posts, parted by commas.",
    "superior": "To whom they report in the project: a code, or a post as the order names it.",
    "powers": "The managers' powers.",
    "working_time": "The working time given to the project.",
    "reporting": "How work is reported and settled.",
    "starts": "The first day in force: 2026-10-01 or 01.10.2026.",
    "ends": "The last day in force.",
}

DEMANDED = {
    "powers": Message("the managers' powers (zakres kompetencji zarządczych)"),
    "working_time": Message("the working time given to the project (wymiar czasu pracy)"),
    "reporting": Message("how work is reported and settled (sposób raportowania i rozliczania)"),
    "starts": Message("the first day it is in force (czas obowiązywania: od)"),
    "ends": Message("the last day it is in force (czas obowiązywania: do)"),
}
"""What an order must state, by field of `Order`, in words for the one who left it out."""

NEEDED = {
    "number": Message("its number (numer)"),
    "project": Message("the project's name (projekt)"),
    "units": Message("the units or posts concerned (komórki lub stanowiska)"),
    "superior": Message("to whom they report in the project (przełożony w projekcie)"),
}
"""What an order must name besides, for it to be recorded at all."""

_EXAMPLE = """\b
example, as a file:
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


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each value of an order."""
    for name, explanation in reversed(OPTIONS.items()):
        command = click.option(f"--{name.replace('_', '-')}", name, help=explanation)(command)
    return command


@click.command(epilog=_EXAMPLE)
@click.argument(
    "file",
    type=click.Path(path_type=Path),
    required=False,
    help="The order as a TOML file; options beat what it says.",
)
@_options
@click.pass_obj
def order(settings: KnowledgeSettings, /, file: Path | None, **given: str | None) -> None:
    """Record a project order: other reporting lines for a while."""
    from knowledge.store.store import Store

    values = read_order(file) if file else {}
    values |= {name: value for name, value in given.items() if value is not None}
    with Store(settings.database) as store:
        recorded = order_from(values, _act(store))
        store.record_order(recorded)
    tell(Message("recorded: {order}", order=_described(recorded, today_in_warsaw())))


@click.command(epilog="\b\nexample: python -m indexer orders --end 5/2026 --on 2026-12-31")
@click.option("--end", metavar="NUMBER", help="The order to end.")
@click.option("--on", "day", metavar="DAY", help="Its last day; today by default.")
@click.pass_obj
def orders(settings: KnowledgeSettings, end: str | None, day: str | None) -> None:
    """List the project orders, or let one end on another day."""
    from knowledge.store.store import Store

    with Store(settings.database) as store:
        if end:
            store.end_order(end, parse_day(day, today_in_warsaw()) if day else today_in_warsaw())
        for each in store.orders():
            tell(_described(each, today_in_warsaw()))


def _act(store: "Store") -> Act:
    """Return the act in force that allows project orders; the first one where none does, to say so."""
    acts = [store.load(edition).act for edition in store.in_force(today_in_warsaw())] or [store.load().act]
    return next((act for act in acts if project_rule(act)), acts[0])


def _described(order: Order, today: date) -> Message:
    return Message(
        "{number}  {project}: {units} report to {superior}, {starts} to {ends} ({state})",
        number=order.number,
        project=order.project,
        units=", ".join(order.units),
        superior=order.superior,
        starts=str(order.starts),
        ends=str(order.ends),
        state=_state(order, today),
    )


def _state(order: Order, today: date) -> Message:
    if order.is_in_force(today):
        return Message("in force")
    return Message("not yet in force") if today < order.starts else Message("ended")


def read_order(path: Path) -> dict[str, Any]:
    """Read the values of an order from a TOML file.

    Raises UnreadableSource where the file cannot be read, InvalidOrder where it is no TOML.
    """
    try:
        return tomllib.loads(decode(read_bytes(path), path.name))
    except tomllib.TOMLDecodeError as error:
        raise InvalidOrder(
            "{file} is no TOML ({reason}); see the example: python -m indexer order --help", file=path, reason=error
        ) from None


def order_from(values: Mapping[str, Any], act: Act) -> Order:
    """Check and read an order whose values are texts, lists of texts and days; spellings of codes are free.

    Raises InvalidOrder that quotes the paragraph which demands what is missing, or names what is wrong.
    """
    rule = project_rule(act)
    if rule is None:
        raise InvalidOrder("{act} lets nobody set other reporting lines for a project", act=act.number or act.title)
    if strange := sorted(set(values) - {field.name for field in fields(Order)}):
        known = ", ".join(field.name for field in fields(Order))
        raise InvalidOrder("an order has no {strange!r}; it has {known}", strange=strange[0], known=known)
    given = {key: value for key, value in values.items() if _is_given(value)}
    _refuse_missing(given, rule)
    starts, ends = _day(given["starts"], "starts"), _day(given["ends"], "ends")
    if ends < starts:
        raise InvalidOrder(
            "the order would end on {ends}, before it starts on {starts}", ends=str(ends), starts=str(starts)
        )
    units = tuple(dict.fromkeys(_resolved(name, act).code for name in _names(given["units"])))
    superior = _superior(_text(given["superior"]), act)
    if superior in units:
        raise InvalidOrder("{superior} cannot report to itself", superior=superior)
    rest = {key: _text(given[key]) for key in ("number", "project", "powers", "working_time", "reporting")}
    return Order(units=units, superior=superior, starts=starts, ends=ends, **rest)


def _is_given(value: Any) -> bool:
    return value is not None and (bool(value.strip()) if isinstance(value, str) else bool(value))


def _refuse_missing(given: Mapping[str, Any], rule: Provision) -> None:
    if missing := [words for field, words in DEMANDED.items() if field not in given]:
        raise InvalidOrder(
            "the order does not state {missing} – {citation} demands it: „{text}”",
            missing=Message.joined(missing, "; "),
            citation=rule.citation,
            text=rule.text,
        )
    if missing := [words for field, words in NEEDED.items() if field not in given]:
        raise InvalidOrder("the order does not name {missing}", missing=Message.joined(missing, "; "))


def _day(value: Any, field: str) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return parse_day(str(value))
    except InvalidDay:
        raise InvalidOrder(
            "{text!r} is no day for {field!r}; write 2027-03-31 or 31.03.2027", text=shorten(str(value)), field=field
        ) from None


def _names(value: Any) -> list[str]:
    names = value.split(",") if isinstance(value, str) else list(value)
    return [_text(name) for name in names if _text(name)]


def _text(value: Any) -> str:
    return " ".join(str(value).split())


def _resolved(name: str, act: Act) -> Unit:
    if unit := _unit(name, act):
        return unit
    codes = ", ".join(unit.code for unit in act.units)
    raise InvalidOrder("the act has no unit or post {name!r}; it has {codes}", name=shorten(name), codes=codes)


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
