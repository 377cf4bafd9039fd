"""A provision while the outline of an act grows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.acts.act import Lines
from knowledge.acts.amendment_notes import Amended
from knowledge.acts.citation import Citation

# "organizacyjno-" before "prawnych": the hyphen is the word's own, not the line's.
_COMPOUND = re.compile(r"\w{4,}(?:no|wo|sko|cko|czo|jo|lo)-$")
_ADJECTIVE_REST = re.compile(r"\w*(?:ych|ich|ego|emu|ej|ym|im|ymi|imi|y|a|e|ą)\b")


@dataclass(slots=True)
class Node:
    """Hold a provision while the outline grows: its words so far, its lines, and what it contains.

    `style` is the shape of its mark ("par", "dot", "paren", "letter", "dash"; "free" for a text without one), `rank`
    how deep it stands, `heading` the words of the heading above it, `places` the line of each of its
    pieces, `order` its place in the act, `amended` which later acts gave it its words.
    """

    citation: Citation
    first: int
    page: int = 0
    style: str = "par"
    rank: float = 0.0
    label: str = ""
    heading: str = ""
    pieces: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    last: int = 0
    occurrence: int = 1
    order: int = 0
    children: list["Node"] = field(default_factory=list)
    amended: tuple[Amended, ...] = ()

    @property
    def text(self) -> str:
        """The node's own words with white space folded and hyphenated words joined; a tab still parts table cells."""
        return _written(tuple(self.pieces))

    @property
    def flat(self) -> str:
        """The node's own words on one line, the cells of a table parted by spaces."""
        return " ".join(self.text.split())

    @property
    def lines(self) -> Lines:
        """Where the node's own words stand in the source."""
        return Lines(self.first, self.last)

    def walk(self) -> Iterator["Node"]:
        """Yield the node and everything below it, in the order of the act."""
        yield self
        for child in self.children:
            yield from child.walk()


@lru_cache(maxsize=4096)  # each is asked for a dozen times while an act is read
def _written(pieces: tuple[str, ...]) -> str:
    joined = ""
    for piece in pieces:
        joined = _join(joined, piece)
    return re.sub(r" *\t *", "\t", re.sub(r"[ \n]+", " ", joined)).strip()


def _join(text: str, piece: str) -> str:
    """Add a line to a text; a word that the line's end broke in two is made whole."""
    if re.search(r"[^\W\d_]{2}-$", text) and re.match(r"[a-ząćęłńóśźż]", piece):
        return (text if _COMPOUND.search(text) and _ADJECTIVE_REST.match(piece) else text[:-1]) + piece
    return f"{text} {piece}" if text else piece
