"""Who stands above and below whom, by the two relations an act states apart: reporting to, and being a part of."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.acts.act import ALL_UNITS, Act, Unit
from knowledge.acts.citation import Citation


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one step upwards: who stands above, whether by reporting ("reports") or as a whole ("part"), and where."""

    above: Unit
    relation: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Branch:
    """Hold a unit or post with all that stands below it."""

    unit: Unit
    branches: tuple["Branch", ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Unit]]:
        """Yield this unit and all below it with their depths, from above."""
        yield depth, self.unit
        for branch in self.branches:
            yield from branch.walk(depth + 1)


def superior(act: Act, unit: Unit) -> Unit | None:
    """Return the unit or post that one answers to; None where the act names none."""
    return act.unit(unit.reports_to) if unit.reports_to else None


def chain(act: Act, unit: Unit) -> tuple[Link, ...]:
    """Return the steps from a unit or post up to the top, the nearest first.

    A unit whose superior the act does not name goes on through the unit it is a part of.
    """
    steps: list[Link] = []
    seen = {unit.code}
    at: Unit | None = unit
    while at and (step := _step(act, at)) and step.above.code not in seen:
        steps.append(step)
        seen.add(step.above.code)
        at = step.above
    return tuple(steps)


def _step(act: Act, unit: Unit) -> Link | None:
    if above := superior(act, unit):
        return Link(above, "reports", unit.subordination)
    whole = act.unit(unit.parent) if unit.parent else None
    return Link(whole, "part", unit.declared) if whole and unit.kind != "post" else None


def parts(act: Act, unit: Unit) -> tuple[Unit, ...]:
    """Return the units that are directly a part of one; those of the organisation lie in no other unit."""
    return tuple(each for each in act.units if each.parent == unit.code)


def subordinates(act: Act, unit: Unit) -> tuple[Unit, ...]:
    """Return those who answer directly to a unit or post; parts of one that does are left to it."""
    answering = [each for each in act.everyone if each.reports_to == unit.code]
    codes = {each.code for each in answering}
    return tuple(each for each in answering if each.parent not in codes)


def below(act: Act, unit: Unit) -> tuple[Unit, ...]:
    """Return every unit under a unit or post, by reporting or as a part, in the order of the act."""
    codes = {unit.code}
    while more := {each.code for each in act.everyone if {each.parent, each.reports_to} & codes} - codes:
        codes |= more
    return tuple(each for each in act.units if each.code in codes - {unit.code})


def trees(act: Act) -> tuple[Branch, ...]:
    """Return the organisation as trees: each unit once, under the unit it is a part of or else under its superior.

    What has nobody above it stands at the top; posts that direct nobody come last.
    """
    everyone = [*act.posts, *act.units]
    known = {each.code for each in everyone}
    above = {each.code: _nearest_above(each, known) for each in everyone}
    tops = [each for each in everyone if not above[each.code]]
    grown = [_branch(each, everyone, above) for each in tops]
    return tuple(sorted(grown, key=lambda branch: branch.unit.kind == "post" and not branch.branches))


def _nearest_above(unit: Unit, known: set[str]) -> str | None:
    return next((code for code in (unit.parent, unit.reports_to) if code in known and code != unit.code), None)


def _branch(unit: Unit, everyone: list[Unit], above: dict[str, str | None]) -> Branch:
    return Branch(unit, tuple(_branch(each, everyone, above) for each in everyone if above[each.code] == unit.code))


def duty_count(act: Act, unit: Unit) -> tuple[int, int]:
    """Count a unit's own duties and those common to all units."""
    return len(act.duties(unit.code)), len(act.duties(ALL_UNITS))
