"""Turn the lines of an act into an `Act`: its head, its units, and every duty under the unit that bears it.

Pure, and never at a loss: what the parser cannot place it leaves where it is and names in the notices.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.instructions.amendments import Instruction
from indexer.parsing.doubts import doubts
from indexer.parsing.duties import DutyWalk
from indexer.parsing.final_provisions import amendments_of, annexes_of, commencement_of, repeals_of
from indexer.parsing.growth import Growth, grow
from indexer.parsing.notice import Notice
from indexer.parsing.roster import Roster
from indexer.phrases.names import kind_of
from indexer.provisions.node import Node
from indexer.provisions.numbering import number_occurrences
from indexer.provisions.page_furniture import CONTENTS, Aside
from indexer.provisions.sections import Parts
from indexer.provisions.tables import contents_units
from indexer.reading.lines import Line
from knowledge.acts.act import Act, Clause, Provision
from knowledge.wording import Message


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what was read of a document: the act, what looked wrong, and the lines that are no part of the act.

    `notices` are in the order of the source, those about the whole first. `lines` counts the lines of the source,
    `asides` holds those set aside with the reason, `unplaced` those that belong to nothing;
    `source` are the lines that are the act's, to read it from again, `instructions` what it orders about other acts.
    """

    act: Act
    notices: tuple[Notice, ...]
    asides: tuple[Aside, ...] = ()
    unplaced: tuple[Line, ...] = ()
    lines: int = 0
    source: tuple[Line, ...] = ()
    instructions: tuple[Instruction, ...] = ()


def parse(lines: Iterable[Line]) -> Reading:
    """Read an act from its lines; a text that is no act gives an act without units and clauses."""
    return derive(grow(lines))


def derive(growth: Growth) -> Reading:
    """Tell what the provisions of an act mean: who there is, and who has which duty."""
    number_occurrences(growth.roots)
    speaking = growth.own
    roster = Roster(speaking, growth.head.title, growth.tables)
    if growth.only_amends and not roster.units:
        speaking = []  # "Wykonanie powierza się Dyrektorowi" is all that an act has beside what it changes
    if not roster.units:
        roster = Roster(speaking, growth.head.title, contents_units(growth.document.contents))
    duties = DutyWalk(roster)
    act = _act(growth, roster, tuple(duties.find(speaking)))
    unplaced = (*growth.stray, *_idle(growth, act), *_unaccounted(growth))
    asides = (
        *growth.asides,
        *(Aside(line, Message("signature")) for line in growth.closing),
        *_contents(growth.document),
    )
    found = doubts(growth.source, asides, growth.roots, act, growth.only_amends, bool(growth.amendments))
    notices = (*roster.notices, *duties.notices, *found, *map(_stray, unplaced), *map(_restart, growth.restarts))
    instructions = tuple(each.instruction for each in growth.amendments)
    ordered = tuple(sorted(dict.fromkeys(notices), key=lambda notice: notice.line))
    return Reading(act, ordered, asides, unplaced, len(growth.source), growth.kept, instructions)


def _act(growth: Growth, roster: Roster, clauses: tuple[Clause, ...]) -> Act:
    head, nodes = growth.head, growth.roots
    body = [node for node in growth.own if not node.citation.part]
    used = {clause.lines for clause in clauses}
    return Act(
        kind=head.kind,
        number=head.number,
        issuer=head.issuer,
        day=head.day,
        title=head.title,
        legal_basis=head.legal_basis,
        organisation=roster.organisation,
        units=tuple(roster.units.values()),
        posts=tuple(roster.posts.values()),
        provisions=tuple(
            _provision(node)
            for root in nodes
            for node in root.walk()
            if node.style != "free" or node.children or node.lines in used
        ),
        clauses=clauses,
        commencement=commencement_of(body, head.day),
        repeals=repeals_of(body),
        annexes=annexes_of(growth.own),
        bodies=tuple(roster.bodies.values()),
        amendments=amendments_of(nodes),
        amended_by=growth.amended_by,
    )


def _provision(node: Node) -> Provision:
    return Provision(node.citation, node.occurrence, node.flat, node.lines, node.amended)


def _contents(document: Parts) -> Iterable[Aside]:
    return (Aside(line, CONTENTS) for line in document.contents)


def _idle(growth: Growth, act: Act) -> list[Line]:
    """Return the lines of texts without a mark that are no sentence and say nothing of units or duties."""
    used = {clause.lines for clause in act.clauses}
    idle = [
        node
        for root in growth.roots
        for node in root.walk()
        if node.style == "free" and not node.children and node.lines not in used
        if not node.flat.endswith(".") and not kind_of(node.flat)
    ]
    places = {place for node in idle for place in node.places}
    return [line for line in growth.kept if line.number in places]


def _unaccounted(growth: Growth) -> list[Line]:
    """Return the lines that no step took; there should be none, and the report must not claim so unasked."""
    document = growth.document
    taken = [*document.head, *document.contents, *growth.headings, *growth.closing, *growth.quoted]
    taken += [line for part in document.parts for line in part.title]
    numbers = {line.number for line in taken} | {aside.line.number for aside in growth.asides}
    nodes = [node for root in growth.roots for node in root.walk()] + [node for _, node in growth.tables]
    numbers |= {place for node in nodes for place in (node.first, node.last, *node.places)}
    return [line for line in growth.kept if line.number not in numbers]


def _restart(line: Line) -> Notice:
    return Notice(line.number, Message("§ 1 comes again without a heading: taken for an annex"), line.page, "numbering")


def _stray(line: Line) -> Notice:
    return Notice(
        line.number, Message("{words!r} belongs to no part of the act", words=line.text[:80]), line.page, "stray"
    )
