"""How replies name acts, where several answer or another will."""

from collections.abc import Sequence

from knowledge.acts.act import Act
from knowledge.errors import shorten
from knowledge.language import fold
from knowledge.wording import say

MOST_NAMED = 3
LONGEST_NAME = 60

_KINDS = {
    "zarzadzeni": "decree",
    "uchwal": "resolution",
    "regulamin": "regulations",
    "statut": "statute",
    "rozporzadzeni": "regulation",
    "decyzj": "decision",
}
"""The beginnings of the kinds of acts, folded, in English."""


def act_name(act: Act, lang: str) -> str:
    """Name an act within a sentence: kind and number, or its title where it has no number."""
    kind = act.kind
    if lang == "en":
        kind = next((english for stem, english in _KINDS.items() if fold(kind).startswith(stem)), kind)
    if act.number:
        return f"{kind} {act.number}"
    return shorten(" ".join(filter(None, (kind, act.title))), LONGEST_NAME)


def act_names(acts: Sequence[Act], lang: str) -> str:
    """Name some acts, of many the first few and how many more."""
    names = ", ".join(act_name(act, lang) for act in acts[:MOST_NAMED])
    rest = len(acts) - MOST_NAMED
    return say("{acts} and {count} more", lang, acts=names, count=rest) if rest > 0 else names
