"""Take a question apart: what it mentions, the words around that, and those that nothing explains."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from knowledge.acts.act import Act
from knowledge.polish import stem
from knowledge.questions.foreign_codes import foreign_codes
from knowledge.questions.known_words import is_known, is_slip, mended
from knowledge.questions.mentions import Mention, Text, citations_in, codes_in
from knowledge.questions.post_names import PostMention, posts_in
from knowledge.questions.unit_names import KIND, NameMention, Names, organisation_in

ENOUGH_OF_A_NAME = 0.6
"""The share of a unit's name, weighed by how telling its words are, that alone is a question for the unit."""

LEAST_OF_A_NAME = 0.2
"""The share from which on a part of a name can mean the unit at all."""

MANY_STRANGERS = 3
"""How many unexplained words beside a § that the act does not have show that something else is meant ("§ 4300")."""

MOST_CANDIDATES = 8
"""How many units a few words may mean and still be offered."""

# "kto zajmuje się umowami" asks for whoever does it, not for the unit with that word in its name
_WHO_DOES = re.compile(
    r"\b(?:kto|ktora|ktory|who|which)\b.*\b(?:zajmuj|odpowiad|odpowiedzialn|kieruj|prowadz|zarzadza|robi|nadzor|"
    r"handle|responsib|manage|run|lead|oversee|supervis|direct)"
)


class Scene:
    """Take a question apart: what it mentions, the words around it, and those that nothing explains.

    A word of the act's own, by `own_stems`, is never taken for another that is misspelt. Units are looked for by their
    names where somebody asks for that: most questions are about a duty, and name none.
    """

    def __init__(self, question: str, act: Act, names: Names, own_stems: frozenset[str]) -> None:
        self.text = Text.of(question).without_all(_own_number(act))
        self._names = names
        self._own_stems = own_stems
        cited = citations_in(self.text)
        rest = _without(self.text, cited)
        coded = codes_in(rest, act)
        rest = _without(rest, coded)
        organisation = [replace(mention, code=name) for mention, name in organisation_in(rest, act)]
        rest = _without(rest, organisation)
        posts = posts_in(rest, act)
        rest = _without(rest, posts)
        self.foreign = tuple(foreign_codes(rest, act))
        """What looks like a code and is none of the act's."""
        self._unnamed = _without(rest, self.foreign)
        self.certain = _in_order((*cited, *coded, *organisation, *posts))
        """What is mentioned otherwise than by a unit's name."""

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All that is mentioned."""
        return _in_order((*self.certain, *self._named))

    @cached_property
    def strangers(self) -> tuple[str, ...]:
        """The first `MANY_STRANGERS` words that nothing explains."""
        rest = _without(self._unnamed, self._named)
        return tuple(islice((word for word in _words(rest) if self._is_strange(word)), MANY_STRANGERS))

    @property
    def has_strangers(self) -> bool:
        """Whether there is a word that nothing explains; found without the names where it is in none of them."""
        plainly = any(self._is_strange(word) and not self._names.may_hold(word) for word in _words(self._unnamed))
        return plainly or bool(self.strangers)

    @property
    def skeleton(self) -> str:
        """The folded question with a capital for each mention: U unit, P post, R role, O organisation."""
        return _skeleton(_without(self._unnamed, self._named), self.mentions)

    @cached_property
    def _named(self) -> tuple[NameMention, ...]:
        found = self._names.find(self._unnamed)
        return tuple(each for each in found if _is_meant(each, found, self.certain, self._unnamed, self.text))

    def _is_strange(self, word: str) -> bool:
        if is_known(word) or KIND.fullmatch(word) or is_slip(word):
            return False
        return stem(word) in self._own_stems or not mended(word)


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _words(text: Text) -> Iterator[str]:
    return (match[0] for match in re.finditer(r"[^\W_]+", text.plain))


def _own_number(act: Act) -> re.Pattern[str]:
    """Return a pattern for the act's own number, which tells nothing in a question about it."""
    return re.compile(rf"(?<!\w)(?:nr\.?\s*)?{re.escape(act.number.lower())}(?!\w)" if act.number else r"(?!)")


def _without(text: Text, mentions: Iterable[Mention]) -> Text:
    for mention in mentions:
        text = text.without(mention.start, mention.end)
    return text


def _is_meant(
    mention: NameMention, names: Sequence[NameMention], others: Sequence[Mention], rest: Text, text: Text
) -> bool:
    """Tell whether words of a unit's name mean the unit: beside a word for a unit, or where nothing else can be."""
    before = rest.plain[: mention.start].split()
    if mention.bare_kind:
        return not (_PLURAL.fullmatch(rest.plain[mention.start : mention.end]) or set(before[-3:]) & _COUNTING)
    if mention.anchored:
        return True
    if all(is_known(word) for word in re.findall(r"[^\W_]+", rest.plain[mention.start : mention.end])):
        return False  # "podstawa prawna" is no legal unit
    if any(not is_any_post(other) for other in others):
        return False
    if len(mention.units) > MOST_CANDIDATES or len(names) > 1 or mention.coverage < LEAST_OF_A_NAME:
        return False
    around = [mended(w) or w for w in re.findall(r"[^\W_]+", rest.without(mention.start, mention.end).plain)]
    if not around:
        return mention.coverage >= ENOUGH_OF_A_NAME and not re.search(r"\d", text.plain)
    words = " ".join(around)
    if any(map(KIND.fullmatch, around)):
        return True
    return not _WHO_DOES.search(words) and bool(_ABOUT_A_UNIT.search(words))


def is_any_post(mention: Mention) -> bool:
    """Tell whether a post is named of which the act has several ("który zastępca")."""
    return isinstance(mention, PostMention) and mention.is_any


_COUNTING = frozenset("ile ilu jakie ktore lista liste liczba liczbe wymien many which list".split())
_PLURAL = re.compile(r"\w+(?:ow|y|ami|ach|om)")
# With these a bare "cyberbezpieczeństwo" is the unit; "szef" and "podlega" are said of nothing else.
_ABOUT_A_UNIT = re.compile(
    r"\b(?:przelozon|zwierzchni|szef|podleg|boss|supervisor|superior|report|(?:czym|co) (?:sie )?(?:zajmuj|robi)"
    r"|what (?:does|do|is)\b|za co odpowiad|co to (?:jest|za)|gdzie (?:jest|nalezy)|kod|symbol"
    r"|code|chain|lancuch|sciezk|"
    r"(?:jakim|ktorym|czyim) (?:dziale|pionie|oddziale|wydziale)|do czego nalez|belong|where is)"
)


def _skeleton(rest: Text, mentions: Sequence[Mention]) -> str:
    """Write the folded text with a capital at each mention, in its place; misspelt words are mended."""
    letters = list(rest.plain)
    for mention in mentions:
        letters[mention.start] = tag(mention)
    plain = "".join(letter if letter.isalnum() else " " for letter in letters)
    return re.sub(r"[a-z]{6,}", lambda match: _fitted(match[0]), plain)


def _fitted(word: str) -> str:
    """Mend a word without moving what comes after it."""
    right = "" if is_known(word) or KIND.fullmatch(word) else mended(word)
    return right[: len(word)].ljust(len(word)) if right else word


def tag(mention: Mention) -> str:
    if mention.citation:
        return "C"
    if not mention.units:
        return "R" if isinstance(mention, PostMention) else "X"
    kind = mention.units[0].kind
    if isinstance(mention, PostMention) or kind == "post":
        return "P"
    return "U" if mention.units[0].parent or isinstance(mention, NameMention) or not mention.code else "O"
