"""Units, reporting lines and duties of an act as JSON, CSV or Markdown.

The order is that of the act, so two exports of one act are the same. JSON is described by `export.schema.json`.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.acts.act import ALL_UNITS, Act, Clause, Unit
from knowledge.acts.amendment_notes import names_of, note, with_note
from knowledge.acts.reporting_lines import trees

SCHEMA = Path(__file__).with_name("export.schema.json")
VERSION = 1
"""The version of the exported form; it grows when a column changes its meaning or goes."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "units": ("code", "name", "kind", "part_of", "reports_to", "declared_in", "duties"),
    "reporting_lines": ("unit", "unit_name", "superior", "superior_name", "citation"),
    "clauses": ("citation", "occurrence", "unit", "unit_name", "lead_in", "text", "amended"),
}
"""The tables with their columns; `export.schema.json` says what each holds."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def to_json(act: Act) -> dict[str, Any]:
    """Return an act as JSON values that `export.schema.json` describes."""
    commencement = act.commencement
    return {
        "version": VERSION,
        "act": {
            "kind": act.kind,
            "number": act.number,
            "issuer": act.issuer,
            "date": act.day.isoformat() if act.day else None,
            "title": act.title,
            "legal_basis": act.legal_basis,
            "in_force_from": commencement.day.isoformat() if commencement and commencement.day else None,
            "organisation": act.organisation.name if act.organisation else None,
            "amended_by": names_of(act.amended_by),
        },
        **{name: list(rows_of(act, name)) for name in COLUMNS},
    }


def rows_of(act: Act, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one of the tables, with its columns, in the order of the act."""
    rows = {"units": _units, "reporting_lines": _reporting_lines, "clauses": _clauses}[table](act)
    for row in rows:
        yield dict(zip(COLUMNS[table], row, strict=True))


def _units(act: Act) -> Iterator[tuple[Any, ...]]:
    for unit in act.everyone:
        duties = sum(clause.unit == unit.code for clause in act.clauses)
        declared = str(unit.declared) if unit.declared else None
        yield unit.code, unit.name, unit.kind, unit.parent, unit.reports_to, declared, duties


def _reporting_lines(act: Act) -> Iterator[tuple[Any, ...]]:
    for unit in act.everyone:
        if above := act.unit(unit.reports_to) if unit.reports_to else None:
            citation = str(unit.subordination) if unit.subordination else None
            yield unit.code, unit.name, above.code, above.name, citation


def _clauses(act: Act) -> Iterator[tuple[Any, ...]]:
    for clause in act.clauses:
        name = unit_name(clause, act)
        amended = note(act.amended(clause), clause.citation)
        yield str(clause.citation), clause.occurrence, clause.unit, name, clause.lead_in, clause.text, amended


def unit_name(clause: Clause, act: Act) -> str | None:
    """Return the name of the unit that bears a duty; None where all units do."""
    unit = act.unit(clause.unit)
    return unit.name if unit else None


def to_csv(act: Act, tables: Sequence[str] = ()) -> str:
    """Write the tables as CSV (RFC 4180), the name of the table in the first column where there are several.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    chosen = tuple(tables) or tuple(COLUMNS)
    columns = list(dict.fromkeys(column for table in chosen for column in COLUMNS[table]))
    if len(chosen) > 1:
        columns.insert(0, "table")
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for table in chosen:
        for row in rows_of(act, table):
            writer.writerow({"table": table} | {name: safe_cell(value) for name, value in row.items()})
    return buffer.getvalue()


def safe_cell(value: Any) -> Any:
    """Return a value that no spreadsheet takes for a formula (OWASP, CSV injection); None is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip(" \n").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def to_markdown(act: Act) -> str:
    """Write an act as Markdown: its head, the structure as a list, each unit's duties as a table."""
    lines = [f"# {act.title or act.number}", "", _head_line(act), "", "## Struktura", ""]
    lines += [
        f"{'  ' * depth}- {_title(unit)}{_reporting(unit, act)}" for tree in trees(act) for depth, unit in tree.walk()
    ]
    for code, title in sections(act):
        clauses = [clause for clause in act.clauses if clause.unit == code]
        lines += ["", f"## {title}", "", "| Przepis | Obowiązek |", "|---|---|"]
        lines += [f"| {mark(clause, act)} | {_cell(noted(clause, act))} |" for clause in clauses]
    return "\n".join(lines) + "\n"


def sections(act: Act) -> Iterator[tuple[str, str]]:
    """Yield the code and title of everybody who has duties, those of all units last."""
    bearers = {clause.unit for clause in act.clauses}
    yield from ((unit.code, _title(unit)) for unit in act.everyone if unit.code in bearers)
    if ALL_UNITS in bearers:
        yield ALL_UNITS, "Wszystkie komórki"


def mark(clause: Clause, act: Act) -> str:
    """Print a duty's citation, telling apart those that the act cites alike."""
    alike = sum(other.citation == clause.citation for other in act.clauses)
    return str(clause.citation) if alike < 2 else f"{clause.citation} [{clause.occurrence}/{alike}]"


def sentence(clause: Clause, act: Act) -> str:
    """Return a duty with the words of the points and letters that lead to it, without which it is no sentence."""
    texts = {provision.citation: provision.text for provision in reversed(act.provisions)}
    pieces = [clause.text]
    above = clause.citation.parent
    while above and above.level in ("point", "letter"):
        pieces.append(texts.get(above, ""))
        above = above.parent
    return " ".join(piece for piece in reversed(pieces) if piece)


def noted(clause: Clause, act: Act) -> str:
    """Return a duty as a sentence, with the act that gave it its words where that was another one."""
    return with_note(sentence(clause, act), act.amended(clause), clause.citation)


def _head_line(act: Act) -> str:
    pieces: Mapping[str, str] = {
        f"{act.kind} nr": act.number,
        "": act.issuer,
        "z dnia": f"{act.day:%d.%m.%Y}" if act.day else "",
    }
    return " ".join(f"{name} {value}".strip() for name, value in pieces.items() if value)


def _title(unit: Unit) -> str:
    return unit.name if unit.code == unit.name else f"{unit.code} {unit.name}"


def _reporting(unit: Unit, act: Act) -> str:
    above = act.unit(unit.reports_to) if unit.reports_to else None
    return f" (podlega: {above.name}, {unit.subordination})" if above else ""


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
