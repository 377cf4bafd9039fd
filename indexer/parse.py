"""Turn the lines of an act into an `Act`: its head, its units, and every duty under the unit that bears it.

Pure, and never at a loss: what the parser cannot place it leaves where it is and names in the warnings.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.final import annexes_of, commencement_of, repeals_of
from indexer.head import parse_head
from indexer.names import drop_end_mark
from indexer.outline import Node, outline
from indexer.read import Line
from indexer.roster import Roster, declares_units, states_reporting
from knowledge.model import ALL_UNITS, Act, Clause, Provision, Warning

# "Wszystkie komórki organizacyjne Centrum są odpowiedzialne za:", "Do zadań wspólnych wszystkich komórek należy:"
_COMMON = re.compile(
    r"^(?:Wszystkie (?:\w+ )?(?:komórki|jednostki|wydziały|referaty|biura)\b|(?:Do )?zada(?:nia|ń) wspóln\w+).*:$",
    re.IGNORECASE,
)
# "Do zakresu działania Referatu ds. … (IT-01-1) należy:"
_DUTIES = re.compile(
    r"^Do (?:\w+ ){0,2}(?:zakresu działania|zakresu zadań|zadań|obowiązków|kompetencji)\s+(?P<owner>.+?)[,:]?\s+"
    r"należ(?:y|ą)\b.*:$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what was read of a document: the act, and all that looked wrong, in the order of the source."""

    act: Act
    warnings: tuple[Warning, ...]


def parse(lines: Iterable[Line]) -> Reading:
    """Read an act from its lines; a text that is no act gives an act without units and clauses."""
    grown = outline(lines)
    head, stray = parse_head(grown.head)
    roster = Roster(grown.paragraphs)
    clauses = tuple(clause for node in grown.paragraphs for clause in _clauses(node, roster))
    act = Act(
        kind=head.kind,
        number=head.number,
        issuer=head.issuer,
        day=head.day,
        title=head.title,
        legal_basis=head.legal_basis,
        organisation=roster.organisation,
        units=tuple(roster.units.values()),
        posts=tuple(roster.posts.values()),
        provisions=tuple(_provision(node) for paragraph in grown.paragraphs for node in paragraph.walk()),
        clauses=clauses,
        commencement=commencement_of(grown.paragraphs, head.day),
        repeals=repeals_of(grown.paragraphs),
        annexes=annexes_of(grown.paragraphs),
    )
    unplaced = (Warning(line.number, f"{line.text!r} belongs to no part of the act") for line in stray)
    warnings = (*grown.warnings, *roster.warnings, *unplaced, *_doubts(act))
    return Reading(act, tuple(sorted(warnings, key=lambda warning: warning.line)))


def _provision(node: Node) -> Provision:
    return Provision(node.citation, node.occurrence, " ".join(node.text.split()), node.lines)


def _clauses(node: Node, roster: Roster, owner: str | None = None, lead_in: str = "") -> Iterator[Clause]:
    """Yield the duties at and below a node; `owner` is the code of the unit whose list is open."""
    owner = _owner(node, roster) or owner
    if node.children:
        lead_in = f"{lead_in} {' '.join(node.text.split())}".strip()
        for child in node.children:
            yield from _clauses(child, roster, owner, lead_in)
    elif owner and lead_in:
        yield Clause(node.citation, node.occurrence, owner, drop_end_mark(node.text), lead_in, node.lines)


def _owner(node: Node, roster: Roster) -> str | None:
    """Return the code of the unit whose duties a lead-in opens; None where it opens none of its own."""
    text = " ".join(node.text.split())
    if not node.children or declares_units(text) or states_reporting(text):
        return None
    if _COMMON.match(text):
        return ALL_UNITS
    if match := _DUTIES.match(text):
        return (roster.link(match["owner"]) or roster.add_undeclared(match["owner"], node)).code
    unit = roster.unit_at_start_of(text) if text.endswith(":") else None
    return unit.code if unit else None


def _doubts(act: Act) -> Iterator[Warning]:
    """Report what the act as a whole leaves open."""
    if not act.clauses:
        yield Warning(0, "no duty was found: this may be no organisational act")
    duties = Counter(clause.unit for clause in act.clauses)
    parents = {unit.parent for unit in act.units}
    for unit in act.units:
        if unit.code not in duties and unit.code not in parents:
            yield Warning(0, f"{unit.code} {unit.name}: the act gives it no duty")
    yield from _undeclared_codes(act)
    for annex in act.annexes:
        yield Warning(0, f"{annex.citation}: the annex it names is not in the text")


def _undeclared_codes(act: Act) -> Iterator[Warning]:
    """Report codes shaped like those of the declared units that no list declares ("Pion IT-02")."""
    declared = {unit.code for unit in act.units}
    prefixes = {re.escape(code.split("-")[0]) for code in declared if re.fullmatch(r"[A-Z]+(?:-\d+)+", code)}
    if not prefixes:
        return
    shape = re.compile(rf"\b(?:{'|'.join(sorted(prefixes))})(?:-\d+)+\b")
    for provision in act.provisions:
        for code in dict.fromkeys(shape.findall(provision.text)):
            if code not in declared:
                yield Warning(provision.lines.first, f"{provision.citation} names {code}, which is declared nowhere")
