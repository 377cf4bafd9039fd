"""Read what one sentence of an amending act orders: new wording, an addition, a repeal, other words, other numbers.

The forms are those of the drafting rules (Zasady techniki prawodawczej, Dz.U. 2016 poz. 283, §§ 82-89) and what town
halls make of them. A sentence of which any word stays unexplained is not understood, and is never half obeyed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.instructions.orders import Add, Deed, Relabel, Repeal, Replace, Wording
from indexer.instructions.places import Address, find_places, read_places, within
from indexer.instructions.unexplained import NotUnderstood, explain, places_in, unexplained
from indexer.instructions.word_orders import ADDS, DELETES, Read, read_punctuation, read_words
from indexer.phrases.lead_ins import is_amendment
from indexer.provisions.marks import mark_at
from indexer.provisions.quotations import QUOTED, WORD_NOUN, Quotations

_WORDS_IT = r"(?:(?:otrzymuj|uzyskuj|przyjmuj)\w+|nadaje\s+się|nadając\w*)(?=[^,;]{0,40}?\bbrzmieni)"
_NUMBERS = r"(?:oznacza\s+się|otrzymuj\w+\s+(?:oznaczeni\w+|numer\w*))"
_VERB = re.compile(rf"\b(?:{DELETES}|{ADDS}|{_WORDS_IT}|{_NUMBERS}|zastępuje\s+się)", re.IGNORECASE)
_JOINT = re.compile(r"\s*,\s*(?:a\s+(?:także\s+)?|oraz\s+|i\s+)?|\s+(?:i|oraz|a także|a)\s+")
_STARTS = re.compile(
    r"$|(?:w|we|po|przed|na końcu|dotychczasow\w+|użyt\w+|treść|kropk\w+|średnik\w*|przecin\w+|§|ust\b|pkt\b|lit\b|"
    rf"tiret\b|zdani\w+|załącznik\w*|rozdzia\w+|{WORD_NOUN}(?=\s*{QUOTED}))",
    re.IGNORECASE,
)
_RELABEL = re.compile(
    rf"^(?P<old>(?:.*?\b(?P<so_far>dotychczasow\w+))?.*?)\s*\b{_NUMBERS}\s+(?:(?:kolejno|odpowiednio)\s+)?(?:jako\s+)?"
    r"(?:(?:kolejno|odpowiednio)\s+)?(?P<new>.*)$",
    re.IGNORECASE,
)
_REPLACE = re.compile(
    rf"^(?P<places>.*?)\b{_WORDS_IT}(?P<verb>[^{QUOTED[1:-1]}]*?)\bbrzmieni\w+(?P<given>.*)$", re.IGNORECASE
)
# "załącznik nr 2 – Schemat organizacyjny Urzędu – otrzymuje brzmienie", "zmienia się § 3, który otrzymuje brzmienie"
_CHART = re.compile(
    r"(?<=\s|\d)[\s,–-]*\b(?:graficzn\w+\s+)?[Ss]chemat\w*(?:\s+organizacyjn\w+)?(?:\s+[A-ZŁŚŻ]\w+)*[\s,–-]*"
)
_ROUNDABOUT = re.compile(r"\bzmienia\s+się\b|\bw\s+ten\s+sposób,?\s+że\b|,\s*któr\w+\b", re.IGNORECASE)
# "dodaje się kolejny punkt w brzmieniu: „8) …”": the number stands in the new text only
_UNNUMBERED = re.compile(
    r"^(?:(?:nowy|nową|nowe|kolejn[yąe]|następn[yąe])\s+)?(?P<level>ust(?:ęp|\.)|punkt|pkt|lit(?:erę|\.)|paragraf|§)$",
    re.IGNORECASE,
)
_ADD = re.compile(
    rf"^(?P<before>.*?)\b{ADDS}\s+(?P<new>.*?)\s*,?\s*(?P<given>\b(?:w\s+brzmieniu|o\s+\w*\s*(?:treści|brzmieniu)|"
    rf"(?:w\s+)?następując\w+\s+\w+|{QUOTED}).*)$",
    re.IGNORECASE,
)
_REPEAL = re.compile(rf"^(?P<before>.*?)\b{DELETES}\s*(?P<after>.*)$", re.IGNORECASE)
_ANCHOR = re.compile(
    r"\b(?P<where>po|przed)\s+(?=dotychczasow|§|ust|pkt|punk|lit|tiret|zdani|rozdzia|załącz|pierwsz|drug|trzec)"
)
_BY_ANNEX = re.compile(
    r"^\s*:?\s*(?:określon\w+|zawart\w+|zgodn\w+|stanowiąc\w+|ustalon\w+|jak|podan\w+|wskazan\w+|ustalonym|nadan\w+)\b"
    r"[^,;]*?\bzałącznik\w*(?:\s+(?:nr|numer)\.?\s*(?P<label>\d+[a-z]?|[IVX]+))?(?:\s+do\s+(?:niniejsz\w+\s+)?\w+)?$",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"^(?:\s|:|w\b|o\b|brzmieni\w+|treści|następując\w+|now\w+|{QUOTED}|[;,.]|i\b|oraz\b)*$", re.IGNORECASE
)


def read_deeds(text: str, scope: Sequence[Address], quotations: Quotations) -> tuple[Deed, ...]:
    """Read all that one sentence orders, in its order; `scope` is where the sentences above it say that it applies.

    Raises NotUnderstood when a part of it stays unexplained.
    """
    deeds: list[Deed] = []
    inside = tuple(scope)
    for piece in _pieces(text.strip().rstrip(";,. ")):
        found, inside = _read(piece.strip().rstrip(";,."), inside, quotations)
        deeds += found
    return tuple(deeds)


def read_scope(text: str, scope: Sequence[Address]) -> tuple[Address, ...] | None:
    """Read a sentence that only says where the instructions below it apply ("w § 3:"); None where it says more."""
    if re.search(QUOTED, text):
        return None
    places = find_places(text)
    return (within(places, scope) if places else tuple(scope)) if not unexplained(text) else None


def opens_list_of_repeals(text: str) -> bool:
    """Tell whether a lead-in orders the same for everything below it: "uchyla się:"."""
    return bool(re.search(rf"\b{DELETES}\s*:?\s*$", text, re.IGNORECASE))


def orders(text: str) -> bool:
    """Tell whether a text has a verb by which acts are changed."""
    return bool(_VERB.search(text))


def _pieces(text: str) -> Iterator[str]:
    """Part a sentence with several verbs: "kropkę zastępuje się średnikiem" "i" "dodaje się pkt 5 …"."""
    verbs = list(_VERB.finditer(text))
    start = 0
    for verb, following in pairwise(verbs):
        joints = [
            joint
            for joint in _JOINT.finditer(text, verb.end(), following.start())
            if _STARTS.match(text[joint.end() : following.start()])
        ]
        if joints:
            chosen = next((joint for joint in joints if re.search(r",\s*a\b", joint[0])), joints[-1])
            yield text[start : chosen.start()]
            start = chosen.end()
    yield text[start:]


def _read(text: str, scope: tuple[Address, ...], quotations: Quotations) -> tuple[list[Deed], tuple[Address, ...]]:
    """Read one verb with what belongs to it; returns what it orders and the scope of the verbs after it."""
    for read in (read_punctuation, read_words, _relabel, _replace, _add, _repeal):
        if found := read(text, scope, quotations):
            return found
    raise NotUnderstood("what it orders is not understood")


def _relabel(text: str, scope: tuple[Address, ...], quotations: Quotations) -> Read:
    match = _RELABEL.match(text)
    if not match or quotations.of(text):
        return None
    above, _, moved = match["old"].rpartition(match["so_far"] or "\0")
    outer, old, new = find_places(above), find_places(moved), find_places(match["new"])
    if not new:
        raise NotUnderstood("the new numbers are not understood")
    explain(f"{above} {moved} {match['new']}")
    outside = within(outer, scope) if outer else scope
    inside = within(old, outside) if old else outside
    return [Relabel(inside, within(new, inside[:1]))], inside


def _replace(text: str, scope: tuple[Address, ...], quotations: Quotations) -> Read:
    match = _REPLACE.match(text)
    if not match:
        return None
    said = _ROUNDABOUT.sub(" ", match["places"])
    if any(place.level == "part" for place in find_places(said)):
        said = _CHART.sub(" ", said)
    inside = places_in(f"{said} {match['verb']}", scope)
    if not inside:
        raise NotUnderstood("it does not say what receives new wording")
    return [Replace(inside, _wording(match["given"], quotations))], inside


def _add(text: str, scope: tuple[Address, ...], quotations: Quotations) -> Read:
    match = _ADD.match(text)
    if not match:
        return None
    wording = _wording(match["given"], quotations)
    before, new = match["before"], match["new"]
    anchored = _ANCHOR.search(before) or _ANCHOR.search(new)
    anchor = None
    if anchored:
        places, end = read_places(anchored.string, anchored.end())
        if len(places) != 1:
            raise NotUnderstood("it does not say after which provision to add")
        before, new = (before[: anchored.start()], new) if anchored.string is before else (before, new[end:])
        explain("" if anchored.string is match["new"] else anchored.string[end:])
        anchor = places[0]
    inside = places_in(before, scope)
    added = find_places(new) or _numbered_by_its_text(new.strip(), wording)
    if not added:
        raise NotUnderstood("it does not say what is added")
    explain("" if _UNNUMBERED.match(new.strip()) else new)
    whole = within(added, inside)
    anchors = within([anchor], inside[:1]) if anchor else ()
    if anchor and len(anchors) == 1:
        whole = within(added, anchors)
    ahead = bool(anchored and anchored["where"].lower() == "przed")
    return [Add(whole, wording, next(iter(anchors), None), ahead)], inside


def _numbered_by_its_text(new: str, wording: Wording) -> tuple[Address, ...]:
    """Return the place of an addition of which only the level is named: its number is that of the new text."""
    level = _UNNUMBERED.match(new)
    mark = mark_at(wording.quotations[0].lines[0].text) if level and wording.quotations else None
    return find_places(f"{level['level']} {mark.label}") if level and mark else ()


def _repeal(text: str, scope: tuple[Address, ...], quotations: Quotations) -> Read:
    match = _REPEAL.match(text)
    if not match or re.search(QUOTED, text):
        return None
    before, after = find_places(match["before"]), find_places(match["after"])
    explain(f"{match['before']} {match['after']}")
    inside = within(before, scope) if before else scope
    if after:
        return [Repeal(within(after, inside))], inside
    if not before:
        raise NotUnderstood("it does not say what is repealed")
    return [Repeal(inside)], inside


def _wording(given: str, quotations: Quotations) -> Wording:
    """Read where the new text stands: in quotation marks, or in an annex of the amending act."""
    if match := _BY_ANNEX.match(re.sub(r"^\s*w\s+brzmieniu", "", given).rstrip(" .;,")):
        return Wording(annex=match["label"] or "*")
    quoted = quotations.of(given)
    if not quoted:
        raise NotUnderstood("the new text does not stand between quotation marks")
    if any(is_amendment(each.text) for each in quoted):
        raise NotUnderstood("the new text orders changes itself: its quotation marks may not be paired")
    if not _GIVEN.match(given):
        raise NotUnderstood("the words {words!r} are not understood", words=unexplained(given) or given.strip())
    return Wording(quoted)
