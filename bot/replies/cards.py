"""What the act says of one unit, one provision, the reporting lines, and itself: read off the act, no search."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.replies.reply import Block, Item, Reply, citation_text, reports_to, unit_title
from knowledge.acts.act import ALL_UNITS, Act, Clause, Provision, Unit
from knowledge.acts.amendment_notes import names_of, with_note
from knowledge.acts.citation import LEVELS, Citation
from knowledge.acts.project_orders import Order
from knowledge.answer import UnitHits
from knowledge.wording import say

CHARTS = 24
"""How many pictures are kept, of some 100 kB each."""

_MONTHS = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def unit_card(act: Act, unit: Unit, lang: str, orders: Sequence[Order] = ()) -> Reply:
    """Tell a unit's duties, each with its citation, and whom it reports to."""
    clauses = [clause for clause in act.clauses if clause.unit == unit.code]
    items = tuple(_duties(clauses, act, lang))
    closing = (
        say("Besides, it has the duties common to all units.", lang)
        if items and unit.code != ALL_UNITS and _common(act)
        else ""
    )
    return Reply(
        blocks=(Block(unit_title(unit, lang), reporting_line(act, unit, lang, orders), items=items),),
        closing=closing if items else say("The decree lists no duties of its own for this unit.", lang),
    )


def provision(act: Act, citation: Citation, lang: str = "pl") -> Reply:
    """Print a provision of the act with all that it contains."""
    found = act.under(citation)
    top = LEVELS.index(citation.level) if citation.level in LEVELS else 0
    items = [provision_item(each, top, lang) for each in found if each.text]
    if found and found[0].text:
        items[0] = replace(items[0], marker="")  # the title is its mark
    return Reply(blocks=(Block(str(citation), items=tuple(items)),))


def provision_item(each: Provision, top: int = 0, lang: str = "pl") -> Item:
    """Turn a provision into a line of a list whose outermost level is `top` (an index into `LEVELS`)."""
    depth = LEVELS.index(each.citation.level) - top if each.citation.level in LEVELS else 0
    text = with_note(each.text, each.amended, each.citation, lang)
    return Item(each.citation.marker, text, max(depth - 1, 0))


def reporting_line(act: Act, unit: Unit, lang: str, orders: Sequence[Order] = ()) -> str:
    """Say whom a unit reports to, and by which provision; "" where the act does not."""
    line = reports_to(unit, act, lang, orders)
    return f"{line} ({unit.subordination})" if line and unit.subordination else line


def superiors(found: Sequence[UnitHits], lang: str, orders: Sequence[Order] = ()) -> Reply:
    """Say of each unit whom it reports to."""
    unknown = say("The decree does not say whom it reports to.", lang)
    return Reply(
        blocks=tuple(
            Block(unit_title(each.unit, lang), reporting_line(each.act, each.unit, lang, orders) or unknown)
            for each in found
        )
    )


def structure(act: Act, lang: str) -> Reply:
    """Tell who reports to whom, as a tree in which each stands under its superior."""
    return Reply(blocks=(Block(say("Who reports to whom", lang), items=tuple(_tree(act, None, 0, lang))),))


@lru_cache(maxsize=CHARTS)
def chart(act: Act, unit: Unit | None, orders: tuple[Order, ...] = ()) -> bytes:
    """Draw the organisation as a PNG with a unit marked; the last ones are kept, for drawing holds all answers up."""
    from bot.replies.chart import draw_chart  # the drawing library waits until somebody wants a picture

    return draw_chart(act, "png", [unit.code] if unit else [], orders)


def act_card(act: Act, lang: str) -> Reply:
    """Tell what is in force, since when and by which rule, and what it repealed."""
    lines = (
        [say("issued by: {issuer}, {day}", lang, issuer=act.issuer, day=long_date(act.day, lang))] if act.day else []
    )
    if act.commencement and act.commencement.day:
        lines.append(say("in force since {day}", lang, day=long_date(act.commencement.day, lang)))
    if act.amended_by:
        lines.append(say("as amended by: {names}", lang, names=names_of(act.amended_by)))
    items = [Item(str(act.commencement.citation), act.commencement.text)] if act.commencement else []
    items += [Item(str(each.citation), each.text) for each in (*act.repeals, *act.annexes)]
    blocks = (Block(act_title(act), "\n".join(lines)), Block(act.title, items=tuple(items)))
    return Reply(blocks=blocks)


def act_title(act: Act) -> str:
    """Name an act: kind and number."""
    return f"{act.kind.capitalize()} nr {act.number}" if act.number else act.title


def long_date(day: date | None, lang: str) -> str:
    """Write a date in words: "22 maja 2024 r.", "22 May 2024"."""
    if not day:
        return ""
    month = _MONTHS[lang][day.month - 1]
    return f"{day.day} {month} {day.year}" + (" r." if lang == "pl" else "")


def _duties(clauses: Sequence[Clause], act: Act, lang: str) -> Iterator[Item]:
    """Yield duties in the order of the act, each point that leads to letters once, above them."""
    texts = {each.citation: each.text for each in act.provisions}
    told: set[Citation] = set()
    for clause in clauses:
        parent = clause.citation.parent
        below = bool(parent and parent.level in ("point", "letter"))
        if below and parent and parent not in told:
            told.add(parent)
            yield Item(str(parent), texts.get(parent, ""))
        text = with_note(clause.text, act.amended(clause), clause.citation, lang)
        yield Item(clause.citation.marker if below else citation_text(clause, act), text, int(below))


def _common(act: Act) -> bool:
    return any(clause.unit == ALL_UNITS for clause in act.clauses)


def _tree(act: Act, superior: str | None, depth: int, lang: str) -> Iterator[Item]:
    """Yield those who report to a superior, each with its own below; depth first, in the order of the act."""
    known = {unit.code for unit in act.everyone}
    for unit in act.everyone:
        above = unit.reports_to if unit.reports_to in known else None
        if above == superior and unit.code != superior and depth < len(known):
            named = unit.code != unit.name
            yield Item(unit.code if named else "•", unit.name, depth)
            yield from _tree(act, unit.code, depth + 1, lang)
