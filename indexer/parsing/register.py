"""The register of who there is: units, posts and bodies by code, and finding the one that a phrase names."""

import re

from rapidfuzz import fuzz

from indexer.parsing.notice import Notice
from indexer.phrases.declension import in_nominative, is_nominative, nominative
from indexer.phrases.lead_ins import LIST_VERB
from indexer.phrases.names import (
    Declaration,
    begins_with_name,
    is_plural,
    kind_of,
    likeness,
    name_words,
    parse_declaration,
    same_name,
)
from indexer.provisions.node import Node
from knowledge.acts.act import Unit
from knowledge.acts.citation import Citation
from knowledge.language import fold
from knowledge.wording import Message

ONE_NAME = 80
"""How alike, 0 to 100, two names by one code are that are one unit's: an act may rename it in one place only."""

_LONGEST_NAME = 20


class Register:
    """Keep units, posts and other bodies by code, and find the one that a phrase names."""

    def __init__(self) -> None:
        self.organisation: Unit | None = None
        self.units: dict[str, Unit] = {}
        self.posts: dict[str, Unit] = {}
        self.bodies: dict[str, Unit] = {}
        self.notices: list[Notice] = []
        self._orders: dict[str, int] = {}

    def link(self, phrase: str, order: int = 0, context: Unit | None = None) -> Unit | None:
        """Find the unit or post that a phrase names: by a code in it, by its name in any case, or by its kind alone.

        `order`, a place in the act, tells which of two units of one name is meant (the one declared last before it),
        `context` which one a bare "Referatu" means.
        """
        declaration = parse_declaration(phrase)
        if unit := self._by_code(phrase, declaration):
            return unit
        named = [unit for unit in self.units.values() if self.is_called(unit, declaration.name)]
        if named:
            return self._nearest(named, declaration.name, order)
        if context and kind_of(declaration.name) and self._is_kind_alone(declaration.name, context):
            return context
        others: tuple[Unit, ...] = (
            *([self.organisation] if self.organisation else ()),
            *self.posts.values(),
            *self.bodies.values(),
        )
        for unit in others:
            if self.is_called(unit, declaration.name):
                return unit
        return self._alike(declaration.name)

    def unit_at_start_of(self, text: str, order: int = 0, context: Unit | None = None) -> tuple[Unit, str] | None:
        """Find the unit with whose name (in the nominative) a text begins; returns it with the words after the name."""
        found = [
            unit for unit in self.units.values() if kind_of(text) == unit.kind and begins_with_name(unit.name, text)
        ]
        found = [unit for unit in found if len(unit.name) == max(len(other.name) for other in found)]
        unit = self._nearest(found, text, order) if found else None
        if unit and begins_with_name(unit.name, text):
            return unit, _after(text, unit.name)
        if called := self._called_by_code(text):
            return called
        first, _, rest = text.partition(" ")
        if context and kind_of(first) == context.kind and is_nominative(first) and LIST_VERB.match(rest):
            return context, rest
        return None

    def adopt(self, phrase: str, node: Node, declared: bool = False) -> Unit | None:
        """Add a unit or post that bears duties though no list declares it; None where the phrase names neither."""
        declaration = parse_declaration(phrase)
        kind = kind_of(declaration.name)
        if re.fullmatch(r"(?=(?:.*[A-ZŁŚŻ]){3})[A-ZŁŚŻ]\w{2,9}", phrase):
            return self._add_undeclared(Declaration(phrase, None), node)
        if not kind or (is_plural(phrase) and kind != "post"):
            return None
        if len(declaration.name.split()) > 16 or (kind != "post" and len(declaration.name.split()) == 1):
            return None
        if kind == "post":
            return self.add_post(Declaration(in_nominative(declaration.name), declaration.code), node.citation)
        declaration = Declaration(declaration.name if declared else nominative(declaration.name), declaration.code)
        return self._add_undeclared(declaration, node)

    def is_called(self, unit: Unit, phrase: str) -> bool:
        own = (self.organisation.name, *self.organisation.aliases) if self.organisation else ()
        return any(same_name(name, phrase, ignoring=own) for name in (unit.name, *unit.aliases))

    def default_parent(self) -> str | None:
        return self.organisation.code if self.organisation else None

    def add_unit(self, declaration: Declaration, node: Node, parent: str | None) -> Unit:
        code = self._free_code(declaration, node, parent)
        unit = Unit(code, declaration.name, kind_of(declaration.name), parent, declared=node.citation)
        self.units[code] = unit
        self._orders[code] = node.order
        return unit

    def add_post(self, declaration: Declaration, declared: Citation) -> Unit:
        code = declaration.code or declaration.name
        self.posts.setdefault(code, Unit(code, declaration.name, "post", self.default_parent(), declared=declared))
        return self.posts[code]

    def _called_by_code(self, text: str) -> tuple[Unit, str] | None:
        """Find the unit that a text calls by its code at its start: "IBŻ", "Oddział OR.I", or after another's name."""
        pieces = text.split()
        for at, word in enumerate(pieces[:_LONGEST_NAME]):
            unit = self.units.get(word.strip("(),;:."))
            if unit and (at == 0 or unit.kind == kind_of(pieces[0])):
                if at > 1 and fuzz.ratio(unit.name, " ".join(pieces[:at])) < ONE_NAME:
                    continue
                return unit, " ".join(pieces[at + 1 :]) or (word[-1] if word.endswith(":") else "")
        return None

    def _add_undeclared(self, declaration: Declaration, node: Node) -> Unit:
        unit = self.add_unit(declaration, node, parent=self.default_parent())
        name, place = unit.name, node.citation
        if str(place):
            message = Message("{name} has duties in {place}, but no list declares it", name=name, place=place)
        else:
            message = Message("{name} has duties in line {line}, but no list declares it", name=name, line=node.first)
        self.notices.append(Notice(node.first, message, node.page, "unit"))
        return unit

    def _by_code(self, phrase: str, declaration: Declaration) -> Unit | None:
        bare = phrase.strip(" (),;:.")
        code = declaration.code or bare
        if code in self.units and (declaration.code or not kind_of(bare)):
            return self.units[code]
        tokens = {token.strip("(),;:.") for token in phrase.split()}
        codes = [code for code in tokens if code in self.units and re.search(r"[-./\d]", code)]
        return self.units[codes[0]] if len(codes) == 1 else None

    def _nearest(self, units: list[Unit], phrase: str, order: int) -> Unit:
        best = max(likeness(unit.name, phrase) for unit in units)
        alike = [unit for unit in units if likeness(unit.name, phrase) == best]
        before = [unit for unit in alike if order and self._orders.get(unit.code, 0) <= order]
        return max(before, key=lambda unit: self._orders.get(unit.code, 0)) if before else alike[0]

    def _is_kind_alone(self, phrase: str, context: Unit) -> bool:
        return (
            kind_of(phrase) == context.kind
            and all(
                kind_of(word) or self._names_whole(word)
                for word in phrase.split()
                if word[:1].isupper() or kind_of(word)
            )
            and len(phrase.split()) <= 2
        )

    def _names_whole(self, word: str) -> bool:
        own = (self.organisation.name, *self.organisation.aliases) if self.organisation else ()
        return any(fold(word)[:5] == fold(other)[:5] for name in own for other in name.split())

    def _alike(self, name: str) -> Unit | None:
        """Find the only unit whose name is nearly the phrase's: a misprint, a word left out."""
        phrase = " ".join(word[:6] for word in name_words(name))
        scored = [
            (fuzz.ratio(phrase, " ".join(word[:6] for word in name_words(unit.name))), unit)
            for unit in self.units.values()
            if kind_of(name) and kind_of(nominative(name)) == unit.kind and _numbers(name) == _numbers(unit.name)
        ]
        good = sorted((pair for pair in scored if pair[0] >= 88 and len(phrase) > 12), key=lambda pair: -pair[0])
        return good[0][1] if good and (len(good) == 1 or good[0][0] > good[1][0]) else None

    def _free_code(self, declaration: Declaration, node: Node, parent: str | None) -> str:
        """Return a code that no other unit has: a name that stands twice is told apart by what it is part of."""
        code = declaration.code or declaration.name
        if code not in self.units:
            return code
        self.notices.append(Notice(node.first, Message("{code} is declared twice", code=code), node.page, "unit"))
        if not declaration.code and parent and f"{code} ({parent})" not in self.units:
            return f"{code} ({parent})"
        return next(other for count in range(2, 999) if (other := f"{code} ({count})") not in self.units)


def _after(text: str, name: str) -> str:
    """Return what follows a name at the start of a text, its code in brackets left out."""
    pieces = text.split()
    for count in range(1, len(pieces) + 1):
        if begins_with_name(name, " ".join(pieces[:count])) or pieces[0].strip("(),;:") == name:
            rest = " ".join(pieces[count:])
            rest = re.sub(
                r"^[–—-]?\s*\(?[A-ZŁŚŻ][\w.-]*(?:[-./][\w]+)+\)?\s*(?=[,:]|$|[a-z–])|^\([^)]{1,40}\)\s*", "", rest
            )
            return rest if not pieces[count - 1].endswith((":", ",")) or rest else pieces[count - 1][-1]
    return ""


def _numbers(name: str) -> list[str]:
    return re.findall(r"\b(?:[IVX]+|\d+)\b", name)
