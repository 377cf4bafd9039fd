"""Records as rows of the database and back: values only, no SQL."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from knowledge.acts.act import Act, Clause, Commencement, Lines, Provision, Statement, Unit
from knowledge.acts.amendment_notes import ActName, Amended, How
from knowledge.acts.citation import Citation
from knowledge.acts.edition import Edition, Example, Lost
from knowledge.acts.project_orders import Order

UNIT_TEXTS = ("code", "name", "kind", "parent", "reports_to")
"""The fields of `Unit` that are stored as they are."""

_LOST_TEXTS = ("question", "act", "unit", "text")
_STATEMENTS = ("repeals", "annexes", "amendments")

COMMAND_LINE = "command line"
"""Who acts at the command line, in the audit."""


def iso(day: date | None) -> str | None:
    """Write a day as ISO 8601."""
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _address(text: str | None) -> Citation | None:
    return None if text is None else _citation(text)


def _citation(text: str) -> Citation:
    """Read a citation; empty for what stands in an act without any number."""
    return Citation.parse(text) if text else Citation()


def edition(row: Mapping[str, Any]) -> Edition:
    """Read an edition from its row."""
    return Edition(
        id=row["id"],
        act=row["act"],
        source=row["source"],
        source_hash=row["source_hash"],
        examples_hash=row["examples_hash"],
        encoder=row["encoder"],
        dimension=row["dimension"],
        calibration=row["calibration"],
        published_at=datetime.fromisoformat(row["published_at"]),
        in_force_from=_day(row["in_force_from"]),
        unit_count=row["unit_count"],
        clause_count=row["clause_count"],
        example_count=row["example_count"],
        valid_from=date.fromisoformat(row["valid_from"]),
        lines=tuple(json.loads(row["lines"])),
        is_withdrawn=bool(row["withdrawn_at"]),
        replaces=tuple(json.loads(row["replaces"])),
    )


def head_row(act: Act) -> dict[str, Any]:
    """Turn what an act says as a whole into JSON values."""
    return {
        "kind": act.kind,
        "number": act.number,
        "issuer": act.issuer,
        "day": iso(act.day),
        "title": act.title,
        "legal_basis": act.legal_basis,
        "commencement": act.commencement
        and [act.commencement.text, str(act.commencement.citation), iso(act.commencement.day)],
        **{name: [[each.text, str(each.citation)] for each in getattr(act, name)] for name in _STATEMENTS},
        "amended_by": [_name_row(name) for name in act.amended_by],
    }


def head(row: dict[str, Any]) -> dict[str, Any]:
    """Read the fields of `Act` that `head_row` wrote."""
    commencement = row["commencement"]
    return row | {
        "day": _day(row["day"]),
        "commencement": commencement
        and Commencement(commencement[0], _citation(commencement[1]), _day(commencement[2])),
        **{name: tuple(Statement(text, _citation(citation)) for text, citation in row[name]) for name in _STATEMENTS},
        "amended_by": tuple(map(_name, row.get("amended_by", ()))),
    }


def head_act(text: str) -> Act:
    """Read from JSON an act of which only the head is known."""
    return Act(**head(json.loads(text)), organisation=None, units=(), posts=(), provisions=(), clauses=())


def _place_row(provision: Provision | Clause) -> dict[str, Any]:
    return {
        "citation": str(provision.citation),
        "occurrence": provision.occurrence,
        "first_line": provision.lines.first,
        "last_line": provision.lines.last,
    }


def _name_row(name: ActName) -> list[str | None]:
    return [name.kind, name.number, iso(name.day)]


def _name(row: Sequence[str | None]) -> ActName:
    kind, number, day = row
    return ActName(kind or "", number or "", _day(day))


def provision_row(provision: Provision) -> dict[str, Any]:
    """Write a provision."""
    amended = [[each.how, *_name_row(each.by)] for each in provision.amended]
    text = json.dumps(amended, ensure_ascii=False) if amended else None
    return {**_place_row(provision), "text": provision.text, "amended": text}


def provision(row: Mapping[str, Any]) -> Provision:
    """Read a provision."""
    lines = Lines(row["first_line"], row["last_line"])
    amended = tuple(Amended(How(how), _name(by)) for how, *by in json.loads(row["amended"] or "[]"))
    return Provision(_citation(row["citation"]), row["occurrence"], row["text"], lines, amended)


def clause_row(clause: Clause) -> dict[str, Any]:
    """Write a clause."""
    return {**_place_row(clause), "unit": clause.unit, "text": clause.text, "lead_in": clause.lead_in}


def clause(row: Mapping[str, Any]) -> Clause:
    """Read a clause."""
    lines = Lines(row["first_line"], row["last_line"])
    citation = _citation(row["citation"])
    return Clause(citation, row["occurrence"], row["unit"], row["text"], row["lead_in"], lines)


def unit_row(act: Act, unit: Unit) -> dict[str, Any]:
    """Write a unit, a post or the organisation."""
    return {
        "role": _role(act, unit),
        **{name: getattr(unit, name) for name in UNIT_TEXTS},
        "aliases": json.dumps(unit.aliases, ensure_ascii=False),
        "declared": None if unit.declared is None else str(unit.declared),
        "subordination": None if unit.subordination is None else str(unit.subordination),
    }


def _role(act: Act, unit: Unit) -> str:
    if unit == act.organisation:
        return "organisation"
    return next((role for role, units in (("body", act.bodies), ("post", act.posts)) if unit in units), "unit")


def unit(row: Mapping[str, Any]) -> Unit:
    """Read a unit, a post or the organisation."""
    return Unit(
        **{name: row[name] for name in UNIT_TEXTS},
        aliases=tuple(json.loads(row["aliases"])),
        declared=_address(row["declared"]),
        subordination=_address(row["subordination"]),
    )


def example_row(example: Example, positions: Mapping[tuple[Citation, int], int]) -> dict[str, Any]:
    """Write an example question; `positions` maps the keys of clauses to their places in the act."""
    return {"clause": positions[example.key] if example.key else None, "question": example.question}


def order_row(order: Order) -> dict[str, Any]:
    """Write a project order."""
    row = {field.name: getattr(order, field.name) for field in fields(order)}
    return row | {
        "units": json.dumps(order.units, ensure_ascii=False),
        "starts": order.starts.isoformat(),
        "ends": order.ends.isoformat(),
    }


def order(row: Mapping[str, Any]) -> Order:
    """Read a project order."""
    values = {field.name: row[field.name] for field in fields(Order)}
    return Order(
        **values
        | {
            "units": tuple(json.loads(row["units"])),
            "starts": date.fromisoformat(row["starts"]),
            "ends": date.fromisoformat(row["ends"]),
        }
    )


def lost_row(lost: Lost) -> dict[str, Any]:
    """Write an example question that lost its clause."""
    return {name: getattr(lost, name) for name in _LOST_TEXTS} | {
        "citation": str(lost.citation),
        "occurrence": lost.occurrence,
    }


def lost(row: Mapping[str, Any]) -> Lost:
    """Read an example question that lost its clause."""
    texts = {name: row[name] for name in _LOST_TEXTS}
    return Lost(**texts, citation=_citation(row["citation"]), occurrence=row["occurrence"])


def deed_row(done_at: float, who: str, deed: str, what: str) -> dict[str, Any]:
    """Write an entry of the audit."""
    return {"done_at": done_at, "who": who, "deed": deed, "what": what}


def address_row(clause: Clause | None) -> dict[str, Any]:
    """Write where a clause stands and what it says; all empty for none."""
    if clause is None:
        return dict.fromkeys(("citation", "occurrence", "unit", "text"))
    place = {"citation": str(clause.citation), "occurrence": clause.occurrence}
    return place | {"unit": clause.unit, "text": clause.text}


def address(row: Mapping[str, Any]) -> dict[str, Any]:
    """Read what `address_row` wrote; no citation for no clause."""
    return {
        "citation": _address(row["citation"]),
        "occurrence": row["occurrence"] or 1,
        "unit": row["unit"] or "",
        "text": row["text"] or "",
    }
