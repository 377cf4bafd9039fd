"""Carry out what an amending act orders about words inside provisions, and about the marks that end them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.amending.notes import Notes
from indexer.amending.rewording import replace_sentence, reword, sentence, stands_inflected
from indexer.amending.tree import Inapplicable, Tree, is_repealed
from indexer.instructions.orders import Punctuate, Reword, WordChange
from indexer.instructions.places import Address
from indexer.phrases.lead_ins import sentences
from indexer.provisions.node import Node
from knowledge.wording import Message

_END_MARKS = ".,;:"
_ONE_PLACE = (WordChange.AFTER, WordChange.BEFORE, WordChange.DELETE)


class Substitution:
    """Change words in an act; words that are not found, or found where it is not sure which are meant, are refused."""

    def __init__(self, tree: Tree, notes: Notes) -> None:
        self._tree, self._notes = tree, notes

    def reword(self, deed: Reword) -> None:
        """Replace, add or delete words in every place that the order names, or in the whole act."""
        if not deed.places:
            self._reword_in(list(self._tree.everything()), deed, Message("the act"))
        for place in deed.places:
            if place.level in ("", "part"):
                self._reword_in(self._part(place), deed, str(place) or Message("the act"))
            elif place.level == "chapter":
                roots, start, end = self._tree.chapter(place)
                self._reword_in([node for root in roots[start:end] for node in root.walk()], deed, str(place))
            else:
                self._reword_provisions(place, deed)

    def punctuate(self, deed: Punctuate) -> None:
        """Let provisions end with another mark, the last item where one has a list."""
        for place in deed.places:
            *_, last = self._tree.find(place).node.walk()
            text = last.text.rstrip(_END_MARKS + " ") + deed.mark
            if text != last.text:
                self._notes.say(last, text)

    def replace_sentence(self, place: Address, text: str) -> None:
        """Put another sentence in the place of one, or nothing."""
        node = self._tree.find(replace(place, piece="")).node
        changed = replace_sentence(node.text, int(place.piece), text)
        if not changed:
            raise Inapplicable(_too_few(node))
        self._notes.say(node, changed)

    def add_sentence(self, place: Address, text: str) -> None:
        """Add a sentence where its number puts it."""
        node = self._tree.find(replace(place, piece="")).node
        pieces = sentences(node.text)
        if not text or int(place.piece) > len(pieces) + 1:
            raise Inapplicable(_too_few(node))
        pieces.insert(int(place.piece) - 1, text)
        self._notes.say(node, " ".join(pieces))

    def _part(self, place: Address) -> list[Node]:
        label = self._tree.resolved(place).citation.part
        return [node for root in self._tree.roots(label) if root.citation.part == label for node in root.walk()]

    def _reword_provisions(self, place: Address, deed: Reword) -> None:
        for spot in self._tree.find_all(replace(place, piece="")):
            if place.piece.isdigit():
                self._reword_sentence(spot.node, int(place.piece), deed)
            else:
                nodes = [spot.node] if place.piece else list(spot.node.walk())
                self._reword_in(nodes, deed, str(spot.node.citation))

    def _reword_in(self, nodes: Sequence[Node], deed: Reword, where: Message | str) -> None:
        if deed.how is WordChange.APPEND:
            nodes = nodes[:1]
        changed = [(node, *reword(node.text, deed)) for node in nodes if not is_repealed(node)]
        count = sum(times for _, _, times in changed)
        if not count:
            raise Inapplicable("{where} does not say „{old}”", where=where, old=deed.old)
        if count > 1 and deed.how in _ONE_PLACE and not deed.inflected and deed.places:
            raise Inapplicable(
                "{where} says „{old}” {count} times; which is meant cannot be told",
                where=where,
                old=deed.old,
                count=count,
            )
        for node, text, times in changed:
            if times:
                self._notes.say(node, text)
        if deed.inflected and deed.how is WordChange.REPLACE:
            _refuse_left_over(nodes, deed)

    def _reword_sentence(self, node: Node, number: int, deed: Reword) -> None:
        own = sentence(node.text, number)
        if own is None:
            raise Inapplicable(_too_few(node))
        text, times = reword(own, deed)
        if times != 1 and not (times and deed.how is WordChange.REPLACE):
            raise Inapplicable(
                "sentence {number} of {citation} says „{old}” {times} times",
                number=number,
                citation=node.citation,
                old=deed.old,
                times=times,
            )
        self._notes.say(node, replace_sentence(node.text, number, text) or "")


def _refuse_left_over(nodes: Iterable[Node], deed: Reword) -> None:
    """Refuse where the old words still stand in a case that this program cannot put the new ones into."""
    for node in nodes:
        if stands_inflected(node.flat, deed.old) and not stands_inflected(deed.new, deed.old):
            raise Inapplicable(
                "{citation} says „{old}” in a case that „{new}” cannot be put into",
                citation=node.citation,
                old=deed.old,
                new=deed.new,
            )


def _too_few(node: Node) -> Message:
    number, place = len(sentences(node.text)), node.citation
    return Message.counted("{place} has {count} sentence", "{place} has {count} sentences", number, place=place)
