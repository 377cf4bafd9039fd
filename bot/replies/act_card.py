"""What replies say of the act itself: its card, single facts of its head, what it repeals, its outline."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.replies.provision_card import nearest_provisions, provision_card
from bot.replies.reply import Block, Quote, name_of, provision_quote, unit_title
from knowledge.acts.act import Act, Commencement, Provision, Statement
from knowledge.acts.amendment_notes import names_of
from knowledge.acts.project_orders import Order, project_rule
from knowledge.acts.reporting_lines import trees
from knowledge.questions.interpreter import Asked
from knowledge.questions.topics import Topic
from knowledge.wording import N_, Message, day_in_words, say, sentence

_FACT_WORDS = {
    "number": N_("number: {value}"),
    "day": N_("date: {value}"),
    "issuer": N_("issued by (as its head prints it): {value}"),
    "title": N_("title: {value}"),
    "basis": N_("legal basis: {value}"),
}
_COUNTED = {
    "paragraph": N_("Paragraphs"),
    "subsection": N_("Subsections"),
    "point": N_("Points"),
    "letter": N_("Letters"),
}
_FACTS = {
    Topic.NUMBER: ("number",),
    Topic.DATE: ("day",),
    Topic.ISSUER: ("issuer",),
    Topic.TITLE: ("title",),
    Topic.BASIS: ("basis",),
}
_ABOUT_ACT = frozenset(
    {*_FACTS, Topic.ACT, Topic.FORCE, Topic.REPEALS, Topic.ANNEX, Topic.OLD_NAME, Topic.CHART}
    | {Topic.PROVISION, Topic.UNKNOWN_PROVISION}
)


def is_about_act(asked: Asked) -> bool:
    """Tell whether something is asked of the act or its provisions, not of a unit or post."""
    if asked.topic is Topic.PROJECT_LINES:
        return not asked.units
    if asked.topic is Topic.COUNT:
        return bool(asked.citation) or (not asked.units and _level_counted(asked.counted) != "")
    return asked.topic in _ABOUT_ACT


def act_blocks(
    asked: Asked, act: Act, lang: str, orders: Sequence[Order], since: date | None = None
) -> Iterator[Block]:
    """Yield the blocks that answer what is asked of the act; `since` is the day from which it answers here."""
    match asked.topic:
        case Topic.PROVISION:
            yield provision_card(asked.provisions[0].citation, act, lang, orders)
        case Topic.UNKNOWN_PROVISION:
            assert asked.citation is not None
            yield nearest_provisions(asked.citation, act, lang)
        case Topic.COUNT:
            yield _count(asked, act, lang)
        case Topic.FORCE:
            yield _force(act, lang, since)
        case Topic.REPEALS:
            yield _statements(act, lang, act.repeals, say("repeals:", lang), say("the decree repeals nothing", lang))
        case Topic.ANNEX:
            yield _statements(
                act,
                lang,
                act.annexes,
                say("an annex that is not in the decree's text:", lang),
                say("the decree mentions no annex", lang),
            )
        case Topic.CHART:
            yield from _chart(act, lang)
        case Topic.OLD_NAME:
            yield _old_name(act, lang)
        case Topic.PROJECT_LINES:
            yield _project_lines(act, lang, orders)
        case Topic.ACT:
            yield act_card(act, lang, since)
        case _:
            yield Block(act_title(act, lang), facts=tuple(_facts(_FACTS[asked.topic], act, lang)))


def act_card(act: Act, lang: str, since: date | None = None) -> Block:
    """Tell what an act is about, since when it is in force and by which rule, what it repeals and on what it rests.

    `since` is the day from which it answers here, which is told where the act's own day is another.
    """
    force = _force(act, lang, since)
    title, basis = _facts(("title", "basis"), act, lang)
    quotes = (*force.quotes, *(_stated(each, act) for each in (*act.repeals, *act.annexes)))
    return replace(force, facts=(title, *force.facts, basis), quotes=quotes)


def act_title(act: Act, lang: str) -> str:
    """Name an act as its head does: kind, number, issuer, date."""
    day = day_in_words(act.day, lang) if act.day else "–"
    return sentence(
        "{kind} no. {number} {issuer}, {day}", lang, kind=act.kind, number=act.number, issuer=act.issuer, day=day
    )


def _facts(names: Sequence[str], act: Act, lang: str) -> Iterator[str]:
    values = {
        "number": act.number,
        "day": day_in_words(act.day, lang) if act.day else "",
        "issuer": act.issuer,
        "title": act.title,
        "basis": act.legal_basis,
    }
    missing = say("the decree does not give it", lang)
    return (say(_FACT_WORDS[name], lang, value=values[name] or missing) for name in names)


def _force(act: Act, lang: str, since: date | None) -> Block:
    rule = act.commencement
    facts = [say("the decree does not say since when it is in force", lang)]
    if rule and rule.day and act.day:
        facts = [
            say(
                "in force since: {day} – computed from the rule and the day of signing ({signed})",
                lang,
                day=day_in_words(rule.day, lang),
                signed=day_in_words(act.day, lang),
            )
        ]
    elif rule:
        facts = [say("in force from: as the quoted rule says", lang)]
    if act.amended_by:
        facts.append(say("as amended by: {names}", lang, names=names_of(act.amended_by)))
    if since and since != (rule.day if rule else None):
        text = N_("in this wording from: {day}" if act.amended_by else "answers here from: {day}")
        facts.append(say(text, lang, day=since))
    return Block(act_title(act, lang), "", (_stated(rule, act),) if rule else (), facts=tuple(facts))


def _statements(act: Act, lang: str, statements: Sequence[Statement], some: str, none: str) -> Block:
    quotes = tuple(_stated(each, act) for each in statements)
    return Block(act_title(act, lang), "", quotes, facts=(some if quotes else none,))


def _stated(each: Statement | Commencement, act: Act) -> Quote:
    return Quote(str(each.citation), each.text, source=next(iter(act.at(each.citation)), None))


def _chart(act: Act, lang: str) -> Iterator[Block]:
    """Draw the organisation as an outline; the act's own chart is quoted where it is only mentioned."""
    lines = [f"{'  ' * depth}{unit_title(unit, lang)}" for tree in trees(act) for depth, unit in tree.walk()]
    quotes = tuple(_stated(each, act) for each in act.annexes)
    title = act.organisation.name if act.organisation else act_title(act, lang)
    yield Block(
        title,
        "",
        quotes,
        say("As the provisions on composition and reporting have it:", lang),
        (*lines, say("As a picture: /struktura, in the terminal: kto chart structure.png", lang)),
    )


def _old_name(act: Act, lang: str) -> Block:
    unit = act.organisation
    own = set(unit.name.split()) if unit else set()
    old = [alias for alias in unit.aliases if alias.split()[0] not in own and " " in alias] if unit else []
    quotes = tuple(
        provision_quote(each, act, lang) for each in act.provisions if "należy przez to rozumieć" in each.text and old
    )
    fact = (
        say("former name: {names}", lang, names=", ".join(old)) if old else say("the decree gives no former name", lang)
    )
    return Block(unit.name if unit else act_title(act, lang), "", quotes, facts=(fact,))


def _project_lines(act: Act, lang: str, orders: Sequence[Order]) -> Block:
    """Quote the rule on project orders, and list those in force."""
    rule = project_rule(act)
    listed = tuple(
        say(
            "{number}, project {project}, {starts} – {ends}: {units} reports to: {superior}",
            lang,
            number=order.number,
            project=order.project,
            starts=f"{order.starts:%d.%m.%Y}",
            ends=f"{order.ends:%d.%m.%Y}",
            units=", ".join(order.units),
            superior=name_of(order.superior, act),
        )
        for order in orders
    )
    quotes = (provision_quote(rule, act, lang),) if rule else ()
    return Block(
        act_title(act, lang),
        "",
        quotes,
        say("An internal order may set other reporting lines for a project:", lang),
        listed or (say("No recorded project order is in force today.", lang),),
    )


def _count(asked: Asked, act: Act, lang: str) -> Block:
    """Count the paragraphs of the act, or what a provision consists of."""
    if asked.citation is None:
        level, counted = "paragraph", [each for each in act.provisions if each.citation.level == "paragraph"]
        title = act_title(act, lang)
    else:
        inside = [each for each in act.under(asked.citation) if each.citation != asked.citation]
        wanted = _level_counted(asked.counted)
        counted = [each for each in inside if each.citation.level == wanted] or [
            each for each in inside if each.citation.parent == asked.citation
        ]
        level, title = counted[0].citation.level if counted else wanted or "point", str(asked.citation)
    fact = say("{what}: {count}", lang, what=Message(_COUNTED.get(level, level)), count=len(counted))
    ends: tuple[Provision, ...] = (counted[0], counted[-1]) if len(counted) > 1 else tuple(counted)
    return Block(title, "", (), facts=(fact, " – ".join(str(each.citation) for each in ends)))


def _level_counted(word: str) -> str:
    stems = {
        "paragraph": ("paragra", "przepis", "provision"),
        "subsection": ("ustep", "subsection"),
        "point": ("punkt", "point"),
        "letter": ("liter", "letter"),
    }
    return next((level for level, own in stems.items() if word.startswith(own)), "")
