"""Read what an instruction orders about words inside provisions, and about the marks that end them (ZTP § 87)."""

import re

from indexer.instructions.orders import Deed, Punctuate, Reword, WordChange
from indexer.instructions.places import Address
from indexer.instructions.unexplained import NotUnderstood, places_in
from indexer.provisions.quotations import QUOTED, WORD_NOUN, Quotations

DELETES = (
    r"(?:(?:uchyla|skreśla|wykreśla|usuwa)\s+się|(?:zostaj\w+|ulega\w*)\s+(?:uchyl|skreśl|usuni)\w+|trac\w+\s+moc)"
)
ADDS = r"(?:dodaje|dopisuje|wprowadza|wstawia|umieszcza)\s+się"
_SIGN = r"(?P<{}>kropk\w+|średnik\w*|przecin\w+|dwukrop\w+)"
_PUNCTUATE = re.compile(
    rf"^(?P<before>.*?)\b(?:{_SIGN.format('old')}\b(?P<at>[^{QUOTED[1:-1]}]*?)\bzastępuje\s+się|"
    rf"zastępuje\s+się\s+{_SIGN.format('other')}(?P<where>.*?))\s+{_SIGN.format('new')}$",
    re.IGNORECASE,
)
_MARKS = {"kropk": ".", "średn": ";", "przec": ",", "dwukr": ":"}
_INSTEAD = re.compile(
    rf"^(?P<before>.*?)(?:\b{WORD_NOUN}\s*:?\s*)?(?P<old>{QUOTED}),?\s*(?P<between>[^{QUOTED[1:-1]}]*?)"
    rf"\b(?:zastępuje\s+się\b|(?:otrzymuj|uzyskuj)\w+\s+(?:nowe\s+)?brzmienie\b)\s*:?"
    rf"(?P<after>[^{QUOTED[1:-1]}]*?)(?:\b{WORD_NOUN}\s*:?\s*)?(?P<new>{QUOTED})(?P<more>.*)$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"\s*(?:,\s*a|,|\si|\soraz)\s+(?:{WORD_NOUN}\s*)?(?P<old>{QUOTED})\s*[–-]?\s*(?:{WORD_NOUN}\s*)(?P<new>{QUOTED})"
)
_BESIDE = re.compile(
    rf"^(?P<before>.*?)(?:(?P<verb>\b{ADDS})\s*)?\b(?P<where>po|przed)\s+(?:{WORD_NOUN}\s*)?(?P<old>{QUOTED})\s*"
    rf"(?(verb)|,?\s*{ADDS})\s*(?P<comma>przecinek\s+(?:i|oraz)\s+)?(?:{WORD_NOUN}\s*:?\s*)?(?P<new>{QUOTED})$",
    re.IGNORECASE,
)
_APPEND = re.compile(
    rf"^(?P<before>.*?)(?:\bna\s+końcu\s+{ADDS}|\b{ADDS}\s+na\s+końcu)\s*(?P<comma>przecinek\s+(?:i|oraz)\s+)?"
    rf"{WORD_NOUN}\s*:?\s*(?P<new>{QUOTED})$",
    re.IGNORECASE,
)
_DELETE_WORDS = re.compile(
    rf"^(?P<before>.*?)(?:\b{DELETES}\s*(?:{WORD_NOUN}\s*:?\s*)?(?P<gone>{QUOTED})|"
    rf"\b{WORD_NOUN}\s*:?\s*(?P<old>{QUOTED})\s*(?P<between>[^{QUOTED[1:-1]}]*?)\b{DELETES})$",
    re.IGNORECASE,
)
_INFLECTED = re.compile(r"\b(?:przypad|odmian|odpowiedni)", re.IGNORECASE)

Read = tuple[list[Deed], tuple[Address, ...]] | None
"""What a sentence orders, and where what follows it applies."""


def read_punctuation(text: str, scope: tuple[Address, ...], _: Quotations) -> Read:
    """Read an order like "w pkt 4 kropkę zastępuje się średnikiem"; None where a text is none."""
    match = _PUNCTUATE.match(text)
    if not match:
        return None
    where = f"{match['before']} {match['at'] or ''} {match['where'] or ''}"
    inside = places_in(re.sub(r"\bpo\b", " ", where), scope)
    return [Punctuate(inside, _MARKS[match["new"].lower()[:5]])], inside


def read_words(text: str, scope: tuple[Address, ...], quotations: Quotations) -> Read:
    """Read an order to replace, add or delete words; None where a text is none."""
    if match := _BESIDE.match(text):
        how, old = WordChange.AFTER if match["where"].lower() == "po" else WordChange.BEFORE, match["old"]
    elif match := _APPEND.match(text):
        how, old = WordChange.APPEND, ""
    elif match := _DELETE_WORDS.match(text):
        how, old = WordChange.DELETE, match["gone"] or match["old"]
    elif match := _INSTEAD.match(text):
        return _instead(match, scope, quotations)
    else:
        return None
    inside = places_in(match["before"] + (match.groupdict().get("between") or ""), scope, words=True)
    new = "" if how is WordChange.DELETE else _said(match["new"], quotations)
    comma = ", " if match.groupdict().get("comma") else ""
    return [Reword(inside, _said(old, quotations), comma + new, how, bool(_INFLECTED.search(text)))], inside


def _instead(match: re.Match[str], scope: tuple[Address, ...], quotations: Quotations) -> Read:
    inside = places_in(f"{match['before']} {match['between']} {match['after']}", scope, words=True)
    inflected = bool(_INFLECTED.search(match.string))
    pairs = [(match["old"], match["new"])]
    at = 0
    while pair := _PAIR.match(match["more"], at):
        pairs.append((pair["old"], pair["new"]))
        at = pair.end()
    if match["more"][at:].strip(" ,;."):
        raise NotUnderstood(
            "the words {words!r} are not understood", words=quotations.restore(match["more"][at:]).strip()
        )
    said = [(_said(old, quotations), _said(new, quotations)) for old, new in pairs]
    return [Reword(inside, old, new, WordChange.REPLACE, inflected) for old, new in said], inside


def _said(sign: str, quotations: Quotations) -> str:
    return "".join(quotation.text for quotation in quotations.of(sign))
