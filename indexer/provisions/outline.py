"""Turn the lines of one part of an act into its numbered provisions, before anybody asks what they mean.

A mark opens a provision where a list may go on or begin there. Its level comes from the lists that are open: the
deepest one that the label continues; else the usual level of the mark's shape. Neither indentation nor the mark that
ends an item is asked: real acts get both wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.phrases.lead_ins import starts_paragraph
from indexer.provisions.headings import is_heading, is_numbered_heading
from indexer.provisions.marks import INLINE, RANKS, REFERRING, Mark, cite, depth_below, follows, mark_at
from indexer.provisions.node import Node
from indexer.reading.lines import Line
from knowledge.acts.citation import Citation

_END = re.compile(r"[.;:!?”\"]$")
_SENTENCE_END = re.compile(r"[.!?”\"]$")
_QUOTED = re.compile(r"„[^„”\"]*[”\"]")
_SIGNATURE = re.compile(r"^(?:wz\.|z up\.|z upoważnienia)|/-/|\(–\)|\(-\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold the provisions of one part, its headings, the lines that only close it, and those where § 1 comes again."""

    roots: list[Node]
    headings: list[Line]
    closing: list[Line]
    restarts: list[Line]


def outline(lines: Sequence[Line], part: str, signed: bool, enacted: bool) -> Outline:
    """Group the lines of one part into provisions.

    `signed` tells that the part prints § signs, `enacted` that it follows the words by which an act is given, so that
    numbers at the outermost level are paragraphs even where the sign was lost.
    """
    growth = _Growth(part, signed, enacted)
    for at, line in enumerate(lines):
        growth.add(line, lines[at + 1 :])
    return Outline(growth.roots, growth.headings, growth.closing, growth.restarts)


def outline_inside(lines: Sequence[Line], node: Node) -> bool:
    """Add lines to a provision, its own words first; tells whether all of them belong to it."""
    growth = _Growth(node.citation.part, signed=True, enacted=False)
    growth.path = [node]
    for at, line in enumerate(lines):
        growth.add(line, lines[at + 1 :])
    return not (growth.roots or growth.headings or growth.closing or growth.restarts)


class _Growth:
    """Keep the path of open provisions while lines are added."""

    def __init__(self, part: str, signed: bool, enacted: bool) -> None:
        self.part = part
        self.signed = signed
        self.lost = not signed and enacted
        self.roots: list[Node] = []
        self.path: list[Node] = []
        self.headings: list[Line] = []
        self.closing: list[Line] = []
        self.heading = ""
        self.in_heading = False
        self.restarts: list[Line] = []

    def add(self, line: Line, ahead: Sequence[Line]) -> None:
        if self._take_heading(line, ahead):
            return
        text, at = line.text, 0
        masked = _QUOTED.sub(lambda match: "„" + "x" * (len(match[0]) - 2) + "”", text)
        if (mark := mark_at(masked, at, self.lost)) and self._may_open(mark, masked, line):
            at = self._open_all(mark, masked, line)
        if at == 0 and self._take_unmarked(line, ahead):
            return
        self._add_inline(line, text, masked, at)

    def _add_inline(self, line: Line, text: str, masked: str, at: int) -> None:
        """Add the rest of a line, split at marks inside it that continue or begin a list."""
        start = at
        for place in [match.start() for match in INLINE.finditer(masked, at)]:
            mark = mark_at(masked, place, self.lost) if place > start else None
            if mark and self._may_open_inline(mark, masked, start, place, line):
                self._continue(line, text[start:place])
                start = self._open_all(mark, masked, line)
        self._continue(line, text[start:])

    def _open_all(self, mark: Mark, text: str, line: Line) -> int:
        """Open the provision of a mark and those of the marks right after it ("§ 17.1."); returns where words begin."""
        self._open(mark, line, text[mark.end :])
        while (following := mark_at(text, mark.end, self.lost)) and self._may_open(following, text, line):
            if following.style == "par":
                break  # "1) § 2 otrzymuje brzmienie": a paragraph begins inside nothing
            mark = following
            self._open(mark, line, text[mark.end :])
        return mark.end

    def _continue(self, line: Line, text: str) -> None:
        if not self.path:
            self._open_free(line)
        if text.strip():
            self.path[-1].pieces.append(text.strip())
            self.path[-1].places.append(line.number)
            self.path[-1].last = line.number

    def _take_heading(self, line: Line, ahead: Sequence[Line]) -> bool:
        """Keep a heading out of the provision before it; it tells whose duties follow."""
        before = self.path[-1].text if self.path else ""
        if self.in_heading and self._goes_on_heading(line):
            self.heading = f"{self.heading} {line.text}".strip()
            self.headings.append(line)
            return True
        self.in_heading = False
        if self.path and self.path[-1].style == "par" and not before and line.text.isupper():
            return False  # "§ 4" and below it "DZIAŁ POMOCY": the paragraph's own words
        numbered = is_numbered_heading(line.text, inside=bool(before) and not _END.search(before), signed=self.signed)
        if numbered or ((self.signed or self.lost) and is_heading(line, before, ahead)):
            self.heading, self.in_heading = line.text, True
            self.headings.append(line)
            self.path = []
            return True
        return False

    def _goes_on_heading(self, line: Line) -> bool:
        return self.signed and not mark_at(line.text) and len(line.text) < 160 and not line.text.endswith(":")

    def _take_unmarked(self, line: Line, ahead: Sequence[Line]) -> bool:
        """Deal with a line without a mark that does not continue what is open: a signature, a text of its own."""
        before = self.path[-1].text if self.path else ""
        upper = line.text[:1].isupper() or line.text[:1] in '„"(/*'
        if upper and _SENTENCE_END.search(before) and self._is_signature(line, before):
            self.closing.append(line)
            return True
        if self.closing and not self.lost and len(line.text) < 80:
            self.closing.append(line)
            return True
        if upper and self._stands_alone(line, before):
            self._open_free(line)
        return False

    def _is_signature(self, line: Line, before: str) -> bool:
        last = bool(re.search(r"wchodz\w+ w życie|trac\w+ moc|powierza|ogłosz", before))
        signed = _SIGNATURE.search(line.text) and len(line.text) < 120
        named = re.search(r":\s*(?:[A-ZŁŚŻ]\. ?)+\w*", line.text) or not line.text.endswith((".", ":", ";"))
        return bool(signed) or (last and len(line.text) < 120 and bool(named))

    def _stands_alone(self, line: Line, before: str) -> bool:
        text = line.text
        if not self.path:
            return True
        if self.signed or self.lost:
            return (
                bool(_END.search(before))
                and (text.endswith(":") or starts_paragraph(text))
                and not before.endswith(":")
            )
        top = self.path[-1]
        if before.endswith(":"):
            return text.endswith(":") and top.style == "free"
        if top.style == "free" and before.endswith((";", ",")) and any(piece.endswith(":") for piece in top.pieces):
            return False  # the next item of a list without marks
        if _END.search(before):
            return True
        return line.apart or (top.style == "free" and len(top.pieces[-1] if top.pieces else "") < 60)

    def _open_free(self, line: Line) -> None:
        """Open a text without a mark, inside the subsection or paragraph that is open in an act, else on its own."""
        while self.path and not (self.path[-1].rank in (0.0, 3.0) and self.path[-1].style != "free"):
            self.path.pop()
        if not (self.signed or self.lost):
            self.path = []
        container = self.path[-1] if self.path else None
        rank = container.rank + 0.5 if container else 1.0
        citation = container.citation if container else Citation(part=self.part)
        self._attach(Node(citation, line.number, line.page, "free", rank, "", self.heading, last=line.number))

    def _may_open(self, mark: Mark, text: str, line: Line) -> bool:
        """Tell whether a mark at the start of a line (or right after another mark) opens a provision."""
        top = self.path[-1] if self.path else None
        before = top.text if top else ""
        if mark.style == "par":
            return not (before and REFERRING.search(before) and not _END.search(before))
        if mark.style == "bare":
            return self._bare_may_open(mark, text)
        if mark.style == "dash":
            return self._dash_may_open(top, before)
        if self._continues(mark) or mark.is_first:
            return not (mark.style in ("roman", "capital") and mark.is_first and not before.endswith(":"))
        if mark.style in ("roman", "capital") or (mark.style == "letter" and (text[1:2] == "." or len(mark.label) > 1)):
            return False
        if mark.style == "dot" and top and top.style == "par" and top.pieces and not self.lost:
            return False  # a number that begins a line of running text
        return not (before and REFERRING.search(before) and not line.apart)

    def _dash_may_open(self, top: Node | None, before: str) -> bool:
        if not (self.signed or self.lost):
            return True
        return top is not None and (before.endswith(":") or top.rank >= 4.0 or top.style == "dash")

    def _bare_may_open(self, mark: Mark, text: str) -> bool:
        last = self._last_paragraph()
        if not last or (mark.label == "1" and not self.path):
            return mark.label == "1"
        if self.path and not _END.search(self.path[-1].text):
            return False
        return follows(last.label, mark.label) or _skips_to(last, mark, text)

    def _may_open_inline(self, mark: Mark, text: str, start: int, place: int, line: Line) -> bool:
        """Tell whether a mark inside a line opens a provision: only where the lists that are open expect it."""
        before = text[start:place].rstrip()
        if REFERRING.search(before) or before.count("(") > before.count(")"):
            return False
        flat = line.folded
        ended = bool(re.search(r"[.;:,)”\"]$", before))
        if mark.style in ("dot", "bare", "par", "roman", "capital"):
            return flat and mark.style != "roman" and self._paragraph_inline(mark, text, before)
        if mark.style == "dash":
            goes_on = bool(self.path) and self.path[-1].style == "dash" and before.endswith((",", ";"))
            return flat and (before.endswith(":") or goes_on)
        if mark.is_first:
            return before.endswith(":")
        top = self.path[-1] if self.path else None
        doubled = top is not None and (top.style, top.label) == (mark.style, mark.label)
        return (ended or flat) and (self._continues(mark) is not None or (flat and ended and doubled))

    def _paragraph_inline(self, mark: Mark, text: str, before: str) -> bool:
        following = text[mark.end : mark.end + 60]
        if not following or (re.match(r"[a-z]", following) and not self._continues(mark)):
            return False
        last = self._last_paragraph()
        if mark.style == "par":
            if last is None or follows(last.label, mark.label):
                return True
            return _number(mark.label) > _number(last.label) and bool(_END.search(before))
        if mark.style == "bare":
            expected = last is not None and follows(last.label, mark.label)
            skipped = last is not None and _skips_to(last, mark, text)
            return (expected or skipped or (last is None and mark.label == "1")) and bool(
                re.search(r"[.;:)”\"\d]$", before)
            )
        ended = bool(re.search(r"[.;:,)”\"]$|[-./][A-Z\d]+$", before))
        if self._continues(mark):
            return ended
        return ended and (mark.label in ("1", "2") and bool(_END.search(before) or before.endswith(")")))

    def _last_paragraph(self) -> Node | None:
        return next((node for node in reversed(self.roots) if node.style == "par"), None)

    def _continues(self, mark: Mark) -> Node | None:
        """Find the deepest open provision of the mark's shape whose label the mark's label follows."""
        styles = (mark.style, "par") if mark.style in ("dot", "bare") and self.lost else (mark.style,)
        return next(
            (node for node in reversed(self.path) if node.style in styles and follows(node.label, mark.label)), None
        )

    def _open(self, mark: Mark, line: Line, following: str) -> None:
        if self._opens_paragraph(mark, following):
            self._open_paragraph(mark, line)
            return
        rank = self._rank(mark, following)
        while self.path and self.path[-1].rank >= rank:
            self.path.pop()
        container = self.path[-1] if self.path else None
        label = mark.label
        if mark.style == "dash" or rank == 6.0:
            siblings = container.children if container else []
            label = str(1 + sum(node.rank == 6.0 for node in siblings))
        citation = cite(container.citation if container else Citation(part=self.part), rank, label)
        node = Node(citation, line.number, line.page, mark.style, rank, mark.label, self.heading, last=line.number)
        self._attach(node)

    def _opens_paragraph(self, mark: Mark, following: str) -> bool:
        """Tell whether a mark opens a paragraph: by its sign, or by its place where the signs were lost."""
        if mark.style in ("par", "bare"):
            return True
        if mark.style != "dot" or not self.lost:
            return False
        last = self._last_paragraph()
        if last is None:
            return mark.label == "1"
        if follows(last.label, mark.label):
            deepest = self._continues(mark)
            return starts_paragraph(following) or deepest is None or deepest.style == "par"
        return False

    def _open_paragraph(self, mark: Mark, line: Line) -> None:
        self.path = []
        last = self._last_paragraph()
        if mark.label == "1" and last and last.citation.part == self.part and last.label != "1":
            self.part = str(int(self.part or 0) + 1) if (self.part or "0").isdigit() else f"{self.part}a"
            self.restarts.append(line)
        citation = Citation(mark.label, part=self.part)
        node = Node(citation, line.number, line.page, "par", 0.0, mark.label, self.heading, last=line.number)
        self._attach(node)

    def _rank(self, mark: Mark, following: str) -> float:
        """Return how deep a mark's provision stands."""
        if sibling := self._continues(mark):
            return sibling.rank
        usual, top = RANKS[mark.style], self.path[-1] if self.path else None
        if mark.style == "dash":
            return 6.0
        if top and mark.is_first and top.text.endswith(":") and usual <= top.rank:
            below = depth_below(top.rank) if top.rank in RANKS.values() else usual
            return 6.0 if below == 5.0 and mark.style != "letter" else below
        same = next((node for node in reversed(self.path) if node.style == mark.style), None)
        return same.rank if same and not mark.is_first else usual

    def _attach(self, node: Node) -> None:
        (self.path[-1].children if self.path else self.roots).append(node)
        self.path.append(node)


def _skips_to(last: Node, mark: Mark, text: str) -> bool:
    """Tell whether a mark is a later paragraph's, those between having lost theirs: only its first words tell."""
    before, after = _number(last.label), _number(mark.label)
    return before < after <= before + 5 and starts_paragraph(text[mark.end : mark.end + 60])


def _number(label: str) -> int:
    match = re.match(r"\d+", label)
    return int(match[0]) if match else 0
