"""The organisation an act is about: its full name, the short ones given to it, the old ones it replaces."""

import re
from collections.abc import Iterable
from dataclasses import replace

from indexer.parsing.register import Register
from indexer.phrases.declension import nominative
from indexer.phrases.names import kind_of, same_name
from indexer.provisions.node import Node
from knowledge.acts.act import Unit

# "Centrum Obsługi Informatycznej, stanowiącym komórkę …, zwanym dalej „Centrum”", "(zwane dalej w skrócie Centrum)"
_ORGANISATION = re.compile(
    r"(?P<name>(?:[A-ZŁŚŻ][\w-]* ){0,3}[A-ZŁŚŻ][^,„”\"():;]{2,120}?)"
    r"(?:,? (?:stanowiąc|będąc|jest)[^„”\"]{0,120}?)?,?\s*\(?"
    r"(?:\bzwan\w+ (?:dalej|w dalszej \w+ [^„\"]{0,30})|(?<=\()dalej:?)"
    r"\s*(?:w skrócie )?[„\"”]?(?P<short>[\w .-]{2,40}?)[”\",;.:)]"
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


class Naming(Register):
    """Find the organisation and what it is called, before its units are gathered."""

    def name_organisation(self, nodes: Iterable[Node], title: str) -> None:
        """Read the organisation's names off the provisions, or else off the act's title."""
        provisions = list(nodes)
        for node in provisions:
            self._find_organisation(node)
        self._find_organisation_in_title(_TITLE_UNIT.search(title))
        for node in provisions[:3]:
            self._find_organisation_in_title(_APPROVED_UNIT.search(node.flat))

    def _find_organisation(self, node: Node) -> None:
        text = node.flat
        if match := _ORGANISATION.search(text):
            self._name_organisation(match["name"], match["short"], node)
        elif (match := _MEANING.match(text)) and kind_of(match["new"]) not in ("", "post"):
            self._name_organisation(match["new"], match["short"], node, defined=True)
        elif self.organisation and (match := _ALIAS.search(text)) and self.is_called(self.organisation, match["new"]):
            old = nominative(match["old"])
            aliases = dict.fromkeys((*self.organisation.aliases, old, _OFFICE.sub("", old)))
            self.organisation = replace(self.organisation, aliases=tuple(aliases))
        elif self.organisation:
            self._note_initials(self.organisation, text)

    def _name_organisation(self, phrase: str, short: str, node: Node, defined: bool = False) -> None:
        """Take what is "zwane dalej …" for the organisation; a second one is another body that the act speaks of."""
        phrase = from_noun(phrase, kind_of(short))
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


def from_noun(phrase: str, kind: str = "") -> str:
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
