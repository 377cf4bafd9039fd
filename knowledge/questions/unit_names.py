"""Find the units that a text means by their names: whole, in part, inflected, misspelt, or in English."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.acts.act import Act, Unit
from knowledge.language import fold
from knowledge.polish import begins, in_any_case, same_or_misspelt, same_word
from knowledge.questions.mentions import Mention, Text
from knowledge.unit_nouns import USUAL, declined

_JEDNOSTKA = declined("jednost: ka ki ce kę ką ce | ki ek kom kami kach")
_VAGUE = (*(noun for noun in USUAL if noun.singular in ("dział", "zespół", "komórka")), _JEDNOSTKA)
"""The nouns that people say of a unit of any kind."""

_FORMS = {fold(form): noun for noun in (*USUAL, *_VAGUE) for form in noun.forms}
_ENGLISH_KIND = re.compile(r"units?|teams?|sections?|divisions?|departments?|offices?|desks?")
KIND = re.compile(rf"(?:{'|'.join(sorted(_FORMS, key=len, reverse=True))}|{_ENGLISH_KIND.pattern})")
"""The words for a unit, folded, in any case."""

COMMON_WITH_ORGANISATION = 0.2
"""How much a name's word tells that the whole organisation bears too ("informatycznego"), beside another."""

_WORD = re.compile(r"[^\W_]+")
_CONNECTORS = frozenset("ds d s do spraw od i oraz a w z ze for of and the na zakresie".split())
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")
_DOER = re.compile(r"tor(?:a|owi|em|ze|y|ow|om|ami|ach)?$")
"""How the words end for a thing or person that does something ("projektor", "monitor"), in any case."""

# What English-speaking staff call the subjects of units, and the stems of the Polish names. One line a field.
_ENGLISH = {
    english: tuple(stems.split())
    for line in """
    project projects=projekt; portfolio=portfel; business=biznes; analysis analytics=analiz; architecture=architektur
    application applications app apps=aplikac; solution solutions=rozwiazan; inhouse=wlasn
    cybersecurity cyber=cyberbezpiecz; security=bezpiecz; system systems=system; failure failures outage outages=awari
    incident incidents=awari; request requests ticket tickets=zgloszen; standard standards=standard; knowledge=wiedz
    finance finances financial=finans; controlling=kontroling; budget budgets=budzet; contract contracts=umow
    procurement procurements tender tenders order orders=zamow; public=publiczn; legal law=prawn
    organisation organization organisational organizational=organizac; infrastructure=infrastruktur; user users=uzytkown
    support=wsparc; resource resources=zasob; workstation workstations=stanowiskow; maintenance=utrzyman
    telecommunication telecommunications telecom telecoms=telekomunikac; communication communications=laczn
    portal portals website websites=portal; internet web=internet; education educational school schools=oswiat
    desktop=desktop; management=zarzadzan; tax taxes=podat; accounting=ksiegow; audit=audyt; control=kontrol
    staff personnel hr=kadr; investment investments=inwest; property=nieruchom; geodesy surveying=geodez
    environment=srodowisk; health=zdrow; culture=kultur; sport sports=sport; transport=transport; road roads=drog
    digital=cyfrow; transformation=transformac; housing=mieszkan; welfare social=spolecz
    promotion=promoc; crisis=kryzys; registry=rejestr; archive archives=archiw
    """.replace("\n", ";").split(";")
    if "=" in line
    for english, stems in [(word, line.split("=")[1]) for word in line.split("=")[0].split()]
}


@dataclass(frozen=True, slots=True)
class NameMention(Mention):
    """Hold units named by words; `anchored` where a word for a unit stands there, `coverage` is the named share, 0-1.

    `bare_kind` tells that nothing but the word for a unit was said ("oddział", where the act has one), `other_kind`
    that the word is for units of another kind ("wydział" of what the act calls "referat").
    """

    anchored: bool = False
    coverage: float = 0.0
    bare_kind: bool = False
    other_kind: bool = False


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    is_kind: bool
    units: dict[str, str]
    """The codes of the units in whose names this word may stand, each with the name's word."""


@dataclass(frozen=True, slots=True)
class Names:
    """Know the words of an act's unit names, and how much each of them tells."""

    units: dict[str, Unit]
    words: dict[str, tuple[str, ...]]
    weights: dict[str, float]
    by_letter: dict[str, tuple[str, ...]]
    """The words by their first letters: no word means one that begins otherwise, an English one apart."""

    @classmethod
    def of(cls, act: Act) -> "Names":
        """Gather the words of the names; a word that many names share tells less."""
        words = {unit.code: _name_words(unit) for unit in act.units}
        shared = {word: sum(word in own for own in words.values()) for own in words.values() for word in own}
        weights = {word: math.log(1 + len(words) / count) for word, count in shared.items()}
        for word in weights:
            if any(same_word(own, word) for own in _organisation_words(act)):
                weights[word] *= COMMON_WITH_ORGANISATION
        by_letter = {word[0]: tuple(each for each in weights if each[0] == word[0]) for word in weights}
        return cls({unit.code: unit for unit in act.units}, words, weights, by_letter)

    def find(self, text: Text) -> tuple[NameMention, ...]:
        """Find the units that a text names, from left to right."""
        tokens = [self._token(match) for match in _WORD.finditer(text.plain)]
        found: list[NameMention] = []
        at = 0
        while at < len(tokens):
            run = self._run(tokens, at)
            if run and (mention := self._mention(tokens[at:run])):
                found.append(mention)
            at = run or at + 1
        return tuple(found)

    def may_hold(self, word: str) -> bool:
        """Tell whether a folded word may be a part of what `find` finds."""
        return word in _CONNECTORS or bool(KIND.fullmatch(word)) or bool(self._named_by(word))

    def _token(self, match: re.Match[str]) -> _Token:
        word, is_kind = match[0], bool(KIND.fullmatch(match[0]))
        units = {} if is_kind or word in _CONNECTORS else self._named_by(word)
        return _Token(match.start(), match.end(), word, is_kind, units)

    def _named_by(self, word: str) -> dict[str, str]:
        """Return the codes of the units in whose names a word may stand, each with the name's word."""
        if not _PLAIN_WORD.fullmatch(word):
            return {}
        near = self.weights if word in _ENGLISH else self.by_letter.get(word[0], ())
        meant = {each for each in near if name_word_matches(word, each)}
        named = ((code, next((each for each in own if each in meant), "")) for code, own in self.words.items())
        return {code: same for code, same in named if same} if meant else {}

    def _run(self, tokens: Sequence[_Token], at: int) -> int:
        """Return where the run of name words and words for units that begins here ends; 0 where none begins."""
        if not (tokens[at].units or tokens[at].is_kind):
            return 0
        end = last = at + 1
        kinds = int(tokens[at].is_kind)
        while end < len(tokens):
            is_kind = tokens[end].is_kind
            if is_kind and (kinds or not _ENGLISH_KIND.fullmatch(tokens[end].word)):
                break  # "the cybersecurity unit", but "referat cyberbezpieczeństwa"
            if is_kind or tokens[end].units:
                kinds += is_kind
                last = end + 1
            elif tokens[end].word not in _CONNECTORS:
                break
            end += 1
        return last

    def _mention(self, run: Sequence[_Token]) -> NameMention | None:
        kinds = [token.word for token in run if token.is_kind]
        named = [token for token in run if token.units]
        kind = _kind(kinds[0]) if kinds else ""
        if not named:
            alone = [unit for unit in self.units.values() if kind and _is_of(unit, kind)]
            if len(alone) != 1:
                return None
            return NameMention(run[0].start, run[0].end, (alone[0],), "", None, True, 1.0, bare_kind=True)
        units, coverage = self._candidates(named, kind)
        if not units:
            return None
        is_other = bool(kind) and not any(_is_of(unit, kind) for unit in units)
        return NameMention(run[0].start, run[-1].end, units, "", None, bool(kinds), coverage, other_kind=is_other)

    def _candidates(self, named: Sequence[_Token], kind: str) -> tuple[tuple[Unit, ...], float]:
        """Return the units that the words name best, and the share of the best one's name that they make up."""
        told = {code: self._told(named, code) for code in self.units}
        every = [code for code in self.units if all(code in token.units for token in named)]
        whole = sum(max(self.weights[word] for word in token.units.values()) for token in named)
        best = max(told.values(), default=0.0)
        pool = every or [code for code in self.units if told[code] == best >= 0.7 * whole]
        of_kind = [code for code in pool if kind and _is_of(self.units[code], kind)]
        pool = of_kind or pool
        coverage = {code: told[code] / (sum(self.weights[word] for word in self.words[code]) or 1.0) for code in pool}
        full = [code for code in pool if coverage[code] >= 0.999]
        pool = full if len(full) == 1 else pool
        return tuple(self.units[code] for code in pool), max((coverage[code] for code in pool), default=0.0)

    def _told(self, named: Sequence[_Token], code: str) -> float:
        return sum(self.weights[word] for word in {token.units[code] for token in named if code in token.units})


def _organisation_words(act: Act) -> set[str]:
    names = (act.organisation.name, *act.organisation.aliases) if act.organisation else ()
    return {word for name in names for word in _WORD.findall(fold(name)) if len(word) > 3}


def _name_words(unit: Unit) -> tuple[str, ...]:
    """Return the words of a unit's name that tell it: without the word for a unit, connectors and short words."""
    own = [word for word in _WORD.findall(fold(unit.name)) if len(word) > 2 and word not in _CONNECTORS]
    rest = own[1:] if own and (KIND.fullmatch(own[0]) or own[0] == fold(unit.kind)) else own
    return tuple(dict.fromkeys(rest or own))


def _kind(word: str) -> str:
    """Return the kind of unit that a word tells, "" where it may be any."""
    noun = _FORMS.get(word)
    return noun.singular if noun and noun not in _VAGUE else ""


def _is_of(unit: Unit, kind: str) -> bool:
    return same_word(fold(unit.kind), fold(kind))


def name_word_matches(token: str, word: str) -> bool:
    """Tell whether a folded word of a question is a name's: inflected, derived, cut short, misspelt, or English."""
    if token == word or word.startswith(_ENGLISH.get(token, ())):
        return True
    if _differ(token, word):
        return False
    return same_or_misspelt(token, word) or (len(token) > 5 and begins(token, word, least=5, ending=2))


def _differ(token: str, word: str) -> bool:
    """Tell apart what shares a stem: "zarządzenie" is no "zarządzanie", "projektor" no "projekt"."""
    return ("zadzeni" in token) != ("zadzeni" in word) or bool(_DOER.search(token)) != bool(_DOER.search(word))


def organisation_in(text: Text, act: Act) -> Iterator[tuple[Mention, str]]:
    """Yield where a text names the organisation as a whole, by any of its names, with the name that it uses."""
    if not act.organisation:
        return
    names = sorted((act.organisation.name, *act.organisation.aliases), key=len, reverse=True)
    taken: list[tuple[int, int]] = []
    for name in names:
        for match in _inflected(name).finditer(text.plain):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield Mention(match.start(), match.end(), (act.organisation,)), name


@lru_cache(256)
def _inflected(name: str) -> re.Pattern[str]:
    """Return a pattern for a name of one or more words in any case."""
    pattern = r"[\W_]+".join(map(in_any_case, _WORD.findall(fold(name))))
    return re.compile(rf"(?<!\w){pattern}(?!\w)")
