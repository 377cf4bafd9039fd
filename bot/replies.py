"""Every sentence a user reads, in Polish and English, and how an answer becomes a reply."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.citation import Citation
from knowledge.hierarchy import superior
from knowledge.model import ALL_UNITS, Act, Answer, Clause, Outcome, Provision, Unit, UnitHits
from knowledge.orders import Order, orders_for

WORDS: dict[str, dict[str, str]] = {
    "pl": {
        "reports_to": "podlega: {superior}",
        "in_project": "w projekcie {project} do {until} podlega: {superior}",
        "outside": "poza nim: {superior}",
        "everyone": "Wszystkie komórki – każda we własnym zakresie",
        "also": "Także:",
        "same_duty": "Ten sam obowiązek – „{duty}” – mają {count} komórki, każda w swoim obszarze:",
        "which_area": "Którego obszaru to dotyczy? Dopisz go do pytania, np. nazwę programu, a wskażę jedną komórkę.",
        "first_line": "Usterkę zgłasza się najpierw do I linii wsparcia:",
        "unsure": "Nie mam pewności. Czy chodzi o jedną z tych spraw?",
        "nobody": "Zarządzenie nr {number} nie przypisuje tego żadnej komórce.",
        "nearest": "Najbliższe temu, choć o czym innym:",
    },
    "en": {
        "reports_to": "reports to: {superior}",
        "in_project": "in the project {project} until {until} reports to: {superior}",
        "outside": "otherwise to: {superior}",
        "everyone": "All units – each for its own work",
        "also": "Also:",
        "same_duty": "The same duty – „{duty}” – lies with {count} units, each in its own area:",
        "which_area": "Which area is it about? Add it to the question, a program's name say, and I will name one unit.",
        "first_line": "A fault is reported to the first line of support:",
        "unsure": "I am not sure. Is it one of these?",
        "nobody": "Decree no. {number} assigns this to no unit.",
        "nearest": "Nearest to it, though about something else:",
    },
}

MOST_QUOTES = 2
"""How many clauses of one unit a reply quotes."""

QUOTE_REACH = 0.12
"""How far behind the unit's best clause another may lie to be quoted beside it, in units of cosine."""

MOST_NEAREST = 2
"""How many units a refusal mentions as the nearest."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold a clause as a reply quotes it: its address and its words with those that lead to it, verbatim."""

    citation: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Hold what a reply says of one unit, under an optional line of introduction."""

    title: str
    reports_to: str
    quotes: tuple[Quote, ...]
    introduction: str = ""
    facts: tuple[str, ...] = ()
    """Lines that stand between the superior and the quotes: what a unit is part of, who reports to it, and such."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold a reply before it is laid out for a terminal or a messenger."""

    opening: str
    blocks: tuple[Block, ...]
    closing: str = ""


def compose(answer: Answer, act: Act, lang: str, orders: Sequence[Order] = ()) -> Reply:
    """Turn an answer into a reply in "pl" or "en"; the act's own words stay as they are printed.

    `orders` are the project orders in force; a unit's line says whom it reports to in the project, and outside it.
    """
    words = WORDS[lang]
    twins = _twin_blocks(answer.units[: answer.twins], act, lang, orders)
    closing = words["which_area"] if twins else ""
    if answer.outcome is Outcome.NOBODY:
        blocks = _blocks(answer.nearest[:MOST_NEAREST], act, lang, orders)
        return Reply(words["nobody"].format(number=act.number), _introduce(blocks, words["nearest"]))
    rest = _blocks(answer.units[answer.twins :], act, lang, orders)
    if answer.outcome is Outcome.UNSURE:
        blocks, opening = (*twins, *rest), words["unsure"]
    else:
        first = twins or rest[:1]
        blocks, opening = (*first, *_introduce((*twins, *rest)[len(first) :], words["also"])), ""
    if answer.first_line and answer.first_line.unit not in [found.unit for found in answer.units]:
        first_line = _block(answer.first_line, act, lang, orders, most_quotes=1)
        blocks = (*blocks, *_introduce((first_line,), words["first_line"]))
    return Reply(opening, blocks, closing)


def _blocks(found: Sequence[UnitHits], act: Act, lang: str, orders: Sequence[Order]) -> tuple[Block, ...]:
    return tuple(_block(each, act, lang, orders) for each in found)


def _block(found: UnitHits, act: Act, lang: str, orders: Sequence[Order], most_quotes: int = MOST_QUOTES) -> Block:
    close = [hit for hit in found.hits if hit.score >= found.score - QUOTE_REACH]
    quotes = tuple(quote(hit.clause, act) for hit in close[:most_quotes])
    return Block(unit_title(found.unit, lang), reports_to(found.unit, act, lang, orders), quotes)


def _twin_blocks(found: Sequence[UnitHits], act: Act, lang: str, orders: Sequence[Order]) -> tuple[Block, ...]:
    """Say of each of the units that bear the same duty in which area it does; the duty itself stands above them."""
    if not found:
        return ()
    clauses = [each.hits[0].clause for each in found]
    introduction = WORDS[lang]["same_duty"].format(count=len(found), duty=clauses[0].text)
    blocks = tuple(
        Block(
            unit_title(each.unit, lang),
            reports_to(each.unit, act, lang, orders),
            (Quote(citation_text(clause, act), f"… {area(clause, clauses)} …"),),
        )
        for each, clause in zip(found, clauses, strict=True)
    )
    return _introduce(blocks, introduction)


def area(clause: Clause, twins: Sequence[Clause]) -> str:
    """Return the words of a clause's lead-in that tell it from its twins: the longest run that none of them has."""
    others = {pair for twin in twins if twin is not clause for pair in pairwise(twin.lead_in.split())}
    runs: list[list[str]] = [[]]
    for one, other in pairwise(clause.lead_in.split()):
        if (one, other) in others or clause.unit in one:
            runs.append([])
        else:
            runs[-1].append(other if runs[-1] else f"{one} {other}")
    return max((" ".join(run) for run in runs), key=len).removesuffix(" poprzez:").strip()


def _introduce(blocks: tuple[Block, ...], introduction: str) -> tuple[Block, ...]:
    return (replace(blocks[0], introduction=introduction), *blocks[1:]) if blocks else ()


def unit_title(unit: Unit, lang: str) -> str:
    """Name a unit as a reply does: code, then full name."""
    if unit.code == ALL_UNITS:
        return WORDS[lang]["everyone"]
    return unit.name if unit.code == unit.name else f"{unit.code} · {unit.name}"


def reports_to(unit: Unit, act: Act, lang: str, orders: Sequence[Order] = ()) -> str:
    """Say whom a unit reports to, in a project and outside it where an order sets both; "" where the act does not."""
    words = WORDS[lang]
    above = superior(act, unit)
    usual = above.name if above else ""
    lines = [
        words["in_project"].format(
            project=order.project, until=f"{order.ends:%d.%m.%Y}", superior=name_of(order.superior, act)
        )
        for order in orders_for(unit, orders)
    ]
    if not lines:
        return words["reports_to"].format(superior=usual) if usual else ""
    return "; ".join([*lines, words["outside"].format(superior=usual)] if usual else lines)


def name_of(code: str, act: Act) -> str:
    """Name the unit or post with a code; a name that is no code stays as it is."""
    unit = act.unit(code)
    return unit.name if unit else code


def quote(clause: Clause, act: Act) -> Quote:
    """Quote a clause together with the point or letter that leads to it, so that it reads as a sentence."""
    unit = act.unit(clause.unit)
    pieces = [without_own_name(text, unit) if unit else text for text in act.context(clause)]
    return Quote(citation_text(clause, act), " ".join((*pieces, clause.text)))


def provision_quote(provision: Provision, act: Act) -> Quote:
    """Quote a provision's own words, without what it contains."""
    return Quote(citation_text(provision, act), provision.text)


def without_own_name(text: str, unit: Unit) -> str:
    """Leave out the name and code with which a lead-in begins: they head the block anyway."""
    rest = text.removeprefix(unit.name).strip().removeprefix(unit.code).lstrip(" ,:;(")
    return text if text.startswith(rest) else f"… {rest}"


def citation_text(place: Clause | Provision, act: Act) -> str:
    """Print a citation, saying which of them it is where the act gives the same one twice."""
    alike = sum(provision.citation == place.citation for provision in act.provisions)
    return str(place.citation) if alike < 2 else f"{place.citation} [{place.occurrence}/{alike}]"


def lead_ins(citation: Citation) -> Iterator[Citation]:
    """Yield the points and letters that contain a provision, the nearest first."""
    while (parent := citation.parent) and parent.level in ("point", "letter"):
        citation = parent
        yield parent


def to_text(reply: Reply) -> str:
    """Lay a reply out as plain text, a paragraph a line."""
    return "\n\n".join(filter(None, (reply.opening, *map(_block_text, reply.blocks), reply.closing)))


def _block_text(block: Block) -> str:
    lines = [block.introduction, block.title, f"  {block.reports_to}" if block.reports_to else ""]
    lines += [f"  {fact}" for fact in block.facts]
    lines += [f"  {each.citation}: „{each.text}”" for each in block.quotes]
    return "\n".join(line for line in lines if line)
