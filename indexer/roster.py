"""Who there is: the organisation, its units and posts, as an act's lists, tables and sentences declare them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from indexer.names import (
    Declaration,
    begins_with_name,
    is_plural,
    kind_of,
    likeness,
    name_words,
    nominative,
    parse_declaration,
    same_name,
)
from indexer.outline import Node
from indexer.posts import GENERIC_BODIES, leading_post, post_in, post_name, posts_heading
from indexer.stems import (
    LIST_VERB,
    SENTENCE_VERB,
    declares_units,
    duty_owner,
    is_amendment,
    is_definition,
    sentences,
    superior_in,
    whole_of,
)
from knowledge.citation import Citation
from knowledge.language import fold
from knowledge.model import Unit, Warning

# "Centrum Obsługi Informatycznej, stanowiącym komórkę …, zwanym dalej „Centrum”", "(zwane dalej w skrócie Centrum)"
_ORGANISATION = re.compile(
    r"(?P<name>(?:[A-ZŁŚŻ][\w-]* ){0,3}[A-ZŁŚŻ][^,„”\"():;]{2,120}?)"
    r"(?:,? (?:stanowiąc|będąc|jest)[^„”\"]{0,120}?)?,?\s*\(?"
    r"\bzwan\w+ (?:dalej|w dalszej \w+ [^„\"]{0,30})\s*(?:w skrócie )?[„\"”]?(?P<short>[\w .-]{2,40}?)[”\",;.:)]"
)
# "jest mowa o Wydziale Informatyki Urzędu Miasta Krakowa, należy przez to rozumieć Centrum …"
_ALIAS = re.compile(r"\bjest mowa o (?P<old>[^,:]{3,120}), należy przez to rozumieć (?P<new>[^,.;]{3,120})")
# "Wydziale, należy przez to rozumieć Wydział Bezpieczeństwa …"
_MEANING = re.compile(r"^(?P<short>[^,:–]{3,60}?)\s*[,–-]?\s*należy przez to rozumieć (?P<new>[^;.]{3,160})")
_TEXTS = re.compile(
    r"(?:regulamin|statut|ustaw|zarządzeni|instrukcj|porozumieni|umow|kodeks|polityk|upc|kpk)", re.IGNORECASE
)
_OFFICE = re.compile(r"\s+Urzędu\b.*$")
_TITLE_UNIT = re.compile(
    r"\b(?:regulamin\w*(?: \w+)?|statut\w*|działania|podziału)\s+(?P<name>(?-i:[A-ZŁŚŻ]).*)$", re.IGNORECASE
)
# "Zatwierdzam regulamin organizacyjny Zarządu Dróg w Sosnowej."
_APPROVED_UNIT = re.compile(
    r"\b(?:regulamin\w*(?: \w+)?|statut\w*)\s+(?P<name>(?-i:[A-ZŁŚŻ])[^,.;:„]{3,80})", re.IGNORECASE
)
_UNIT_START = (
    r"(?:Referat|Oddział|Wydział|Dział|Biuro|Sekcja|Zespół|Stanowisk[oa]|Samodzieln\w+|Pracownia|Departament|"
    r"Kancelaria|Centrum|Gabinet)"
)
_SENTENCE_LIST = re.compile(
    r"\b(?P<noun>oddziały|referaty|wydziały|działy|sekcje|zespoły|biura|pracownie)\s*:\s*(?P<names>[^:]+)$",
    re.IGNORECASE,
)
_SINGULAR = dict(
    zip(
        "oddziały referaty wydziały działy sekcje zespoły biura pracownie".split(),
        "Oddział Referat Wydział Dział Sekcja Zespół Biuro Pracownia".split(),
        strict=True,
    )
)


class Roster:
    """Gather units and posts from the outline of an act, and find the one that a phrase names."""

    def __init__(
        self, paragraphs: Iterable[Node], title: str = "", tables: Iterable[tuple[Declaration, Node]] = ()
    ) -> None:
        self.organisation: Unit | None = None
        self.units: dict[str, Unit] = {}
        self.posts: dict[str, Unit] = {}
        self.bodies: dict[str, Unit] = {}
        self.warnings: list[Warning] = []
        self._lines: dict[str, int] = {}
        self._nodes = nodes = [node for paragraph in paragraphs for node in _own_words(paragraph)]
        for node in nodes:
            self._find_organisation(node)
        self._find_organisation_in_title(_TITLE_UNIT.search(title))
        for node in nodes[:3]:
            self._find_organisation_in_title(_APPROVED_UNIT.search(node.flat))
        above = None
        for declaration, node in tables:
            unit = self._add_unit(declaration, node, above if node.style == "dash" else None)
            above = unit.code if node.style != "dash" else above
        for gather in (self._find_units, self._find_posts, self._find_reporting):
            for node in nodes:
                gather(node)

    def link(self, phrase: str, line: int = 0, context: Unit | None = None) -> Unit | None:
        """Find the unit or post that a phrase names: by a code in it, by its name in any case, or by its kind alone.

        `line` tells which of two units of one name is meant (the one declared last before it), `context` which one a
        bare "Referatu" means.
        """
        declaration = parse_declaration(phrase)
        if unit := self._by_code(phrase, declaration):
            return unit
        named = [unit for unit in self.units.values() if self._is(unit, declaration.name)]
        if named:
            return self._nearest(named, declaration.name, line)
        if context and kind_of(declaration.name) and self._is_kind_alone(declaration.name, context):
            return context
        others: tuple[Unit, ...] = (
            *([self.organisation] if self.organisation else ()),
            *self.posts.values(),
            *self.bodies.values(),
        )
        for unit in others:
            if self._is(unit, declaration.name):
                return unit
        return self._alike(declaration.name)

    def unit_at_start_of(self, text: str, line: int = 0, context: Unit | None = None) -> tuple[Unit, str] | None:
        """Find the unit with whose name (in the nominative) a text begins; returns it with the words after the name."""
        found = [
            unit for unit in self.units.values() if kind_of(text) == unit.kind and begins_with_name(unit.name, text)
        ]
        found = [unit for unit in found if len(unit.name) == max(len(other.name) for other in found)]
        unit = self._nearest(found, text, line) if found else None
        if unit and begins_with_name(unit.name, text):
            return unit, _after(text, unit.name)
        if called := self._called_by_code(text):
            return called
        first, _, rest = text.partition(" ")
        if context and kind_of(first) == context.kind and nominative(first) == first and LIST_VERB.match(rest):
            return context, rest
        return None

    def _called_by_code(self, text: str) -> tuple[Unit, str] | None:
        """Find the unit that a text calls by its code, "IBŻ" or "Oddział OR.I", at its start."""
        pieces = text.split()
        for at, word in enumerate(pieces[:2]):
            code = word.strip("(),;:.")
            if code in self.units and (at == 0 or self.units[code].kind == kind_of(pieces[0])):
                return self.units[code], " ".join(pieces[at + 1 :]) or (word[-1] if word.endswith(":") else "")
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
            return self._add_post(Declaration(post_name(declaration.name), declaration.code), node.citation)
        declaration = Declaration(declaration.name if declared else nominative(declaration.name), declaration.code)
        return self._add_undeclared(declaration, node)

    def _add_undeclared(self, declaration: Declaration, node: Node) -> Unit:
        unit = self._add_unit(declaration, node, parent=self._default_parent())
        place = node.citation if str(node.citation) else f"line {node.first}"
        self.warnings.append(
            Warning(node.first, f"{unit.name} has duties in {place}, but no list declares it", node.page, "unit")
        )
        return unit

    def _by_code(self, phrase: str, declaration: Declaration) -> Unit | None:
        bare = phrase.strip(" (),;:.")
        code = declaration.code or bare
        if code in self.units and (declaration.code or not kind_of(bare)):
            return self.units[code]
        tokens = {token.strip("(),;:.") for token in phrase.split()}
        codes = [code for code in tokens if code in self.units and re.search(r"[-./\d]", code)]
        return self.units[codes[0]] if len(codes) == 1 else None

    def _nearest(self, units: list[Unit], phrase: str, line: int) -> Unit:
        best = max(likeness(unit.name, phrase) for unit in units)
        alike = [unit for unit in units if likeness(unit.name, phrase) == best]
        before = [unit for unit in alike if line and self._lines.get(unit.code, 0) <= line]
        return max(before, key=lambda unit: self._lines.get(unit.code, 0)) if before else alike[0]

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

    def _is(self, unit: Unit, phrase: str) -> bool:
        own = (self.organisation.name, *self.organisation.aliases) if self.organisation else ()
        return any(same_name(name, phrase, ignoring=own) for name in (unit.name, *unit.aliases))

    def _default_parent(self) -> str | None:
        return self.organisation.code if self.organisation else None

    def _find_organisation(self, node: Node) -> None:
        text = node.flat
        if match := _ORGANISATION.search(text):
            self._name_organisation(match["name"], match["short"], node)
        elif (match := _MEANING.match(text)) and kind_of(match["new"]) not in ("", "post"):
            self._name_organisation(match["new"], match["short"], node, defined=True)
        elif self.organisation and (match := _ALIAS.search(text)) and self._is(self.organisation, match["new"]):
            old = nominative(match["old"])
            aliases = dict.fromkeys((*self.organisation.aliases, old, _OFFICE.sub("", old)))
            self.organisation = replace(self.organisation, aliases=tuple(aliases))
        elif self.organisation:
            self._note_initials(self.organisation, text)

    def _name_organisation(self, phrase: str, short: str, node: Node, defined: bool = False) -> None:
        """Take what is "zwane dalej …" for the organisation; a second one is another body that the act speaks of."""
        phrase = _from_noun(phrase, kind_of(short))
        if _TEXTS.match(short) or kind_of(phrase) in ("", "post") or (defined and kind_of(short) != kind_of(phrase)):
            return
        if not defined and kind_of(short) not in ("", kind_of(phrase)):
            return
        name = nominative(phrase.strip())
        body = Unit(name, name, kind_of(name), aliases=(short.strip(),), declared=node.citation)
        if self.organisation is None:
            self.organisation = body
        elif same_name(self.organisation.name, name):
            aliases = dict.fromkeys((*self.organisation.aliases, short.strip()))
            self.organisation = replace(self.organisation, aliases=tuple(aliases))
        elif not defined:
            self.bodies.setdefault(name, body)

    def _find_organisation_in_title(self, match: re.Match[str] | None) -> None:
        if self.organisation or not match or kind_of(match["name"]) in ("", "post"):
            return
        name = nominative(re.split(r"\s+(?:z dnia|w brzmieniu|oraz zmian|-|–)\s", match["name"])[0].strip(' .,"”'))
        self.organisation = Unit(name, name, kind_of(name))

    def _note_initials(self, organisation: Unit, text: str) -> None:
        initials = "".join(word[0] for word in organisation.name.split() if word[0].isupper())
        if len(initials) > 1 and initials not in organisation.aliases and re.search(rf"\b{initials}\b", text):
            self.organisation = replace(organisation, aliases=(*organisation.aliases, initials))

    def _find_units(self, node: Node) -> None:
        *before, last = sentences(node.flat)
        for sentence in before:
            self._find_units_in(sentence, node, [])
        listed = [child for child in node.children if child.flat and (child.style != "free" or last.endswith(":"))]
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
        found = self.link(phrase, node.first) or self.link(_from_noun(phrase), node.first) if phrase else None
        if found:
            return found.code
        if not phrase or kind_of(phrase) in ("", "post"):
            return self._default_parent()
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
            phrase = duty_owner(other.flat) if other.first < node.first else None
            if phrase and len(phrase.split()) > 1 and kind_of(nominative(phrase)) == kind:
                unit = self.adopt(phrase, other)
                return unit.code if unit else None
        return self._default_parent()

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
                if self._looks_like_unit(child.text):
                    self._declare(child, known.code)

    def _declare_name(self, declaration: Declaration, node: Node, parent: str | None) -> Unit | None:
        known = self.units.get(declaration.code or "") or next(
            (unit for unit in self.units.values() if unit.name == declaration.name and unit.parent == parent), None
        )
        if known and (known.name == declaration.name or same_name(known.name, declaration.name)):
            return known
        if is_plural(declaration.name) and not declaration.code:
            return None
        return self._add_unit(declaration, node, parent)

    def _add_unit(self, declaration: Declaration, node: Node, parent: str | None) -> Unit:
        code = self._free_code(declaration, node, parent)
        unit = Unit(code, declaration.name, kind_of(declaration.name), parent, declared=node.citation)
        self.units[code] = unit
        self._lines[code] = node.first
        return unit

    def _free_code(self, declaration: Declaration, node: Node, parent: str | None) -> str:
        """Return a code that no other unit has: a name that stands twice is told apart by what it is part of."""
        code = declaration.code or declaration.name
        if code not in self.units:
            return code
        self.warnings.append(Warning(node.first, f"{code} is declared twice", node.page, "unit"))
        if not declaration.code and parent and f"{code} ({parent})" not in self.units:
            return f"{code} ({parent})"
        return next(other for count in range(2, 999) if (other := f"{code} ({count})") not in self.units)

    def _add_post(self, declaration: Declaration, declared: Citation) -> Unit:
        code = declaration.code or declaration.name
        self.posts.setdefault(code, Unit(code, declaration.name, "post", self._default_parent(), declared=declared))
        return self.posts[code]

    def _find_posts(self, node: Node) -> None:
        text = node.flat
        if match := posts_heading(text):
            self._add_post(Declaration(match, None), node.citation)
        if match := post_in(text):
            self._add_post(parse_declaration(match), node.citation)
        if superior_in(text):
            for child in node.children:
                if leading_post(child.text) and not self.link(child.text):
                    self._add_post(parse_declaration(child.text), child.citation)

    def _find_reporting(self, node: Node) -> None:
        head = superior_in(node.flat)
        below = [other for other in node.walk() if other is not node]
        if not head or not any(self.link(other.text) or self._looks_like_unit(other.text) for other in below):
            return
        superior = self.link(head, node.first) or self._add_superior(head, node)
        if superior:
            for other in below:
                for phrase in _numbered_names(other.text):
                    self._subordinate(phrase, other, superior)

    def _add_superior(self, head: str, node: Node) -> Unit | None:
        if kind_of(head) != "post":
            return None
        return self._add_post(Declaration(post_name(head), None), node.citation)

    def _subordinate(self, phrase: str, node: Node, superior: Unit) -> None:
        unit = self.link(phrase) or self.link(nominative(phrase))
        if not unit and self._looks_like_unit(phrase) and not is_plural(phrase):
            declaration = parse_declaration(phrase)
            unit = self._add_unit(
                Declaration(nominative(declaration.name), declaration.code), node, self._default_parent()
            )
        if not unit:
            message = f"{node.citation} makes {node.flat!r} report, which is declared nowhere"
            self.warnings.append(Warning(node.first, message, node.page, "unit"))
            return
        for home in (self.posts, self.units):
            if unit.code in home and unit.code != superior.code:
                home[unit.code] = replace(unit, reports_to=superior.code, subordination=node.citation)


def _own_words(paragraph: Node) -> Iterator[Node]:
    """Yield the provisions of a paragraph that speak for this act: not what they put into another one."""
    if is_amendment(paragraph.flat):
        return
    yield paragraph
    for child in paragraph.children:
        yield from _own_words(child)


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


def _numbered_names(text: str) -> list[str]:
    """Write out several units called by one name: "Oddziałami Urbanistyki: I, II, III." -> "Oddział Urbanistyki I", …"""
    match = re.match(r"(?P<name>[^:]+):\s*(?P<numbers>(?:[IVX]+|\d+)(?:(?:,| i| oraz)\s+(?:[IVX]+|\d+))+)[.;,]?$", text)
    if not match:
        return [text]
    first, _, rest = match["name"].partition(" ")
    noun = re.sub(r"(?:ami|om|ów|ach|y)$", "", first)
    return [f"{noun} {rest} {number}" for number in re.findall(r"[IVX]+|\d+", match["numbers"])]


def _from_noun(phrase: str, kind: str = "") -> str:
    """Cut the words before the name proper: "działania Wydziału Bezpieczeństwa" -> "Wydziału Bezpieczeństwa"."""
    pieces = phrase.split()
    starts = [at for at, word in enumerate(pieces) if kind_of(word) not in ("", "post") and word[:1].isupper()]
    if not starts:
        return phrase
    at = next((at for at in reversed(starts) if kind and kind_of(pieces[at]) == kind), starts[0])
    if kind_of(phrase) and (not kind or kind_of(phrase) == kind):
        at = 0
    while at and kind_of(" ".join(pieces[at - 1 :])) and pieces[at - 1][:1].isupper():
        at -= 1
    return " ".join(pieces[at:])


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
