"""Answers about the act itself: its head, what it repeals, since when it is in force, and any provision by citation."""

from collections.abc import Iterator, Sequence

from bot.replies.reply import Block, Quote, name_of, provision_quote, reports_to, unit_title
from knowledge.acts.act import Act, Provision, Statement, Unit
from knowledge.acts.amendment_notes import names_of
from knowledge.acts.citation import Citation
from knowledge.acts.project_orders import Order, project_rule
from knowledge.acts.reporting_lines import trees
from knowledge.questions.interpreter import Asked
from knowledge.questions.mentions import beside, nearest_citations
from knowledge.questions.topics import Topic
from knowledge.wording import N_, Message, day_in_words, say

MOST_NEAREST = 6
"""How many citations are offered for one that does not exist."""

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
    Topic.ACT: ("title", "basis"),
}
_ABOUT_ACT = frozenset(
    {*_FACTS, Topic.FORCE, Topic.REPEALS, Topic.ANNEX, Topic.OLD_NAME, Topic.CHART}
    | {Topic.PROVISION, Topic.UNKNOWN_PROVISION}
)


def is_about_act(asked: Asked) -> bool:
    """Tell whether something is asked of the act or its provisions, not of a unit or post."""
    if asked.topic is Topic.PROJECT_LINES:
        return not asked.units
    if asked.topic is Topic.COUNT:
        return bool(asked.citation) or (not asked.units and _level_counted(asked.counted) != "")
    return asked.topic in _ABOUT_ACT


def act_blocks(asked: Asked, act: Act, lang: str, orders: Sequence[Order]) -> Iterator[Block]:
    """Yield the blocks that answer what is asked of the act."""
    match asked.topic:
        case Topic.PROVISION:
            yield from _provision(asked, act, lang, orders)
        case Topic.UNKNOWN_PROVISION:
            yield from _unknown(asked, act, lang)
        case Topic.COUNT:
            yield _count(asked, act, lang)
        case Topic.FORCE:
            yield _force(act, lang)
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
            yield _facts(asked.topic, act, lang)
            yield _force(act, lang)
            yield _statements(act, lang, act.repeals, say("repeals:", lang), say("the decree repeals nothing", lang))
        case _:
            yield _facts(asked.topic, act, lang)


def act_title(act: Act, lang: str) -> str:
    """Name an act as its head does: kind, number, issuer, date."""
    day = day_in_words(act.day, lang) if act.day else "–"
    return say(
        "{kind} no. {number} {issuer}, {day}", lang, kind=act.kind, number=act.number, issuer=act.issuer, day=day
    )


def _facts(topic: Topic, act: Act, lang: str) -> Block:
    values = {
        "number": act.number,
        "day": day_in_words(act.day, lang) if act.day else "",
        "issuer": act.issuer,
        "title": act.title,
        "basis": act.legal_basis,
    }
    missing = say("the decree does not give it", lang)
    facts = tuple(say(_FACT_WORDS[name], lang, value=values[name] or missing) for name in _FACTS[topic])
    return Block(act_title(act, lang), "", (), facts=facts)


def _force(act: Act, lang: str) -> Block:
    rule = act.commencement
    if rule is None:
        return Block(
            act_title(act, lang), "", (), facts=(say("the decree does not say since when it is in force", lang),)
        )
    fact = say("in force from: as the quoted rule says", lang)
    if rule.day and act.day:
        fact = say(
            "in force since: {day} – computed from the rule and the day of signing ({signed})",
            lang,
            day=day_in_words(rule.day, lang),
            signed=day_in_words(act.day, lang),
        )
    facts = [fact]
    if act.amended_by:
        facts.append(say("as amended by: {names}", lang, names=names_of(act.amended_by)))
    return Block(act_title(act, lang), "", (Quote(str(rule.citation), rule.text),), facts=tuple(facts))


def _statements(act: Act, lang: str, statements: Sequence[Statement], some: str, none: str) -> Block:
    quotes = tuple(Quote(str(each.citation), each.text) for each in statements)
    return Block(act_title(act, lang), "", quotes, facts=(some if quotes else none,))


def _chart(act: Act, lang: str) -> Iterator[Block]:
    """Draw the organisation as an outline; the act's own chart is quoted where it is only mentioned."""
    lines = [f"{'    ' * depth}{unit_title(unit, lang)}" for tree in trees(act) for depth, unit in tree.walk()]
    quotes = tuple(Quote(str(each.citation), each.text) for each in act.annexes)
    title = act.organisation.name if act.organisation else act_title(act, lang)
    yield Block(
        title,
        "",
        quotes,
        say("As the provisions on composition and reporting have it:", lang),
        (*lines, say("As a picture: /struktura, in the terminal: python -m bot chart structure.png", lang)),
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


def _provision(asked: Asked, act: Act, lang: str, orders: Sequence[Order]) -> Iterator[Block]:
    """Quote a provision with all it contains, after the points and letters that lead to it, and name its neighbours."""
    citation = asked.provisions[0].citation
    before, after = beside(citation, act)
    leading = [each for above in reversed([*_ancestors(citation)]) for each in act.provisions if each.citation == above]
    inside = [each for each in act.under(citation) if each.text]
    facts = (
        [say("The decree has {count} different provisions under this mark.", lang, count=len(asked.provisions))]
        if len(asked.provisions) > 1
        else []
    )
    if unit := bearer(citation, act):
        title, above = unit_title(unit, lang), reports_to(unit, act, lang, orders)
        facts.append(say("duty of: {unit}", lang, unit=f"{title} ({above})" if above else title))
    facts += [say("previous: {citation}", lang, citation=before)] if before else []
    facts += [say("next: {citation}", lang, citation=after)] if after else []
    quotes = tuple(provision_quote(each, act, lang) for each in [each for each in leading if each.text] + inside)
    yield Block(str(citation), "", quotes, facts=tuple(facts))


def _ancestors(citation: Citation) -> Iterator[Citation]:
    while parent := citation.parent:
        citation = parent
        yield parent


def bearer(citation: Citation, act: Act) -> Unit | None:
    """Return the unit whose duty a provision is, where all the duties in it are one unit's."""
    units = {clause.unit for clause in act.clauses if citation.contains(clause.citation)}
    return act.unit(next(iter(units))) if len(units) == 1 else None


def _unknown(asked: Asked, act: Act, lang: str) -> Iterator[Block]:
    assert asked.citation is not None
    nearest = nearest_citations(asked.citation, act)[:MOST_NEAREST]
    provisions = [each for citation in nearest for each in act.provisions if each.citation == citation]
    quotes = tuple(provision_quote(each, act, lang) for each in provisions if each.text)
    title = say(
        "Decree no. {number} has no {citation}. Nearest to it:", lang, number=act.number, citation=asked.citation
    )
    yield Block(title, "", quotes, facts=(", ".join(str(citation) for citation in nearest),))


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
