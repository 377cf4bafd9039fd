"""Read a web page (BIP) into lines: lists get back the marks that HTML draws, menus and scripts are left out."""

import re

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, PageElement, Tag

from indexer.reading.lines import Line, plain_text
from indexer.reading.numerals import roman

_SKIPPED = "script style noscript template nav form button select svg iframe head header footer aside".split()
_FURNITURE = re.compile(r"cookie|breadcrumb|\bmenu\b|navbar|skip-?link|share|print-?link|\bmetryka\b", re.IGNORECASE)
_BLOCKS = frozenset(
    "p div li ul ol table tr br hr h1 h2 h3 h4 h5 h6 section article main dl dt dd blockquote pre body".split()
)


def read_html(page: str) -> tuple[Line, ...]:
    """Read the text of a page block by block; `number` is the line of the HTML source where the block begins."""
    soup = BeautifulSoup(page, "html.parser")
    for tag in soup.find_all(_is_furniture):
        tag.decompose()
    writer = _Writer()
    writer.write(soup.body or soup)
    writer.end_line()
    return tuple(writer.lines)


def _is_furniture(tag: Tag) -> bool:
    if tag.decomposed or tag.name in ("html", "body", "main", "article"):
        return False
    classes = tag.get_attribute_list("class")
    names = " ".join(str(name) for name in (*classes, tag.get("id")) if name)
    return tag.name in _SKIPPED or bool(_FURNITURE.search(names))


class _Writer:
    """Gather text into lines while the tree is walked."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.place = 0
        self.apart = False

    def write(self, element: PageElement) -> None:
        if isinstance(element, NavigableString):
            if not isinstance(element, Comment | Doctype):
                self.pieces.append(re.sub(r"\s+", " ", str(element)))
        elif isinstance(element, Tag):
            self._write_tag(element)

    def end_line(self, apart: bool = True) -> None:
        text = plain_text("".join(self.pieces))
        if text:
            number = max(self.place, self.lines[-1].number + 1 if self.lines else 1)
            self.lines.append(Line(number, text, apart=self.apart))
            self.apart = False
        self.apart = self.apart or apart
        self.pieces = []

    def _write_tag(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self.end_line(apart=tag.name not in ("br", "li", "tr"))
            self.place = tag.sourceline or self.place
        if tag.name == "li":
            self.pieces.append(f"{_mark(tag)} ")
        for child in list(tag.children):
            self.write(child)
            if isinstance(child, Tag) and child.name in ("td", "th"):
                self.pieces.append("\t")
        if tag.name in _BLOCKS and tag.name != "br":
            self.end_line(apart=tag.name not in ("li", "tr"))


def _mark(item: Tag) -> str:
    """Return the mark that a browser draws before a list item; a number written in the text stays the only one."""
    container = item.parent
    if re.match(r"\s*(?:\d{1,3}[a-z]?|[a-z])[.)/]", item.get_text()):
        return ""
    if container is None or container.name != "ol":
        return "-"
    number = _number(item, container)
    match str(container.get("type") or ""):
        case "a":
            return f"{chr(96 + number) if number <= 26 else number})"
        case "A":
            return f"{chr(64 + number) if number <= 26 else number}."
        case "i" | "I" as kind:
            return f"{roman(number).upper() if kind == 'I' else roman(number)}."
    return f"{number}."


def _number(item: Tag, container: Tag) -> int:
    own = str(item.get("value") or "")
    if own.isdigit():
        return int(own)
    start = str(container.get("start") or "1")
    before = [sibling for sibling in item.find_previous_siblings("li") if isinstance(sibling, Tag)]
    return len(before) + (int(start) if start.isdigit() else 1)
