"""Understand questions about the organisation and its act: who reports to whom, what a unit is and does, what § N says.

Pure: a question and an act give records of what is asked; `bot.structure_replies` puts the answer into words. Nothing
here needs an encoder.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.citation import Citation
from knowledge.hierarchy import below
from knowledge.language import fold
from knowledge.lookup import Mention, Text, citations_in, codes_in, naming, neighbours, provision_at
from knowledge.model import Act, Provision, Unit
from knowledge.orders import project_rule
from knowledge.posts import PostMention, posts_in
from knowledge.structure_words import STEM, act_stems, is_known, is_slip, mended
from knowledge.topics import Topic, topics_of
from knowledge.unit_names import KIND, NameMention, Names, organisation_in

ENOUGH_OF_A_NAME = 0.6
"""The share of a unit's name, weighed by how telling its words are, that alone is a question for the unit."""

LEAST_OF_A_NAME = 0.2
"""The share from which on a part of a name can mean the unit at all."""

MOST_CANDIDATES = 8
"""How many units a few words may mean and still be offered."""

MANY_STRANGERS = 3
"""How many unexplained words beside a § that the act does not have show that something else is meant ("§ 4300")."""

# "czy IT-04-1 robi …", "does IT-04-1 …", "is IT-04-1 responsible …"
_YES_NO = re.compile(r"^\W*(?:(?:a|i|no|prosze|hej|dzien dobry)\W+)*(?:czy|does|do|is|are|can)\b")
_ONLY_YES_NO = re.compile(_YES_NO.pattern + r"\W+(?:(?:the|to|w|in|nasz|our)\W+)?")
# "kto zajmuje się umowami" asks for whoever does it, not for the unit with that word in its name
_WHO_DOES = re.compile(
    r"\b(?:kto|ktora|ktory|who|which)\b.*\b(?:zajmuj|odpowiad|odpowiedzialn|kieruj|prowadz|zarzadza|robi|nadzor|"
    r"handle|responsib|manage|run|lead|oversee|supervis|direct)"
)
# "art. 33 ust. 1 ustawy …": a provision of another act
_OTHER_ACT = re.compile(r"\b(?:ustaw\w*|kodeks\w*|rodo|gdpr|konstytuc\w*|kpa|kc|kp|rozporzadz\w*)\b")
# "Dyrektor Centrum", "oddział COI": the organisation only completes the name before it
_COMPLEMENT = re.compile(r"(?<=[PUR])(?:\s+(?:of|the|w|in))*\s+O\b")
# "inna podległość w projekcie", "project order"
_PROJECT_LINES = re.compile(
    r"\binn\w* podleg|\bpodleg\w* (?:\w+ ){0,4}projek|\bprojek\w* (?:\w+ ){0,4}podleg|"
    r"\bzarzadzeni\w* wewnetrzn\w* .*\b(?:projekcie|projektu|projektow\w*|podleg\w*)|"
    r"\b(?:musi|powin\w*|okresl\w*|zawier\w*) (?:\w+ )*zarzadzeni\w* wewnetrzn|"
    r"\breporting lines? (?:\w+ ){0,4}project|\bproject\w* (?:\w+ ){0,3}(?:reporting lines?|subordinat)|"
    r"\bproject orders?\b|\b(?:must|state|contain) (?:\w+ ){0,3}internal order|"
    r"\binternal order (?:\w+ ){0,3}(?:must|state|contain|project)|"
    r"\bkomu\b.*\bpodleg.*\bprojek|\breport to\b.*\bproject"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one thing that a question asks.

    `units` are whom it is about (the candidates, or the neighbours of `code`, where the topic says so), `counted` the
    folded word for what is counted, `stem` that of a post the act does not list.
    """

    topic: Topic
    units: tuple[Unit, ...] = ()
    citation: Citation | None = None
    provisions: tuple[Provision, ...] = ()
    code: str = ""
    counted: str = ""
    stem: str = ""
    name: str = ""
    is_downwards: bool = False
    """Whether it is asked of the first of two that it stands above the second ("czy I Zastępca kieruje IT-04-1")."""


@dataclass(frozen=True, slots=True)
class DutyOf:
    """Hold a question about a duty that names units: `question` without their names, `units` with all below them."""

    question: str
    named: tuple[Unit, ...]
    units: tuple[Unit, ...]
    is_yes_no: bool


class Interpreter:
    """Understand questions about one act; what it needs to know of the act's words is gathered once."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self._names = Names.of(act)
        self._own_stems = act_stems(provision.text for provision in act.provisions)

    def understand(self, question: str) -> tuple[Asked, ...] | DutyOf:
        """Tell what a question asks about structure; an empty tuple where it asks about a duty of whoever has it."""
        act, scene = self.act, _Scene.of(question, self.act, self._names, self._own_stems)
        cited = [mention.citation for mention in scene.mentions if mention.citation]
        if cited and not _OTHER_ACT.search(scene.text.plain):
            asked = tuple(_provision(citation, scene, act) for citation in cited)
            if len(scene.strangers) < MANY_STRANGERS or any(each.provisions for each in asked):
                return asked
        if _PROJECT_LINES.search(scene.text.plain) and project_rule(act):
            clear = [each for each in scene.mentions if len(each.units) == 1 and getattr(each, "anchored", True)]
            return (Asked(Topic.PROJECT_LINES, tuple(each.units[0] for each in clear if each.units[0].reports_to)),)
        if _repealed(scene.text, act):
            return (Asked(Topic.REPEALS),)
        unknown = [mention.code for mention in scene.mentions if mention.code and not mention.units]
        if unknown and not (scene.strangers and any(naming(code, act) for code in unknown)):
            return tuple(Asked(Topic.UNKNOWN_CODE, neighbours(code, act), code=code) for code in unknown)
        if scene.strangers:
            return _duty_of(scene, act)
        return _merged(tuple(scene.asked(act)))


def understand(question: str, act: Act) -> tuple[Asked, ...] | DutyOf:
    """Tell what one question asks about the structure that an act sets up."""
    return Interpreter(act).understand(question)


def _repealed(text: Text, act: Act) -> bool:
    """Tell whether a text gives the number of an act that this one repeals."""
    numbers = re.findall(r"(?<![\w/])\d+/\d{4}(?![\w/])", text.plain)
    return any(number in statement.text for number in numbers for statement in act.repeals)


def _provision(citation: Citation, scene: "_Scene", act: Act) -> Asked:
    found = provision_at(citation, act)
    if not found:
        return Asked(Topic.UNKNOWN_PROVISION, citation=citation)
    topic = Topic.COUNT if re.search(r"\b(?:ile|ilu|how many)\b", scene.skeleton) else Topic.PROVISION
    return Asked(topic, citation=found[0].citation, provisions=found, counted=_counted(scene.skeleton))


def _duty_of(scene: "_Scene", act: Act) -> tuple[Asked, ...] | DutyOf:
    """Limit a question about a duty to the units it names: by code always, by name or post where yes or no is asked."""
    is_yes_no = bool(_YES_NO.match(scene.text.plain))
    named = tuple(
        mention
        for mention in scene.mentions
        if len(mention.units) == 1
        and (_is_unit_code(mention, act) or (is_yes_no and _is_subject(mention, scene.text, act)))
    )
    if not named:
        return ()
    rest = _without(scene.text, named)
    units = tuple(dict.fromkeys(mention.units[0] for mention in named))
    reach = tuple(dict.fromkeys(each for unit in units for each in (unit, *below(act, unit))))
    return DutyOf(rest, units, reach, is_yes_no)


def _without(text: Text, named: Sequence[Mention]) -> str:
    """Leave the named units out of a question; "czy IT-04-1 robi …" asks the search who does ("kto robi …")."""
    subject = named[0]
    asked = _ONLY_YES_NO.fullmatch(text.plain[: subject.start])
    for mention in named:
        text = text.without(mention.start, mention.end)
    rest = text.written
    if asked:
        rest = f"{'kto' if 'czy' in asked[0] else 'who'} {rest[subject.end :]}"
    return " ".join(rest.split())


def _is_unit_code(mention: Mention, act: Act) -> bool:
    return bool(mention.code) and mention.units[0] in act.units


def _is_subject(mention: Mention, text: Text, act: Act) -> bool:
    """Tell whether a name or post stands where yes or no is asked of it: "czy referat cyber robi …"."""
    unit = mention.units[0]
    if not _ONLY_YES_NO.fullmatch(text.plain[: mention.start]):
        return False
    if isinstance(mention, NameMention):
        return mention.anchored and not mention.bare_kind and not mention.other_kind
    return isinstance(mention, PostMention) and bool(unit.reports_to) and bool(below(act, unit))


def _merged(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Drop repetitions, and what a fuller answer in the same reply says anyway."""
    unique = tuple(dict.fromkeys(asked))
    if any(each.topic is Topic.CANDIDATES for each in unique):
        return tuple(each for each in unique if each.topic is Topic.CANDIDATES)
    if len(unique) > 1 and any(each.topic is not Topic.UNIT for each in unique):
        unique = tuple(each for each in unique if each.topic is not Topic.UNIT)
    return unique


@dataclass(frozen=True, slots=True)
class _Scene:
    """Hold a question taken apart: what it mentions, the words around it, and those that nothing explains.

    `skeleton` is the folded question with a capital letter for each mention: U unit, P post, R role, O organisation.
    """

    text: Text
    mentions: tuple[Mention, ...]
    skeleton: str
    strangers: tuple[str, ...]

    @classmethod
    def of(cls, question: str, act: Act, known_names: Names, own_stems: frozenset[str]) -> "_Scene":
        """Take a question apart; a word of the act's own is never taken for another that is misspelt."""
        text = Text.of(question).without_all(_own_number(act))
        rest, mentions = _blank(text, [*citations_in(text)])
        rest, more = _blank(rest, [*codes_in(rest, act)])
        mentions += more
        organisation = [_named_so(mention, name) for mention, name in organisation_in(rest, act)]
        rest, more = _blank(rest, organisation)
        mentions += more
        rest, more = _blank(rest, [*posts_in(rest, act)])
        mentions += more
        names = list(known_names.find(rest))
        kept = [mention for mention in names if _is_meant(mention, names, mentions, rest, text)]
        rest, more = _blank(rest, kept)
        mentions = sorted(mentions + more, key=lambda mention: mention.start)
        strangers = tuple(word for word in re.findall(r"[^\W_]+", rest.plain) if not _explained(word, own_stems))
        return cls(text, tuple(mentions), _skeleton(rest, mentions), strangers)

    def asked(self, act: Act) -> Iterator[Asked]:
        """Yield what each part of the question asks; a part that names nobody is about whom the part before names."""
        tagged = _COMPLEMENT.sub(lambda match: " " * len(match[0]), self.skeleton)
        about: tuple[Mention, ...] = ()
        for start, segment in _segments(tagged):
            here = tuple(each for each in self.mentions if start <= each.start < start + len(segment))
            here = tuple(each for each in here if tagged[each.start] != " ")
            about = here or about
            words = " ".join(segment.split())
            if not here and about:
                words = f"{words} {_tag(about[0])}"
            yield from _asked_in(words, about, self.text, act)


def _own_number(act: Act) -> re.Pattern[str]:
    """Return a pattern for the act's own number, which tells nothing in a question about it."""
    return re.compile(rf"(?<!\w)(?:nr\.?\s*)?{re.escape(act.number.lower())}(?!\w)" if act.number else r"(?!)")


def _named_so(mention: Mention, name: str) -> Mention:
    return replace(mention, code=name)


def _blank(text: Text, mentions: Sequence[Mention]) -> tuple[Text, list[Mention]]:
    for mention in mentions:
        text = text.without(mention.start, mention.end)
    return text, list(mentions)


def _explained(word: str, own_stems: frozenset[str]) -> bool:
    if is_known(word) or KIND.fullmatch(word) or is_slip(word):
        return True
    return word[:STEM] not in own_stems and bool(mended(word))


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
    if any(not _is_any_post(other) for other in others):
        return False
    if len(mention.units) > MOST_CANDIDATES or len(names) > 1 or mention.coverage < LEAST_OF_A_NAME:
        return False
    around = [mended(w) or w for w in re.findall(r"[^\W_]+", rest.without(mention.start, mention.end).plain)]
    if not around:
        return mention.coverage >= ENOUGH_OF_A_NAME and not re.search(r"\d", text.plain)
    words = " ".join(around)
    if any(_kindlike(word) for word in around):
        return True
    return not _WHO_DOES.search(words) and bool(_ABOUT_A_UNIT.search(words))


def _kindlike(word: str) -> bool:
    """Tell a misspelt word for a unit, which was mended just now ("refarat cyber")."""
    return word in ("referat", "referacie", "komorka", "oddzial", "stanowisko")


def _is_any_post(mention: Mention) -> bool:
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
        letters[mention.start] = _tag(mention)
    plain = "".join(letter if letter.isalnum() else " " for letter in letters)
    return re.sub(r"[a-z]{6,}", lambda match: _fitted(match[0]), plain)


def _fitted(word: str) -> str:
    """Mend a word without moving what comes after it."""
    right = "" if is_known(word) or KIND.fullmatch(word) else mended(word)
    return right[: len(word)].ljust(len(word)) if right else word


def _tag(mention: Mention) -> str:
    if mention.citation:
        return "C"
    if not mention.units:
        return "R" if isinstance(mention, PostMention) else "X"
    kind = mention.units[0].kind
    if isinstance(mention, PostMention) or kind == "post":
        return "P"
    return "U" if mention.units[0].parent or isinstance(mention, NameMention) or not mention.code else "O"


_DOWNWARDS = re.compile(
    r"\b(?:nadzoruj|kieruj|zarzadza|dowodz|przelozon|zwierzchni|szef|direct|manag|supervis|oversee|lead|boss|superior|"
    r"obejmuje|sklada|include|contain)"
)
# "… i kto nim kieruje", "…, komu podlega": a new question begins at a question word after a conjunction
_NEXT = re.compile(
    r"\s(?:i|oraz|a|and|tez|,)\s+(?=(?:(?:na|od|do|za|z|w|pod|to)\s+)?"
    r"(?:kto|kogo|komu|kim|co|czym|czego|gdzie|jak\w*|kto\w+|ile|ilu|kiedy|who|whom|what|which|where|when|how)\b)"
)


def _segments(skeleton: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _NEXT.finditer(skeleton):
        yield start, skeleton[start : match.start()]
        start = match.end()
    yield start, skeleton[start:]


def _asked_in(words: str, about: tuple[Mention, ...], text: Text, act: Act) -> Iterator[Asked]:
    """Yield what one part of a question asks of those it is about."""
    named = [mention for mention in about if mention.units]
    if any(each.units[0].kind != "post" for each in named) and any(_is_any_post(each) for each in named):
        units = tuple(each.units[0] for each in named if not _is_any_post(each) and len(each.units) == 1)
        yield Asked(Topic.SUPERIOR, units)  # "który zastępca nadzoruje IT-04-2": whom it reports to
        return
    roles = [mention for mention in about if isinstance(mention, PostMention) and not mention.units]
    if unclear := [each for each in named if len(each.units) > 1 and not isinstance(each, PostMention)]:
        yield from (Asked(Topic.CANDIDATES, each.units, name=_written(each, text)) for each in unclear)
        return
    units = tuple(dict.fromkeys(unit for mention in named for unit in mention.units))
    topics = topics_of(words, has_units=bool(units), is_number_of_posts=_counts_posts(words, about))
    if roles and not units:
        yield from _asked_of_role(roles[0], text, act)
        return
    for topic in topics or ((Topic.UNIT,) if units else ()):
        yield Asked(
            topic,
            units,
            counted=_counted(words),
            stem=roles[0].stem if roles else "",
            name=_old_name(named),
            is_downwards=topic is Topic.RELATION and bool(_DOWNWARDS.search(words)),
        )


def _written(mention: Mention, text: Text) -> str:
    return text.written[mention.start : mention.end]


def _old_name(named: Sequence[Mention]) -> str:
    return next((mention.code for mention in named if _tag(mention) == "O"), "")


def _counts_posts(words: str, about: tuple[Mention, ...]) -> bool:
    return bool(re.search(r"\b(?:ile|ilu|many) (?:\w+ )?P", words)) and isinstance(about[0], PostMention)


def _asked_of_role(mention: PostMention, text: Text, act: Act) -> Iterator[Asked]:
    """Yield what is asked of a post the act does not list: one with another number, or one its text speaks of."""
    same = tuple(post for post in act.posts if fold(post.name).find(mention.stem) >= 0)
    if mention.stem == "zastepc" and same:
        yield Asked(Topic.UNKNOWN_CODE, same, code=_written(mention, text))
    elif any(re.search(rf"\b{mention.stem}", fold(provision.text)) for provision in act.provisions):
        yield Asked(Topic.ROLE, stem=mention.stem, name=_written(mention, text))


def _counted(words: str) -> str:
    match = re.search(
        r"\b(?:ile|ilu|many|liczb\w*|number of|jakie|ktore|wymien|wypisz|lista|liste|list|wszystkie)\b\s+"
        r"(?:\w+\s+){0,2}?"
        r"((?:paragraf|ustep|punkt|liter|przepis|zadan|obowiazk|dut|task|point|subsection|letter|paragraph|provision)\w*|"
        rf"{KIND.pattern}\b|[PU]\b)",
        words,
    )
    return match[1] if match else ""
