"""Find what a text mentions: units by code or name, posts, provisions; whatever way people write them.

All that is known of codes, names and posts comes from the act; nothing is guessed where several fit.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.acts.act import Act, Provision, Unit
from knowledge.acts.citation import LEVELS, Citation, find_citations
from knowledge.language import COMMON_WORDS, fold, fold_in_place

MOST_NEIGHBOURS = 2
"""How many neighbours on either side are named for a code or a citation that does not exist."""

# "17ust2pkt1": a number and the next level's word run together
_RUN_TOGETHER = re.compile(r"(?<=\d)(?=(?:ust|pkt|punkt|lit[a-z]?|tiret)\b|(?:ust|pkt)\d)", re.IGNORECASE)
_GROUP = re.compile(r"[^\W\d_]+|\d+")
SEPARATORS = r"[\s\-‐‑‒–—−._/]"


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a question as written and folded character by character, so that places in the two agree."""

    written: str
    plain: str

    @classmethod
    @lru_cache(8)  # what understands a question in one way after the other asks for the same again
    def of(cls, question: str) -> "Text":
        """Fold a question."""
        written = unicodedata.normalize("NFC", _RUN_TOGETHER.sub(" ", question))
        return cls(written, fold_in_place(written))

    def without(self, start: int, end: int) -> "Text":
        """Blank out a place, so that nothing else is found there."""
        blank = " " * (end - start)
        return Text(
            self.written[:start] + blank + self.written[end:],
            self.plain[:start] + blank + self.plain[end:],
        )

    def without_all(self, pattern: re.Pattern[str]) -> "Text":
        """Blank out every place that a pattern for folded text matches."""
        text = self
        for match in pattern.finditer(self.plain):
            text = text.without(*match.span())
        return text


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold something a text names, with its place.

    `units` are all that it may mean; none of them where `code` has the shape of the act's codes but is unknown.
    `citation` is set for a provision.
    """

    start: int
    end: int
    units: tuple[Unit, ...] = ()
    code: str = ""
    citation: Citation | None = None


def citations_in(text: Text) -> tuple[Mention, ...]:
    """Find the provisions that a text cites, whether the act has them or not."""
    return tuple(Mention(found.start, found.end, citation=found.citation) for found in find_citations(text.plain))


def codes_in(text: Text, act: Act) -> tuple[Mention, ...]:
    """Find unit codes in any spelling ("IT-05-1", "it051", "IT 05 1"), and what has their shape but is unknown."""
    found: list[Mention] = []
    for shape, family in _families(act):
        for match in shape.finditer(text.plain):
            codes = _resolve(text, match.start(), match.end(), family)
            found += [mention for mention in codes if _is_apart(mention, found)]
    return tuple(sorted(found, key=lambda mention: mention.start))


@lru_cache(8)  # acts that are gone are not to be kept
def _families(act: Act) -> tuple[tuple[re.Pattern[str], list[Unit]], ...]:
    """Return the units whose codes begin with the same letters or number, behind the shape of such codes."""
    coded = [unit for unit in act.everyone if unit.code != unit.name]
    prefixes = sorted({_groups(unit.code)[0] for unit in coded}, key=len, reverse=True)
    return tuple((_shape(prefix), [unit for unit in coded if _groups(unit.code)[0] == prefix]) for prefix in prefixes)


def _shape(prefix: str) -> re.Pattern[str]:
    """Return the shape of the codes that begin with some letters or a number, known or not."""
    letters = rf"(?<={SEPARATORS})(?!{re.escape(prefix)}\b)[a-z]{{1,4}}(?![a-z\d])"
    group = rf"(?:o?\d[\do]*|{letters})"
    return re.compile(rf"(?<![\w§]){re.escape(prefix)}(?:{SEPARATORS}{{0,3}}{group})*(?![^\W_])")


@lru_cache(4096)
def _groups(code: str) -> tuple[str, ...]:
    return tuple(_GROUP.findall(fold(code)))


def _is_apart(mention: Mention, others: list[Mention]) -> bool:
    return all(mention.end <= other.start or mention.start >= other.end for other in others)


def _resolve(text: Text, start: int, end: int, family: list[Unit]) -> Iterator[Mention]:
    """Read one code; words and numbers that merely follow it are given back, from the end."""
    pieces = [(match.start() + start, match.end() + start) for match in _GROUP.finditer(text.plain[start:end])]
    for count in range(len(pieces), 0, -1):
        stop = pieces[count - 1][1]
        if unit := _unit_with(text.plain[start:stop], family):
            if _is_meant(text.written[start:stop], unit):
                yield Mention(start, stop, (unit,), unit.code)
            return
        if count == 1 or not _is_loose(text.written[start:stop], pieces[count - 1][0] - start, family):
            if count > 1 and _has_shape(text.written[start:stop], family):
                yield Mention(start, stop, (), _spell(text.plain[start:stop], family))
            return


def _unit_with(spelling: str, family: list[Unit]) -> Unit | None:
    """Return the unit whose code a folded spelling is: the same groups, or the same characters run together."""
    groups = _groups(_with_zeros(spelling))
    joined = "".join(groups)
    is_set = bool(re.search(r"\w[-–./]\w", spelling))  # "it 5" may be a pronoun, "it-5-1" is not
    same = [
        unit
        for unit in family
        if _groups(unit.code) == groups or (is_set and _numbers(_groups(unit.code)) == _numbers(groups))
    ]
    run_together = [unit for unit in family if "".join(_groups(unit.code)) == joined]
    return next(iter(same or run_together), None)


def _with_zeros(spelling: str) -> str:
    return re.sub(r"(?<=\d)o|o(?=\d)", "0", spelling)


def _numbers(groups: tuple[str, ...]) -> tuple[int | str, ...]:
    return tuple(int(group) if group.isdigit() else group for group in groups)


def _is_meant(written: str, unit: Unit) -> bool:
    """Tell whether a code was meant: letters alone ("or", "tc", "or i") must stand as the act prints them."""
    if any(character.isdigit() for character in written):
        return True
    if re.search(r"[^\W_][-./][^\W_]", written):
        return True
    if len(written) > 1 and " " not in written and fold(written) not in COMMON_WORDS:
        return True
    return written == unit.code or written.isupper()


def _is_loose(written: str, last: int, family: list[Unit]) -> bool:
    """Tell whether the last group of a spelling may be a word or number of the sentence, not part of a code."""
    before = written[:last]
    if not before[-1:].isspace():
        return False
    if written[last:].isalpha():
        return not (written[last:].isupper() and any(_groups(unit.code)[-1].isalpha() for unit in family))
    joined = bool(re.search(r"\d[-–./]\d|[a-zA-Z][-–./]\d", before))
    return joined or len(_groups(before)) >= max(len(_groups(unit.code)) for unit in family) or len(_groups(before)) < 2


def _has_shape(written: str, family: list[Unit]) -> bool:
    """Tell whether a spelling that is no known code looks like one: as long a number first, or set with a hyphen."""
    groups = _groups(written)
    numbers = {_groups(unit.code)[1] for unit in family if len(_groups(unit.code)) > 1}
    firsts = {len(number) for number in numbers}
    if not firsts:
        return False
    if written[:1].islower() and not re.match(r"[^\W\d_]+[-–]?\d", written) and groups[1] not in numbers:
        return False  # "it 14.00": a word, then a time
    if not groups[1].isdigit():
        return bool(re.match(r"[^\W\d_]+[-./]\w", written)) and written[:1].isupper()  # not "IT how-to"
    if len(groups) == 2 and len(groups[1]) not in firsts:
        lengths = {len("".join(_groups(unit.code)[1:])) for unit in family}
        return len(groups[1]) in lengths and groups[1].startswith("0")
    return len(groups[1]) in firsts or bool(re.match(r"[^\W\d_]+[-–./]\d", written))


def _spell(spelling: str, family: list[Unit]) -> str:
    """Print an unknown code in the way the act prints its own: "it012" -> "IT-01-2"."""
    groups = list(_groups(_with_zeros(spelling)))
    model = max(family, key=lambda unit: len(_groups(unit.code)))
    lengths = [len(group) for group in _groups(model.code)[1:]]
    if len(groups) == 2 and len(groups[1]) == sum(lengths):
        joined, groups = groups[1], groups[:1]
        for length in lengths:
            groups, joined = [*groups, joined[:length]], joined[length:]
    separator = next(iter(re.findall(r"[-./ ]", model.code)), "-")
    return separator.join(group.upper() for group in groups)


def neighbours(code: str, act: Act) -> tuple[Unit, ...]:
    """Return the units whose codes lie nearest to one that does not exist, in the order of their codes."""
    wanted = _sortable(code)
    coded = sorted((unit for unit in act.units if unit.code != unit.name), key=lambda unit: _sortable(unit.code))
    shared = {unit.code: _shared(wanted, _sortable(unit.code)) for unit in coded}
    most = max(shared.values(), default=0)
    if inside := [unit for unit in coded if most == len(wanted) == shared[unit.code]]:
        return tuple(inside)
    family = [unit for unit in coded if shared[unit.code] == most]
    before = [unit for unit in family if _sortable(unit.code) < wanted]
    after = [unit for unit in family if _sortable(unit.code) > wanted]
    return (*before[-MOST_NEIGHBOURS:], *after[:MOST_NEIGHBOURS])


def _sortable(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(group), "") if group.isdigit() else (-1, group) for group in _groups(code))


def _shared(one: tuple[tuple[int, str], ...], other: tuple[tuple[int, str], ...]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def naming(code: str, act: Act) -> tuple[Provision, ...]:
    """Return the provisions that name a code which is no unit's ("Pion IT-02")."""
    shape = re.compile(rf"(?<!\w){re.escape(code)}(?![\w]|-\d)", re.IGNORECASE)
    return tuple(provision for provision in act.provisions if shape.search(provision.text))


def provision_at(citation: Citation, act: Act) -> tuple[Provision, ...]:
    """Return the provisions at a citation, without what they contain; several where the act gives it twice."""
    for reading in citation.readings():
        if found := tuple(provision for provision in act.provisions if provision.citation == reading):
            return found
    return ()


def nearest_citations(citation: Citation, act: Act) -> tuple[Citation, ...]:
    """Return the citations that exist nearest to one that does not.

    First those with the same labels where a level was left out ("§ 17 pkt 2" for ust. 1 and 2), else those around it.
    """
    every = list(dict.fromkeys(provision.citation for provision in act.provisions))
    labels = [(level, getattr(citation, level)) for level in LEVELS if getattr(citation, level)]
    fuller = [each for each in every if each.level == citation.level and _has(each, labels)]
    if fuller:
        return tuple(fuller)
    parent = citation.parent
    while parent and parent not in every:
        parent = parent.parent
    siblings = [each for each in every if each.parent == parent and each.part == citation.part]
    level = siblings[0].level if siblings else "paragraph"
    wanted = replace(parent or Citation(part=citation.part), **{level: getattr(citation, level)})
    before = [each for each in siblings if each < wanted]
    after = [each for each in siblings if wanted < each]
    return (*before[-MOST_NEIGHBOURS:], *after[:MOST_NEIGHBOURS])


def _has(citation: Citation, labels: list[tuple[str, str]]) -> bool:
    return all(getattr(citation, level) == label for level, label in labels)


def beside(citation: Citation, act: Act) -> tuple[Citation | None, Citation | None]:
    """Return the provisions before and after one on its own level, to step through; None at either end of the act."""
    level = [each for each in dict.fromkeys(p.citation for p in act.provisions) if each.level == citation.level]
    at = level.index(citation)
    return (level[at - 1] if at else None), (level[at + 1] if at + 1 < len(level) else None)
