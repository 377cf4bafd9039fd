"""Understand questions about the organisation and its act: who reports to whom, what a unit is and does, what § N says.

Pure: a question and an act give records of what is asked; `bot.replies.structure` puts the answer into words. Nothing
here needs an encoder.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from knowledge.acts.act import Act, Provision, Unit
from knowledge.acts.citation import Citation
from knowledge.acts.first_line import first_line
from knowledge.acts.project_orders import project_rule
from knowledge.acts.reporting_lines import below
from knowledge.errors import InvalidCitation
from knowledge.language import fold
from knowledge.questions.contact_wishes import contact_wished, is_anybody_of_it
from knowledge.questions.dissection import MANY_STRANGERS, Scene, is_any_post, tag
from knowledge.questions.foreign_codes import nearest_by_spelling
from knowledge.questions.known_words import act_stems
from knowledge.questions.mentions import Mention, Text, naming, neighbours, provision_at
from knowledge.questions.post_names import PostMention
from knowledge.questions.topics import Topic, topics_of
from knowledge.questions.unit_names import KIND, NameMention, Names

# "czy IT-04-1 robi …", "does IT-04-1 …", "is IT-04-1 responsible …"
_YES_NO = re.compile(r"^\W*(?:(?:a|i|no|prosze|hej|dzien dobry)\W+)*(?:czy|does|do|is|are|can)\b")
_ONLY_YES_NO = re.compile(_YES_NO.pattern + r"\W+(?:(?:the|to|w|in|nasz|our)\W+)?")
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


# "who reports to P", "to whom does U report", "reporting lines"; "who do I report an outage to" asks about a duty
_REPORTING = re.compile(
    r"\breports\b|\breport(?:ing)?(?:\s+directly)?\s+to\b.*[UPRO]|"
    r"\b(?:does|do)\b.*(?:[UPRO]|\b(?:it|they|this|these))(?:\s+\w+){0,3}\s+report\b|"
    r"\breporting\s+(?:lines?|structure|chain)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one thing that a question asks.

    `units` are whom it is about (the candidates, or the neighbours of `code`, where the topic says so), `counted` the
    folded word for what is counted, `stem` that of a post the act does not list; `name` says in the question's words
    whose contact is asked for, where no unit is named.
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
        if (whose := contact_wished(question)) is not None:
            return (Asked(Topic.CONTACT, self._named_alone(whose), name=whose),)
        act, scene = self.act, Scene(question, self.act, self._names, self._own_stems)
        cited = [mention.citation for mention in scene.certain if mention.citation] or _alone(question, act)
        if cited and not _OTHER_ACT.search(scene.text.plain):
            asked = tuple(_provision(citation, scene, act) for citation in dict.fromkeys(cited))
            if len(scene.strangers) < MANY_STRANGERS or any(each.provisions for each in asked):
                return asked
        if _PROJECT_LINES.search(scene.text.plain) and project_rule(act):
            clear = [each for each in scene.mentions if len(each.units) == 1 and getattr(each, "anchored", True)]
            return (Asked(Topic.PROJECT_LINES, tuple(each.units[0] for each in clear if each.units[0].reports_to)),)
        if _repealed(scene.text, act):
            return (Asked(Topic.REPEALS),)
        unknown = [mention.code for mention in scene.certain if mention.code and not mention.units]
        if unknown and not (scene.has_strangers and any(naming(code, act) for code in unknown)):
            return tuple(Asked(Topic.UNKNOWN_CODE, neighbours(code, act), code=code) for code in unknown)
        if scene.foreign and (not scene.has_strangers or _is_asked_of(scene.foreign[0], scene.text)):
            return tuple(
                Asked(Topic.UNKNOWN_CODE, nearest_by_spelling(each.code, act), code=each.code) for each in scene.foreign
            )
        if scene.has_strangers or _reports_something(scene.skeleton):
            return _duty_of(scene, act)
        return _merged(tuple(_asked(scene, act)))

    def _named_alone(self, words: str) -> tuple[Unit, ...]:
        """Return the units that some words name and say nothing else of; those named by code whatever is said.

        The first line of support stands for those who help with computers.
        """
        if is_anybody_of_it(words) and (lines := first_line(self.act)):
            return tuple(filter(None, [self.act.unit(lines[0].unit)]))
        scene = Scene(words, self.act, self._names, self._own_stems)
        mentions = scene.certain if scene.has_strangers else scene.mentions
        return tuple(dict.fromkeys(each.units[0] for each in mentions if len(each.units) == 1))


def understand(question: str, act: Act) -> tuple[Asked, ...] | DutyOf:
    """Tell what one question asks about the structure that an act sets up."""
    return Interpreter(act).understand(question)


def _alone(question: str, act: Act) -> list[Citation]:
    """Read a message that is a provision of the act and nothing else, without a word for the paragraph ("17.2.1.g")."""
    if question.strip(" .").isdecimal() or not any(map(str.isdecimal, question)):
        return []
    with suppress(InvalidCitation):
        citation = Citation.parse(question)
        return [citation] if provision_at(citation, act) else []
    return []


def _is_asked_of(mention: Mention, text: Text) -> bool:
    """Tell whether yes or no is asked of what is mentioned: "czy OR-05 robi …"."""
    return bool(_ONLY_YES_NO.fullmatch(text.plain[: mention.start]))


def _reports_something(skeleton: str) -> bool:
    """Tell whether something is to be reported, and it is not asked who reports to whom."""
    return bool(re.search(r"\breport(?:ing)?\b", skeleton)) and not _REPORTING.search(skeleton)


def _repealed(text: Text, act: Act) -> bool:
    """Tell whether a text gives the number of an act that this one repeals."""
    numbers = re.findall(r"(?<![\w/])\d+/\d{4}(?![\w/])", text.plain)
    return any(number in statement.text for number in numbers for statement in act.repeals)


def _provision(citation: Citation, scene: Scene, act: Act) -> Asked:
    found = provision_at(citation, act)
    if not found:
        return Asked(Topic.UNKNOWN_PROVISION, citation=citation)
    topic = Topic.COUNT if re.search(r"\b(?:ile|ilu|how many)\b", scene.skeleton) else Topic.PROVISION
    return Asked(topic, citation=found[0].citation, provisions=found, counted=_counted(scene.skeleton))


def _duty_of(scene: Scene, act: Act) -> tuple[Asked, ...] | DutyOf:
    """Limit a question about a duty to the units it names: by code always, by name or post where yes or no is asked."""
    is_yes_no = bool(_YES_NO.match(scene.text.plain))
    named = tuple(
        mention
        for mention in (scene.mentions if is_yes_no else scene.certain)
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
    if not _is_asked_of(mention, text):
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


def _asked(scene: Scene, act: Act) -> Iterator[Asked]:
    """Yield what each part of the question asks; a part that names nobody is about whom the part before names."""
    tagged = _COMPLEMENT.sub(lambda match: " " * len(match[0]), scene.skeleton)
    about: tuple[Mention, ...] = ()
    for start, segment in _segments(tagged):
        here = tuple(each for each in scene.mentions if start <= each.start < start + len(segment))
        here = tuple(each for each in here if tagged[each.start] != " ")
        about = here or about
        words = " ".join(segment.split())
        if not here and about:
            words = f"{words} {tag(about[0])}"
        yield from _asked_in(words, about, scene.text, act)


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
    if any(each.units[0].kind != "post" for each in named) and any(is_any_post(each) for each in named):
        units = tuple(each.units[0] for each in named if not is_any_post(each) and len(each.units) == 1)
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
    return next((mention.code for mention in named if tag(mention) == "O"), "")


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
