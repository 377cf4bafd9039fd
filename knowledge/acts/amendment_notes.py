"""Which act gave a provision its present wording, and how that is said beside it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.acts.citation import Citation


class How(StrEnum):
    """What an amending act did to a provision."""

    ADDED = "added"
    WORDED = "worded"
    CHANGED = "changed"
    REPEALED = "repealed"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class ActName:
    """Hold by what an act is called elsewhere: its kind, number and day; empty or None where it does not say."""

    kind: str = ""
    number: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """Hold one change of a provision and the act that made it."""

    how: How
    by: ActName


# The kinds of acts in the genitive and the instrumental.
_KINDS = {
    "zarządzenie": ("zarządzenia", "zarządzeniem"),
    "uchwała": ("uchwały", "uchwałą"),
    "rozporządzenie": ("rozporządzenia", "rozporządzeniem"),
    "decyzja": ("decyzji", "decyzją"),
    "obwieszczenie": ("obwieszczenia", "obwieszczeniem"),
    "regulamin": ("regulaminu", "regulaminem"),
    "statut": ("statutu", "statutem"),
}
_OTHER = ("aktu", "aktem")
_ENDINGS = {"letter": "a", "indent": "e"}
_POLISH = {
    How.ADDED: "dodan{ending} {by}",
    How.WORDED: "w brzmieniu {of}",
    How.CHANGED: "zmienion{ending} {by}",
    How.REPEALED: "uchylon{ending} {by}",
    How.RENUMBERED: "oznaczon{ending} tak {by}",
}
_ENGLISH = {
    How.ADDED: "added by {name}",
    How.WORDED: "as worded by {name}",
    How.CHANGED: "changed by {name}",
    How.REPEALED: "repealed by {name}",
    How.RENUMBERED: "numbered so by {name}",
}


def note(amended: tuple[Amended, ...], citation: Citation, lang: str = "pl") -> str:
    """Say which acts gave a provision its wording: "dodany zarządzeniem nr 7/2025, zmieniony zarządzeniem nr 9/2025".

    The Polish participle agrees with what the provision is called: "litera dodana", "tiret dodane". Empty for none.
    """
    return ", ".join(_one(each, citation, lang) for each in amended)


def with_note(text: str, amended: tuple[Amended, ...], citation: Citation, lang: str = "pl") -> str:
    """Return the words of a provision followed by who gave it them, as consolidated texts print it: "… [dodany …]"."""
    said = note(amended, citation, lang) if text else ""
    return f"{text} [{said}]" if said else text


def names_of(acts: tuple[ActName, ...]) -> str:
    """List acts: "zarządzenie nr 7/2025, uchwała nr 9/2025"."""
    return ", ".join(f"{each.kind or 'akt'}{_told(each)}" for each in acts)


def repealed(citation: Citation) -> str:
    """Return what stands for the words of a repealed provision (ZTP § 106): "(uchylony)", "(uchylona)" for a letter."""
    return f"(uchylon{_ending(citation)})"


def _one(amended: Amended, citation: Citation, lang: str) -> str:
    by = amended.by
    genitive, instrumental = _KINDS.get(by.kind, _OTHER)
    told = _told(by)
    forms = _ENGLISH if lang == "en" else _POLISH
    return forms[amended.how].format(
        ending=_ending(citation), of=genitive + told, by=instrumental + told, name=(by.kind or "act") + told
    )


def _told(act: ActName) -> str:
    return f" nr {act.number}" if act.number else f" z dnia {act.day:%d.%m.%Y} r." if act.day else ""


def _ending(citation: Citation) -> str:
    return _ENDINGS.get(citation.level, "y")
