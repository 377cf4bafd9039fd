"""New text as an amending act quotes it, grown into provisions that can take their place in the act it changes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.amending.tree import Inapplicable, blank
from indexer.instructions.places import Address
from indexer.provisions.headings import chapter_of
from indexer.provisions.marks import mark_at
from indexer.provisions.node import Node
from indexer.provisions.numbering import settle
from indexer.provisions.outline import outline, outline_inside
from indexer.provisions.quotations import Quotation
from indexer.reading.lines import Line
from knowledge.acts.citation import Citation

_SEAM = re.compile(r"(?<=[;,.:)”\"])\s+(?=§|\d|[a-zżźćńółęąś]{1,2}[)/]|[–—-]\s)")


def graft_paragraphs(quotations: Sequence[Quotation], places: Sequence[Address], heading: str) -> list[Node]:
    """Grow whole paragraphs; `heading` stands above them unless the new text has one of its own.

    Raises Inapplicable where the new text does not hold just these paragraphs.
    """
    lines = [line for quotation in quotations for line in _signed(quotation.lines, places)]
    part = places[0].citation.part
    roots = _roots(lines, part)
    found = [root.label for root in roots]
    if not found:
        raise Inapplicable("the new text holds no paragraph, not {wanted}", wanted=_signs(places))
    if found != [place.label for place in places]:
        raise Inapplicable("the new text holds {found}, not {wanted}", found=_signs(roots), wanted=_signs(places))
    for root in roots:
        root.heading = root.heading or heading
    return roots


def graft_chapter(quotations: Sequence[Quotation], part: str, heading: str) -> list[Node]:
    """Grow the paragraphs of a chapter, whose heading the new text may repeat."""
    lines = [line for quotation in quotations for line in quotation.lines]
    roots = _roots(lines, part)
    if not roots:
        raise Inapplicable("the new text of the chapter holds no paragraph")
    for root in roots:
        root.heading = root.heading or heading
    if chapter_of(heading) and chapter_of(roots[0].heading) not in ("", chapter_of(heading)):
        raise Inapplicable("the new text is of chapter {chapter}", chapter=chapter_of(roots[0].heading))
    return roots


def graft_items(quotations: Sequence[Quotation], places: Sequence[Address], like: Sequence[Node]) -> list[Node]:
    """Grow subsections, points, letters or indents that are to stand among the provisions `like` them.

    Raises Inapplicable where the new text does not hold just these.
    """
    lines = [line for quotation in quotations for line in quotation.lines]
    pieces = _parted(lines, places)
    grown = []
    for place, own in zip(places, pieces, strict=True):
        node = blank(place, like)
        node.first = node.last = own[0].number
        node.page = own[0].page
        if not outline_inside(own, node):
            raise Inapplicable("the new text of {place} holds more than {place}", place=place)
        if not node.text and not node.children:
            raise Inapplicable("the new text of {place} is empty", place=place)
        grown.append(node)
    settle(grown)
    return grown


def text_of(quotations: Sequence[Quotation]) -> str:
    """Return new text that is no provision of its own on one line."""
    return " ".join(" ".join(quotation.text.split()) for quotation in quotations)


def without_mark(text: str, citation: Citation) -> str:
    """Drop the mark with which the new words of a provision may begin: "2) realizacja zadań:" for those of pkt 2."""
    return text[_mark_of(text, Address(citation)) :] if citation.level != "indent" else text


def _roots(lines: Sequence[Line], part: str) -> list[Node]:
    grown = outline(lines, part, signed=True, enacted=False)
    if grown.closing or grown.restarts or any(root.style == "free" for root in grown.roots):
        raise Inapplicable("the new text holds words that belong to no paragraph")
    settle(grown.roots)
    return grown.roots


def _signed(lines: Sequence[Line], places: Sequence[Address]) -> list[Line]:
    """Give the first line of a paragraph its sign where the amending act leaves it out: „8. …” for „§ 8. …”."""
    first = lines[0]
    mark = mark_at(first.text)
    if (mark and mark.style == "par") or any(_is_paragraph(line) for line in lines):
        return list(lines)
    labels = [place.label for place in places]
    if mark and mark.style in ("dot", "bare") and mark.label in labels:
        return [replace(first, text=f"§ {mark.label}. {first.text[mark.end :]}"), *lines[1:]]
    if len(places) > 1:
        return list(lines)
    return [replace(first, text=f"§ {labels[0]}. {first.text}"), *lines[1:]]


def _is_paragraph(line: Line) -> bool:
    mark = mark_at(line.text)
    return mark is not None and mark.style == "par"


def _parted(lines: Sequence[Line], places: Sequence[Address]) -> list[list[Line]]:
    """Part new text at the marks of the items it is to hold; one item may stand there without its mark."""
    pieces: list[list[Line]] = []
    for line in (piece for each in lines for piece in _seams(each)):
        place = places[len(pieces)] if len(pieces) < len(places) else None
        if place and (end := _mark_of(line.text, place)):
            pieces.append([replace(line, text=line.text[end:])])
        elif pieces:
            pieces[-1].append(line)
        elif len(places) == 1 and not _numbered(line.text, places[0]):
            pieces.append([line])
        else:
            raise Inapplicable(
                "the new text begins {words!r}, not with {marker}",
                words=line.text[:30],
                marker=places[0].citation.marker,
            )
    if len(pieces) < len(places):
        raise Inapplicable("the new text holds no {place}", place=places[len(pieces)])
    return pieces


def _seams(line: Line) -> list[Line]:
    """Part a line where a mark may stand inside it, as in "ba) …, bb) …"."""
    return [replace(line, text=text) for text in _SEAM.split(line.text) if text.strip()]


def _mark_of(text: str, place: Address) -> int:
    """Return where the words begin after the mark of an item; 0 where the text does not begin with it."""
    mark = mark_at(text)
    if mark and place.level == "indent":
        return mark.end if mark.style == "dash" else 0
    if mark and mark.label == place.label and (mark.style == "par") == (place.level == "paragraph"):
        return mark.end
    # "2a ." or "ba )": what no act means, and some print
    loose = re.match(rf"\(?{re.escape(place.label)}\s*[.)/]\s*", text)
    return loose.end() if loose else 0


def _numbered(text: str, place: Address) -> bool:
    """Tell whether a text begins with a mark of the level that is expected, so that its label is another one's."""
    mark = mark_at(text)
    styles = {"subsection": ("dot",), "point": ("paren", "dot"), "letter": ("letter",), "indent": ()}[place.level]
    return mark is not None and mark.style in (*styles, "par")


def _signs(paragraphs: Sequence[Node | Address]) -> str:
    return ", ".join(f"§ {each.label}" for each in paragraphs)
