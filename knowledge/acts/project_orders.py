"""Project orders: internal orders that set other reporting lines for a project, for as long as they are in force.

Decree 1454/2024 allows them in § 18 and demands that each states the managers' powers, the working time given to the
project, how work is reported and settled, and how long it is in force. What demands it is looked up in the act.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.acts.act import Act, Provision, Unit
from knowledge.language import fold

# "Dyrektor Centrum w drodze zarządzenia wewnętrznego może określić inną podległość służbową, niż wynika to z …"
_RULE = re.compile(r"\binn\w+ (?:podleglos|podporzadkowani|przelozon)|\bodmienn\w+ podleglos")


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
