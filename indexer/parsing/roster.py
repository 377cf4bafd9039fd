"""Who there is: the organisation, its units and posts, as an act's lists, tables and sentences declare them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from indexer.parsing.notice import Notice
from indexer.parsing.organisation import Naming, from_noun
from indexer.parsing.register import ONE_NAME
from indexer.phrases.declension import in_nominative, nominative
from indexer.phrases.lead_ins import (
    SENTENCE_VERB,
    declares_units,
    duty_owner,
    is_amendment,
    is_definition,
    is_repealed,
    sentences,
    superior_in,
    whole_of,
)
from indexer.phrases.names import Declaration, is_plural, kind_of, parse_declaration, same_name
from indexer.phrases.posts import GENERIC_BODIES, leading_post, post_in, posts_heading
from indexer.provisions.node import Node
from knowledge.acts.act import Unit
from knowledge.unit_nouns import NOUNS
from knowledge.wording import Message

_UNIT_START = rf"(?:{'|'.join(noun.singular.capitalize() for noun in NOUNS)}|Stanowiska|Samodzieln\w+)"
_SINGULAR = {noun.plural: noun.singular.capitalize() for noun in NOUNS if noun.plural}
_SENTENCE_LIST = re.compile(rf"\b(?P<noun>{'|'.join(_SINGULAR)})\s*:\s*(?P<names>[^:]+)$", re.IGNORECASE)


class Roster(Naming):
    """Gather units and posts from the outline of an act, and find the one that a phrase names."""

    def __init__(
        self, paragraphs: Iterable[Node], title: str = "", tables: Iterable[tuple[Declaration, Node]] = ()
    ) -> None:
        super().__init__()
        self._nodes = nodes = [node for paragraph in paragraphs for node in _own_words(paragraph)]
        self.name_organisation(nodes, title)
        above = None
        for declaration, node in tables:
            unit = self.add_unit(declaration, node, above if node.style == "dash" else None)
            above = unit.code if node.style != "dash" else above
        for gather in (self._find_units, self._find_posts, self._find_reporting):
            for node in nodes:
                gather(node)

    def _find_units(self, node: Node) -> None:
        *before, last = sentences(node.flat)
        for sentence in before:
            self._find_units_in(sentence, node, [])
        listed = [child for child in node.children if child.flat and (child.style != "free" or last.endswith(":"))]
        listed = [child for child in listed if not is_repealed(child.flat)]
        self._find_units_in(last, node, listed)

    def _find_units_in(self, text: str, node: Node, children: list[Node]) -> None:
        if not declares_units(text):
            return
        whole = whole_of(text)
        if GENERIC_BODIES.match(whole):
            return
        if children:
            listed = [child for child in children if self._looks_like_unit(child.text)]
            if len(listed) * 2 >= len(children):
                parent = self._whole(whole, node)
                for child in children if _strongly(text) else listed:
                    self._declare(child, parent)
        elif names := _names_in_sentence(text):
            parent = self._whole(whole, node)
            for name in names:
                self._declare_name(parse_declaration(name), node, parent)

    def _whole(self, phrase: str, node: Node) -> str | None:
        """Return the code of what the units are part of; a body nobody has named yet is added to `bodies`."""
        phrase = re.sub(r"\s+\(.*|,.*", "", phrase)
        found = self.link(phrase, node.order) or self.link(from_noun(phrase), node.order) if phrase else None
        if found:
            return found.code
        if not phrase or kind_of(phrase) in ("", "post"):
            return self.default_parent()
        if len(phrase.split()) == 1:
            return self._known_by_kind(kind_of(nominative(phrase)), node)
        name = nominative(phrase)
        body = Unit(name, name, kind_of(name), declared=node.citation)
        if self.organisation is None:
            self.organisation = body
        else:
            self.bodies.setdefault(name, body)
        return name

    def _known_by_kind(self, kind: str, node: Node) -> str | None:
        """Return the unit that "w ramach Oddziału" means: the last one of the kind, or the one whose duties precede."""
        before = [unit for unit in self.units.values() if unit.kind == kind]
        if before:
            return before[-1].code
        for other in self._nodes:
            phrase = duty_owner(other.flat) if other.order < node.order else None
            if phrase and len(phrase.split()) > 1 and kind_of(nominative(phrase)) == kind:
                unit = self.adopt(phrase, other)
                return unit.code if unit else None
        return self.default_parent()

    def _looks_like_unit(self, text: str) -> bool:
        declaration = parse_declaration(text)
        return bool(declaration.code or kind_of(declaration.name)) and len(declaration.name.split()) <= 20

    def _declare(self, node: Node, parent: str | None) -> None:
        declaration = parse_declaration(node.text)
        if not declaration.name or len(declaration.name.split()) > 20 or not declaration.name[:1].isalpha():
            return
        known = self._declare_name(declaration, node, parent)
        if known and not _lists_duties(node):
            for child in node.children:
                if self._looks_like_unit(child.text) and not is_repealed(child.flat):
                    self._declare(child, known.code)

    def _declare_name(self, declaration: Declaration, node: Node, parent: str | None) -> Unit | None:
        known = self.units.get(declaration.code or "") or next(
            (unit for unit in self.units.values() if unit.name == declaration.name and unit.parent == parent), None
        )
        if known and (known.name == declaration.name or same_name(known.name, declaration.name)):
            return known
        if known and known.kind == kind_of(declaration.name) and fuzz.ratio(known.name, declaration.name) >= ONE_NAME:
            return known  # of one code, and renamed in one of the lists only
        if is_plural(declaration.name) and not declaration.code:
            return None
        return self.add_unit(declaration, node, parent)

    def _find_posts(self, node: Node) -> None:
        text = node.flat
        if match := posts_heading(text):
            self.add_post(Declaration(match, None), node.citation)
        if match := post_in(text):
            self.add_post(parse_declaration(match), node.citation)
        if superior_in(text):
            for child in node.children:
                if leading_post(child.text) and not self.link(child.text):
                    self.add_post(parse_declaration(child.text), child.citation)

    def _find_reporting(self, node: Node) -> None:
        head = superior_in(node.flat)
        below = [other for other in node.walk() if other is not node]
        if not head or not any(self.link(other.text) or self._looks_like_unit(other.text) for other in below):
            return
        superior = self.link(head, node.order) or self._add_superior(head, node)
        if not superior:
            return
        for child in node.children:
            if not is_repealed(child.flat):
                self._subordinate_all(child, superior, self.default_parent())

    def _subordinate_all(self, node: Node, superior: Unit, parent: str | None) -> None:
        """Let a listed unit, and those listed below it as its parts, answer to a superior."""
        unit = None
        for phrase in _numbered_names(node.text):
            unit = self._subordinate(phrase, node, superior, parent)
        for child in node.children:
            if not is_repealed(child.flat):
                self._subordinate_all(child, superior, unit.code if unit else parent)

    def _add_superior(self, head: str, node: Node) -> Unit | None:
        if kind_of(head) != "post":
            return None
        return self.add_post(Declaration(in_nominative(head), None), node.citation)

    def _subordinate(self, phrase: str, node: Node, superior: Unit, parent: str | None) -> Unit | None:
        unit = self.link(phrase) or self.link(nominative(phrase))
        if not unit and self._looks_like_unit(phrase) and not is_plural(phrase):
            declaration = parse_declaration(phrase)
            unit = self.add_unit(Declaration(nominative(declaration.name), declaration.code), node, parent)
        if not unit:
            message = Message(
                "{citation} makes {words!r} report, which is declared nowhere", citation=node.citation, words=node.flat
            )
            self.notices.append(Notice(node.first, message, node.page, "unit"))
            return None
        for home in (self.posts, self.units):
            if unit.code in home and unit.code != superior.code:
                home[unit.code] = replace(unit, reports_to=superior.code, subordination=node.citation)
        return unit


def _own_words(paragraph: Node) -> Iterator[Node]:
    """Yield the provisions of a paragraph that speak for this act: not what they put into another one."""
    if is_amendment(paragraph.flat):
        return
    yield paragraph
    for child in paragraph.children:
        yield from _own_words(child)


def _numbered_names(text: str) -> list[str]:
    """Write out units called by one name: "Oddziałami Urbanistyki: I, II." -> "Oddział Urbanistyki I", …"""
    match = re.match(r"(?P<name>[^:]+):\s*(?P<numbers>(?:[IVX]+|\d+)(?:(?:,| i| oraz)\s+(?:[IVX]+|\d+))+)[.;,]?$", text)
    if not match:
        return [text]
    first, _, rest = match["name"].partition(" ")
    noun = re.sub(r"(?:ami|om|ów|ach|y)$", "", first)
    return [f"{noun} {rest} {number}" for number in re.findall(r"[IVX]+|\d+", match["numbers"])]


def _strongly(text: str) -> bool:
    return bool(re.search(r"\b(?:komórk\w+|jednostk\w+) organizacyjn|\bkomórki\b", text, re.IGNORECASE))


def _names_in_sentence(text: str) -> list[str]:
    """Find the units that a sentence names one after the other: "W ramach UCI działają: Sekcja A, Sekcja B."."""
    if match := _SENTENCE_LIST.search(text):
        names = re.split(r",\s+|\s+oraz\s+|\s+i\s+(?=\w+\s*\.?$)", match["names"].strip(" ."))
        noun = _SINGULAR[match["noun"].lower()]
        if all(len(name.split()) <= 4 for name in names):
            return [name if kind_of(name) else f"{noun} {name}" for name in names if name]
    tail = (
        text.split(":", 1)[1]
        if ":" in text
        else re.split(r"\b(?:wchodz\w+|działaj\w+|funkcjonuj\w+)\b", text, maxsplit=1)[-1]
    )
    pieces = re.split(rf"(?:[,;]|\s(?:i|oraz|a także))\s+(?={_UNIT_START}\b)", tail.strip(" ."))
    named = [piece.strip() for piece in pieces if re.match(rf"{_UNIT_START}\b", piece.strip())]
    fits = named and len(named) == len(pieces) and not SENTENCE_VERB.search(tail)
    return named if fits and all(len(name.split()) <= 14 for name in named) else []


def _lists_duties(node: Node) -> bool:
    """Tell whether an item of a list of units goes on to list duties ("…, które realizują działania … poprzez:")."""
    return bool(
        re.search(r"\b(?:poprzez|realizuj\w+|należ\w+|zakres\w*|zada\w+|prowadz\w+|odpowiada\w*)\b[^:]*:$", node.flat)
    ) or is_definition(node.flat)
