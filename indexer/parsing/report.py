"""The report an admin trusts: what was read of an act, what looks odd, and whether it may be published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from indexer.instructions.amendments import Instruction
from indexer.parsing.notice import Notice
from indexer.parsing.parse import Reading
from knowledge.acts.act import ALL_UNITS, Act, Clause, Unit
from knowledge.wording import Message, say

_TITLES = (
    (Message("The act:"), ("act",)),
    (Message("Text that looks scrambled:"), ("text", "letters")),
    (Message("Text that looks cut:"), ("cut",)),
    (Message("Units found or not linked:"), ("unit", "nobody")),
    (Message("Codes declared nowhere:"), ("codes",)),
    (Message("Duties:"), ("duty",)),
    (Message("Numbering:"), ("numbering",)),
    (Message("Annexes:"), ("annex",)),
    (Message("Lines that belong to nothing:"), ("stray",)),
)
_MANY_UNPLACED = 0.2


def render(reading: Reading, lang: str = "en") -> str:
    """Return the report on a reading: one sentence of judgement, the head, the units with their duties, the doubts."""
    blocks: list[Iterable[Message]] = [_head(reading.act)]
    if reading.act.clauses or not reading.instructions:
        blocks.append(_units(reading.act))
    blocks += [_instructions(reading), *_doubts(reading), _asides(reading)]
    if obstacles := unpublishable(reading):
        blocks.append([Message("Not to be published: {reasons}.", reasons=Message.joined(obstacles, "; "))])
    said = ("\n".join(line.said(lang) for line in block) for block in blocks)
    return "\n\n".join(filter(None, (judgement(reading, lang), *said))) + "\n"


def to_json(reading: Reading) -> dict[str, Any]:
    """Return what was read as JSON values; indexer/README.md describes the form."""
    act = reading.act
    return {
        "act": _act_json(act),
        "units": [_unit_json(unit) for unit in act.units],
        "clauses": [_clause_json(clause) for clause in act.clauses],
        "instructions": [_instruction_json(each) for each in reading.instructions],
        "warnings": [_notice_json(notice) for notice in reading.notices],
    }


def things_to_see(reading: Reading, lang: str = "en") -> tuple[str, ...]:
    """Return what to look at, each with its place; the lines that belong to nothing come last."""
    found = sorted(reading.notices, key=lambda notice: notice.topic == "stray")
    return tuple(notice.placed.said(lang) for notice in found)


def judgement(reading: Reading, lang: str = "en") -> str:
    """Say in one sentence how well an act was read: "19 units, 233 duties, every line read, 2 things to look at"."""
    pieces = ", ".join(piece.said(lang) for piece in _judged(reading))
    verdict = say("; not read well enough to be published", lang) if unpublishable(reading) else ""
    return f"{pieces}{verdict}."


def _judged(reading: Reading) -> Iterator[Message]:
    act, orders, left = reading.act, len(reading.instructions), len(reading.unplaced)
    if act.clauses or not orders:
        yield Message.counted("{count} unit", "{count} units", len(act.units))
        yield Message.counted("{count} duty", "{count} duties", len(act.clauses))
    if orders:
        yield Message.counted("{count} instruction about other acts", "{count} instructions about other acts", orders)
    if left:
        yield Message.counted("{count} line that belongs to nothing", "{count} lines that belong to nothing", left)
    else:
        yield Message("every line read")
    if looks := sum(notice.topic != "stray" for notice in reading.notices):
        yield Message.counted("{count} thing to look at", "{count} things to look at", looks)
    else:
        yield Message("nothing to look at")


def unpublishable(reading: Reading) -> tuple[Message, ...]:
    """Return why an act must not be published as it was read; nothing where it may be."""
    return tuple(_obstacles(reading))


def _obstacles(reading: Reading) -> Iterator[Message]:
    topics = {notice.topic for notice in reading.notices}
    if not reading.act.clauses and not reading.instructions:
        yield Message("it gives nobody a duty")
    if faults := sum(bool(each.fault) for each in reading.instructions):
        yield Message.counted(
            "{count} instruction about another act is not understood",
            "{count} instructions about another act are not understood",
            faults,
        )
    if "act" in topics:
        yield Message("it amends another act without saying how, or a second act stands in the file")
    if "letters" in topics:
        yield Message("letters are lost in the text")
    if "cut" in topics:
        yield Message("the text is cut")
    if reading.lines and len(reading.unplaced) > _MANY_UNPLACED * reading.lines:
        yield Message("too many lines belong to nothing")
    if "nobody" in topics:
        yield Message("some duties belong to nobody")


def _head(act: Act) -> Iterator[Message]:
    yield Message(
        "Act: {kind} {number}, {issuer}",
        kind=act.kind or Message("kind unknown"),
        number=act.number or Message("(no number)"),
        issuer=act.issuer or Message("issuer unknown"),
    )
    yield Message("Signed: {day}", day=str(act.day)) if act.day else Message("Signed: unknown")
    yield Message("Title: {title}", title=act.title) if act.title else Message("Title: unknown")
    if force := act.commencement:
        day = str(force.day) if force.day else Message("day unknown")
        yield Message("In force: {day} ({citation}: {text})", day=day, citation=force.citation, text=force.text)
    else:
        yield Message("In force: unknown, the text does not say")
    for repeal in act.repeals:
        yield Message("Repeals ({citation}): {text}", citation=repeal.citation, text=repeal.text)


def _units(act: Act) -> Iterator[Message]:
    duties = Counter(clause.unit for clause in act.clauses)
    if act.organisation:
        yield _row(act.organisation, duties)
    yield from (_row(unit, duties) for unit in (*act.bodies, *act.posts) if duties[unit.code])
    for unit in act.units:
        above = [Message("part of {unit}", unit=unit.parent)] if unit.parent else []
        answers = [Message("reports to {unit}", unit=unit.reports_to)] if unit.reports_to else []
        yield _row(unit, duties, *above, *answers)
    if duties[ALL_UNITS]:
        yield Message.joined([f"{duties[ALL_UNITS]:5}", Message("common to all units")], "  ")


def _row(unit: Unit, duties: Counter[str], *more: Message) -> Message:
    name = unit.code if unit.code.startswith(unit.name) else f"{unit.code} {unit.name}"
    return Message.joined([f"{duties[unit.code]:5}  {name}", *more], "; ")


def _instructions(reading: Reading) -> Iterator[Message]:
    """Yield what the act orders about others, act by act, each instruction with its place."""
    for target in dict.fromkeys(each.target for each in reading.instructions):
        yield Message("Changes of act {target}:", target=target)
        yield from (_indented(each.placed) for each in reading.instructions if each.target == target)


def _indented(message: Message) -> Message:
    return Message.joined(["", message], "  ")


def _doubts(reading: Reading) -> Iterator[list[Message]]:
    for title, topics in _TITLES:
        if found := [notice for notice in reading.notices if notice.topic in topics]:
            yield [title, *(_indented(notice.placed) for notice in found)]


def _asides(reading: Reading) -> Iterator[Message]:
    reasons = Counter(aside.reason for aside in reading.asides)
    if reasons:
        yield Message("Set aside, no part of the act:")
    for reason, number in reasons.items():
        places = ", ".join(dict.fromkeys(str(aside.line.number) for aside in reading.asides if aside.reason == reason))
        places = places if len(places) < 60 else places[:56] + " …"
        yield _indented(
            Message.counted(
                "{count} line: {reason} ({places})",
                "{count} lines: {reason} ({places})",
                number,
                reason=reason,
                places=places,
            )
        )


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
        "fault": str(instruction.fault or ""),
    }


def _notice_json(notice: Notice) -> dict[str, Any]:
    return {"page": notice.page, "line": notice.line, "message": str(notice.message)}
