"""Change the words of provisions, and note on each by which act that was done."""

from collections.abc import Iterable, Sequence

from indexer.amending.tree import Inapplicable, is_repealed
from indexer.provisions.node import Node
from knowledge.acts.amendment_notes import ActName, Amended, How, repealed


class Notes:
    """Note on provisions that one amending act changed them."""

    def __init__(self, by: ActName) -> None:
        self._by = by

    def say(self, node: Node, text: str, how: How = How.CHANGED) -> None:
        """Give a provision other words of its own, whatever stands below it."""
        node.pieces = [text]
        kept = node.amended if how is How.CHANGED else ()
        done = any(each.by == self._by and each.how in (How.ADDED, How.WORDED, how) for each in kept)
        node.amended = kept if done else (*kept, Amended(how, self._by))

    def renumbered(self, node: Node) -> None:
        """Note that a provision bears another label."""
        node.amended = (*node.amended, Amended(How.RENUMBERED, self._by))

    def strike(self, node: Node) -> None:
        """Leave nothing of a provision but its address and that it was repealed."""
        if is_repealed(node):
            raise Inapplicable("{citation} is repealed already", citation=node.citation)
        node.children.clear()
        node.pieces = [repealed(node.citation)]
        node.amended = (*node.amended, Amended(How.REPEALED, self._by))

    def compare(self, grown: Iterable[Node], before: Sequence[Node] = ()) -> None:
        """Note on new provisions what of them is new; those that say what they said before keep their notes."""
        known = {old.citation: old for root in reversed(before) for old in reversed(list(root.walk()))}
        for node in (node for root in grown for node in root.walk()):
            old = known.get(node.citation)
            if old and not is_repealed(old):
                node.amended = old.amended if old.flat == node.flat else (Amended(How.WORDED, self._by),)
            else:
                node.amended = (Amended(How.ADDED, self._by),)
