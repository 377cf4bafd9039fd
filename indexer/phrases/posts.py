"""Posts and the people of an act: heads, deputies, plenipotentiaries, in whatever case a sentence puts them."""

import re

from indexer.phrases.names import kind_of

GENERIC_BODIES = re.compile(r"^(?:komisj|rad[ya]\b|kolegi|zespołu (?:zadaniow|robocz|kontrol|projekt))", re.IGNORECASE)
# "kieruje Dyrektor przy pomocy trzech Zastępców"
_HEAD_OF = re.compile(r"\bkieruje (?P<post>[A-ZŁŚŻ]\w+)")
# "W strukturze Centrum funkcjonuje Pełnomocnik … ds. Transformacji Cyfrowej (TC), który …"
_POST_IN_SENTENCE = re.compile(
    r"\b(?:funkcjonuje|działa|tworzy się) "
    r"(?P<name>(?:Pełnomocnik|Rzecznik|Koordynator|Inspektor|Administrator|"
    r"[Ss]tanowisko (?:Kierownika|Dyrektora))\b[^,;()]*?(?: \([A-Z]{1,6}\))?),"
)
_LEADING = re.compile(
    r"^(?:(?:I{1,3}|IV|V|Pierwszy|Drugi|Trzeci)\s+)?(?:Z-ca|Zastępc|Dyrektor|Kierownik|Pełnomocnik|Naczelnik|"
    r"Sekretarz\b|Skarbnik|Główny Księgowy)",
    re.IGNORECASE,
)


def posts_heading(text: str) -> str:
    """Return the post that a sentence puts at the head of something, "" where it puts none."""
    match = _HEAD_OF.search(text)
    return match["post"] if match and kind_of(match["post"]) == "post" else ""


def post_in(text: str) -> str:
    """Return the post that a sentence sets up in a structure, with its code, "" where it sets up none."""
    match = _POST_IN_SENTENCE.search(text)
    return match["name"] if match else ""


def leading_post(text: str) -> bool:
    """Tell whether an item names a head or a deputy, not a unit."""
    return bool(_LEADING.match(text))
