"""Find what looks like a unit's code and is none of the act's: "OR-05" where all of its own begin with "IT".

What such codes look like is told by the act's own: a few letters, then numbers grouped as in one of its codes. Names of
products and norms are of other shapes ("ISO 27001", "COVID-19", "A4"); where one number alone follows ("PIT-37"), its
leading zero or as many letters as the act's codes have must speak for a code.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.acts.act import Act, Unit
from knowledge.language import COMMON_WORDS, fold
from knowledge.questions.known_words import FUNCTION_WORDS, is_known
from knowledge.questions.mentions import SEPARATORS, Mention, Text

MOST_SLIPS = 2
"""By how many letters and numbers a code may differ from one that is called near to it."""

MOST_NEAREST = 4

_LIKE_A_CODE = re.compile(
    rf"(?<![\w§.,-])([^\W\d_]{{2,4}})({SEPARATORS}{{0,3}})(\d{{1,4}}(?:{SEPARATORS}{{1,3}}\d{{1,4}})*)(?![\w]|[-./]\w)"
)
# "nr 05", "pok. 12"
_NUMBERED = frozenset("nr no lp pok tel str poz pkt ust par art lit ver ip".split())

Grouping = tuple[int, ...]


def foreign_codes(text: Text, act: Act) -> Iterator[Mention]:
    """Yield what is set like one of the act's codes; a text that is nothing else need not be set so strictly."""
    shapes = _shapes(act)
    for match in _LIKE_A_CODE.finditer(text.plain):
        is_alone = not re.search(r"\w", text.plain[: match.start()] + text.plain[match.end() :])
        letters, between, numbers = match.groups()
        written = re.findall(r"\d+", numbers)
        is_hyphened = is_alone and len(written) > 1 and not re.search(r"[\s._]", match[0])
        groups = written if is_hyphened else _grouped(written, shapes)
        if not groups or not _is_named(text.written[match.start() : match.start(2)], between, is_alone):
            continue
        as_own = any(len(letters) == count for count, _ in shapes)
        is_joined = bool(between) and not between.isspace()
        if len(groups) > 1 or groups[0].startswith("0") or (is_alone and as_own and is_joined):
            yield Mention(match.start(), match.end(), code="-".join((letters.upper(), *groups)))


def nearest_by_spelling(code: str, act: Act) -> tuple[Unit, ...]:
    """Return the units whose codes differ least from one that is not the act's; none where they all differ much."""
    wanted = _compact(code)
    coded = [unit for unit in act.units if unit.code != unit.name]
    slips = {unit.code: int(OSA.distance(wanted, _compact(unit.code))) for unit in coded}
    least = min(slips.values(), default=MOST_SLIPS + 1)
    return tuple(unit for unit in coded if slips[unit.code] == least <= MOST_SLIPS)[:MOST_NEAREST]


@lru_cache(8)  # acts that are gone are not to be kept
def _shapes(act: Act) -> frozenset[tuple[int, Grouping]]:
    """Return how many letters the act's codes begin with, and how long the numbers after them are."""
    coded = [fold(unit.code) for unit in act.everyone if unit.code != unit.name]
    found = (re.fullmatch(rf"([a-z]+)(?:{SEPARATORS}?\d+)+", code) for code in coded)
    return frozenset((len(each[1]), tuple(map(len, re.findall(r"\d+", each[0])))) for each in found if each)


def _grouped(numbers: list[str], shapes: frozenset[tuple[int, Grouping]]) -> list[str]:
    """Return numbers as the act groups them, those that are run together too; nothing where it has no such grouping."""
    groupings = {grouping for _, grouping in shapes}
    if tuple(map(len, numbers)) in groupings:
        return numbers
    if len(numbers) == 1 and numbers[0].startswith("0"):
        for grouping in sorted(each for each in groupings if sum(each) == len(numbers[0])):
            starts = [sum(grouping[:at]) for at in range(len(grouping))]
            return [numbers[0][start : start + length] for start, length in zip(starts, grouping, strict=True)]
    return []


def _is_named(letters: str, between: str, is_alone: bool) -> bool:
    """Tell whether the letters before the numbers may be a code's: no word of the sentence, nor one for a number."""
    word = fold(letters)
    if word in _NUMBERED:
        return False
    is_word = word in COMMON_WORDS or word in FUNCTION_WORDS
    if is_known(word) and not is_word:
        return False
    return is_alone or letters.isupper() or (bool(between) and not between.isspace() and not is_word)


def _compact(code: str) -> str:
    return re.sub(r"[\W_]", "", fold(code))
