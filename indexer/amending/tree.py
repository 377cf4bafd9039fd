"""The provisions of an act as a tree that an amending act edits: finding, inserting, taking out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.instructions.places import ANNEX, Address, labels_between
from indexer.parsing.growth import Growth
from indexer.provisions.headings import chapter_of
from indexer.provisions.marks import RANKS
from indexer.provisions.node import Node
from knowledge.acts.amendment_notes import How
from knowledge.acts.citation import LEVELS, Citation
from knowledge.errors import KnowledgeError

_STYLES = {"subsection": "dot", "point": "paren", "letter": "letter", "indent": "dash"}


class Inapplicable(KnowledgeError):
    """An instruction that an act has no place for; the message says why, in one clause."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Hold a provision with the list it stands in, and the provision above it (None for a paragraph)."""

    node: Node
    siblings: list[Node]
    above: Node | None

    @property
    def at(self) -> int:
        """The place in the list."""
        return next(at for at, node in enumerate(self.siblings) if node is self.node)


class Tree:
    """Find the provisions that an amending act names in the act that it changes."""

    def __init__(self, growth: Growth) -> None:
        self.growth = growth

    def find(self, place: Address) -> Spot:
        """Return the one provision with an address; raises Inapplicable for none, a repealed one or several."""
        citation = self.resolved(place).citation
        spots = self._spots(citation) or self._spots(self._printed_otherwise(citation))
        if not spots:
            raise Inapplicable("the act has no {place}", place=self._missing(place))
        if len(spots) > 1:
            raise Inapplicable(
                "{place} stands {count} times in the act; which is meant cannot be told", place=place, count=len(spots)
            )
        if is_repealed(spots[0].node):
            raise Inapplicable("{place} is repealed already", place=place)
        return spots[0]

    def find_all(self, place: Address) -> list[Spot]:
        """Return the provisions of an address that may name a range, "pkt 3-5"."""
        first = self.find(replace(place, until=""))
        if not place.until:
            return [first]
        last = self.find(place.relabelled(place.until))
        if last.siblings is not first.siblings or last.at < first.at:
            raise Inapplicable("{place} is no range of one list", place=place)
        level = first.node.citation.level
        found = [Spot(node, first.siblings, first.above) for node in first.siblings[first.at : last.at + 1]]
        return [spot for spot in found if spot.node.citation.level == level and not is_repealed(spot.node)]

    def existing(self, place: Address) -> Spot | None:
        """Return what already has an address, repealed or not; None where it is free."""
        return next(iter(self._spots(self.resolved(place).citation)), None)

    def resolved(self, place: Address) -> Address:
        """Return the address with the label of the only annex where an annex is named without one."""
        if place.citation.part != ANNEX:
            return place
        labels = self.annexes()
        if len(labels) > 1:
            raise Inapplicable("the act has {count} annexes; which is meant is not said", count=len(labels))
        alone = self.growth.head.kind in ("regulamin", "statut")  # a file that holds the annex and no more
        if not labels and not alone:
            raise Inapplicable("the annex of the act is not in its text")
        return replace(place, citation=replace(place.citation, part="" if alone and not labels else labels[0]))

    def annexes(self) -> list[str]:
        """Return the labels of the annexes whose text is there."""
        labels = [root.citation.part for root in self.growth.roots] + [part.label for part in self.growth.parts]
        return [label for label in dict.fromkeys(labels) if label]

    def roots(self, part: str) -> list[Node]:
        """Return the list in which the paragraphs of the body ("") or of an annex stand."""
        for grown in self.growth.parts:
            if grown.label == part or any(root.citation.part == part for root in grown.roots):
                return grown.roots
        if part:
            raise Inapplicable("the act has no such annex")
        raise Inapplicable("the act has no paragraphs")

    def container(self, place: Address) -> tuple[Node | None, list[Node]]:
        """Return the provision above an address, and the list in which what has the address stands or is to stand."""
        place = self.resolved(place)
        parent = place.citation.parent
        if parent is None:
            return None, self.roots(place.citation.part)
        above = self.find(Address(parent)).node
        return above, _list_of(above)

    def chapter(self, place: Address) -> tuple[list[Node], int, int]:
        """Return where a chapter's paragraphs stand: their list, the first and the place after the last."""
        roots = self.roots(self.resolved(place).citation.part)
        starts = [
            at
            for at, root in enumerate(roots)
            if chapter_of(root.heading) == place.chapter and (at == 0 or roots[at - 1].heading != root.heading)
        ]
        if len(starts) != 1:
            if not starts:
                raise Inapplicable("the act has no chapter {chapter}", chapter=place.chapter)
            raise Inapplicable("the act has {count} chapters {chapter}", count=len(starts), chapter=place.chapter)
        end = starts[0] + 1
        while end < len(roots) and chapter_of(roots[end].heading) in ("", place.chapter):
            end += 1
        return roots, starts[0], end

    def everything(self) -> Iterator[Node]:
        """Yield every provision of the act."""
        for root in self.growth.roots:
            yield from root.walk()

    def _spots(self, citation: Citation) -> list[Spot]:
        found: list[Spot] = []
        for part in self.growth.parts:
            found += _spots_in(part.roots, None, citation)
        return found

    def _printed_otherwise(self, citation: Citation) -> Citation:
        """Return the address in an act that prints "1." for what is called a point, or "1)" for what is an ust."""
        inside = [node.citation for node in self.everything() if node.citation.paragraph == citation.paragraph]
        if citation.point and not citation.subsection and not any(each.point for each in inside):
            return replace(citation, subsection=citation.point, point="")
        if citation.subsection and not citation.point and not any(each.subsection for each in inside):
            return replace(citation, subsection="", point=citation.subsection)
        return citation

    def _missing(self, place: Address) -> str:
        """Name the highest level of an address that the act does not have."""
        citation = place.citation
        chain = [citation]
        while parent := chain[-1].parent:
            chain.append(parent)
        missing = next((each for each in reversed(chain) if not self._spots(each)), citation)
        return str(Address(missing))


def _spots_in(siblings: list[Node], above: Node | None, citation: Citation) -> Iterator[Spot]:
    for node in siblings:
        if node.citation == citation and node.style != "free":
            yield Spot(node, siblings, above)
        if node.citation.contains(citation):
            yield from _spots_in(node.children, node, citation)


def _list_of(above: Node) -> list[Node]:
    """Return the list inside a provision: its children, or those of the text without a mark that holds them."""
    inner = [child for child in above.children if child.style in ("free", "roman", "capital") and child.children]
    return inner[-1].children if inner and len(inner) == len(above.children) else above.children


def new_labels(places: Sequence[Address]) -> list[Address]:
    """Return the addresses of what is to be added one by one, ranges written out: § 8a-8c."""
    return [
        place.relabelled(label)
        for place in places
        for label in (labels_between(place.label, place.until) if place.until else (place.label,))
    ]


def blank(place: Address, like: Sequence[Node]) -> Node:
    """Return a provision without words at an address, marked as its neighbours in the list are."""
    level = place.level
    ranked = RANKS[_STYLES[level]]
    near = next((node for node in like if node.citation.level == level and node.style != "free"), None)
    style, rank = (near.style, near.rank) if near else (_STYLES[level], ranked)
    return Node(place.citation, 0, style=style, rank=rank, label=place.label)


def insert(siblings: list[Node], nodes: Sequence[Node], anchor: Node | None = None, ahead: bool = False) -> None:
    """Put provisions into a list: after `anchor`, before it with `ahead`, or where their labels belong."""
    if anchor:
        at = next(at for at, node in enumerate(siblings) if node is anchor) + (not ahead)
    else:
        at = 1 + max((at for at, node in enumerate(siblings) if _before(node, nodes[0])), default=-1)
    siblings[at:at] = nodes


def _before(node: Node, new: Node) -> bool:
    same = node.citation.level == new.citation.level and node.style != "free"
    return same and node.citation.part == new.citation.part and node.citation < new.citation


def is_repealed(node: Node) -> bool:
    """Tell whether a provision was repealed by an act that was applied before."""
    return any(each.how is How.REPEALED for each in node.amended)


def lower(level: str, than: str) -> bool:
    """Tell whether a level stands below another one."""
    order = ("", "part", "chapter", *LEVELS)
    return order.index(level) > order.index(than)
