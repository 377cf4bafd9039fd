"""Who there is: the organisation, its units and posts, as an act's lists and sentences declare them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from indexer.names import Declaration, begins_with_name, kind_of, nominative, parse_declaration, same_name
from indexer.outline import Node
from knowledge.citation import Citation
from knowledge.model import Unit, Warning

# "W skład Centrum wchodzi następujące …:", "W ramach Oddziału funkcjonują:", "Ustala się następującą strukturę …:"
_COMPOSITION = re.compile(
    r"^(?:W skład\b.*\bwchodz|(?:W ramach|W strukturze)\b.*\b(?:funkcjonuj|działaj)|Ustala się .*\bstrukturę\b).*:$",
    re.IGNORECASE,
)
# "I Zastępcy Dyrektora Centrum podlega bezpośrednio:"
_REPORTING = re.compile(r"^(?P<head>.{3,120}?)\s+(?:bezpośrednio\s+)?podlega(?:ją)?\b.*:$", re.IGNORECASE)
# "Centrum Obsługi Informatycznej, stanowiącym komórkę …, zwanym dalej „Centrum”"
_ORGANISATION = re.compile(
    r"^(?P<name>[A-ZŁŚŻ][^,„”\"]{3,120}?)(?:,? (?:stanowiąc|będąc)[^„”\"]*?)?,? zwan\w+ dalej (?:w skrócie )?"
    r"[„\"”]?(?P<short>[\w .-]{2,40}?)[”\",;.]",
)
# "jest mowa o Wydziale Informatyki Urzędu Miasta Krakowa, należy przez to rozumieć Centrum …"
_ALIAS = re.compile(r"\bjest mowa o (?P<old>[^,:]{3,120}), należy przez to rozumieć (?P<new>[^,.;]{3,120})")
_OFFICE = re.compile(r"\s+Urzędu\b.*$")
# "kieruje Dyrektor przy pomocy trzech Zastępców"
_HEAD_OF = re.compile(r"\bkieruje (?P<post>[A-ZŁŚŻ]\w+)")
# "W strukturze Centrum funkcjonuje Pełnomocnik … ds. Transformacji Cyfrowej (TC), który …"
_POST_IN_SENTENCE = re.compile(
    r"\bfunkcjonuje (?P<name>(?:Pełnomocnik|Rzecznik|Koordynator|Stanowisko)\b[^,;()]*?)(?: \((?P<code>[A-Z]{1,6})\))?,"
)
_POST = re.compile(
    r"^(?:(?:I{1,3}|IV|V|Pierwszy|Drugi|Trzeci)\s+)?(?:Z-ca|Zastępc|Dyrektor|Kierownik|Pełnomocnik|Naczelnik|"
    r"Sekretarz|Skarbnik|Główny Księgowy)",
    re.IGNORECASE,
)


def declares_units(text: str) -> bool:
    """Tell whether a lead-in opens a list of the units that something consists of."""
    return bool(_COMPOSITION.match(text))


def states_reporting(text: str) -> bool:
    """Tell whether a lead-in opens a list of those who answer to somebody."""
    return bool(_REPORTING.match(text)) and not declares_units(text)


class Roster:
    """Gather units and posts from the outline of an act, and find the one that a phrase names."""

    def __init__(self, paragraphs: Iterable[Node]) -> None:
        self.organisation: Unit | None = None
        self.units: dict[str, Unit] = {}
        self.posts: dict[str, Unit] = {}
        self.warnings: list[Warning] = []
        nodes = [node for paragraph in paragraphs for node in paragraph.walk()]
        for gather in (self._find_organisation, self._find_units, self._find_posts, self._find_reporting):
            for node in nodes:
                gather(node)

    def link(self, phrase: str) -> Unit | None:
        """Find the unit or post that a phrase names, by a code in it or else by its name in any case."""
        declaration = parse_declaration(phrase)
        if declaration.code and declaration.code in self.units:
            return self.units[declaration.code]
        return next((unit for unit in self._known() if self._is(unit, declaration.name)), None)

    def unit_at_start_of(self, text: str) -> Unit | None:
        """Find the declared unit with whose name (in any case) a text begins."""
        return next((unit for unit in self.units.values() if begins_with_name(unit.name, text)), None)

    def add_undeclared(self, phrase: str, node: Node) -> Unit:
        """Add a unit that bears duties though no list declares it, and say so in the warnings."""
        declaration = parse_declaration(phrase)
        unit = self._add_unit(declaration, node, parent=None)
        self.warnings.append(Warning(node.first, f"{unit.name} has duties in {node.citation}, but no list declares it"))
        return unit

    def _known(self) -> Iterator[Unit]:
        yield from self.units.values()
        yield from self.posts.values()
        if self.organisation:
            yield self.organisation

    def _is(self, unit: Unit, phrase: str) -> bool:
        own = (self.organisation.name, *self.organisation.aliases) if self.organisation else ()
        return any(same_name(name, phrase, ignoring=own) for name in (unit.name, *unit.aliases))

    def _find_organisation(self, node: Node) -> None:
        if not self.organisation and (match := _ORGANISATION.search(node.text)):
            name = match["name"].strip()
            self.organisation = Unit(name, name, kind_of(name), aliases=(match["short"],), declared=node.citation)
        elif self.organisation and (match := _ALIAS.search(node.text)) and self._is(self.organisation, match["new"]):
            old = nominative(match["old"])
            aliases = dict.fromkeys((*self.organisation.aliases, old, _OFFICE.sub("", old)))
            self.organisation = replace(self.organisation, aliases=tuple(aliases))
        elif self.organisation:
            self._note_initials(self.organisation, node.text)

    def _note_initials(self, organisation: Unit, text: str) -> None:
        initials = "".join(word[0] for word in organisation.name.split() if word[0].isupper())
        if len(initials) > 1 and initials not in organisation.aliases and re.search(rf"\b{initials}\b", text):
            self.organisation = replace(organisation, aliases=(*organisation.aliases, initials))

    def _find_units(self, node: Node) -> None:
        if declares_units(node.text):
            owner = self.link(_owner_of(node.text))
            parent = owner or self.organisation
            for child in node.children:
                self._declare(child, parent.code if parent else None)

    def _declare(self, node: Node, parent: str | None) -> None:
        declaration = parse_declaration(node.text)
        known = self.units.get(declaration.code or declaration.name)
        if _POST.match(declaration.name):
            self._add_post(declaration, node.citation)
        elif not known:
            known = self._add_unit(declaration, node, parent)
        if known and not _lists_duties(node):
            for child in node.children:
                self._declare(child, known.code)

    def _add_unit(self, declaration: Declaration, node: Node, parent: str | None) -> Unit:
        code = declaration.code or declaration.name
        if code in self.units:
            self.warnings.append(Warning(node.first, f"{code} is declared twice"))
        unit = Unit(code, declaration.name, kind_of(declaration.name), parent, declared=node.citation)
        self.units[code] = unit
        return unit

    def _add_post(self, declaration: Declaration, declared: Citation) -> Unit:
        code = declaration.code or declaration.name
        parent = self.organisation.code if self.organisation else None
        self.posts.setdefault(code, Unit(code, declaration.name, "post", parent, declared=declared))
        return self.posts[code]

    def _find_posts(self, node: Node) -> None:
        if match := _HEAD_OF.search(node.text):
            self._add_post(Declaration(match["post"], None), node.citation)
        if match := _POST_IN_SENTENCE.search(node.text):
            self._add_post(Declaration(match["name"], match["code"]), node.citation)
        if states_reporting(node.text):
            for child in node.children:
                if _POST.match(child.text):
                    self._add_post(parse_declaration(child.text), child.citation)

    def _find_reporting(self, node: Node) -> None:
        if states_reporting(node.text) and (match := _REPORTING.match(node.text)):
            superior = self.link(match["head"]) or self._add_post(Declaration(match["head"], None), node.citation)
            for child in (below for below in node.walk() if below is not node):
                self._subordinate(child, superior)

    def _subordinate(self, node: Node, superior: Unit) -> None:
        unit = self.link(node.text)
        if not unit:
            self.warnings.append(
                Warning(node.first, f"{node.citation} makes {node.text!r} report, which is declared nowhere")
            )
            return
        home = self.posts if unit.code in self.posts else self.units
        home[unit.code] = replace(unit, reports_to=superior.code, subordination=node.citation)


def _owner_of(lead_in: str) -> str:
    """Take the name out of "W skład Centrum wchodzi …" or "W ramach Oddziału funkcjonują:"."""
    match = re.match(r"^W (?:skład|ramach|strukturze)\s+(.+?)\s+(?:wchodz|funkcjonuj|działaj)", lead_in, re.IGNORECASE)
    return match[1] if match else ""


def _lists_duties(node: Node) -> bool:
    """Tell whether an item of a list of units goes on to list duties ("…, które realizują działania … poprzez:")."""
    return bool(re.search(r"\b(?:poprzez|realizuj\w+|należ\w+|zakres\w*|zada\w+)\b[^:]*:$", node.text))
