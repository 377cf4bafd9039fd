"""The marks that stand before provisions ("§ 3.", "2.", "1)", "a)", "–"), in every way acts print them."""

import re
from dataclasses import dataclass

from knowledge.acts.citation import Citation

LETTERS = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
_PLAIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBER = r"\d{1,3}[a-z]{0,2}"
_BULLET = r"(?:[-•*–]\s*)?"
_UPPER = "A-ZĄĆĘŁŃÓŚŹŻ"
# After a sign, these words tell a reference to a paragraph from the paragraph itself: "§ 6 ust. 3 Statutu".
_NOT_REFERENCE = (
    r"(?!\s*(?:,|–|—|-\s*\d|(?:ust|pkt|lit|i|oraz|lub|albo|do|niniejsz\w+|statutu|regulaminu|zarządzenia|uchwały)\b|"
    r"(?:otrzymuj|uzyskuj|uchyla|skreśla|oznacza|nadaje|traci)\w*\s))"
)
_STYLES = (
    ("par", re.compile(rf"{_BULLET}(?:§+|&|Par\.|Paragraf)\s*({_NUMBER})(?![\w)/]){_NOT_REFERENCE}\s*\.?\s*")),
    ("paren", re.compile(rf"{_BULLET}\(?({_NUMBER})\)\.?\s*")),
    ("paren", re.compile(rf"{_BULLET}({_NUMBER})(?:/(?!\s*\d)|\.\))\s*")),
    ("dot", re.compile(rf"{_BULLET}({_NUMBER})\.(?![\d.])\s*")),
    ("letter", re.compile(rf"{_BULLET}\(?([{LETTERS}qvx]|[a-z]{{2}})\)\s*")),
    ("letter", re.compile(rf"{_BULLET}([{LETTERS}qvx])/\s*")),
    ("letter", re.compile(rf"([{LETTERS}qvx])\.\s+(?=\S)")),
    ("roman", re.compile(rf"([IVXLl]{{1,6}})[.)]\s+(?=[{_UPPER}])")),
    ("capital", re.compile(rf"([A-Z])[.)]\s+(?=[{_UPPER}])")),
    ("dash", re.compile(r"([–—-])(?:\s+(?=\S)|(?=[–—-]\s))")),
    ("dash", re.compile(r"(\*)\s+(?=\S)")),
    ("dash", re.compile(r"([•▪·●◦➢✓\uf0b7\uf02d])\s*(?=\S)")),
)
_BARE = re.compile(rf"({_NUMBER})(?:\s+(?=[{_UPPER}]|1\.\s)|$)")
INLINE = re.compile(r"(?<=\s)(?=§|&|Par\.|\d{1,3}[a-z]{0,2}(?:[.)/]|\s)|\(?[a-z]{1,2}[)/]|[–—•*-]\s)")
# A number after one of these words is a reference or a quantity, never a mark.
REFERRING = re.compile(
    r"(?:(?<![\w-])(?:ust|pkt|lit|[Aa]rt|[Nn]r|NR|[Pp]oz|[Pp]ar|[Ss]tr|tel|[Zz]ał|[Zz]ałącznik\w*|paragraf\w*|ul|wew|pok|godz)\.?|"
    r"(?<![\w-])(?:tiret|dnia|roku|w|z|o|i|oraz|lub|albo|od|do|na|po|numer\w*|[Zz]arządzeni\w+|[Uu]chwał\w+)|§|[–—-]|(?<=\d)/)\s*$"
)
RANKS = {"par": 0.0, "free": 1.0, "roman": 2.0, "capital": 2.5, "dot": 3.0, "paren": 4.0, "letter": 5.0, "dash": 6.0}
"""How deep a style stands where nothing else tells; what takes no part in a citation stands between the levels."""

_LEVELS = {3.0: "subsection", 4.0: "point", 5.0: "letter", 6.0: "indent"}
_BELOW = {0.0: 3.0, 1.0: 3.0, 2.0: 3.0, 2.5: 3.0, 3.0: 4.0, 4.0: 5.0, 5.0: 6.0, 6.0: 6.0}


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a mark found in a text: its style, its label, and where the text after it begins."""

    style: str
    label: str
    end: int

    @property
    def is_first(self) -> bool:
        """Whether a list begins with it."""
        return self.label in ("1", "a", "I", "A") or self.style == "dash"


def mark_at(text: str, at: int = 0, bare: bool = False) -> Mark | None:
    """Find the mark that stands at a place in a text; `bare` allows a number without any sign for a lost §."""
    for style, pattern in _STYLES:
        if match := pattern.match(text, at):
            return Mark(style, match[1], match.end())
    if bare and (match := _BARE.match(text, at)):
        return Mark("bare", match[1], match.end())
    return None


def follows(before: str, after: str) -> bool:
    """Tell whether a label may follow another in one list: 8 -> 9, 8 -> 8a, 8a -> 9, a -> b, l -> ł, z -> za."""
    if number := re.match(r"\d+", before):
        other = re.match(r"\d+", after)
        step = int(other[0]) - int(number[0]) if other else 0
        return bool(other) and (step == 1 or (step == 0 and after > before))
    if len(before) == len(after) == 1 and before.isalpha() and after.isalpha():
        return any(
            before in row and after in row and row.index(after) - row.index(before) == 1
            for row in (
                LETTERS,
                _PLAIN_LETTERS,
                "abcdefghijklłmnoprstuwyz",
                "abcdefghijklmnoprstuwyz",
                "abcdefghijklmnoprstuwz",
            )
        ) or (before.isupper() and ord(after) - ord(before) == 1)
    roman = [_roman(label) for label in (before, after)]
    if all(roman):
        return roman[1] - roman[0] == 1
    return len(after) > 1 and (after[0] == before[-1] or after[0] == before[0] or before == "z") and after > before[:1]


def _roman(label: str) -> int:
    values = [{"I": 1, "l": 1, "V": 5, "X": 10, "L": 50}.get(letter, 0) for letter in label]
    if not all(values):
        return 0
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def depth_below(rank: float) -> float:
    """Return the rank of a list that stands inside a provision of this rank."""
    return _BELOW[rank]


def cite(container: Citation, rank: float, label: str) -> Citation:
    """Return the citation of a provision of this rank inside what holds it; headings and groups add nothing to it."""
    labels = {level: getattr(container, level) for at, level in _LEVELS.items() if at < rank}
    if rank in _LEVELS:
        labels[_LEVELS[rank]] = label
    return Citation(container.paragraph, part=container.part, **labels)
