"""What was read of an act, for people and for programs."""

from collections import Counter
from typing import Any

from indexer.parse import Reading
from knowledge.model import ALL_UNITS, Act, Clause, Unit, Warning


def to_json(reading: Reading) -> dict[str, Any]:
    """Return what was read as JSON values; README describes the form."""
    act = reading.act
    return {
        "act": _act_json(act),
        "units": [_unit_json(unit) for unit in act.units],
        "clauses": [_clause_json(clause) for clause in act.clauses],
        "warnings": [_warning_json(warning) for warning in reading.warnings],
    }


def render(reading: Reading) -> str:
    """Write what was read as a report: a sentence of judgement, the head, duties by unit, things to look at."""
    act = reading.act
    counts = Counter(clause.unit for clause in act.clauses)
    lines = [
        f"{len(act.units)} units, {len(act.clauses)} duties, {len(reading.warnings)} things to look at",
        "",
        f"{act.kind} {act.number} of {act.day or 'no date'} – {act.issuer}",
        act.title,
        "",
        *(f"{counts[unit.code]:4} {unit.code} {unit.name}" for unit in act.units),
        *([f"{counts[ALL_UNITS]:4} {ALL_UNITS} common to all units"] if counts[ALL_UNITS] else []),
        "",
        *(
            f"line {warning.line}: {warning.message}" if warning.line else warning.message
            for warning in reading.warnings
        ),
    ]
    return "\n".join(lines).rstrip()


def _act_json(act: Act) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "number": act.number,
        "issuer": act.issuer,
        "date": act.day.isoformat() if act.day else None,
        "title": act.title,
        "legal_basis": act.legal_basis,
        "organisation": _unit_json(act.organisation) if act.organisation else None,
        "posts": [_unit_json(post) for post in act.posts],
        "in_force_from": act.commencement.day.isoformat() if act.commencement and act.commencement.day else None,
        "commencement": act.commencement.text if act.commencement else None,
        "repeals": [statement.text for statement in act.repeals],
        "annexes": [statement.text for statement in act.annexes],
    }


def _unit_json(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent,
        "reports_to": unit.reports_to,
        "aliases": list(unit.aliases),
    }


def _clause_json(clause: Clause) -> dict[str, Any]:
    return {
        "citation": str(clause.citation),
        "occurrence": clause.occurrence,
        "unit": clause.unit,
        "text": clause.text,
        "lead_in": clause.lead_in,
        "lines": list(clause.lines),
    }


def _warning_json(warning: Warning) -> dict[str, Any]:
    return {"line": warning.line, "message": warning.message}
