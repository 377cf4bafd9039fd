"""The address of a provision: parse it as people write it, print it as the drafting rules do, order it as the act does.

Glossary (Zasady techniki prawodawczej, Dz.U. 2016 poz. 283, §§ 54-59):

    Polish      abbreviation   English, here    marker in an act
    paragraf    §              paragraph        § 17.
    ustęp       ust.           subsection       2.
    punkt       pkt            point            1)
    litera      lit.           letter           g)
    tiret       tiret          indent           –
    załącznik   zał.           part             an annex, which restarts at § 1
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.errors import InvalidCitation
from knowledge.language import fold

LEVELS = ("paragraph", "subsection", "point", "letter", "indent")
"""The levels of an act from the highest to the lowest, as field names of `Citation`."""

_ABBREVIATIONS = {"paragraph": "§", "subsection": "ust.", "point": "pkt", "letter": "lit.", "indent": "tiret"}
_MARKERS = {"paragraph": "§ {}.", "subsection": "{}.", "point": "{})", "letter": "{})", "indent": "–"}

# The words people use for each level, folded: "par. 17 ust 2", "section 19 point 27", "§17 pkt. 1 litera g".
_WORDS = {
    "part": r"(?:zal(?:acznik\w*)?|annex)\.?\s*(?:nr\.?\s*)?",
    "paragraph": r"(?:§{1,2}|&|paragraf\w*|paragraph|par|section|sec|art(?:ykul\w*|icle)?)\.?\s*",
    "subsection": r"(?:ustep\w*|ust|subsection|subsec|section|sec)\.?\s*",
    "point": r"(?:punk\w*|pkt|point|pt)\.?\s*",
    "letter": r"(?:liter\w*|lit|letter)\.?\s*",
    "indent": r"(?:tiret|indent)\.?\s*",
}
_LABELS = {"letter": r"(?P<letter>[a-z]{1,3})", "indent": r"(?P<indent>\d+)", "part": r"(?P<part>\d+|[ivx]+)"}
_WORDED = re.compile(
    r"\s*[,.]?\s*".join(
        f"(?:{words}{_LABELS.get(level, f'(?P<{level}>[0-9]+[a-z]?)')}\\b\\)?)?" for level, words in _WORDS.items()
    )
)
# "17.2.1.g": § 17 ust. 2 pkt 1 lit. g. A paragraph without subsections leaves one number out: "14.1.e".
# "١٧": whatever writing a digit comes from, it is printed as 0 to 9
_DIGIT = re.compile(r"(?![0-9])\d")
_DOTTED = re.compile(r"(?P<numbers>\d+[a-z]?(?:\.\d+[a-z]?){0,2})(?:\.(?P<letter>[a-z]{1,3}))?\.?")

# "paragraf osiemnasty", "section nineteen": the numerals a § of an act reaches, by their folded stems.
_ORDINALS = {
    stem: number
    for number, stems in enumerate(
        (
            "pierwsz first one",
            "drug second two",
            "trzec third three",
            "czwart fourth four",
            "piat fifth five",
            "szost sixth six",
            "siodm seventh seven",
            "osm eighth eight",
            "dziewiat ninth nine",
            "dziesiat tenth ten",
            "jedenast eleventh eleven",
            "dwunast twelfth twelve",
            "trzynast thirteenth thirteen",
            "czternast fourteenth fourteen",
            "pietnast fifteenth fifteen",
            "szesnast sixteenth sixteen",
            "siedemnast seventeenth seventeen",
            "osiemnast eighteenth eighteen",
            "dziewietnast nineteenth nineteen",
            "dwudziest twentieth twenty",
        ),
        start=1,
    )
    for stem in stems.split()
} | {
    stem: number
    for number, stems in ((30, "trzydziest thirtieth thirty"), (40, "czterdziest fortieth forty"))
    for stem in stems.split()
}
_ORDINAL_WORD = re.compile(r"\b[a-z]{3,}\b")
_ORDINAL_ENDING = re.compile(r"(?:y|i|a|e|ego|iego|ej|iej|ym|im|ie|ia)?$")
# "dwudziesty drugi", "twenty-two", once their words are digits
_TENS_AND_ONES = re.compile(r"\b([2-4]0)[ -]([1-9])\b")
_SPELT = rf"(?:{'|'.join(_ORDINALS)})(?:y|i|a|e|ego|iego|ej|iej|ym|im|ie|ia)?\b"
_NUMBER = rf"(?:\d+[a-z]?\b|{_SPELT}(?:[ -]{_SPELT})?)"

# A citation within running text: it begins at a paragraph, "par. 17 ust 2", "§ 17.2.1.g", "osiemnasty paragraf".
_WITHIN = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?:{_WORDS['part']}{_LABELS['part']}\s*[,.]?\s*)?"
    rf"(?:{_WORDS['paragraph']})(?:(?:nr|no|number)\b\.?\s*)?"
    rf"(?:(?P<dotted>\d+[a-z]?(?:\.\d+[a-z]?)+(?:\.[a-z]\b)?)|(?P<number>{_NUMBER}))"
    rf"|(?P<ahead>{_SPELT}(?:[ -]{_SPELT})?)\s+(?:paragraf\w*|paragraph|section)\b)"
    rf"(?P<below>(?:\s*[,.]?\s*(?:(?:{_WORDS['subsection']}|{_WORDS['point']}){_NUMBER}\)?"
    rf"|{_WORDS['letter']}[a-z]{{1,3}}\b\)?|{_WORDS['indent']}\d+))*)"
)
_LOWER_AHEAD = re.compile(
    rf"(?<!\w)(?:(?:ustep\w*|ust|subsection)\.?\s*(?P<subsection>{_NUMBER})"
    rf"|{_WORDS['point']}(?P<point>{_NUMBER})|{_WORDS['letter']}(?P<letter>[a-z]{{1,3}}\b))\)?"
    r"[\s,]*(?:(?:w|z|of|in|the|do|from)\s+)*$"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """Hold the address of one provision; an empty label means that the level is not used.

    `part` is empty for the body of an act and the number of the annex otherwise.
    """

    paragraph: str = ""
    subsection: str = ""
    point: str = ""
    letter: str = ""
    indent: str = ""
    part: str = ""

    @classmethod
    @lru_cache(4096)  # acts and their questions cite the same few provisions again and again
    def parse(cls, text: str) -> "Citation":
        """Read a citation in any of the ways people write it.

        Accepts "§ 17 ust. 2 pkt 1 lit. g", "par 17 ust 2", "section 19 point 27", "paragraf osiemnasty", "17.2.1.g".
        Raises InvalidCitation when the whole text is not a citation.
        """
        plain = _DIGIT.sub(lambda digit: str(int(digit[0])), _spell_numerals(fold(text).strip(" .,;:")))
        if match := _WORDED.fullmatch(plain):
            labels = {level: label for level, label in match.groupdict().items() if label}
            if labels:
                return cls(**labels)
        if match := _DOTTED.fullmatch(plain):
            return cls._from_dotted(match["numbers"].split("."), match["letter"] or "")
        raise InvalidCitation(text)

    @classmethod
    def _from_dotted(cls, numbers: list[str], letter: str) -> "Citation":
        match numbers:
            case [paragraph]:
                return cls(paragraph, letter=letter)
            case [paragraph, second]:
                return cls(paragraph, point=second, letter=letter) if letter else cls(paragraph, second)
            case [paragraph, subsection, point]:
                return cls(paragraph, subsection, point, letter)
        raise AssertionError(numbers)

    def __str__(self) -> str:
        pieces = [f"zał. {self.part}"] if self.part else []
        pieces += [f"{_ABBREVIATIONS[level]} {label}" for level in LEVELS if (label := getattr(self, level))]
        return " ".join(pieces)

    def __lt__(self, other: "Citation") -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[tuple[int, str], ...]:
        """The order of the act: 8 before 8a before 9, a provision before what it contains, annexes last."""
        labels = (self.part, self.paragraph, self.subsection, self.point, self.letter, self.indent)
        return tuple(_label_key(label) for label in labels)

    @property
    def level(self) -> str:
        """The lowest level the citation names, one of `LEVELS`; "part" for an annex as a whole."""
        for level in reversed(LEVELS):
            if getattr(self, level):
                return level
        return "part"

    @property
    def marker(self) -> str:
        """The mark that stands before the provision in an act: "§ 17.", "2.", "1)", "g)", "–"."""
        level = self.level
        return _MARKERS[level].format(getattr(self, level)) if level in _MARKERS else f"Załącznik {self.part}"

    @property
    def parent(self) -> "Citation | None":
        """The provision that contains this one; None for a paragraph."""
        level = self.level
        if level in ("part", "paragraph"):
            return None
        parent = replace(self, **{level: ""})
        return parent if parent.level != "part" else None

    @lru_cache(4096)  # noqa: B019  (few citations there are, and they are small)
    def lead_ins(self) -> tuple["Citation", ...]:
        """Return the points and letters that contain a provision, the nearest first: those by which it is readable."""
        above = self.parent
        return (above, *above.lead_ins()) if above and above.level in ("point", "letter") else ()

    def readings(self) -> tuple["Citation", ...]:
        """Return what it may mean: itself, or "14.1" read as § 14 pkt 1 where the paragraph has no subsections."""
        if self.level != "subsection":
            return (self,)
        return (self, replace(self, subsection="", point=self.subsection))

    def contains(self, other: "Citation") -> bool:
        """Tell whether `other` is this provision or lies inside it."""
        return self.part == other.part and all(getattr(self, level) in ("", getattr(other, level)) for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a citation found within a text, with the places where it begins and ends."""

    citation: Citation
    start: int
    end: int


def find_citations(plain: str) -> tuple[Found, ...]:
    """Find the citations that a folded text contains, from left to right; a paragraph at least must be named."""
    return tuple(found for match in _WITHIN.finditer(plain) if (found := _found(match)))


def _found(match: re.Match[str]) -> Found | None:
    number = match["number"] or match["ahead"] or match["dotted"]
    text = f"§ {number} {match['below']}" if not match["dotted"] else f"{number}"
    try:
        citation = Citation.parse(text)
    except InvalidCitation:
        return None
    start, ahead = _ahead(match.string[: match.start()])
    return Found(replace(citation, part=match["part"] or "", **ahead), start, match.end())


def _ahead(before: str) -> tuple[int, dict[str, str]]:
    """Read the lower levels that stand before the paragraph ("lit. b pkt 5 w § 14"), and where they begin."""
    labels: dict[str, str] = {}
    start = len(before)
    while match := _LOWER_AHEAD.search(before[:start]):
        level = next(level for level in ("subsection", "point", "letter") if match[level])
        labels[level] = getattr(Citation.parse(f"{_ABBREVIATIONS[level]} {match[level]}"), level)
        start = match.start()
    return start, labels


def _label_key(label: str) -> tuple[int, str]:
    match = re.match(r"(\d*)(.*)", label)
    assert match is not None
    return int(match[1] or 0), match[2]


def _spell_numerals(plain: str) -> str:
    digits = _ORDINAL_WORD.sub(lambda match: _numeral(match[0]), plain)
    if digits == plain:
        return plain
    return _TENS_AND_ONES.sub(lambda match: str(int(match[1]) + int(match[2])), digits)


@lru_cache(4096)
def _numeral(word: str) -> str:
    for stem, number in _ORDINALS.items():
        if word.startswith(stem) and _ORDINAL_ENDING.fullmatch(word[len(stem) :]):
            return str(number)
    return word
