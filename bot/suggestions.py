"""What is offered while somebody types: units with the clause that fits, or the provision that is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot import cards, marks
from bot.dialogue import Chat, Dialogue
from bot.keyboards import position_of
from bot.replies import Block, Quote, Reply, quote, reports_to, unit_title
from knowledge.citation import Citation
from knowledge.errors import InvalidCitation, shorten
from knowledge.language import fold
from knowledge.model import Act, Clause, Unit, UnitHits
from knowledge.orders import Order

MOST = 10
"""How many units are offered for a matter."""

REACH = 0.3
"""How far behind the first another may lie to be offered, in units of cosine."""

MOST_PROVISIONS = 40


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold one line of what is offered, and the reply that is sent where it is chosen."""

    key: str
    title: str
    description: str
    reply: Reply


def suggest(dialogue: Dialogue, chat: Chat, text: str) -> tuple[Suggestion, ...]:
    """Return what fits the words typed so far, best first; all units where nothing is typed yet."""
    dialogue.conversation.refresh()
    act, typed = dialogue.conversation.act, " ".join(text.split())
    lang = dialogue.language(chat, typed)
    edition = dialogue.conversation.edition.id
    orders = dialogue.conversation.orders
    named = _by_code(act, typed) or _by_citation(act, typed, edition, lang, orders)
    if isinstance(named, list):
        return tuple(_of_unit(act, unit, edition, lang, orders) for unit in named)
    return named or tuple(_of_matter(dialogue, typed, lang))


def _by_code(act: Act, typed: str) -> list[Unit]:
    """Return the units whose code begins with what is typed."""
    wanted = fold(typed).replace(" ", "")
    coded = [unit for unit in act.units if unit.code != unit.name]
    return [unit for unit in coded if fold(unit.code).startswith(wanted)] or ([] if typed else list(act.units))


def _by_citation(act: Act, typed: str, edition: int, lang: str, orders: Sequence[Order]) -> tuple[Suggestion, ...]:
    """Return the provisions that a citation names, itself first."""
    try:
        citation = Citation.parse(typed)
    except InvalidCitation:
        return ()
    found = next((found for found in map(act.under, citation.readings()) if found), ())[:MOST_PROVISIONS]
    clauses = {clause.citation: clause for clause in act.clauses}
    return tuple(
        Suggestion(
            f"{edition}.p{act.provisions.index(each)}",
            str(each.citation),
            shorten(each.text, 120),
            _clause_reply(act, clauses[each.citation], lang, orders)
            if each.citation in clauses
            else Reply(blocks=(Block(cards.act_title(act), quotes=(Quote(str(each.citation), each.text),)),)),
        )
        for each in found
        if each.text
    )


def _of_unit(act: Act, unit: Unit, edition: int, lang: str, orders: Sequence[Order]) -> Suggestion:
    """Offer a unit as a whole: its name, whom it reports to, its first duty as what it is about."""
    duty = next((clause for clause in act.clauses if clause.unit == unit.code), None)
    block = Block(unit_title(unit, lang), cards.reporting_line(act, unit, lang, orders))
    if duty:
        block = Block(block.title, block.reports_to, (quote(duty, act),))
    about = duty.sentence if duty else ""
    return Suggestion(
        f"{edition}.u{position_of(unit, act)}", unit_title(unit, lang), shorten(about, 120), Reply(blocks=(block,))
    )


def _of_matter(dialogue: Dialogue, typed: str, lang: str) -> Iterator[Suggestion]:
    """Offer the units that come nearest to a matter, each with its nearest clause."""
    found: tuple[UnitHits, ...] = dialogue.conversation.searcher.candidates(typed, MOST)
    act, edition = dialogue.conversation.act, dialogue.conversation.edition.id
    for each in found:
        clause = each.hits[0].clause
        if each.score >= found[0].score - REACH:
            key = f"{edition}.c{act.clauses.index(clause)}"
            reply = marks.mark(_clause_reply(act, clause, lang, dialogue.conversation.orders), typed)
            yield Suggestion(key, unit_title(each.unit, lang), shorten(clause.text, 120), reply)


def _clause_reply(act: Act, clause: Clause, lang: str, orders: Sequence[Order]) -> Reply:
    unit = act.unit(clause.unit) or Unit(clause.unit, clause.unit, "")
    return Reply(blocks=(Block(unit_title(unit, lang), reports_to(unit, act, lang, orders), (quote(clause, act),)),))
