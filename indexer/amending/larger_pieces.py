"""Change an act's larger pieces: its title, its chapters, its annexes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.amending.new_text import graft_chapter
from indexer.amending.notes import Notes
from indexer.amending.tree import Inapplicable, Tree
from indexer.instructions.orders import Add, Wording
from indexer.instructions.places import ANNEX, Address
from indexer.parsing.growth import GrownPart, Growth, grow_part
from indexer.provisions.node import Node
from indexer.provisions.sections import part_of
from knowledge.acts.citation import Citation


class LargerPieces:
    """Edit title, chapters and annexes of an act; what cannot be done raises Inapplicable."""

    def __init__(self, growth: Growth, amending: Growth, tree: Tree, notes: Notes) -> None:
        self._growth, self._amending, self._tree, self._notes = growth, amending, tree, notes

    def retitle(self, place: Address, text: str) -> None:
        """Give the act or one of its chapters another title."""
        if place.level != "chapter":
            self._growth.head = replace(self._growth.head, title=text.strip(" ."))
            return
        roots, start, end = self._tree.chapter(place)
        old = roots[start].heading
        number = " ".join(old.split()[:2])
        new = text if text.casefold().startswith(number.casefold()) else f"{number} {text}"
        for root in roots[start:end]:
            root.heading = new if root.heading == old else root.heading

    def replace_chapter(self, place: Address, wording: Wording) -> None:
        """Put new paragraphs in the place of those of a chapter."""
        roots, start, end = self._tree.chapter(place)
        before = roots[start:end]
        grown = graft_chapter(wording.quotations, before[0].citation.part, before[0].heading)
        self._refuse_doubles(grown, before)
        self._notes.compare(grown, before)
        roots[start:end] = grown

    def add_chapter(self, deed: Add) -> None:
        """Add the paragraphs of a new chapter after those of another one."""
        if not deed.anchor or deed.anchor.level != "chapter":
            raise Inapplicable("it does not say after which chapter to add one")
        roots, start, end = self._tree.chapter(deed.anchor)
        heading = f"Rozdział {deed.places[0].chapter}"
        grown = graft_chapter(deed.wording.quotations, roots[start].citation.part, heading)
        self._refuse_doubles(grown, ())
        self._notes.compare(grown)
        at = start if deed.ahead else end
        roots[at:at] = grown

    def repeal_chapter(self, place: Address) -> None:
        """Repeal every paragraph of a chapter."""
        roots, start, end = self._tree.chapter(place)
        for root in roots[start:end]:
            self._notes.strike(root)

    def replace_annex(self, place: Address, wording: Wording) -> None:
        """Put new text in the place of an annex; one that the act only mentions, a chart most often, is taken in."""
        if not self._tree.annexes() or place.citation.part not in (ANNEX, *self._tree.annexes()):
            self._take_in(place.citation.part, wording)
            return
        label = self._tree.resolved(place).citation.part
        roots = self._tree.roots(label)
        at = next((at for at, root in enumerate(roots) if root.citation.part == label), 0)
        old = [root for root in roots if root.citation.part == label]
        new = self._annex(label, wording)
        if not new.roots and not new.table:
            raise Inapplicable("the annex with the new text is not in the file, or is empty")
        self._notes.compare(new.roots, old)
        rest = [root for root in roots if root.citation.part != label]
        roots[:] = [*rest[:at], *new.roots, *rest[at:]]
        for part in self._growth.parts:
            part.table = new.table if part.label == label else part.table

    def add_annex(self, deed: Add) -> None:
        """Add an annex."""
        label = deed.places[0].citation.part
        label = str(len(self._tree.annexes()) + 1) if label == ANNEX else label
        if label in self._tree.annexes():
            raise Inapplicable("the act has an annex {label} already", label=label)
        self._take(self._annex(label, deed.wording))

    def repeal_annex(self, place: Address) -> None:
        """Repeal an annex."""
        label = self._tree.resolved(place).citation.part
        roots = self._tree.roots(label)
        old = [root for root in roots if root.citation.part == label]
        line = old[0].first if old else 0
        gone = Node(Citation(part=label), line, label=label, last=line)
        self._notes.strike(gone)
        at = roots.index(old[0]) if old else 0
        roots[:] = [*roots[:at], gone, *(root for root in roots[at:] if root.citation.part != label)]
        for part in self._growth.parts:
            part.table = [] if part.label == label else part.table

    def _take_in(self, label: str, wording: Wording) -> None:
        number = "" if label == ANNEX else rf"\s+(?:nr|numer)\.?\s*{re.escape(label)}\b"
        mentioned = re.compile(rf"\bzałącznik\w*{number}", re.IGNORECASE)
        if not any(mentioned.search(node.flat) for node in self._tree.everything()):
            raise Inapplicable("the act has no {place}", place=Address(Citation(part=label)))
        self._take(self._annex("1" if label == ANNEX else label, wording))

    def _take(self, part: GrownPart) -> None:
        self._notes.compare(part.roots)
        self._growth.parts.append(part)

    def _annex(self, label: str, wording: Wording) -> GrownPart:
        """Return an annex of the amending act, or quoted text, as the part of that label of the act it changes."""
        if not wording.annex:
            lines = [line for quotation in wording.quotations for line in quotation.lines]
            return grow_part(part_of(label, lines))[0]
        annexes = [part for part in self._amending.parts if part.label]
        chosen = [part for part in annexes if wording.annex in (ANNEX, part.label)]
        if len(chosen) > 1:
            raise Inapplicable("the amending act has several annexes; which is meant is not said")
        return _moved(chosen[0], label) if chosen else GrownPart(label)

    def _refuse_doubles(self, grown: Iterable[Node], giving_way: Sequence[Node]) -> None:
        for node in grown:
            spot = self._tree.existing(Address(node.citation))
            if spot and not any(spot.node is old for old in giving_way):
                raise Inapplicable("the act has a {citation} already", citation=node.citation)


def _moved(part: GrownPart, label: str) -> GrownPart:
    """Return an annex of the amending act with the label that it has in the act it goes into."""
    for root in part.roots:
        for node in root.walk():
            node.citation = replace(node.citation, part=label)
    return GrownPart(label, part.table, part.roots)
