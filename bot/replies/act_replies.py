"""Answers about the act itself: its head, what it repeals, since when it is in force, and any provision by citation."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.replies.reply import Block, Quote, name_of, provision_quote, reports_to, unit_title
from bot.wording.amended_wording import AMENDED_WORDS
from bot.wording.structure_wording import COUNTED, MONTHS, STRUCTURE_WORDS, YEAR_MARK
from knowledge.acts.act import Act, Provision, Statement, Unit
from knowledge.acts.amendment_notes import names_of
from knowledge.acts.citation import Citation
from knowledge.acts.project_orders import Order, project_rule
from knowledge.acts.reporting_lines import trees
from knowledge.questions.interpreter import Asked
from knowledge.questions.mentions import beside, nearest_citations
from knowledge.questions.topics import Topic

MOST_NEAREST = 6
"""How many citations are offered for one that does not exist."""

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
    words = STRUCTURE_WORDS[lang]
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
            yield _statements(act, lang, act.repeals, words["repeals"], words["no_repeals"])
        case Topic.ANNEX:
            yield _statements(act, lang, act.annexes, words["annex"], words["no_annex"])
        case Topic.CHART:
            yield from _chart(act, lang)
        case Topic.OLD_NAME:
            yield _old_name(act, lang)
        case Topic.PROJECT_LINES:
            yield _project_lines(act, lang, orders)
        case Topic.ACT:
            yield _facts(asked.topic, act, lang)
            yield _force(act, lang)
            yield _statements(act, lang, act.repeals, words["repeals"], words["no_repeals"])
        case _:
            yield _facts(asked.topic, act, lang)


def act_title(act: Act, lang: str) -> str:
    """Name an act as its head does: kind, number, issuer, date."""
    day = day_text(act.day, lang) if act.day else "–"
    return STRUCTURE_WORDS[lang]["act"].format(kind=act.kind, number=act.number, issuer=act.issuer, day=day)


def day_text(day: date, lang: str) -> str:
    """Write a day out: "14 maja 2024 r.", "14 May 2024"."""
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}{YEAR_MARK[lang]}"


def _facts(topic: Topic, act: Act, lang: str) -> Block:
    words = STRUCTURE_WORDS[lang]
    values = {
        "number": act.number,
        "day": day_text(act.day, lang) if act.day else "",
        "issuer": act.issuer,
        "title": act.title,
        "basis": act.legal_basis,
    }
    facts = tuple(words[name].format(value=values[name] or words["missing"]) for name in _FACTS[topic])
    return Block(act_title(act, lang), "", (), facts=facts)


def _force(act: Act, lang: str) -> Block:
    words = STRUCTURE_WORDS[lang]
    rule = act.commencement
    if rule is None:
        return Block(act_title(act, lang), "", (), facts=(words["no_force"],))
    fact = words["in_force_open"]
    if rule.day and act.day:
        fact = words["in_force"].format(day=day_text(rule.day, lang), signed=day_text(act.day, lang))
    facts = [fact]
    if act.amended_by:
        facts.append(AMENDED_WORDS[lang]["amended_by"].format(names=names_of(act.amended_by)))
    return Block(act_title(act, lang), "", (Quote(str(rule.citation), rule.text),), facts=tuple(facts))


def _statements(act: Act, lang: str, statements: Sequence[Statement], some: str, none: str) -> Block:
    quotes = tuple(Quote(str(each.citation), each.text) for each in statements)
    return Block(act_title(act, lang), "", quotes, facts=(some if quotes else none,))


def _chart(act: Act, lang: str) -> Iterator[Block]:
    """Draw the organisation as an outline; the act's own chart is quoted where it is only mentioned."""
    words = STRUCTURE_WORDS[lang]
    lines = [f"{'    ' * depth}{unit_title(unit, lang)}" for tree in trees(act) for depth, unit in tree.walk()]
    quotes = tuple(Quote(str(each.citation), each.text) for each in act.annexes)
    title = act.organisation.name if act.organisation else act_title(act, lang)
    yield Block(title, "", quotes, words["chart"], (*lines, words["chart_hint"]))


def _old_name(act: Act, lang: str) -> Block:
    words = STRUCTURE_WORDS[lang]
    unit = act.organisation
    own = set(unit.name.split()) if unit else set()
    old = [alias for alias in unit.aliases if alias.split()[0] not in own and " " in alias] if unit else []
    quotes = tuple(
        provision_quote(each, act, lang) for each in act.provisions if "należy przez to rozumieć" in each.text and old
    )
    fact = words["old_name"].format(names=", ".join(old)) if old else words["no_old_name"]
    return Block(unit.name if unit else act_title(act, lang), "", quotes, facts=(fact,))


def _project_lines(act: Act, lang: str, orders: Sequence[Order]) -> Block:
    """Quote the rule on project orders, and list those in force."""
    words = STRUCTURE_WORDS[lang]
    rule = project_rule(act)
    listed = tuple(
        words["order"].format(
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
    return Block(act_title(act, lang), "", quotes, words["project_rule"], listed or (words["project_none"],))


def _provision(asked: Asked, act: Act, lang: str, orders: Sequence[Order]) -> Iterator[Block]:
    """Quote a provision with all it contains, after the points and letters that lead to it, and name its neighbours."""
    words = STRUCTURE_WORDS[lang]
    citation = asked.provisions[0].citation
    before, after = beside(citation, act)
    leading = [each for above in reversed([*_ancestors(citation)]) for each in act.provisions if each.citation == above]
    inside = [each for each in act.under(citation) if each.text]
    facts = [words["twice"].format(count=len(asked.provisions))] if len(asked.provisions) > 1 else []
    if unit := bearer(citation, act):
        title, above = unit_title(unit, lang), reports_to(unit, act, lang, orders)
        facts.append(words["duty_of"].format(unit=f"{title} ({above})" if above else title))
    facts += [words["before"].format(citation=before)] if before else []
    facts += [words["after"].format(citation=after)] if after else []
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
    words = STRUCTURE_WORDS[lang]
    title = words["unknown_provision"].format(number=act.number, citation=asked.citation)
    yield Block(title, "", quotes, facts=(", ".join(str(citation) for citation in nearest),))


def _count(asked: Asked, act: Act, lang: str) -> Block:
    """Count the paragraphs of the act, or what a provision consists of."""
    words = STRUCTURE_WORDS[lang]
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
    fact = words["count"].format(what=COUNTED[lang].get(level, level), count=len(counted))
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
