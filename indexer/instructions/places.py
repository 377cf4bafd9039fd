"""Where an act is changed, as amending acts say it: "w § 3 w ust. 2 pkt 4 i 5", "po § 8", "tiret drugie" (ZTP § 56).

An address may name only its lower levels; what stands above the instruction gives the rest.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge.acts.citation import LEVELS, Citation

ANNEX = "*"
"""The label of an annex that is named without its number: the only one the act has."""

_LEVEL = re.compile(
    r"(?P<part>załącznik\w*(?:\s+(?:nr|numer)\b\.?)?)|(?P<chapter>rozdzia\w+)|(?P<paragraph>§{1,2}|paragraf\w*)|"
    r"(?P<subsection>ust(?:ęp\w*)?\b\.?)|(?P<point>pkt\b\.?|punk\w+)|(?P<letter>lit(?:er\w*)?\b\.?)|"
    r"(?P<indent>tiret\b)|(?P<sentence>zdani\w+(?!\s+wstępn))|"
    r"(?P<lead>wprowadzeni\w+ do wyliczenia|zdani\w+ wstępn\w+)|(?P<title>tytuł\w*|nazw\w+(?=\s+rozdzia))",
    re.IGNORECASE,
)
_ORDINALS = ("pierwsz", "drug", "trzeci", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt", "dziesiąt")
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})\w*"
_LABELS = {
    "part": r"(?:\d+[a-z]?|[IVX]+)\b",
    "chapter": r"(?:\d+[a-z]?|[IVX]+[a-z]?)\b",
    "letter": r"[a-zżźćńółęąś]{1,2}\b",
    "sentence": rf"(?:{_ORDINAL}|\d+\.?)",
    "indent": rf"(?:{_ORDINAL}|\d+)",
}
_NUMBER = r"\d+[a-z]{0,3}\b"
# "lit. b i w pkt 4": here "w" is a word
_PREPOSITION = re.compile(r"(?:w|we|z|po|do|na|o|u)\s+(?:§|\w{3})")
_OF_THE_ACT = re.compile(r"\s+do\s+(?:niniejsz\w+\s+)?(?:zarządzenia|uchwały|regulaminu|statutu)\b", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*|\s+(?:i|oraz|lub|a także|jak również)\s+")
_RANGE = re.compile(r"\s*[–—-]\s*|\s+do\s+")
_JOINT = re.compile(r"\s*(?:(?P<and>,|\bi\b|\boraz\b|\ba także\b|\blub\b)\s*)?(?:\bwe?\b\s*)?", re.IGNORECASE)
_ORDER = ("part", "chapter", *LEVELS, "sentence", "lead", "title")


@dataclass(frozen=True, slots=True)
class Address:
    """Hold the address of what is changed, or the part of it that was named.

    `until` is the last label of a range ("pkt 3-5"), at the lowest level that is named; `chapter` a chapter's number,
    `piece` what of the provision is meant: "lead" for the words before its list, "title", or a sentence's number.
    """

    citation: Citation = field(default_factory=Citation)
    until: str = ""
    chapter: str = ""
    piece: str = ""

    @property
    def level(self) -> str:
        """The lowest level named, one of `LEVELS`, "chapter", "part", or "" for the whole act."""
        if any(getattr(self.citation, level) for level in LEVELS):
            return self.citation.level
        return "chapter" if self.chapter else "part" if self.citation.part else ""

    @property
    def label(self) -> str:
        """The label at the lowest level named."""
        if self.level in ("", "chapter"):
            return self.chapter
        return str(getattr(self.citation, self.level))

    def relabelled(self, label: str) -> "Address":
        """Return the place with another label at its lowest level, and no range."""
        if self.level == "chapter":
            return replace(self, chapter=label, until="")
        return replace(self, citation=replace(self.citation, **{self.level: label}), until="")

    def within(self, scope: "Address") -> "Address":
        """Return the whole address of a place, of which a scope gives the levels above: § 3, pkt 2 -> § 3 pkt 2."""
        named = [level for level in ("part", *LEVELS) if getattr(self.citation, level)]
        if named:
            above = ("part", *LEVELS)[: ("part", *LEVELS).index(named[0])]
            labels = {level: getattr(scope.citation, level) for level in above if getattr(scope.citation, level)}
            return replace(self, citation=replace(self.citation, **labels))
        if self.chapter:
            return replace(self, citation=Citation(part=scope.citation.part))
        return replace(scope, piece=self.piece or scope.piece)

    def __str__(self) -> str:
        pieces = [str(self.citation).replace("zał. *", "załącznik")] if self.citation != Citation() else []
        pieces = [f"rozdział {self.chapter}"] if self.level == "chapter" else pieces
        pieces += [f"zdanie {self.piece}" if self.piece.isdigit() else _PIECES[self.piece]] if self.piece else []
        return " ".join(pieces) + (f"-{self.until}" if self.until else "")


_PIECES = {"lead": "wprowadzenie do wyliczenia", "title": "tytuł"}


def read_places(text: str, at: int = 0) -> tuple[tuple[Address, ...], int]:
    """Read the places that stand at a point of a text, with "w" and "oraz" between them; returns where they end.

    "§ 3 ust. 2 i 3 oraz w § 5" gives three places; nothing where the text goes on otherwise.
    """
    return _Reader(text, at).read()


def find_places(text: str) -> tuple[Address, ...]:
    """Find all places that a text names, wherever they stand in it."""
    found: list[Address] = []
    at = 0
    while match := _LEVEL.search(text, at):
        places, end = read_places(text, match.start())
        found += places
        at = max(end, match.end())
    return tuple(found)


def within(places: Iterable[Address], scope: Iterable[Address]) -> tuple[Address, ...]:
    """Return the whole addresses of places inside each place of a scope."""
    scopes = tuple(scope) or (Address(),)
    return tuple(dict.fromkeys(place.within(each) for each in scopes for place in places))


class _Reader:
    """Read one run of places from a text."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        self.labels: dict[str, str] = {}
        self.until = ""
        self.done: list[Address] = []

    def read(self) -> tuple[tuple[Address, ...], int]:
        while True:
            joint = _JOINT.match(self.text, self.at)
            start = joint.end() if joint else self.at
            before = self.at
            level = self._level(start)
            if not level:
                break
            if self.labels and _ORDER.index(level) <= self._lowest():
                if not (joint and joint["and"]):  # "po pkt 3 pkt 3a": the second is another matter
                    self.at = before
                    break
                self._emit()
            self._descend(level)
            self._more(level)
        self._emit()
        return tuple(self.done), self.at

    def _level(self, start: int) -> str:
        """Take a level with its label, "ust. 2", "pierwsze tiret", "zdanie drugie"; returns its name, "" for none."""
        ahead = re.compile(rf"({_ORDINAL})\s+(?=tiret\b|zdani)", re.IGNORECASE).match(self.text, start)
        match = _LEVEL.match(self.text, ahead.end() if ahead else start)
        if not match or not match.lastgroup:
            return ""
        level = match.lastgroup
        if level in ("lead", "title"):
            self.label, self.at = level, match.end()
            return level
        label = None if ahead else self._label(level, match.end())
        if ahead:
            self.label, self.at = _plain(ahead[1]), match.end()
        elif label:
            self.label, self.at = _plain(label[0]), label.end()
        elif level == "part":
            self.label, self.at = ANNEX, match.end()
        else:
            return ""
        if level == "part" and (named := _OF_THE_ACT.match(self.text, self.at)):
            self.at = named.end()
        return level

    def _label(self, level: str, at: int) -> re.Match[str] | None:
        start = at + len(self.text[at:]) - len(self.text[at:].lstrip())
        return re.compile(rf"{_LABELS.get(level, _NUMBER)}\)?").match(self.text, start)

    def _lowest(self) -> int:
        return max((_ORDER.index(level) for level in self.labels if level != "title"), default=-1)

    def _descend(self, level: str) -> None:
        at = _ORDER.index(level)
        kept = {above: label for above, label in self.labels.items() if _ORDER.index(above) < at or above == "title"}
        self.labels = kept | {level: self.label}

    def _more(self, level: str) -> None:
        """Take the range or the further labels of one level: "3-5", "3, 4 i 6"."""
        if level in ("lead", "title"):
            return
        while True:
            dash = _RANGE.match(self.text, self.at)
            if dash and (label := self._ranged(level, dash.end())):
                self.until, self.at = _plain(label[0]), label.end()
            joint = _AND.match(self.text, self.at)
            label = self._label(level, joint.end()) if joint else None
            if not label or _PREPOSITION.match(label.string, label.start()):
                return
            self._emit()
            self.labels[level], self.at = _plain(label[0]), label.end()

    def _ranged(self, level: str, at: int) -> re.Match[str] | None:
        again = _LEVEL.match(self.text, at)
        if again and again.lastgroup == level:
            at = again.end()
        return self._label(level, at)

    def _emit(self) -> None:
        labels = {level: label for level, label in self.labels.items() if level in (*LEVELS, "part")}
        if self.labels:
            piece = next(
                (level for level in ("lead", "title") if level in self.labels), self.labels.get("sentence", "")
            )
            self.done.append(Address(Citation(**labels), self.until, self.labels.get("chapter", ""), piece))
        self.until = ""


def _plain(label: str) -> str:
    """Write a label as citations do: an ordinal as a number, without brackets."""
    ordinal = next((number for number, stem in enumerate(_ORDINALS, start=1) if label.lower().startswith(stem)), 0)
    return str(ordinal) if ordinal and len(label) > 3 else label.strip("). ")


def labels_between(first: str, last: str) -> Iterator[str]:
    """Yield the labels from one to another: 5-7, 8a-8c, c-e."""
    one, other = (re.fullmatch(r"(\d*)([a-z]*)", label) for label in (first, last))
    if not one or not other:
        yield from dict.fromkeys((first, last))
    elif one[1] == other[1] and len(one[2]) == len(other[2]) >= 1 and one[2][:-1] == other[2][:-1]:
        yield from (f"{one[1]}{one[2][:-1]}{chr(code)}" for code in range(ord(one[2][-1]), ord(other[2][-1]) + 1))
    elif one[1] and other[1] and not one[2] and not other[2]:
        yield from (str(number) for number in range(int(one[1]), int(other[1]) + 1))
    else:
        yield from dict.fromkeys((first, last))
