"""A conversation that goes on: it remembers each chat's last answer for some minutes and gives buttons to press.

It knows no messenger. Telegram and the terminal both drive it: `bot.screens.messages` takes messages,
`bot.screens.buttons` buttons, `bot.screens.commands` commands.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.access.admission import Admission
from bot.access.permissions import Role
from bot.answering import tickets
from bot.answering.conversation import Conversation
from bot.answering.queue_groups import QueueDesk
from bot.answering.trials import Trials
from bot.dialogue.keyboards import Keyboards, position_of
from bot.dialogue.prompts import Prompts
from bot.dialogue.proposed_contacts import ProposedContacts
from bot.dialogue.readings import MessageReading
from bot.dialogue.views import MOST_CHOICES, Views
from bot.replies import emphasis as marks
from bot.replies.actions import Action
from bot.replies.reply import Reply, Style, more_twins, repairer_first
from bot.replies.response import Remark, Response
from bot.wording.act_names import act_name
from knowledge.acts.act import Clause, Unit
from knowledge.acts.project_orders import Order
from knowledge.answer import Answer, Outcome, UnitHits
from knowledge.embedding.noise import is_noise
from knowledge.errors import DatabaseUnusable, shorten
from knowledge.language import detect_language, words
from knowledge.masking import mask
from knowledge.questions.typed_units import units_meant
from knowledge.search.areas import within_area
from knowledge.staff.contacts import ContactBook
from knowledge.staff.conversations import Memory, Named, Turn
from knowledge.store.store import Published
from knowledge.wording import N_, say, sentence

logger = logging.getLogger(__name__)

MEMORY_MINUTES = 15.0
"""For how long a message may refer to the last answer."""

LONGEST_GIST = 90

MOST_READINGS = 1000


@dataclass(frozen=True, slots=True)
class Chat:
    """Hold who speaks and where: keys that tell chats (and topics) and persons apart, and the client's language.

    `role` is what that person may do now; it is found anew for each update.
    `is_private` tells that the person is alone with the bot.
    `names` are what the messenger calls the person, to be masked in what is stored; they are in no repr.
    """

    key: str
    person: str = ""
    lang: str = ""
    role: Role = Role.EMPLOYEE
    names: tuple[str, ...] = field(default=(), repr=False)
    is_private: bool = True


class Dialogue:
    """Lead conversations with many chats; all calls come from one thread at a time.

    With `agents_confirm` a second agent may confirm corrections, not admins alone.
    """

    def __init__(
        self,
        conversation: Conversation,
        memory: Memory,
        minutes: float = MEMORY_MINUTES,
        agents_confirm: bool = False,
    ) -> None:
        self.conversation = conversation
        self.memory = memory
        self.seconds = minutes * 60
        self.admission: Admission | None = None
        """Who was admitted; None where there is no messenger by which anybody could be."""
        self.agents_confirm = agents_confirm
        self.prompts = Prompts(self.seconds)
        self.proposed_contacts = ProposedContacts()
        self.read_as: dict[int, MessageReading] = {}
        """How the last messages that left something out were read, by their turns."""
        self.queue = QueueDesk(conversation)
        self.trials = Trials(conversation)

    def language(self, chat: Chat, text: str = "", default: str = "") -> str:
        """Return the language of a reply: the one chosen, or the text's, or the default, or the client's."""
        chosen = self.memory.language(chat.key) or self.conversation.lang
        tells = any(len(word) > 2 for word in words(text)) and not is_noise(text)  # "IT-03-2" is of no language
        return chosen or (detect_language(text, "") if tells else "") or default or chat.lang or "pl"

    def views(self, lang: str, turn: int = 0, edition: int | None = None) -> Views | None:
        """Return the views of an edition (the one in force by default); None where there is no such edition."""
        found = self.conversation.edition_numbered(edition or self.conversation.edition.id)
        return Views(found[1], found[0].id, lang, turn, *self._added) if found else None

    def answer_anew(self, turn: Turn, role: Role) -> Reply:
        """Answer a remembered question once more, under the same turn."""
        return self._told(self._find(turn.question, turn.lang, ticket=False), turn.id, role)

    def others(self, turn: Turn, page: int) -> Reply:
        """Name the units that come nearest to a question after those that were named."""
        named = set(turn.units)
        searcher = self.conversation.searcher
        found = searcher.candidates(turn.question, len(searcher.codes))
        rest = [each for each in found if place_of(each) not in named]
        shown = rest[page * 3 : page * 3 + 3]
        keys = self.keyboards(turn.lang, turn.id)
        blocks = tuple(map(self._style(turn.lang).found, shown))
        turning = keys.pages("others", turn.id, page, min(-(-len(rest) // 3), 3))
        rows = (*keys.cards(shown), tuple(turning), (keys.back(),))
        said = N_("Other units that may have to do with it:" if named else "Nearest to it:")
        reply = Reply(
            say(said if shown else "No other unit comes near to this.", turn.lang),
            blocks,
            buttons=tuple(row for row in rows if row),
        )
        return marks.mark(reply, turn.question)

    def matter(self, clause: Clause, turn: Turn, lang: str, views: Views, role: Role) -> Reply:
        """Tell of a matter that was chosen: who has it, or whose of those who have it in areas of their own."""
        bearers = views.bearers(clause)
        if len(bearers) < 2:
            return self.pick(clause, turn, lang, views)
        asked = Answer(turn.question, Outcome.ANSWER, bearers, twins=len(bearers))
        answer = within_area(asked, turn.question, is_whole=False)
        reply = self._told(self.conversation.told(answer, lang), turn.id, role)
        return replace(reply, buttons=(*reply.buttons, (views.keys.back(),)))

    def only(self, turn: Turn, edition: int, role: Role) -> Reply | None:
        """Answer a remembered question from one act alone; None where that is no longer in force."""
        act = next((each.act for each in self.conversation.book.published if each.edition.id == edition), None)
        if act is None:
            return None
        response = self.conversation.respond(turn.question, turn.lang, act)
        reply = self._told(response, turn.id, role)
        limited = sentence("Only {act}:", turn.lang, act=act_name(act, turn.lang))
        opening = "\n\n".join(filter(None, (limited, reply.opening)))
        back = (self.keyboards(turn.lang, turn.id).back(),)
        return replace(reply, opening=opening, buttons=(*reply.buttons, back))

    def pick(self, clause: Clause, turn: Turn | None, lang: str, views: Views) -> Reply:
        """Tell of one unit that was chosen, with the clause in full, from the edition that the views show."""
        unit = views.act.unit(clause.unit) or Unit(clause.unit, clause.unit, "")
        block = self._style(lang).block(unit, views.act, (self._style(lang).quote(clause, views.act),))
        reply = Reply(blocks=(block,), buttons=views.keys.clause(clause, unit), turn=turn.id if turn else None)
        return marks.mark(reply, turn.question) if turn else reply

    def keyboards(self, lang: str, turn: int) -> Keyboards:
        """Return the maker of buttons for the edition in force, the first of them."""
        return Keyboards(self.conversation.act, self.conversation.edition.id, lang, turn)

    def remember(
        self,
        chat: Chat,
        lang: str,
        question: str,
        units: Sequence[UnitHits],
        more: str = "",
        told: Answer | Outcome | None = None,
    ) -> int:
        """Keep what was asked and told; returns the number of the turn, 0 where the file takes nothing more.

        `told` is the answer, or its outcome where nothing was searched; None where the turn goes on from an answer.
        """
        answer = told if isinstance(told, Answer) else None
        outcome = answer.outcome if answer else told
        try:
            return self.memory.remember(
                chat.key,
                units[0].edition if units else self.conversation.edition.id,
                lang,
                question,
                tuple(map(place_of, units)),
                more,
                person=chat.person,
                outcome=str(outcome or ""),
                confidence=answer.confidence if answer else None,
            )
        except DatabaseUnusable as error:
            logger.error("an answer is given and cannot be remembered: %s", error)
            return 0

    def leave(self, chat: Chat) -> None:
        """Ask a person nothing any more: who did something else, types no answer to what was asked."""
        self.prompts.forget(chat.key, chat.person)

    def keep_reading(self, turn: int, reading: MessageReading) -> None:
        """Keep how a turn's message was read, for the one that goes on from it; nothing of it outlives the program."""
        self.read_as = dict(tuple(self.read_as.items())[-MOST_READINGS:]) | {turn: reading}

    def other_units(self) -> str:
        """Return the action that names further units for the turn with which it is remembered (its number 0)."""
        return str(Action("others", (0,), self.conversation.edition.id))

    def answer(self, chat: Chat, text: str, lang: str, ticket: bool = False, last: Turn | None = None) -> Reply:
        """Answer a question, or what a ticket asks, and remember it; what tells who somebody is has no part in it.

        What is no question is answered and forgotten; it may say that `last`, the turn before, was not what was meant.
        """
        text = mask(text, chat.names)
        response = self._find(text, lang, ticket)
        if response.remark:
            return self._beside(response, last)
        turn = self.remember(
            chat, lang, response.answer.question, response.answer.units, self.other_units(), response.answer
        )
        reply = self._told(response, turn, chat.role)
        if turn and response.cards:
            self.memory.amend(turn, more=next_page(reply))
        if " ".join(text.split()) == response.answer.question:
            return reply
        gist = say("I read this as a ticket: “{gist}”", lang, gist=shorten(response.answer.question, LONGEST_GIST))
        return replace(reply, opening="\n\n".join(filter(None, (gist, reply.opening))))

    def _beside(self, response: Response, last: Turn | None) -> Reply:
        """Answer what was said beside questions; whoever was misunderstood is offered the other units."""
        if response.remark is not Remark.MISTAKEN or last is None or not last.question:
            return response.parts
        reply = self.others(last, 0)
        return replace(reply, opening=f"{response.parts.opening}\n\n{reply.opening}")

    def _find(self, text: str, lang: str, ticket: bool) -> Response:
        """Answer a question, or that sentence of a ticket which is answered best."""
        if not (ticket or tickets.looks_like_ticket(text)):
            return self.conversation.respond(" ".join(text.split()), lang)
        gists = tickets.gists(text)
        if corrected := next(filter(self.conversation.is_corrected, gists), None):
            return self.conversation.respond(corrected, lang)
        first, *others = (self.conversation.respond(gist, lang) for gist in gists)
        found = first if first.answer.outcome is Outcome.ANSWER else max((first, *others), key=_worth)
        return self._signed(found, tickets.office(text))

    def _signed(self, found: Response, office: str) -> Response:
        """Name of several units the one whose area the office is in that a ticket is signed with."""
        answer = within_area(found.answer, office)
        return found if answer is found.answer else self.conversation.told(answer, found.lang)

    def _told(self, response: Response, turn: int, role: Role) -> Reply:
        """Lay out an answer with its buttons; an agent, who takes reports in, is told who repairs a fault first."""
        if response.cards:
            return self._carded(response, turn)
        answer, lang = response.answer, response.lang
        parts = repairer_first(response.parts) if role >= Role.AGENT else response.parts
        closing = parts.closing
        if answer.twins:
            asked = say("Which area is it about? Choose below.", lang)
            closing = "\n".join(filter(None, (more_twins(answer, lang), asked)))
        return replace(parts, closing=closing, buttons=self.keyboards(lang, turn).answer(answer), turn=turn)

    def _carded(self, response: Response, turn: int) -> Reply:
        """Show the first page of the card that a question is answered with; of several acts' ask which is meant."""
        views = [Views(each.act, each.edition, response.lang, turn, *self._added) for each in response.cards]
        if len(views) > 1:
            which = sentence("In which act?", response.lang)
            opening = "\n\n".join(filter(None, (response.parts.opening, which)))
            found = list(zip(views, response.cards, strict=True))[:MOST_CHOICES]
            return Reply(opening, buttons=tuple((each.keys.subject(card.subject),) for each, card in found), turn=turn)
        page = views[0].card(response.cards[0].subject, is_answer=True)
        first, *others = response.parts.blocks
        shown = replace(first, quotes=page.blocks[0].quotes, items=page.blocks[0].items)
        reply = replace(page, opening=response.parts.opening, blocks=(shown, *others), turn=turn)
        return marks.mark(reply, response.answer.question)

    @property
    def _added(self) -> tuple[Sequence[Order], ContactBook]:
        """What cards tell beside the act."""
        return self.conversation.orders, self.conversation.contacts

    def _style(self, lang: str) -> Style:
        return Style(lang, self.conversation.orders, self.conversation.book.is_several)

    def is_unit(self, text: str) -> bool:
        """Tell whether a message is the code or the name of a unit and nothing else."""
        wanted = text.strip(" ?.!").casefold()
        everyone = (each.unit for each in self.conversation.book.everyone)
        return any(wanted in (unit.code.casefold(), unit.name.casefold()) for unit in everyone)

    def card(self, lang: str, turn: int, found: UnitHits) -> Reply:
        """Show a unit's card as the answer of a turn."""
        views = Views(found.act, found.edition, lang, 0, *self._added)
        reply = replace(views.card(found.unit), turn=turn)
        if turn:
            self.memory.amend(turn, more=next_page(reply))
        return reply

    def unit(self, chat: Chat, text: str, lang: str) -> Reply:
        """Show the card of the unit that a text names, or the units that it may mean."""
        return self._one_of(chat, units_meant(self.conversation.book.everyone, text), text, lang)

    def _one_of(self, chat: Chat, found: Sequence[UnitHits], text: str, lang: str) -> Reply:
        """Show the card of a unit that was found, or ask which of several is meant."""
        if len(found) == 1:
            return self.card(lang, self.remember(chat, lang, text, found, told=Outcome.STRUCTURE), found[0])
        act, edition = self.conversation.act, self.conversation.edition.id
        return Views(act, edition, lang, 0, self.conversation.orders).choice(found, text)

    def standing(self, edition: int) -> Published | None:
        """Return what is in force of the very act that an edition holds; None where that act is in force no longer."""
        found = self.conversation.edition_numbered(edition)
        return self.conversation.book.same(found[0]) if found else None


def place_of(found: UnitHits) -> Named:
    """Return under what a unit is remembered."""
    return Named(found.edition, position_of(found.unit, found.act))


def _worth(response: Response) -> tuple[bool, float]:
    """Order answers: one that names somebody before one that does not, then the surer one."""
    return response.answer.outcome not in (Outcome.NOBODY, Outcome.ASIDE), response.answer.confidence


def next_page(reply: Reply) -> str:
    """Return the action of the button that turns to the next page; "" where there is none."""
    return next((button.action for row in reply.buttons for button in row if button.is_next), "")
