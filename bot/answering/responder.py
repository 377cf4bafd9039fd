"""Answer one question from acts that are in force together: about the organisation, or about a duty by searching."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.answering.aside_replies import compose_aside
from bot.replies.duty import compose_duty
from bot.replies.emphasis import mark
from bot.replies.reply import Block, Reply, Style, compose
from bot.replies.response import Card, Remark, Response
from bot.replies.structure import Said, compose_structure
from bot.wording.act_names import act_name
from bot.wording.contact_line import contacts_of, whose_contact
from knowledge.acts.act import ALL_UNITS, Act
from knowledge.acts.project_orders import Order
from knowledge.answer import Answer, Outcome, UnitHits
from knowledge.in_force.statute_book import StatuteBook
from knowledge.questions.interpreter import Asked, DutyOf
from knowledge.questions.topics import Topic
from knowledge.staff.contacts import ContactBook
from knowledge.wording import say, sentence

if TYPE_CHECKING:
    from knowledge.search.searcher import Searcher

MOST_UNSURE = 3
"""How many units are named whose contact may be meant."""

MOST_ACTS = 5
"""How many acts a reply about structure speaks of."""

_UNKNOWN = (Topic.UNKNOWN_CODE, Topic.UNKNOWN_PROVISION, Topic.CANDIDATES)
_WORTH = {Outcome.ANSWER: 2, Outcome.UNSURE: 1, Outcome.NOBODY: 0}

Understood = tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Responder:
    """Answer from a statute book; `searcher` gives the search over it, `orders` are the project orders in force.

    `remark` tells what is no question about the act. With `act`, one of the book's, it answers from that act alone.
    `contacts` are those of its units.
    """

    book: StatuteBook
    searcher: "Callable[[], Searcher]"
    remark: Callable[[str], Remark | None]
    orders: Sequence[Order] = ()
    act: Act | None = None
    contacts: ContactBook = field(default_factory=dict)

    def respond(self, question: str, lang: str, wording: str = "") -> Response:
        """Answer one question; `wording` is how it named the act, where `question` leaves that out."""
        asked, duties = self._understand(wording or question)
        if wording and not asked:
            asked, duties = self._understand(question)
        if any(each.topic is Topic.CONTACT and not each.units for _, every in asked[:1] for each in every):
            return self._contact(question, asked[0][1][0].name, lang)
        if asked:
            return self._about_structure(question, asked, lang)
        if remark := self.remark(question):
            return Response(Answer(question, Outcome.ASIDE), lang, compose_aside(remark, question, lang), remark=remark)
        if duties:
            return self._about_duty(question, duties, lang)
        return self.search(question, lang)

    def search(self, question: str, lang: str) -> Response:
        """Answer one question by searching, whatever it seems to ask."""
        answer = self.searcher().answer(question, act=self.act)
        return self.told(answer, lang)

    def told(self, answer: Answer, lang: str) -> Response:
        """Put what was found into words."""
        reply = compose(answer, self._acts, lang, self.book.is_several)
        return Response(answer, lang, mark(reply, answer.question))

    @property
    def _acts(self) -> tuple[Act, ...]:
        return (self.act,) if self.act else self.book.acts

    def _understand(self, question: str) -> tuple[list[tuple[Act, Understood]], list[tuple[Act, DutyOf]]]:
        """Return by act what a question asks about structure, or whether units that it names do something."""
        pairs = zip(self.book.acts, self.book.interpreters, strict=True)
        found = [(act, each.understand(question)) for act, each in pairs if self.act in (None, act)]
        duties = [(act, each) for act, each in found if isinstance(each, DutyOf)]
        asked = [(act, each) for act, each in found if not isinstance(each, DutyOf) and each]
        best = max((_tells(each) for _, each in asked), default=0)
        if duties and best < 2:
            return [], duties
        return [(act, each) for act, each in asked if _tells(each) == best], duties

    def _about_structure(self, question: str, asked: list[tuple[Act, Understood]], lang: str) -> Response:
        if len(asked) > 1 and any(each.topic is Topic.REPEALS for _, every in asked for each in every):
            asked = [(act, every) for act, every in asked if act.repeals] or asked
        said = [(act, self._said(every, act, lang)) for act, every in asked[:MOST_ACTS]]
        units = tuple(
            UnitHits(unit, (), 1.0, act, self.book.edition(act).id) for act, each in said for unit in each.units
        )
        if all(each.topic is Topic.UNKNOWN_CODE for _, every in asked for each in every):
            answer = Answer(question, Outcome.STRUCTURE, nearest=units)
        else:
            answer = Answer(question, Outcome.STRUCTURE, units=units, confidence=1.0)
        quoted = tuple((act, clause) for act, each in said for clause in each.quoted)
        cards = tuple(Card(each.subject, act, self.book.edition(act).id) for act, each in said if each.subject)
        return Response(answer, lang, self._joined(said, lang), quoted, cards if len(cards) == len(said) else ())

    def _said(self, asked: Sequence[Asked], act: Act, lang: str) -> Said:
        edition = self.book.edition(act)
        contacts = contacts_of(edition.id, self.contacts)
        return compose_structure(asked, act, lang, self.orders, edition.valid_from, contacts)

    def _contact(self, question: str, whose: str, lang: str) -> Response:
        """Tell how those are reached who have to do with a matter, or that this cannot be told."""
        found = self.searcher().answer(whose, act=self.act) if whose else Answer(question, Outcome.NOBODY)
        is_sure = found.outcome is Outcome.ANSWER
        known = [each for each in (found.first_line, *found.units) if each and each.unit.code != ALL_UNITS]
        units = tuple(dict.fromkeys(known))[: min(max(found.twins, 1), MOST_UNSURE) if is_sure else MOST_UNSURE]
        if found.outcome is Outcome.NOBODY or not units:
            return Response(replace(found, question=question), lang, Reply(whose_contact(whose, lang)))
        opening = say("Perhaps one of these:", lang) if len(units) > 1 and not is_sure else ""
        answer = replace(found, question=question, units=units, twins=0)
        return Response(answer, lang, Reply(opening, tuple(self._reached(each, lang) for each in units)))

    def _reached(self, found: UnitHits, lang: str) -> Block:
        """Say how a unit is reached, and which duty it was found by."""
        (block,) = self._said((Asked(Topic.CONTACT, (found.unit,)),), found.act, lang).reply.blocks
        style = Style(lang, self.orders, self.book.is_several)
        return replace(block, quotes=tuple(style.quote(hit.clause, found.act) for hit in found.hits[:1]))

    def _joined(self, said: Sequence[tuple[Act, Said]], lang: str) -> Reply:
        """Join what is said of several acts, each under its name."""
        if not self.book.is_several:
            return said[0][1].reply
        opening = "\n".join(dict.fromkeys(filter(None, (each.reply.opening for _, each in said))))
        blocks = []
        for act, each in said:
            heading = sentence("{act}:", lang, act=act_name(act, lang))
            for first, *rest in (each.reply.blocks,) if each.reply.blocks else ():
                introduction = "\n".join(filter(None, (heading, first.introduction)))
                blocks += [replace(first, introduction=introduction), *rest]
        return Reply(opening, tuple(blocks), said[0][1].reply.closing if len(said) == 1 else "")

    def _about_duty(self, question: str, duties: Sequence[tuple[Act, DutyOf]], lang: str) -> Response:
        """Answer whether the units that a question names do something; of several acts for the one that fits best."""
        searcher = self.searcher()
        limited = [
            (searcher.answer(duty.question, only={unit.code for unit in duty.units}, act=act), duty)
            for act, duty in duties
        ]
        best, duty = max(limited, key=lambda pair: (_WORTH[pair[0].outcome], pair[0].confidence))
        everywhere = searcher.answer(duty.question, act=self.act)
        reply = compose_duty(duty, best, everywhere, self._acts, lang, self.book.is_several)
        answer = everywhere if best.outcome is Outcome.NOBODY else best
        return Response(replace(answer, question=question), lang, mark(reply, question))


def _tells(asked: Understood) -> int:
    """Order what acts understand: something particular, the act as a whole, nothing it knows."""
    known = [each for each in asked if each.topic not in _UNKNOWN]
    if any(each.units or each.provisions for each in known):
        return 3
    return 2 if known else 1
