"""Units that no sentence declares: tables of symbols on a web page, and a table of contents that is all there is."""

import re
from collections.abc import Iterator, Sequence

from indexer.phrases.names import Declaration, is_roman, kind_of, parse_declaration
from indexer.provisions.node import Node
from indexer.reading.lines import Line
from knowledge.acts.citation import Citation

_CODE = r"[A-ZĄĆĘŁŃÓŚŹŻ][A-ZĄĆĘŁŃÓŚŹŻa-z]{0,5}(?:[-./][A-Z0-9]{1,5})*"
_CODE_ALONE = re.compile(rf"^{_CODE}$")
_CODE_FIRST = re.compile(rf"^(?P<code>{_CODE})[\t –—-]+(?P<name>\S.*)$")
_FEWEST = 3
_ITEM = re.compile(r"\s(?=[a-ząćęłńóśźż]\)\s)")
_UNIT_WORD = re.compile(
    r"(?<=\s)(?=(?:Wydział|Biuro|Departament|Zespół|Oddział|Referat|Kancelaria|Centrum|Pion|Delegatura)\s)"
)


def symbol_table(lines: Sequence[Line]) -> tuple[list[tuple[Declaration, Node]], tuple[Line, ...]]:
    """Take the rows "FN Wydział Finansowy" out of a page, the symbol now on the same line, now on the one above.

    Returns the units and the lines that are none; fewer than three rows are no table.
    """
    rows = list(_rows(lines))
    if len(rows) < _FEWEST:
        return [], tuple(lines)
    taken = {place for _, places in rows for place in places}
    units = [(declaration, _node(declaration, [lines[at] for at in places])) for declaration, places in rows]
    rest = tuple(line for at, line in enumerate(lines) if at not in taken)
    return units, rest


def _rows(lines: Sequence[Line]) -> Iterator[tuple[Declaration, tuple[int, ...]]]:
    at = 0
    while at < len(lines):
        text = lines[at].text
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        match = _CODE_FIRST.match(text)
        if match and kind_of(match["name"]) and not kind_of(match["code"]) and not is_roman(match["code"]):
            yield Declaration(" ".join(match["name"].split()), match["code"]), (at,)
        elif _CODE_ALONE.match(text) and kind_of(following):
            yield Declaration(" ".join(following.split()), text), (at, at + 1)
            at += 1
        elif "\t" in text and kind_of(text) and parse_declaration(text).code:
            yield parse_declaration(text), (at,)
        at += 1


def _node(declaration: Declaration, lines: Sequence[Line]) -> Node:
    first, last = lines[0], lines[-1]
    return Node(
        Citation(), first.number, first.page, "free", 1.0, "", "", [declaration.name], [first.number], last.number
    )


def contents_units(lines: Sequence[Line]) -> list[tuple[Declaration, Node]]:
    """Read units off a table of contents, "Wydział X a) Oddział Y b) …", for an act that is cut before its body."""
    text = " ".join(line.text for line in lines)
    pieces = _ITEM.split(text)
    units: list[tuple[Declaration, Node]] = []
    for at, piece in enumerate(pieces):
        opens = at + 1 < len(pieces) and pieces[at + 1].startswith("a)")
        own, above = _split(piece) if opens else (piece, "")
        if at and re.match(r"[a-z]\)", own):
            units.append((Declaration(own[2:].strip(" ,;.…"), None), _row(lines[0], "dash")))
        if above:
            units.append((Declaration(above, None), _row(lines[0], "free")))
    return [pair for pair in units if kind_of(pair[0].name)]


def _split(piece: str) -> tuple[str, str]:
    """Part an item from the name of the next unit, which the page's layout alone kept apart."""
    cuts = [match.start() for match in _UNIT_WORD.finditer(piece) if match.start() > 3]
    return (piece[: cuts[-1]].strip(), piece[cuts[-1] :].strip()) if cuts else (piece, "")


def _row(line: Line, style: str) -> Node:
    return Node(Citation(), line.number, line.page, style, 1.0, places=[line.number], last=line.number)
