"""What is offered while somebody types: units with the clause that fits, or the provision that is named."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.keyboards import position_of
from bot.dialogue.views import Views
from bot.replies import emphasis as marks
from bot.replies.reply import Reply, Style, unit_title
from bot.wording.act_names import act_name
from knowledge.acts.act import Act, Clause, Provision, Unit
from knowledge.acts.citation import Citation
from knowledge.answer import UnitHits
from knowledge.errors import InvalidCitation, shorten
from knowledge.in_force.statute_book import StatuteBook
from knowledge.language import fold, sound
from knowledge.staff.contacts import ContactBook
from knowledge.store.store import Published

MOST = 10
"""How many units are offered for a matter."""

REACH = 0.3
"""How far behind the first another may lie to be offered, in units of cosine."""

MOST_PROVISIONS = 40
LONGEST_ABOUT = 120


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold one line of what is offered, and the reply that is sent where it is chosen."""

    key: str
    title: str
    description: str
    reply: Reply


def suggest(dialogue: Dialogue, chat: Chat, text: str) -> tuple[Suggestion, ...]:
    """Return what fits the words typed so far, best first; all units where nothing is typed yet."""
    conversation = dialogue.conversation
    conversation.refresh()
    if not conversation.is_answering:
        return ()
    typed = " ".join(sound(text).split())
    lang = dialogue.language(chat, typed)
    style = Style(lang, conversation.orders, conversation.book.is_several)
    if named := _by_code(conversation.book, typed):
        return tuple(_of_unit(each, style, conversation.contacts) for each in named)
    return tuple(_by_citation(conversation.book, typed, style)) or tuple(_of_matter(dialogue, typed, style))


def _by_code(book: StatuteBook, typed: str) -> list[UnitHits]:
    """Return the units whose code begins with what is typed."""
    wanted = fold(typed).replace(" ", "")
    units = [each for each in book.everyone if each.unit in each.act.units]
    coded = [each for each in units if each.unit.code != each.unit.name]
    return [each for each in coded if fold(each.unit.code).startswith(wanted)] or ([] if typed else units)


def _by_citation(book: StatuteBook, typed: str, style: Style) -> Iterator[Suggestion]:
    """Yield the provisions that a citation names, itself first."""
    try:
        citation = Citation.parse(typed)
    except InvalidCitation:
        return
    for each in book.published:
        found = next((found for found in map(each.act.under, citation.readings()) if found), ())
        for provision in found[:MOST_PROVISIONS]:
            if provision.text:
                yield _of_provision(each, provision, style)


def _of_provision(published: Published, provision: Provision, style: Style) -> Suggestion:
    act, edition = published.act, published.edition.id
    key = f"{edition}.p{act.provisions.index(provision)}"
    about = _about(act, provision.text, style)
    return Suggestion(key, str(provision.citation), about, _card(act, edition, provision.citation, style))


def _card(
    act: Act, edition: int, subject: Unit | Citation, style: Style, contacts: ContactBook = MappingProxyType({})
) -> Reply:
    """Return the first page of a card, without buttons: they would speak of a chat that is not the sender's."""
    return replace(Views(act, edition, style.lang, 0, style.orders, contacts).card(subject), buttons=())


def _of_unit(found: UnitHits, style: Style, contacts: ContactBook) -> Suggestion:
    """Offer a unit as a whole: its card, with its first duty as what it is about."""
    act, unit = found.act, found.unit
    about = _about(act, next((clause.sentence for clause in act.duties(unit.code)), ""), style)
    key = f"{found.edition}.u{position_of(unit, act)}"
    return Suggestion(key, unit_title(unit, style.lang), about, _card(act, found.edition, unit, style, contacts))


def _of_matter(dialogue: Dialogue, typed: str, style: Style) -> Iterator[Suggestion]:
    """Offer the units that come nearest to a matter, each with its nearest clause."""
    found: tuple[UnitHits, ...] = dialogue.conversation.searcher.candidates(typed, MOST)
    for each in found:
        clause = each.hits[0].clause
        if each.score >= found[0].score - REACH:
            key = f"{each.edition}.c{each.act.clauses.index(clause)}"
            reply = marks.mark(_clause_reply(each.act, clause, style), typed)
            yield Suggestion(key, unit_title(each.unit, style.lang), _about(each.act, clause.text, style), reply)


def _about(act: Act, text: str, style: Style) -> str:
    """Return what stands under a title: the words, and before them the act where several are in force."""
    return shorten(f"{act_name(act, style.lang)}: {text}" if style.names_act else text, LONGEST_ABOUT)


def _clause_reply(act: Act, clause: Clause, style: Style) -> Reply:
    unit = act.unit(clause.unit) or Unit(clause.unit, clause.unit, "")
    return Reply(blocks=(style.block(unit, act, (style.quote(clause, act),)),))
