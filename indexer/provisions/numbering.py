"""What can be told of provisions only once all of them are known: their final citations, order and occurrences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indexer.phrases.lead_ins import is_amendment
from indexer.provisions.marks import cite
from indexer.provisions.node import Node
from knowledge.acts.citation import Citation


def settle(roots: list[Node]) -> None:
    """Give each provision its final citation and occurrence, once all of them are known."""
    for root in roots:
        for node in root.walk():
            _split_unmarked_items(node)
            _turn_dots_into_points(node)


def _turn_dots_into_points(node: Node) -> None:
    """Cite "1." as a point where it lists under a lead-in and no "1)" stands below it, as acts often print it."""
    dots = [child for child in node.children if child.style == "dot" and child.rank == 3.0]
    if node.rank > 2.5 or not node.text.endswith(":") or not dots:
        return
    if any(below.citation.point for child in dots for below in child.walk()):
        return
    for child in dots:
        for below in child.walk():
            below.citation = replace(below.citation, point=below.citation.subsection, subsection="")


def _split_unmarked_items(node: Node) -> None:
    """Make items of the lines that follow a lead-in without any mark, each ended as an item is."""
    at = next((at for at, piece in enumerate(node.pieces) if piece.endswith(":")), None)
    items = node.pieces[at + 1 :] if at is not None else []
    if len(items) < 2 or node.children or is_amendment(node.text):
        return
    ended = [item for item in items if item.endswith((";", ",", "."))]
    if len(ended) < len(items) - 1 or any(len(item) < 4 for item in items):
        return
    places = node.places[-len(items) :]
    del node.pieces[-len(items) :], node.places[-len(items) :]
    for number, (item, place) in enumerate(zip(items, places, strict=True), start=1):
        citation = cite(node.citation, 6.0, str(number))
        child = Node(citation, place, node.page, "dash", 6.0, str(number), node.heading, [item], [place], place)
        node.children.append(child)


def number_occurrences(paragraphs: Sequence[Node]) -> None:
    """Number all provisions in the order of the act, and tell apart by it those that share a citation."""
    for order, node in enumerate((node for paragraph in paragraphs for node in paragraph.walk()), start=1):
        node.order = order
    seen: Counter[Citation] = Counter()
    for paragraph in paragraphs:
        for node in paragraph.walk():
            if node.style != "free":
                seen[node.citation] += 1
                node.occurrence = seen[node.citation]
    for paragraph in paragraphs:
        for node in paragraph.walk():
            if node.style == "free":
                seen[node.citation] += 1
                node.occurrence = seen[node.citation]
