"""Turn the lines of an act into an `Act`: its head, its units, and every duty under the unit that bears it.

Pure, and never at a loss: what the parser cannot place it leaves where it is and names in the warnings.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.doubts import doubts
from indexer.duties import Duties
from indexer.final import amendments_of, annexes_of, commencement_of, repeals_of
from indexer.furniture import Aside, set_aside
from indexer.head import Head, parse_head
from indexer.names import Declaration, kind_of
from indexer.node import Node
from indexer.outline import outline
from indexer.read import Line
from indexer.roster import Roster
from indexer.sections import Document, Part, sections
from indexer.settle import number_occurrences, settle
from indexer.tables import contents_units, symbol_table
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


@dataclass(slots=True)
class _Grown:
    """Gather what the parts of a document hold, before it is asked what the provisions mean."""

    tables: list[tuple[Declaration, Node]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    restarts: list[Line] = field(default_factory=list)


def parse(lines: Iterable[Line]) -> Reading:
    """Read an act from its lines; a text that is no act gives an act without units and clauses."""
    source = tuple(lines)
    kept, asides = set_aside(source)
    document = sections(kept)
    head, stray = parse_head(document.head)
    grown = _grow(document.parts)
    amending = bool(_CHANGES.search(head.title))
    speaking = [] if amending else grown.nodes  # an act that only changes another says nothing of its own
    roster = Roster(speaking, head.title, grown.tables)
    if not roster.units:
        roster = Roster(speaking, head.title, contents_units(document.contents))
    duties = Duties(roster)
    act = _act(head, roster, grown.nodes, tuple(duties.find(speaking)))
    unplaced = (*stray, *_idle(grown, act, kept), *_unaccounted(document, grown, kept))
    asides = (*asides, *document.asides, *(Aside(line, "signature") for line in grown.closing), *_contents(document))
    found = doubts(source, asides, grown.nodes, act, amending)
    warnings = (*roster.warnings, *duties.warnings, *found, *map(_stray, unplaced), *map(_restart, grown.restarts))
    ordered = tuple(sorted(dict.fromkeys(warnings), key=lambda warning: warning.line))
    return Reading(act, ordered, asides, unplaced, len(source))


def _grow(parts: Sequence[Part]) -> _Grown:
    """Read the tables of symbols and the provisions of all parts."""
    grown = _Grown()
    for part in parts:
        lines = part.lines
        if not part.signed and not part.enacted:
            found, lines = symbol_table(lines)
            grown.tables += found
        own = outline(lines, part.label, part.signed, part.enacted)
        settle(own.roots)
        grown.nodes += own.roots
        grown.headings += own.headings
        grown.closing += own.closing
        grown.restarts += own.restarts
    number_occurrences(grown.nodes)
    return grown


def _act(head: Head, roster: Roster, nodes: list[Node], clauses: tuple[Clause, ...]) -> Act:
    body = [node for node in nodes if not node.citation.part]
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
        annexes=annexes_of(nodes),
        bodies=tuple(roster.bodies.values()),
        amendments=amendments_of(nodes),
    )


def _provision(node: Node) -> Provision:
    return Provision(node.citation, node.occurrence, node.flat, node.lines)


def _contents(document: Document) -> Iterable[Aside]:
    return (Aside(line, "table of contents") for line in document.contents)


def _idle(grown: _Grown, act: Act, kept: Sequence[Line]) -> list[Line]:
    """Return the lines of texts without a mark that are no sentence and say nothing of units or duties."""
    used = {clause.lines for clause in act.clauses}
    idle = [
        node
        for root in grown.nodes
        for node in root.walk()
        if node.style == "free" and not node.children and node.lines not in used
        if not node.flat.endswith(".") and not kind_of(node.flat)
    ]
    places = {place for node in idle for place in node.places}
    return [line for line in kept if line.number in places]


def _unaccounted(document: Document, grown: _Grown, kept: Sequence[Line]) -> list[Line]:
    """Return the lines that no step took; there should be none, and the report must not claim so unasked."""
    taken = [*document.head, *document.contents, *grown.headings, *grown.closing]
    taken += [line for part in document.parts for line in part.title]
    numbers = {line.number for line in taken} | {aside.line.number for aside in document.asides}
    nodes = [node for root in grown.nodes for node in root.walk()] + [node for _, node in grown.tables]
    numbers |= {place for node in nodes for place in (node.first, node.last, *node.places)}
    return [line for line in kept if line.number not in numbers]


def _restart(line: Line) -> Warning:
    return Warning(line.number, "§ 1 comes again without a heading: taken for an annex", line.page, "numbering")


def _stray(line: Line) -> Warning:
    return Warning(line.number, f"{line.text[:80]!r} belongs to no part of the act", line.page, "stray")
