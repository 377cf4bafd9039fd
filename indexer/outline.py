"""Turn the lines of an act into its numbered provisions: the outline, before anybody asks what it means.

The level of a provision comes from the shape of its mark ("§ 3.", "2.", "1)", "a)", "–"), never from indentation or
from the punctuation before it: neither is reliable in real acts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from indexer.read import Line
from knowledge.citation import LEVELS, Citation
from knowledge.model import Lines, Warning

_NUMBER = r"\d{1,3}[a-z]{0,2}"
# "§ 17.", "§1", "- § 3." (a converter's list bullet), "Par.1"; then maybe the first subsection: "1." of "§ 17.1."
_PARAGRAPH = re.compile(rf"^(?:[-•*]\s*)?(?:§|Par\.)\s*({_NUMBER})(?![\w)])\s*\.?\s*")
_SUBSECTION = re.compile(rf"^({_NUMBER})\.(?!\d)\s*")
_POINT = re.compile(rf"^(?:[-•*]\s*)?({_NUMBER})\)\s*")
_LETTER = re.compile(r"^(?:[-•*]\s*)?([a-z]{1,3})\)\s*")
_INDENT = re.compile(r"^[–—-]\s+")


@dataclass(slots=True)
class Node:
    """Hold a provision while the outline grows: its words so far, its lines, and what it contains."""

    citation: Citation
    first: int
    pieces: list[str] = field(default_factory=list)
    last: int = 0
    occurrence: int = 1
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The node's own words with white space folded; a tab still parts table cells."""
        return re.sub(r" *\t *", "\t", re.sub(r"[ \n]+", " ", " ".join(self.pieces))).strip()

    @property
    def lines(self) -> Lines:
        """Where the node's own words stand in the source."""
        return Lines(self.first, self.last)

    def walk(self) -> Iterator["Node"]:
        """Yield the node and everything below it, in the order of the act."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold the lines before the first paragraph, the paragraphs, and what looked wrong on the way."""

    head: tuple[Line, ...]
    paragraphs: tuple[Node, ...]
    warnings: tuple[Warning, ...]


def outline(lines: Iterable[Line]) -> Outline:
    """Group lines into provisions; a line without a mark continues the provision before it."""
    growth = _Growth()
    for line in lines:
        growth.add(line)
    return Outline(tuple(growth.head), tuple(growth.roots), tuple(growth.warnings()))


class _Growth:
    """Keep the path of open provisions while lines are added."""

    def __init__(self) -> None:
        self.head: list[Line] = []
        self.roots: list[Node] = []
        self.path: list[Node] = []

    def add(self, line: Line) -> None:
        text = line.text
        while mark := self._mark(text):
            citation, length = mark
            self._open(Node(citation, line.number, last=line.number))
            text = text[length:]
        if not self.path:
            self.head.append(line)
        elif text:
            self.path[-1].pieces.append(text)
            self.path[-1].last = line.number

    def _mark(self, text: str) -> tuple[Citation, int] | None:
        """Return the citation that the mark at the start of `text` opens, and the mark's length."""
        if match := _PARAGRAPH.match(text):
            return Citation(match[1]), match.end()
        if not self.path:
            return None
        open_at = self.path[-1].citation
        fresh = not self.path[-1].pieces
        if match := _SUBSECTION.match(text):
            if open_at.level == "paragraph" and not fresh and match[1] != "1":
                return None  # a number that begins a line of running text
            return Citation(open_at.paragraph, match[1]), match.end()
        if match := _POINT.match(text):
            return Citation(open_at.paragraph, open_at.subsection, match[1]), match.end()
        if match := _LETTER.match(text):
            return replace(open_at, letter=match[1], indent=""), match.end()
        if (match := _INDENT.match(text)) and open_at.level in ("point", "letter", "indent"):
            return replace(open_at, indent=str(int(open_at.indent or 0) + 1)), match.end()
        return None

    def _open(self, node: Node) -> None:
        depth = LEVELS.index(node.citation.level)
        while self.path and LEVELS.index(self.path[-1].citation.level) >= depth:
            self.path.pop()
        siblings = self.path[-1].children if self.path else self.roots
        node.occurrence = 1 + sum(sibling.citation == node.citation for sibling in siblings)
        siblings.append(node)
        self.path.append(node)

    def warnings(self) -> Iterator[Warning]:
        yield from _numbering(self.roots)
        for root in self.roots:
            for node in root.walk():
                yield from _numbering(node.children)
                if not node.text and not node.children:
                    yield Warning(node.first, f"{node.citation} has no text")


def _numbering(siblings: list[Node]) -> Iterator[Warning]:
    """Report doubles and gaps among the provisions of one list."""
    for before, node in pairwise(siblings):
        if node.occurrence > 1:
            yield Warning(
                node.first, f"{node.citation} stands {node.occurrence} times; both are kept, told apart by their order"
            )
        elif not _follows(_label(before), _label(node)):
            yield Warning(node.first, f"{node.citation} follows {before.citation}: something may be missing between")


def _label(node: Node) -> str:
    return str(getattr(node.citation, node.citation.level))


def _follows(before: str, after: str) -> bool:
    """Tell whether a label may follow another: 8 -> 9, 8 -> 8a, 8a -> 9, a -> b, z -> za."""
    number_before, number_after = re.match(r"\d*", before), re.match(r"\d*", after)
    assert number_before is not None
    assert number_after is not None
    if number_before[0] and number_after[0]:
        step = int(number_after[0]) - int(number_before[0])
        return step == 1 or (step == 0 and after > before)
    if len(before) == len(after) == 1:
        return ord(after) - ord(before) == 1
    return after > before
