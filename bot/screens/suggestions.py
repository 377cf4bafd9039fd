"""What is offered while somebody types: units or a provision that are named, or else what the chat would answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.keyboards import position_of
from bot.dialogue.views import Views
from bot.replies import emphasis as marks
from bot.replies.reply import Reply, Style, unit_title
from bot.replies.response import Response
from bot.wording.act_names import act_name
from knowledge.acts.act import Act, Clause, Provision, Unit
from knowledge.acts.citation import Citation
from knowledge.answer import Outcome, UnitHits
from knowledge.errors import InvalidCitation, shorten
from knowledge.in_force.statute_book import StatuteBook
from knowledge.language import fold, sound, words
from knowledge.staff.contacts import ContactBook
from knowledge.store.store import Published
from knowledge.wording import say

MOST_PROVISIONS = 40
LONGEST_TITLE = 80
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
    if cited := tuple(_by_citation(conversation.book, typed, style)):
        return cited
    response = conversation.respond(typed, lang)
    begun = _by_name(conversation.book, typed)
    if begun and response.answer.outcome in (Outcome.NOBODY, Outcome.ASIDE):
        return tuple(_of_unit(each, style, conversation.contacts) for each in begun)  # half a name asks nothing yet
    told = {(each.edition, each.unit.code) for each in response.answer.units}
    further = [each for each in begun if (each.edition, each.unit.code) not in told]
    answered = _answered(response, typed, style, conversation.contacts)
    return (*answered, *(_of_unit(each, style, conversation.contacts) for each in further))


def _by_code(book: StatuteBook, typed: str) -> list[UnitHits]:
    """Return the units whose code begins with what is typed, however it is set; all where nothing is typed."""
    wanted = _compact(typed)
    units = [each for each in book.everyone if each.unit in each.act.units]
    coded = [each for each in units if each.unit.code != each.unit.name]
    return [each for each in coded if wanted and _compact(each.unit.code).startswith(wanted)] or (
        [] if typed else units
    )


def _compact(code: str) -> str:
    return "".join(filter(str.isalnum, fold(code)))


def _by_name(book: StatuteBook, typed: str) -> list[UnitHits]:
    """Return the units in whose names a word begins with each word that is typed."""
    begun = words(typed)
    return [
        each
        for each in book.everyone
        if begun
        and each.unit in each.act.units
        and all(any(word.startswith(start) for word in words(each.unit.name)) for start in begun)
    ]


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


def _answered(response: Response, typed: str, style: Style, contacts: ContactBook) -> Iterator[Suggestion]:
    """Offer what a question is answered with: each unit that answers or may, or that which is said instead."""
    answer = response.answer
    if answer.outcome not in (Outcome.ANSWER, Outcome.UNSURE):
        yield _of_reply(response)
        return
    doubt = say("I am not sure, but perhaps:", style.lang) if answer.outcome is Outcome.UNSURE else ""
    for each in answer.units:
        yield _of_clause(each, typed, doubt, style) if each.hits else _of_unit(each, style, contacts)


def _of_reply(response: Response) -> Suggestion:
    """Offer a reply as it stands: what is said of structure, that nobody has it, that it is no question."""
    title, _, rest = response.reply.partition("\n")
    about = " ".join(rest.split())
    return Suggestion(
        response.answer.outcome.value, shorten(title, LONGEST_TITLE), shorten(about, LONGEST_ABOUT), response.parts
    )


def _of_clause(found: UnitHits, typed: str, doubt: str, style: Style) -> Suggestion:
    """Offer a unit with its nearest clause, and the doubt about it in what is sent too."""
    clause = found.hits[0].clause
    key = f"{found.edition}.c{found.act.clauses.index(clause)}"
    reply = replace(marks.mark(_clause_reply(found.act, clause, style), typed), opening=doubt)
    about = _about(found.act, " ".join(filter(None, (doubt, clause.text))), style)
    return Suggestion(key, unit_title(found.unit, style.lang), about, reply)


def _about(act: Act, text: str, style: Style) -> str:
    """Return what stands under a title: the words, and before them the act where several are in force."""
    return shorten(f"{act_name(act, style.lang)}: {text}" if style.names_act else text, LONGEST_ABOUT)


def _clause_reply(act: Act, clause: Clause, style: Style) -> Reply:
    unit = act.unit(clause.unit) or Unit(clause.unit, clause.unit, "")
    return Reply(blocks=(style.block(unit, act, (style.quote(clause, act),)),))
