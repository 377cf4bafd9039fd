"""From the lines of a document to its head and provisions, before anybody asks what they mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from indexer.instructions.amendments import Amendment, amending, read_amendments
from indexer.instructions.orders import Add, Replace
from indexer.phrases.names import Declaration
from indexer.provisions.head import Head, changes_only, parse_head
from indexer.provisions.node import Node
from indexer.provisions.numbering import settle
from indexer.provisions.outline import Outline, outline
from indexer.provisions.page_furniture import Aside, set_aside
from indexer.provisions.quotations import Quotations, set_quotations_aside
from indexer.provisions.sections import Part, Parts, sections
from indexer.provisions.tables import symbol_table
from indexer.reading.lines import Line
from knowledge.acts.amendment_notes import ActName

Table = list[tuple[Declaration, Node]]


@dataclass(slots=True)
class GrownPart:
    """Hold what the body of an act (label "") or one of its annexes says: a table of symbols, and provisions."""

    label: str
    table: Table = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Growth:
    """Hold a document grown into provisions; `source` are all its lines, `kept` those that are the act's.

    `amending` are the paragraphs that change other acts, `amendments` their instructions; by its title an act that
    `only_amends` does nothing else; `amended_by` are the acts that were applied to this one.
    """

    source: tuple[Line, ...]
    kept: tuple[Line, ...]
    head: Head
    document: Parts
    asides: tuple[Aside, ...]
    stray: tuple[Line, ...]
    parts: list[GrownPart] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    restarts: list[Line] = field(default_factory=list)
    quoted: list[Line] = field(default_factory=list)
    amending: list[Node] = field(default_factory=list)
    amendments: tuple[Amendment, ...] = ()
    only_amends: bool = False
    amended_by: tuple[ActName, ...] = ()

    @property
    def roots(self) -> list[Node]:
        """The provisions that stand in no other, of all parts."""
        return [root for part in self.parts for root in part.roots]

    @property
    def own(self) -> list[Node]:
        """The provisions that speak for the act itself: neither those that change another, nor the annexes they add."""
        speaking = [root for root in self.roots if not any(root is each for each in self.amending)]
        if self.only_amends:
            return [root for root in speaking if not root.citation.part]
        deeds = (deed for each in self.amendments for deed in each.deeds)
        annexes = {deed.wording.annex for deed in deeds if isinstance(deed, Add | Replace)}
        given = {part.label for part in self.parts if part.label and ("*" in annexes or part.label in annexes)}
        return [root for root in speaking if root.citation.part not in given]

    @property
    def tables(self) -> Table:
        """The units that tables of symbols declare, of all parts."""
        return [] if self.only_amends else [row for part in self.parts for row in part.table]


def grow(lines: Iterable[Line]) -> Growth:
    """Read the head and the provisions of a document; what it quotes to change other acts is read as instructions."""
    source = tuple(lines)
    kept, asides = set_aside(source)
    masked, quotations = set_quotations_aside(kept)
    document = sections(masked)
    head, stray = parse_head(document.head)
    growth = Growth(source, kept, head, document, (*asides, *document.asides), stray)
    for part in document.parts:
        grown, found = grow_part(part)
        growth.parts.append(grown)
        growth.headings += found.headings
        growth.closing += found.closing
        growth.restarts += found.restarts
    growth.only_amends = changes_only(head)
    growth.amending = amending(growth.roots, growth.only_amends)
    growth.amendments = read_amendments(growth.amending, head, quotations)
    _restore(growth, quotations)
    return growth


def grow_part(part: Part) -> tuple[GrownPart, Outline]:
    """Grow one part into provisions; returns them, and the outline with its headings and closing lines."""
    grown, lines = GrownPart(part.label), part.lines
    if not part.signed and not part.enacted:
        grown.table, lines = symbol_table(lines)
    found = outline(lines, part.label, part.signed, part.enacted)
    settle(found.roots)
    grown.roots = found.roots
    return grown, found


def _restore(growth: Growth, quotations: Quotations) -> None:
    """Put the quoted words back into the provisions that quote them, with the lines on which they stand."""
    for root in growth.roots:
        for node in root.walk():
            quoted = [line for piece in node.pieces for each in quotations.of(piece) for line in each.lines]
            node.pieces = [quotations.restore(piece) for piece in node.pieces]
            node.places += [line.number for line in quoted]
            node.last = max([node.last, *(line.number for line in quoted)])
    growth.headings = list(_restored(growth.headings, quotations))
    growth.closing = list(_restored(growth.closing, quotations))
    growth.quoted = quotations.lines


def _restored(lines: Iterable[Line], quotations: Quotations) -> Iterator[Line]:
    return (replace(line, text=quotations.restore(line.text)) for line in lines)
