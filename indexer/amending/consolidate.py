"""Apply amending acts to the act they amend: its provisions as they read after the changes, each saying by which act.

The provisions are edited, not the lines they were read from: what no instruction names keeps its words, its address
and its place. Then the whole is asked anew who has which duty, as for any other act.
"""

from collections.abc import Sequence
from dataclasses import replace

from indexer.amending.editor import Editor
from indexer.amending.tree import Inapplicable
from indexer.instructions.amendments import Instruction
from indexer.parsing.growth import Growth, grow
from indexer.parsing.parse import Reading, derive
from indexer.reading.lines import Line
from knowledge.acts.amendment_notes import ActName
from knowledge.errors import UnreadableSource
from knowledge.wording import Message


class InapplicableAmendment(UnreadableSource):
    """An amending act of which some instruction cannot be applied; `faults` are all of these, each with its place."""

    def __init__(self, faults: Sequence[Instruction]) -> None:
        self.faults = tuple(faults)
        head = Message.counted(
            "nothing is published: {count} instruction cannot be applied:",
            "nothing is published: {count} instructions cannot be applied:",
            len(faults),
        )
        super().__init__(Message.joined([head, *(fault.placed for fault in faults)], "\n  "))


def consolidate(documents: Sequence[Sequence[Line]]) -> Reading:
    """Read an act, the first document, with the acts that amend it, the others, applied in their order.

    Line numbers count on from one document to the next. Raises InapplicableAmendment where an instruction of any of
    them cannot be applied.
    """
    growth = grow(documents[0])
    offset = _last(documents[0])
    for lines in documents[1:]:
        amending = grow([replace(line, number=line.number + offset) for line in lines])
        if faults := _amend(growth, amending):
            raise InapplicableAmendment([replace(fault, line=fault.line - offset) for fault in faults])
        offset += _last(lines)
    growth.kept = ()  # of what was read, some is in force no longer: no line of it is missed
    return replace(derive(growth), source=())


def _last(lines: Sequence[Line]) -> int:
    return lines[-1].number if lines else 0


def _amend(growth: Growth, amending: Growth) -> list[Instruction]:
    """Apply an amending act to the grown act; returns what could not be applied."""
    name = ActName(amending.head.kind, amending.head.number, amending.head.day)
    editor = Editor(growth, amending, name)
    mine = [each for each in amending.amendments if each.target.names(growth.head)]
    faults = [each.instruction for each in mine if each.instruction.fault]
    deeds = [deed for each in mine for deed in each.deeds]
    for each in mine:
        try:
            for deed in each.deeds:
                editor.carry_out(deed, deeds)
        except Inapplicable as error:
            faults.append(replace(each.instruction, fault=error.message))
    growth.amended_by = (*growth.amended_by, name)
    return sorted(faults, key=lambda fault: fault.line)
