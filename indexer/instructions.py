"""Read what one sentence of an amending act orders: new wording, an addition, a repeal, other words, other numbers.

The forms are those of the drafting rules (Zasady techniki prawodawczej, Dz.U. 2016 poz. 283, §§ 82-89) and what town
halls make of them. A sentence of which any word stays unexplained is not understood, and is never half obeyed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.deed import Add, Deed, How, Punctuate, Relabel, Repeal, Replace, Reword, Wording
from indexer.places import Place, find_places, read_places, within
from indexer.quotations import QUOTED, WORD_NOUN, Quotations
from indexer.stems import is_amendment


class NotUnderstood(Exception):
    """A sentence that orders nothing this module knows; the text says what stays unexplained."""


_DELETES = (
    r"(?:(?:uchyla|skreśla|wykreśla|usuwa)\s+się|(?:zostaj\w+|ulega\w*)\s+(?:uchyl|skreśl|usuni)\w+|trac\w+\s+moc)"
)
_ADDS = r"(?:dodaje|dopisuje|wprowadza|wstawia|umieszcza)\s+się"
_WORDS_IT = r"(?:(?:otrzymuj|uzyskuj|przyjmuj)\w+|nadaje\s+się)(?=[^,;]{0,40}?\bbrzmieni)"
_NUMBERS = r"(?:oznacza\s+się|otrzymuj\w+\s+(?:oznaczeni\w+|numer\w*))"
_VERB = re.compile(rf"\b(?:{_DELETES}|{_ADDS}|{_WORDS_IT}|{_NUMBERS}|zastępuje\s+się)", re.IGNORECASE)
_JOINT = re.compile(r"\s*,\s*(?:a\s+(?:także\s+)?|oraz\s+|i\s+)?|\s+(?:i|oraz|a także|a)\s+")
_STARTS = re.compile(
    r"$|(?:w|we|po|przed|na końcu|dotychczasow\w+|użyt\w+|treść|kropk\w+|średnik\w*|przecin\w+|§|ust\b|pkt\b|lit\b|"
    rf"tiret\b|"
    rf"zdani\w+|załącznik\w*|rozdzia\w+|{WORD_NOUN}(?=\s*{QUOTED}))",
    re.IGNORECASE,
)
_SIGN = r"(?P<{}>kropk\w+|średnik\w*|przecin\w+|dwukrop\w+)"
_PUNCTUATE = re.compile(
    rf"^(?P<before>.*?)\b(?:{_SIGN.format('old')}\b(?P<at>[^{QUOTED[1:-1]}]*?)\bzastępuje\s+się|"
    rf"zastępuje\s+się\s+{_SIGN.format('other')}(?P<where>.*?))\s+{_SIGN.format('new')}$",
    re.IGNORECASE,
)
_MARKS = {"kropk": ".", "średn": ";", "przec": ",", "dwukr": ":"}
_INSTEAD = re.compile(
    rf"^(?P<before>.*?)(?:\b{WORD_NOUN}\s*:?\s*)?(?P<old>{QUOTED}),?\s*(?P<between>[^{QUOTED[1:-1]}]*?)\bzastępuje\s+się\b\s*:?"
    rf"(?P<after>[^{QUOTED[1:-1]}]*?)(?:\b{WORD_NOUN}\s*:?\s*)?(?P<new>{QUOTED})(?P<more>.*)$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"\s*(?:,\s*a|,|\si|\soraz)\s+(?:{WORD_NOUN}\s*)?(?P<old>{QUOTED})\s*[–-]?\s*(?:{WORD_NOUN}\s*)(?P<new>{QUOTED})"
)
_BESIDE = re.compile(
    rf"^(?P<before>.*?)(?:(?P<verb>\b{_ADDS})\s*)?\b(?P<where>po|przed)\s+(?:{WORD_NOUN}\s*)?(?P<old>{QUOTED})\s*"
    rf"(?(verb)|,?\s*{_ADDS})\s*(?P<comma>przecinek\s+(?:i|oraz)\s+)?(?:{WORD_NOUN}\s*:?\s*)?(?P<new>{QUOTED})$",
    re.IGNORECASE,
)
_APPEND = re.compile(
    rf"^(?P<before>.*?)(?:\bna\s+końcu\s+{_ADDS}|\b{_ADDS}\s+na\s+końcu)\s*(?P<comma>przecinek\s+(?:i|oraz)\s+)?"
    rf"{WORD_NOUN}\s*:?\s*(?P<new>{QUOTED})$",
    re.IGNORECASE,
)
_DELETE_WORDS = re.compile(
    rf"^(?P<before>.*?)(?:\b{_DELETES}\s*(?:{WORD_NOUN}\s*:?\s*)?(?P<gone>{QUOTED})|"
    rf"\b{WORD_NOUN}\s*:?\s*(?P<old>{QUOTED})\s*(?P<between>[^{QUOTED[1:-1]}]*?)\b{_DELETES})$",
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
_ADD = re.compile(
    rf"^(?P<before>.*?)\b{_ADDS}\s+(?P<new>.*?)\s*,?\s*(?P<given>\b(?:w\s+brzmieniu|o\s+\w*\s*(?:treści|brzmieniu)|"
    rf"(?:w\s+)?następując\w+\s+\w+|{QUOTED}).*)$",
    re.IGNORECASE,
)
_REPEAL = re.compile(rf"^(?P<before>.*?)\b{_DELETES}\s*(?P<after>.*)$", re.IGNORECASE)
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
_INFLECTED = re.compile(r"\b(?:przypad|odmian|odpowiedni)", re.IGNORECASE)
_WHOLE_ACT = re.compile(
    r"\b(?:w|całe\w*|treści|tekście)\s+(?:całym\s+|całej\s+)?(?:zarządzeni|uchwa|regulamin|statu|tekście|treści)"
)
# What says nothing of its own between the places and the verbs.
_FILLER = re.compile(
    r"\b(?:w|we|i|a|oraz|także|ponadto|jednocześnie|użyt\w+|występując\w+|zawart\w+|różn\w+|liczb\w+|przypad\w+|odpowiedni\w*|form\w+|"
    r"odmian\w+|treś\w+|dotychczasow\w+|następując\w+|now\w+|kolejn\w+|przepis\w*|każdorazowo|każd\w+|cał\w+|"
    r"zarządzeni\w*|uchwa\w+|regulamin\w*|statu\w+|tekście|na|końcu|się|ich|jego|jej|mu|im|ww|tego|tej|kończąc\w+|"
    r"otrzymuj\w+|brzmieni\w*|wprowadza się następujące zmiany|oznaczon\w+|dotycząc\w+ oznaczenia)\b|[\s,.:;()–-]+",
    re.IGNORECASE,
)


def read_deeds(text: str, scope: Sequence[Place], quotations: Quotations) -> tuple[Deed, ...]:
    """Read all that one sentence orders, in its order; `scope` is where the sentences above it say that it applies.

    Raises NotUnderstood when a part of it stays unexplained.
    """
    deeds: list[Deed] = []
    inside = tuple(scope)
    for piece in _pieces(text.strip().rstrip(";,. ")):
        found, inside = _read(piece.strip().rstrip(";,."), inside, quotations)
        deeds += found
    return tuple(deeds)


def read_scope(text: str, scope: Sequence[Place]) -> tuple[Place, ...] | None:
    """Read a sentence that only says where the instructions below it apply ("w § 3:"); None where it says more."""
    if re.search(QUOTED, text):
        return None
    places = find_places(text)
    return (within(places, scope) if places else tuple(scope)) if not _unexplained(text) else None


def opens_list_of_repeals(text: str) -> bool:
    """Tell whether a lead-in orders the same for everything below it: "uchyla się:"."""
    return bool(re.search(rf"\b{_DELETES}\s*:?\s*$", text, re.IGNORECASE))


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


def _read(text: str, scope: tuple[Place, ...], quotations: Quotations) -> tuple[list[Deed], tuple[Place, ...]]:
    """Read one verb with what belongs to it; returns what it orders and the scope of the verbs after it."""
    for read in (_punctuate, _reword, _relabel, _replace, _add, _repeal):
        if found := read(text, scope, quotations):
            return found
    raise NotUnderstood("what it orders is not understood")


Read = tuple[list[Deed], tuple[Place, ...]] | None


def _punctuate(text: str, scope: tuple[Place, ...], _: Quotations) -> Read:
    match = _PUNCTUATE.match(text)
    if not match:
        return None
    where = f"{match['before']} {match['at'] or ''} {match['where'] or ''}"
    inside = _places(re.sub(r"\bpo\b", " ", where), scope)
    return [Punctuate(inside, _MARKS[match["new"].lower()[:5]])], inside


def _reword(text: str, scope: tuple[Place, ...], quotations: Quotations) -> Read:
    if match := _BESIDE.match(text):
        how, old = How.AFTER if match["where"].lower() == "po" else How.BEFORE, match["old"]
    elif match := _APPEND.match(text):
        how, old = How.APPEND, ""
    elif match := _DELETE_WORDS.match(text):
        how, old = How.DELETE, match["gone"] or match["old"]
    elif match := _INSTEAD.match(text):
        return _instead(match, scope, quotations)
    else:
        return None
    inside = _places(match["before"] + (match.groupdict().get("between") or ""), scope, words=True)
    new = "" if how is How.DELETE else _said(match["new"], quotations)
    comma = ", " if match.groupdict().get("comma") else ""
    return [Reword(inside, _said(old, quotations), comma + new, how, bool(_INFLECTED.search(text)))], inside


def _instead(match: re.Match[str], scope: tuple[Place, ...], quotations: Quotations) -> Read:
    inside = _places(f"{match['before']} {match['between']} {match['after']}", scope, words=True)
    inflected = bool(_INFLECTED.search(match.string))
    pairs = [(match["old"], match["new"])]
    at = 0
    while pair := _PAIR.match(match["more"], at):
        pairs.append((pair["old"], pair["new"]))
        at = pair.end()
    if match["more"][at:].strip(" ,;."):
        raise NotUnderstood(f"the words {quotations.restore(match['more'][at:]).strip()!r} are not understood")
    said = [(_said(old, quotations), _said(new, quotations)) for old, new in pairs]
    return [Reword(inside, old, new, How.REPLACE, inflected) for old, new in said], inside


def _relabel(text: str, scope: tuple[Place, ...], quotations: Quotations) -> Read:
    match = _RELABEL.match(text)
    if not match or quotations.of(text):
        return None
    above, _, moved = match["old"].rpartition(match["so_far"] or "\0")
    outer, old, new = find_places(above), find_places(moved), find_places(match["new"])
    if not new:
        raise NotUnderstood("the new numbers are not understood")
    _explain(f"{above} {moved} {match['new']}")
    outside = within(outer, scope) if outer else scope
    inside = within(old, outside) if old else outside
    return [Relabel(inside, within(new, inside[:1]))], inside


def _replace(text: str, scope: tuple[Place, ...], quotations: Quotations) -> Read:
    match = _REPLACE.match(text)
    if not match:
        return None
    inside = _places(match["places"] + " " + match["verb"], scope)
    if not inside:
        raise NotUnderstood("it does not say what receives new wording")
    return [Replace(inside, _wording(match["given"], quotations))], inside


def _add(text: str, scope: tuple[Place, ...], quotations: Quotations) -> Read:
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
        _explain("" if anchored.string is match["new"] else anchored.string[end:])
        anchor = places[0]
    inside = _places(before, scope)
    added = find_places(new)
    if not added:
        raise NotUnderstood("it does not say what is added")
    _explain(new)
    whole = within(added, inside)
    anchors = within([anchor], inside[:1]) if anchor else ()
    if anchor and len(anchors) == 1:
        whole = within(added, anchors)
    ahead = bool(anchored and anchored["where"].lower() == "przed")
    return [Add(whole, wording, next(iter(anchors), None), ahead)], inside


def _repeal(text: str, scope: tuple[Place, ...], quotations: Quotations) -> Read:
    match = _REPEAL.match(text)
    if not match or re.search(QUOTED, text):
        return None
    before, after = find_places(match["before"]), find_places(match["after"])
    _explain(f"{match['before']} {match['after']}")
    inside = within(before, scope) if before else scope
    if after:
        return [Repeal(within(after, inside))], inside
    if not before:
        raise NotUnderstood("it does not say what is repealed")
    return [Repeal(inside)], inside


def _places(text: str, scope: tuple[Place, ...], words: bool = False) -> tuple[Place, ...]:
    """Return the whole addresses that a text names inside the scope, the scope itself where it names none."""
    _explain(text)
    places = find_places(text)
    if not places and words and _WHOLE_ACT.search(text):
        return ()
    return within(places, scope) if places else scope


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
        raise NotUnderstood(f"the words {_unexplained(given) or given.strip()!r} are not understood")
    return Wording(quoted)


def _said(sign: str, quotations: Quotations) -> str:
    return "".join(quotation.text for quotation in quotations.of(sign))


def _explain(text: str) -> None:
    if left := _unexplained(text):
        raise NotUnderstood(f"the words {left!r} are not understood")


def _unexplained(text: str) -> str:
    """Return what a text says beside places and words without a meaning of their own."""
    left, at = "", 0
    while at < len(text):
        places, end = read_places(text, at)
        if places:
            at = end
            left += " "
        else:
            left += text[at]
            at += 1
            while at < len(text) and text[at].isalnum() and text[at - 1].isalnum():
                left += text[at]
                at += 1
    return " ".join(_FILLER.sub(" ", left).split())
