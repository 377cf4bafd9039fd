"""Project orders: internal orders that set other reporting lines for a project, for as long as they are in force.

Decree 1454/2024 allows them in § 18 and demands that each states the managers' powers, the working time given to the
project, how work is reported and settled, and how long it is in force. What demands it is looked up in the act.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from knowledge.acts.act import Act, Provision, Unit
from knowledge.errors import InvalidOrder, shorten
from knowledge.language import fold
from knowledge.questions.mentions import Text, codes_in
from knowledge.questions.post_names import posts_in

# "Dyrektor Centrum w drodze zarządzenia wewnętrznego może określić inną podległość służbową, niż wynika to z …"
_RULE = re.compile(r"\binn\w+ (?:podleglos|podporzadkowani|przelozon)|\bodmienn\w+ podleglos")

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


@dataclass(frozen=True, slots=True)
class Order:
    """Hold a project order: who reports to whom in a project, from one day to another, both included.

    `units` are codes of units or posts of the act; `superior` is such a code, or a name as the order gives it.
    """

    number: str
    project: str
    units: tuple[str, ...]
    superior: str
    powers: str
    working_time: str
    reporting: str
    starts: date
    ends: date

    def is_in_force(self, day: date) -> bool:
        """Tell whether the order is in force on a day."""
        return self.starts <= day <= self.ends

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], act: Act) -> "Order":
        """Check and read an order whose values are texts, lists of texts and days; spellings of codes are free.

        Raises InvalidOrder that quotes the paragraph which demands what is missing, or names what is wrong.
        """
        rule = project_rule(act)
        if rule is None:
            raise InvalidOrder(f"{act.number or act.title} lets nobody set other reporting lines for a project")
        if strange := sorted(set(values) - {field.name for field in fields(cls)}):
            raise InvalidOrder(
                f"an order has no {strange[0]!r}; it has {', '.join(field.name for field in fields(cls))}"
            )
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
        return cls(units=units, superior=superior, starts=starts, ends=ends, **rest)


def project_rule(act: Act) -> Provision | None:
    """Return the provision that lets other reporting lines be set for a project (§ 18); None where there is none."""
    return next((provision for provision in act.provisions if _RULE.search(fold(provision.text))), None)


def in_force(orders: Iterable[Order], day: date) -> tuple[Order, ...]:
    """Return the orders in force on a day, those that end first before the others."""
    return tuple(
        sorted((order for order in orders if order.is_in_force(day)), key=lambda order: (order.ends, order.number))
    )


def orders_for(unit: Unit, orders: Iterable[Order]) -> tuple[Order, ...]:
    """Return those of the orders that set another reporting line for a unit or post."""
    return tuple(order for order in orders if unit.code in order.units)


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
    text = str(value).strip()
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return date.fromisoformat(text)
    except ValueError:
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
