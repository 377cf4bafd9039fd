"""Carry out what an amending act orders on the provisions of the act it changes."""

from collections.abc import Sequence
from dataclasses import replace

from indexer.amending.larger_pieces import LargerPieces
from indexer.amending.new_text import graft_items, graft_paragraphs, text_of, without_mark
from indexer.amending.notes import Notes
from indexer.amending.substitution import Substitution
from indexer.amending.tree import Inapplicable, Spot, Tree, blank, insert, is_repealed, lower, new_labels
from indexer.instructions.orders import Add, Deed, Punctuate, Relabel, Repeal, Replace, Reword, Wording
from indexer.instructions.places import Address
from indexer.parsing.growth import Growth
from indexer.provisions.node import Node
from knowledge.acts.amendment_notes import ActName, How


class Editor:
    """Edit the provisions of an act, deed by deed; what cannot be done raises Inapplicable."""

    def __init__(self, growth: Growth, amending: Growth, by: ActName) -> None:
        self._tree, self._notes = Tree(growth), Notes(by)
        self._wholes = LargerPieces(growth, amending, self._tree, self._notes)
        self._words = Substitution(self._tree, self._notes)
        self._done: list[Deed] = []

    def carry_out(self, deed: Deed, others: Sequence[Deed] = ()) -> None:
        """Carry out one deed; `others` are all of the amending act, for an addition where numbers are to move first."""
        if any(deed is done for done in self._done):
            return
        self._done.append(deed)
        match deed:
            case Replace():
                self._replace(deed)
            case Add():
                self._make_room(deed, others)
                self._add(deed)
            case Repeal():
                for place in deed.places:
                    self._repeal(place)
            case Reword():
                self._words.reword(deed)
            case Punctuate():
                self._words.punctuate(deed)
            case Relabel():
                self._relabel(deed)

    def _replace(self, deed: Replace) -> None:
        for place in deed.places:
            if place.piece:
                self._replace_piece(place, text_of(deed.wording.quotations))
            elif place.level == "part":
                self._wholes.replace_annex(place, deed.wording)
            elif place.level == "chapter":
                self._wholes.replace_chapter(place, deed.wording)
        provisions = [place for place in deed.places if not place.piece and place.level not in ("part", "chapter")]
        if provisions:
            self._replace_provisions([spot for each in provisions for spot in self._tree.find_all(each)], deed.wording)

    def _replace_piece(self, place: Address, text: str) -> None:
        if not text:
            raise Inapplicable("the new text does not stand between quotation marks")
        if place.piece == "title":
            self._wholes.retitle(place, text)
        elif place.piece == "lead":
            node = self._tree.find(replace(place, piece="")).node
            if not node.children:
                raise Inapplicable("{citation} has no list that words lead in to", citation=node.citation)
            self._notes.say(node, without_mark(text, node.citation), How.WORDED)
        else:
            self._words.replace_sentence(place, text)

    def _replace_provisions(self, spots: Sequence[Spot], wording: Wording) -> None:
        places = [Address(spot.node.citation) for spot in spots]
        old = [spot.node for spot in spots]
        grown = _grafted(places, wording, old, old[0].heading)
        for spot, node in zip(spots, grown, strict=True):
            self._notes.compare([node], [spot.node])
            spot.siblings[spot.at] = node

    def _add(self, deed: Add) -> None:
        place = deed.places[0]
        if place.piece.isdigit():
            self._words.add_sentence(place, text_of(deed.wording.quotations))
        elif place.piece:
            raise Inapplicable("{place} cannot be added", place=place)
        elif place.level == "part":
            self._wholes.add_annex(deed)
        elif place.level == "chapter":
            self._wholes.add_chapter(deed)
        else:
            self._add_provisions(deed)

    def _add_provisions(self, deed: Add) -> None:
        places = [self._tree.resolved(place) for place in new_labels(deed.places)]
        spot = self._tree.find_all(deed.anchor)[0 if deed.ahead else -1] if deed.anchor else None
        anchor = spot.node if spot else None
        above, siblings = self._tree.container(places[0])
        if spot and spot.siblings is not siblings:
            raise Inapplicable(
                "{anchor} does not stand in the list that {place} is added to", anchor=deed.anchor, place=places[0]
            )
        for place in places:
            self._free(place)
        level = places[0].level
        listed = [node for node in siblings if node.citation.level == level and node.style != "free"]
        if not listed and level == "subsection" and above and above.text:
            raise Inapplicable("{citation} has no ust.; its text has to become ust. 1 first", citation=above.citation)
        grown = _grafted(places, deed.wording, listed, _heading_at(siblings, anchor, places[0]))
        self._notes.compare(grown)
        insert(siblings, grown, anchor, deed.ahead)

    def _free(self, place: Address) -> None:
        """Make sure that an address is free; what was repealed there gives way."""
        spot = self._tree.existing(place)
        if spot and not is_repealed(spot.node):
            raise Inapplicable("the act has a {place} already", place=place)
        if spot:
            spot.siblings.pop(spot.at)

    def _make_room(self, deed: Add, others: Sequence[Deed]) -> None:
        """Let what has the new number already go to its own new number first, where the act orders that too."""
        if deed.places[0].piece or deed.places[0].level in ("part", "chapter"):
            return
        for place in new_labels(deed.places):
            taken = self._tree.existing(place)
            for other in others:
                if taken and isinstance(other, Relabel) and self._moves(other, taken.node):
                    self.carry_out(other)

    def _moves(self, deed: Relabel, node: Node) -> bool:
        if any(deed is done for done in self._done):
            return False
        return any(spot.node is node for place in deed.places for spot in self._tree.find_all(place))

    def _repeal(self, place: Address) -> None:
        if place.piece.isdigit():
            self._words.replace_sentence(place, "")
        elif place.piece:
            raise Inapplicable("{place} cannot be repealed alone", place=place)
        elif place.level == "part":
            self._wholes.repeal_annex(place)
        elif place.level == "chapter":
            self._wholes.repeal_chapter(place)
        else:
            for spot in self._tree.find_all(place):
                self._notes.strike(spot.node)

    def _relabel(self, deed: Relabel) -> None:
        if len(deed.places) == len(deed.to) == 1 and lower(deed.to[0].level, deed.places[0].level):
            self._number_text(deed.places[0], deed.to[0])
            return
        spots = [spot for place in deed.places for spot in self._tree.find_all(place)]
        to = [self._tree.resolved(place) for place in new_labels(deed.to)]
        if len(spots) != len(to):
            raise Inapplicable("{count} provisions cannot bear {numbers} numbers", count=len(spots), numbers=len(to))
        if any(spot.node.citation.level != place.level for spot, place in zip(spots, to, strict=True)):
            raise Inapplicable("a provision cannot change its level")
        for place in to:
            taken = self._tree.existing(place)
            if taken and not any(taken.node is spot.node for spot in spots):
                self._free(place)
        for spot, place in zip(spots, to, strict=True):
            _renumber(spot.node, place)
            self._notes.renumbered(spot.node)

    def _number_text(self, place: Address, to: Address) -> None:
        """Make all that a provision says its first subsection (or point), for another one to be added."""
        node = self._tree.find(place).node
        if any(child.citation.level == to.level for child in node.children):
            raise Inapplicable("{citation} has a list of such provisions already", citation=node.citation)
        inner = blank(self._tree.resolved(to), ())
        inner.first, inner.last, inner.page, inner.heading = node.first, node.last, node.page, node.heading
        inner.pieces, inner.places, inner.children, inner.amended = (
            node.pieces,
            node.places,
            node.children,
            node.amended,
        )
        for child in inner.children:
            _renumber(child, to)
        self._notes.renumbered(inner)
        node.places, node.children = [], [inner]
        self._notes.say(node, "")


def _grafted(places: Sequence[Address], wording: Wording, like: Sequence[Node], heading: str) -> list[Node]:
    """Grow the new text of provisions of one level."""
    if wording.annex:
        raise Inapplicable("only an annex can receive the wording of an annex")
    if len({place.level for place in places}) > 1:
        raise Inapplicable("provisions of several levels cannot receive one text")
    if places[0].level == "paragraph":
        return graft_paragraphs(wording.quotations, places, heading)
    return graft_items(wording.quotations, places, like)


def _renumber(node: Node, place: Address) -> None:
    """Give a provision, and all below it, another label at one level."""
    for below in node.walk():
        below.citation = replace(below.citation, **{place.level: place.label})
    if node.citation.level == place.level:
        node.label = place.label


def _heading_at(siblings: Sequence[Node], anchor: Node | None, place: Address) -> str:
    """Return the heading under which a paragraph comes to stand."""
    if anchor:
        return anchor.heading
    before = [node for node in siblings if node.citation < place.citation]
    return before[-1].heading if before else ""
