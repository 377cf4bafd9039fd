"""The report an admin trusts: what was read of an act, what looks odd, and whether it may be published."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from indexer.instructions.amendments import Instruction
from indexer.parsing.notice import Warning
from indexer.parsing.parse import Reading
from indexer.parsing.polish import counted, in_polish
from knowledge.acts.act import ALL_UNITS, Act, Clause, Unit

_TOPICS = {
    "act": "The act",
    "text": "Text that looks scrambled",
    "cut": "Text that looks cut",
    "unit": "Units found or not linked",
    "codes": "Codes declared nowhere",
    "duty": "Duties",
    "numbering": "Numbering",
    "annex": "Annexes",
    "stray": "Lines that belong to nothing",
    "": "Other",
}
_MANY_UNPLACED = 0.2


def render(reading: Reading, lang: str = "en") -> str:
    """Return the report on a reading: one sentence of judgement, the head, the units with their duties, the doubts."""
    if lang == "pl":
        lines = render(reading).split("\n")[1:]
        return "\n".join([judgement(reading, lang), *map(_line_in_polish, lines)])
    blocks = [judgement(reading), "\n".join(_head(reading.act))]
    if reading.act.clauses or not reading.instructions:
        blocks.append("\n".join(_units(reading.act)))
    blocks.append("\n".join(_instructions(reading)))
    blocks += ["\n".join(block) for block in _doubts(reading)]
    blocks += ["\n".join(_asides(reading))]
    if obstacles := unpublishable(reading):
        blocks.append("Not to be published: " + "; ".join(obstacles) + ".")
    return "\n\n".join(block for block in blocks if block) + "\n"


def to_json(reading: Reading) -> dict[str, Any]:
    """Return what was read as JSON values; indexer/README.md describes the form."""
    act = reading.act
    return {
        "act": _act_json(act),
        "units": [_unit_json(unit) for unit in act.units],
        "clauses": [_clause_json(clause) for clause in act.clauses],
        "instructions": [_instruction_json(each) for each in reading.instructions],
        "warnings": [_warning_json(warning) for warning in reading.warnings],
    }


def things_to_see(reading: Reading, lang: str = "en") -> tuple[str, ...]:
    """Return what to look at, each with its place; the lines that belong to nothing come last."""
    found = sorted(reading.warnings, key=lambda warning: warning.topic == "stray")
    things = (f"{_place(warning)}{warning.message}" for warning in found)
    return tuple(map(in_polish, things)) if lang == "pl" else tuple(things)


def judgement(reading: Reading, lang: str = "en") -> str:
    """Say in one sentence how well an act was read: "19 units, 233 duties, every line read, 2 things to look at"."""
    if lang == "pl":
        return _judgement_in_polish(reading)
    left = len(reading.unplaced)
    lines = (
        "every line read" if not left else f"{_count(left, 'line')} that belong{'s' if left == 1 else ''} to nothing"
    )
    looks = _looks(reading)
    things = f"{_count(looks, 'thing')} to look at" if looks else "nothing to look at"
    units, duties = len(reading.act.units), len(reading.act.clauses)
    amends = f"{_count(len(reading.instructions), 'instruction')} about other acts" if reading.instructions else ""
    own = f"{_count(units, 'unit')}, {_count(duties, 'duty', 'duties')}" if duties or not amends else ""
    verdict = "" if not unpublishable(reading) else "; not read well enough to be published"
    return f"{', '.join(filter(None, (own, amends, lines, things)))}{verdict}."


def _judgement_in_polish(reading: Reading) -> str:
    left, looks = len(reading.unplaced), _looks(reading)
    units, duties, orders = len(reading.act.units), len(reading.act.clauses), len(reading.instructions)
    own = (counted(units, "komórka", "komórki", "komórek"), counted(duties, "zadanie", "zadania", "zadań"))
    pieces = [
        *(own if duties or not orders else ()),
        *([counted(orders, "zmiana", "zmiany", "zmian") + " innych aktów"] if orders else []),
        f"{counted(left, 'wiersz', 'wiersze', 'wierszy')} nie wiadomo skąd" if left else "każdy wiersz odczytany",
        f"do sprawdzenia: {looks}" if looks else "nic do sprawdzenia",
    ]
    verdict = "; odczytane za słabo, by to publikować" if unpublishable(reading) else ""
    return f"{', '.join(pieces)}{verdict}."


def _looks(reading: Reading) -> int:
    return sum(warning.topic != "stray" for warning in reading.warnings)


def unpublishable(reading: Reading, lang: str = "en") -> tuple[str, ...]:
    """Return why an act must not be published as it was read; nothing where it may be."""
    return tuple(map(in_polish, _obstacles(reading))) if lang == "pl" else tuple(_obstacles(reading))


def _obstacles(reading: Reading) -> Iterator[str]:
    act, topics = reading.act, {warning.topic for warning in reading.warnings}
    if not act.clauses and not reading.instructions:
        yield "it gives nobody a duty"
    if faults := sum(bool(each.fault) for each in reading.instructions):
        yield f"{_count(faults, 'instruction')} about another act {'is' if faults == 1 else 'are'} not understood"
    if any(warning.topic == "act" for warning in reading.warnings):
        yield "it amends another act without saying how, or a second act stands in the file"
    if any("letters are lost" in warning.message for warning in reading.warnings):
        yield "letters are lost in the text"
    if "cut" in topics:
        yield "the text is cut"
    if reading.lines and len(reading.unplaced) > _MANY_UNPLACED * reading.lines:
        yield "too many lines belong to nothing"
    if any("which is no known unit" in warning.message for warning in reading.warnings):
        yield "some duties belong to nobody"


def _head(act: Act) -> Iterator[str]:
    yield f"Act: {act.kind or 'kind unknown'} {act.number or '(no number)'}, {act.issuer or 'issuer unknown'}"
    yield f"Signed: {act.day or 'unknown'}"
    yield f"Title: {act.title or 'unknown'}"
    force = act.commencement
    if force:
        yield f"In force: {force.day or 'day unknown'} ({force.citation}: {force.text})"
    else:
        yield "In force: unknown, the text does not say"
    yield from (f"Repeals ({repeal.citation}): {repeal.text}" for repeal in act.repeals)


def _units(act: Act) -> Iterator[str]:
    duties = Counter(clause.unit for clause in act.clauses)
    if act.organisation:
        yield _row(act.organisation.code, act.organisation.name, duties, "")
    for unit in (*act.bodies, *act.posts):
        if duties[unit.code]:
            yield _row(unit.code, unit.name, duties, "")
    for unit in act.units:
        above = f"; part of {unit.parent}" if unit.parent else ""
        answers = f"; reports to {unit.reports_to}" if unit.reports_to else ""
        yield _row(unit.code, unit.name, duties, above + answers)
    if duties[ALL_UNITS]:
        yield f"{duties[ALL_UNITS]:5}  common to all units"


def _instructions(reading: Reading) -> Iterator[str]:
    """Yield what the act orders about others, act by act, each instruction with its place."""
    for target in dict.fromkeys(each.target for each in reading.instructions):
        yield f"Changes of act {target}:"
        yield from (f"  {each}" for each in reading.instructions if each.target == target)


def _row(code: str, name: str, duties: Counter[str], more: str) -> str:
    return f"{duties[code]:5}  {code if code.startswith(name) else f'{code} {name}'}{more}"


def _doubts(reading: Reading) -> Iterator[list[str]]:
    for topic, title in _TOPICS.items():
        found = [warning for warning in reading.warnings if warning.topic == topic]
        if found:
            yield [f"{title}:", *(f"  {_place(warning)}{warning.message}" for warning in found)]


def _place(warning: Warning) -> str:
    page = f"page {warning.page}, " if warning.page else ""
    return f"{page}line {warning.line}: " if warning.line else ""


def _line_in_polish(line: str) -> str:
    """Return a line of the report in Polish: a heading, a thing to look at, a reason in a row of them."""
    text = line.strip()
    said = (
        in_polish(text.removesuffix(":")) + ":" if text.endswith(":") and in_polish(text) == text else in_polish(text)
    )
    return line.replace(text, said) if text else line


def _asides(reading: Reading) -> Iterator[str]:
    reasons = Counter(aside.reason for aside in reading.asides)
    if reasons:
        yield "Set aside, no part of the act:"
    for reason, count in reasons.items():
        places = ", ".join(dict.fromkeys(str(aside.line.number) for aside in reading.asides if aside.reason == reason))
        yield f"  {_count(count, 'line')}: {reason} ({places if len(places) < 60 else places[:56] + ' …'})"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


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


def _instruction_json(instruction: Instruction) -> dict[str, Any]:
    return {
        "citation": str(instruction.citation),
        "page": instruction.page,
        "line": instruction.line,
        "act": instruction.target.number,
        "text": instruction.text,
        "fault": instruction.fault,
    }


def _warning_json(warning: Warning) -> dict[str, Any]:
    return {"page": warning.page, "line": warning.line, "message": warning.message}
