"""Turn the lines of an act into an `Act`: its head, its units, and every duty under the unit that bears it.

Pure, and never at a loss: what the parser cannot place it leaves where it is and names in the warnings.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.doubts import doubts
from indexer.duties import Duties
from indexer.final import amendments_of, annexes_of, commencement_of, repeals_of
from indexer.furniture import Aside, set_aside
from indexer.head import Head, parse_head
from indexer.names import Declaration
from indexer.node import Node
from indexer.outline import outline
from indexer.read import Line
from indexer.roster import Roster
from indexer.sections import Document, Part, sections
from indexer.settle import number_occurrences, settle
from indexer.tables import contents_units, symbol_table
from knowledge.citation import Citation
from knowledge.model import Act, Clause, Provision, Warning

_CHANGES = re.compile(r"\bw sprawie\s*:?\s+(?:wprowadzenia |dokonania )?zmian|^\W*zmieniając", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what was read of a document: the act, what looked wrong, and the lines that are no part of the act.

    `warnings` are in the order of the source, those about the whole first. `lines` counts the lines of the source,
    `asides` holds those set aside with the reason, `unplaced` those that belong to nothing.
    """

    act: Act
    warnings: tuple[Warning, ...]
    asides: tuple[Aside, ...] = ()
    unplaced: tuple[Line, ...] = ()
    lines: int = 0


def parse(lines: Iterable[Line]) -> Reading:
    """Read an act from its lines; a text that is no act gives an act without units and clauses."""
    source = tuple(lines)
    kept, asides = set_aside(source)
    document = sections(kept)
    head, stray = parse_head(document.head)
    tables, closing, nodes, restarts = _grow(document.parts)
    roster = Roster(_speaking(nodes, head), head.title, tables)
    if not roster.units:
        roster = Roster(_speaking(nodes, head), head.title, contents_units(document.contents))
    duties = Duties(roster)
    clauses = tuple(duties.find(_speaking(nodes, head)))
    act = _act(head, roster, nodes, clauses)
    unplaced = (*stray, *_idle(nodes, act, tables, kept))
    asides = (*asides, *document.asides, *(Aside(line, "signature") for line in closing), *_contents(document))
    found = doubts(source, asides, nodes, act, amending=bool(_CHANGES.search(head.title)))
    warnings = (*roster.warnings, *duties.warnings, *found, *map(_stray, unplaced), *map(_restart, restarts))
    ordered = tuple(sorted(dict.fromkeys(warnings), key=lambda warning: warning.line))
    return Reading(act, ordered, asides, tuple(unplaced), len(source))


def _grow(parts: Sequence[Part]) -> tuple[list[tuple[Declaration, Node]], list[Line], list[Node], list[Line]]:
    """Return the tables of symbols, the closing lines, the provisions of all parts, and where § 1 comes again."""
    tables: list[tuple[Declaration, Node]] = []
    closing: list[Line] = []
    restarts: list[Line] = []
    nodes: list[Node] = []
    for part in parts:
        lines = part.lines
        if not part.signed and not part.enacted:
            found, lines = symbol_table(lines)
            tables += found
        grown = outline(lines, part.label, part.signed, part.enacted)
        settle(grown.roots)
        closing += grown.closing
        restarts += grown.restarts
        nodes += grown.roots
    number_occurrences(nodes)
    return tables, closing, nodes, restarts


def _speaking(nodes: list[Node], head: Head) -> list[Node]:
    """Return the provisions that say who does what: none in an act that only changes another."""
    return [] if _CHANGES.search(head.title) else nodes


def _act(head: Head, roster: Roster, nodes: list[Node], clauses: tuple[Clause, ...]) -> Act:
    body = [node for node in nodes if not node.citation.part]
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
            _provision(node) for root in nodes for node in root.walk() if node.style != "free" or node.children
        ),
        clauses=clauses,
        commencement=commencement_of(body, head.day),
        repeals=repeals_of(body),
        annexes=annexes_of(nodes),
        bodies=tuple(roster.bodies.values()),
        amendments=amendments_of(nodes),
    )


def _provision(node: Node) -> Provision:
    return Provision(node.citation, node.occurrence, node.flat, node.lines)


def _contents(document: Document) -> Iterable[Aside]:
    return (Aside(line, "table of contents") for line in document.contents)


def _idle(nodes: list[Node], act: Act, tables: Sequence[tuple[Declaration, Node]], kept: Sequence[Line]) -> list[Line]:
    """Return the lines of texts without a mark that say nothing of units or duties."""
    used = {clause.lines for clause in act.clauses} | {node.lines for _, node in tables}
    declared = {unit.declared for unit in act.everyone}
    idle = [
        node
        for root in nodes
        for node in root.walk()
        if node.style == "free" and not node.children and node.lines not in used
        if not (node.citation == Citation(part=node.citation.part) and node.citation in declared)
    ]
    places = {place for node in idle for place in node.places}
    return [line for line in kept if line.number in places]


def _restart(line: Line) -> Warning:
    return Warning(line.number, "§ 1 comes again without a heading: taken for an annex", line.page, "numbering")


def _stray(line: Line) -> Warning:
    return Warning(line.number, f"{line.text[:80]!r} belongs to no part of the act", line.page, "stray")
