"""Find the posts that a text means, and what an act says of each: director, deputies, heads, coordinators, others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.acts.act import Act, Provision, Unit
from knowledge.language import fold
from knowledge.polish import in_any_case
from knowledge.questions.mentions import Mention, Text
from knowledge.questions.unit_names import name_word_matches

# The words for a post, Polish and English, and the folded stem by which an act's text names it.
_POSTS = (
    (r"zastep(?:c\w{0,5}|czyni\w{0,3})|z-c\w{1,3}|zc[aye]|wicedyrektor\w{0,4}|vice|deput(?:y|ies)", "zastepc"),
    (r"dyrektor\w{0,4}|dyrekcj\w{1,2}|directors?", "dyrektor"),
    (r"pelnomocni\w{1,4}|plenipotentiary|plenipotentiaries|representative|proxy", "pelnomocni"),
    (r"koordynator\w{0,4}|coordinators?", "koordynator"),
    (r"kierowni(?:k\w{0,4}|c\w{1,3}|cz\w{1,4})|heads?|managers?|chiefs?", "kierowni"),
    (r"naczelni(?:k\w{0,4}|c\w{1,3})", "naczelni"),
    (r"administrator\w{0,4} techniczn\w{1,4}|technical administrators?", "administrator"),
    (r"rzeczni(?:k\w{0,4}|c\w{1,3})|spokes\w+", "rzeczni"),
    (r"sekretarz\w{0,4}|secretary", "sekretarz"),
    (r"skarbni(?:k\w{0,4}|c\w{1,3})|treasurer", "skarbni"),
)
HEADS = r"(?:kierowni|naczelni|koordynator)"
"""The folded stems by which an act calls those who head a unit."""

_POST = re.compile(rf"(?<![^\W_])(?:{'|'.join(words for words, _ in _POSTS)})".replace(" ", r"[\W_]+"))
"""Where a word for a post begins, as it does in few texts."""

_ORDINALS = (
    (1, r"i|1|1st|pierwsz\w{1,3}|first|one"),
    (2, r"ii|2|2nd|drugi\w{0,3}|druga|second|two"),
    (3, r"iii|3|3rd|trzeci\w{0,3}|third|three"),
    (4, r"iv|4|4th|czwart\w{1,3}|fourth|four"),
    (5, r"v|5|5th|piat\w{1,3}|fifth|five"),
)
_BETWEEN = frozenset("dyrektora dyrektor director directors nr numer no number the centrum of a".split())
_WORD = re.compile(r"z-c\w{1,3}|[^\W_]+")


@dataclass(frozen=True, slots=True)
class PostMention(Mention):
    """Hold a post a text names; `stem` is the folded stem of its word where the act lists no such post."""

    stem: str = ""
    is_any: bool = False
    """Whether any of several may be meant: the act has more than one, and the text does not say which."""


def posts_in(text: Text, act: Act) -> tuple[PostMention, ...]:
    """Find the posts that a text names; several candidates for "zastępca" where the act has more than one."""
    if not _POST.search(text.plain):
        return ()
    tokens = list(_WORD.finditer(text.plain))
    found: list[PostMention] = []
    at = 0
    while at < len(tokens):
        stem, width = _post_word(tokens, at)
        if not stem:
            at += 1
            continue
        first, last, ordinal = _ordinal_beside(text, tokens, at, at + width)
        first, others = _coordinated(text, tokens, first) if ordinal and first < at else (first, ())
        units = tuple(post for each in (*others, ordinal) for post in _posts(act, stem, each))
        units, last = _with_complement(units, tokens, last, stem)
        found.append(
            PostMention(
                tokens[first].start(), tokens[last - 1].end(), units, stem=stem, is_any=len(units) > 1 and not ordinal
            )
        )
        at = last
    return tuple(found)


def _post_word(tokens: Sequence[re.Match[str]], at: int) -> tuple[str, int]:
    """Return the stem of the post that the words here name, with the number of words; "" and 0 where none."""
    for width in (2, 1):
        words = " ".join(token[0] for token in tokens[at : at + width])
        if at + width <= len(tokens) and (stem := _stem_of(words)):
            return stem, width
    return "", 0


@lru_cache(4096)
def _stem_of(words: str) -> str:
    return next((stem for words_for, stem in _POSTS if re.fullmatch(words_for, words)), "")


def _ordinal_beside(text: Text, tokens: Sequence[re.Match[str]], start: int, end: int) -> tuple[int, int, int]:
    """Return the span of words widened by an ordinal before or after it ("II Zastępca", "deputy director 2")."""
    if start and (ordinal := _ordinal(text, tokens[start - 1], before=True)):
        previous = tokens[start - 2][0] if start > 1 else ""
        if tokens[start - 1][0] != "i" or not any(re.fullmatch(words, previous) for words, _ in _POSTS):
            return start - 1, end, ordinal
    after = end
    while after < len(tokens) and tokens[after][0] in _BETWEEN:
        after += 1
    if after < len(tokens) and (ordinal := _ordinal(text, tokens[after], before=False)):
        return start, after + 1, ordinal
    return start, end, 0


def _coordinated(text: Text, tokens: Sequence[re.Match[str]], first: int) -> tuple[int, tuple[int, ...]]:
    """Return the ordinals joined to the one at `first` ("I i II zastępca"), and where they begin."""
    others: list[int] = []
    while first > 1 and tokens[first - 1][0] in ("i", "oraz", "and", "lub", "or"):
        ordinal = _ordinal(text, tokens[first - 2], before=True)
        if not ordinal:
            break
        others.insert(0, ordinal)
        first -= 2
    return first, tuple(others)


def _ordinal(text: Text, token: re.Match[str], *, before: bool) -> int:
    word = token[0]
    if word in ("i", "v", "a", "one", "two") and not before and not text.written[token.start() : token.end()].isupper():
        return 0
    return next((number for number, words in _ORDINALS if re.fullmatch(words, word)), 0)


def _posts(act: Act, stem: str, ordinal: int) -> tuple[Unit, ...]:
    posts = tuple(post for post in act.posts if _head_noun(post).startswith(stem))
    return tuple(post for post in posts if ordinal_of(post) == ordinal) if ordinal else posts


def _head_noun(post: Unit) -> str:
    words = [word for word in _WORD.findall(fold(post.name)) if not _is_ordinal(word)]
    return "zastepca" if words and words[0] == "z-ca" else next(iter(words), "")


def ordinal_of(post: Unit) -> int:
    """Return the number with which a post's name begins ("II Zastępca" -> 2); 0 where it has none."""
    first = next(iter(_WORD.findall(fold(post.name))), "")
    return next((number for number, words in _ORDINALS if re.fullmatch(words, first)), 0)


def _is_ordinal(word: str) -> bool:
    return any(re.fullmatch(words, word) for _, words in _ORDINALS)


def _with_complement(
    units: tuple[Unit, ...], tokens: Sequence[re.Match[str]], last: int, stem: str
) -> tuple[tuple[Unit, ...], int]:
    """Take in the words after a post that go on with its name ("Dyrektora", "ds. Transformacji Cyfrowej")."""
    names = {unit.code: [w for w in _WORD.findall(fold(unit.name)) if len(w) > 2][1:] for unit in units}
    told: set[str] = set()
    end = at = last
    while at < len(tokens):
        word = tokens[at][0]
        fitting = {code for code, own in names.items() if any(name_word_matches(word, each) for each in own)}
        is_director = stem == "zastepc" and bool(re.fullmatch(_POSTS[1][0], word))
        if not (fitting or is_director or word in ("ds", "d", "s", "do", "spraw", "for", "of", "the")):
            break
        at += 1
        if fitting or is_director:
            end, told = at, (told & fitting or fitting or told)
    narrowed = tuple(unit for unit in units if unit.code in told)
    return (narrowed if narrowed and len(narrowed) < len(units) else units), end


def provisions_on(post: Unit, act: Act) -> tuple[Provision, ...]:
    """Return the provisions that name a post; of posts told apart by number, those of its own number and of all."""
    return tuple(
        provision for provision in act.provisions if _names(provision.text, _head_noun(post), ordinal_of(post))
    )


def provisions_with(stem: str, act: Act) -> tuple[Provision, ...]:
    """Return the provisions on a post that the act does not list; those that begin with its word where any do."""
    naming = tuple(provision for provision in act.provisions if re.search(rf"\b{stem}", fold(provision.text)))
    leading = tuple(provision for provision in naming if fold(provision.text).startswith(stem))
    if not leading:
        return naming
    paragraphs = {(each.citation.paragraph, each.citation.subsection) for each in leading}
    return tuple(each for each in naming if (each.citation.paragraph, each.citation.subsection) in paragraphs)


def _names(text: str, noun: str, ordinal: int) -> bool:
    for match in re.finditer(rf"(?:(?P<before>[^\W_]+)\s+)?\b{in_any_case(noun)}", fold(text)):
        before = match["before"] or ""
        printed = text[match.start() : match.start() + len(before)]
        if noun.startswith("dyrektor") and before.startswith("zastepc"):
            continue
        own = next((number for number, words in _ORDINALS if re.fullmatch(words, before)), 0)
        if own and not printed[:1].isupper():  # "Dyrektora i Zastępców": a conjunction, no numeral
            own = 0
        if not own or own == ordinal:
            return True
    return False


def head_rules(unit: Unit, act: Act) -> Iterator[Provision]:
    """Yield the provisions on who heads a unit: among its own duties and those of the unit it is a part of."""
    kind = re.escape(fold(unit.kind)[:6])
    homes = {unit.code, unit.parent}
    keys = {clause.key for clause in act.clauses if clause.unit in homes}
    of_kind = re.compile(rf"\b{HEADS}\w*\s+{kind}" if kind else r"(?!)")
    for provision in act.provisions:
        text = fold(provision.text)
        if (provision.citation, provision.occurrence) in keys and (
            of_kind.search(text) or (re.search(rf"\b{HEADS}", text) and _codes_in(unit, text))
        ):
            yield provision


def _codes_in(unit: Unit, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(fold(unit.code))}(?!\w|-\d)", text))
