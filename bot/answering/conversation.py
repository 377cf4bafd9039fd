"""The conversation itself, which knows no messenger: a question goes in, a reply comes out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.answering.other_times import OtherTimes
from bot.answering.responder import Responder
from bot.answering.tickets import split_questions
from bot.replies.chart import draw_chart
from bot.replies.over_time import headed, with_coming
from bot.replies.response import Remark, Response, together
from bot.wording.act_names import act_name, act_names
from knowledge.acts import succession
from knowledge.acts.act import Act, Unit
from knowledge.acts.edition import Edition
from knowledge.acts.project_orders import Order, in_force
from knowledge.answer import Answer, Outcome
from knowledge.days import today_in_warsaw
from knowledge.embedding.encoder import Encoder, load_encoder, use_one_thread
from knowledge.errors import EncoderUnavailable, InvalidQuestion, NoEdition, NothingInForce, shorten
from knowledge.in_force.library import MOST_BOOKS, Library
from knowledge.in_force.statute_book import StatuteBook, number_in
from knowledge.language import detect_language, sound
from knowledge.questions.interpreter import DutyOf
from knowledge.questions.topics import Topic
from knowledge.settings import KnowledgeSettings
from knowledge.staff.contacts import ContactBook, Contacts
from knowledge.staff.corrections import Correction, Corrections
from knowledge.store.store import Published, Store
from knowledge.wording import sentence

if TYPE_CHECKING:
    from bot.answering.asides import Examples
    from knowledge.search.searcher import Searcher

LONGEST_QUESTION = 10_000
"""The most characters a question may have; a whole e-mail with its history is shorter."""


class Conversation:
    """Answer questions from the acts in force; raises NoEdition where none was published.

    To ask writes nothing. `lang` is "pl", "en", or "" to follow each question; `act` names the one act to answer from,
    "" for all. With `is_patient` an edition answers on where another takes its place, until `prepare` was called for
    that. All calls but that one come from one thread at a time.
    """

    def __init__(
        self,
        settings: KnowledgeSettings,
        lang: str = "",
        today: Callable[[], date] = today_in_warsaw,
        act: str = "",
    ) -> None:
        self.store = Store(settings.database)
        self.corrections = Corrections(self.store)
        self.lang = lang
        self.is_patient = False
        self.settings = settings
        self._encoder: Encoder | None = None
        self._examples: Examples | None = None
        self._today = today
        self._library = Library(self.store, self._load_encoder)
        self._version: int | None = None
        self._seen: tuple[int, date] | None = None
        self._searchers: dict[StatuteBook, tuple[tuple[int | None, int], Searcher]] = {}
        self._coming: tuple[Edition, ...] = ()
        self.refresh()
        self._only = self._act_called(act) if act else None

    @property
    def is_answering(self) -> bool:
        """Whether any act answers: none does once all that there were are withdrawn."""
        return bool(self._book.published)

    @property
    def book(self) -> StatuteBook:
        """The acts that answer; raises NothingInForce where none does."""
        if not self.is_answering:
            raise NothingInForce
        return self._book

    @property
    def act(self) -> Act:
        """The act that answers, the first of them."""
        return self.book.acts[0]

    @property
    def edition(self) -> Edition:
        """The edition that answers, the first of them."""
        return self.book.published[0].edition

    @property
    def today(self) -> date:
        """The day it is where the office is."""
        return self._today()

    @property
    def coming(self) -> tuple[Edition, ...]:
        """The editions that will take effect, the next one first."""
        return self._coming

    @property
    def encoder(self) -> Encoder:
        """The encoder of questions; loads it."""
        return self._load_encoder()

    @property
    def orders(self) -> tuple[Order, ...]:
        """The project orders that are in force today."""
        return in_force(self._orders, self._today())

    @property
    def contacts(self) -> ContactBook:
        """The contacts of units, which no act tells."""
        return self._contacts

    @property
    def searcher(self) -> "Searcher":
        """The search over the acts that answer; loads the encoder."""
        return self._search(self.book)

    def refresh(self) -> None:
        """Turn to the editions in force by now: one may have been published, restored, or taken effect at midnight."""
        version, self._day = self.store.version(), self._today()
        if version != self._version:
            self._version, self._editions = version, self.store.editions()
            self._orders = self.store.orders()
            self._has_rulings = self.corrections.any_confirmed()
            self._contacts = Contacts(self.store).book()
        if (version, self._day) == self._seen:
            return
        coming = succession.coming(self._editions, self._day)
        valid = succession.in_force(self._editions, self._day)
        if not self._editions:
            raise NoEdition(
                "nothing is published in {database} yet; run: python -m indexer publish FILE", database=self.store.path
            )
        editions = valid or tuple(each for each in coming if each.valid_from == coming[0].valid_from)
        if self.is_patient and self._still_holds() and not self._library.has(editions):
            return  # the edition before answers for the seconds until this one can
        self._seen, self._coming = (version, self._day), coming if valid else ()
        self._is_ahead = not valid
        self._book = self._library.book(editions)

    def _still_holds(self) -> bool:
        """Tell whether what answers is still held as it was: neither withdrawn nor, with all else, restored over."""
        return self._seen is not None and self.is_answering and set(self._book.editions) <= set(self._editions)

    def prepare(self, store: Store) -> None:
        """Build what answers by now, and what will next, in another thread with a store of its own."""
        self._library.prepare(store, self._today())

    def edition_numbered(self, number: int) -> tuple[Edition, Act] | None:
        """Return an edition, in force or not, with its act; None where there is none of that number."""
        if found := next((each for each in self._book.published if each.edition.id == number), None):
            return found.edition, found.act
        try:
            edition = self.store.edition(number)
        except NoEdition:
            return None
        return edition, self.store.load(edition).act

    def act_of(self, edition: Edition) -> Act:
        """Return the act of an edition, in force or not."""
        found = self.edition_numbered(edition.id)
        return found[1] if found else self.act

    def in_force(self, number: int) -> Published | None:
        """Return the edition of a number where it is one of those that answer."""
        return next((each for each in self._book.published if each.edition.id == number), None)

    def has_place(self, correction: Correction) -> bool:
        """Tell whether one of the acts that answer has a correction's clause."""
        places = self.corrections.places().get(correction.id, {})
        return any(places.get(each.edition.id) is not None for each in self._book.published)

    def warm_up(self) -> None:
        """Turn to what is in force, load the encoder and answer once, so that the first person does not wait for it."""
        is_patient, self.is_patient = self.is_patient, False
        self.refresh()
        self.is_patient = is_patient
        if self.is_answering:
            self.searcher.answer("kto")

    def ask(self, question: str) -> Response:
        """Answer one question; raises InvalidQuestion where it is empty or too long."""
        text = " ".join(sound(question).split())
        if not text:
            raise InvalidQuestion("the question is empty; ask, for example: kto zajmuje się certyfikatami SSL?")
        if len(question) > LONGEST_QUESTION:
            raise InvalidQuestion(
                "the question has {length} characters ({text!r}); at most {most} are read: send the part that matters",
                length=len(question),
                text=shorten(text, 40),
                most=LONGEST_QUESTION,
            )
        self.refresh()
        return self.respond(text, self.lang or detect_language(text))

    def respond(self, text: str, lang: str, only: Act | None = None) -> Response:
        """Answer a text of any length in "pl" or "en"; several questions in one are answered one by one.

        With `only`, one of the acts that answer, the others are not asked. What was corrected as a whole is answered as
        a whole, whatever it looks like.
        """
        is_corrected = only is None and self.is_corrected(text)
        questions = (text,) if is_corrected else split_questions(text)
        if len(questions) > 1:
            responses = [self._respond(each, lang, only, self.is_corrected(each)) for each in questions]
            if all(each.answer.outcome in (Outcome.ANSWER, Outcome.STRUCTURE) for each in responses):
                return together(text, lang, responses)
        return self._respond(text, lang, only, is_corrected)

    def _respond(self, text: str, lang: str, only: Act | None, is_corrected: bool) -> Response:
        """Answer one question: from what was or will be in force where it asks that, else from what is."""
        only = only or self._only
        if only or is_corrected:
            return self._now(text, lang, only, is_corrected and not only)
        times = OtherTimes(self._library, self._editions, self.book, self._day)
        told = times.respond(text, lang, lambda book, question, day: self._from(book, question, lang, text, day=day))
        return told or self._now(text, lang, None)

    def told(self, answer: Answer, lang: str) -> Response:
        """Put what was found in what is in force into words."""
        return self._responder(self._book).told(answer, lang)

    def is_corrected(self, text: str) -> bool:
        """Tell whether the helpdesk has said of this very question to which clause it belongs."""
        return self._has_rulings and self.searcher.is_ruled(text)

    def _now(self, text: str, lang: str, only: Act | None, is_corrected: bool = False) -> Response:
        """Answer from what is in force, and tell what an act that is coming will change."""
        numbers = (
            [act.number for act in self._book.acts] if self._book.is_several and not (only or is_corrected) else []
        )
        if named := number_in(text, numbers):
            only = next(act for act in self._book.acts if act.number == named.number)
        if is_corrected:
            response = self._responder(self._book).search(text, lang)
        else:
            response = self._from(self._book, named.rest if named else text, lang, text, only)
        if self._is_ahead:
            acts, day = act_names(self._book.acts, lang), self.edition.valid_from
            return headed(
                response,
                sentence(
                    "{act} takes effect on {day}; until then I have no act that is in force. From {day}:",
                    lang,
                    act=acts,
                    day=day,
                ),
            )
        is_settled = bool(only) or not self._coming or response.remark
        return response if is_settled else self._with_coming(response, text, lang)

    def _with_coming(self, now: Response, text: str, lang: str) -> Response:
        """Compare with what the next act to take effect will answer."""
        day = self._coming[0].valid_from
        book = self._library.book(succession.in_force(self._editions, day))
        if self.is_patient and not book.is_ready:
            return now
        staying = [each.act for each in book.published if each.edition.id in self._book.ids]
        acts = [each.act for each in book.published if each.act not in staying]
        try:
            return with_coming(now, self._from(book, text, lang, text, day=day), acts, day, staying)
        except EncoderUnavailable:  # it was published for another encoder; once in force it says so itself
            return now

    def _from(
        self, book: StatuteBook, question: str, lang: str, text: str, only: Act | None = None, day: date | None = None
    ) -> Response:
        """Answer `question` from a statute book, as the answer to `text`, which names an act or a time besides.

        `day` is the one whose project orders count, today by default.
        """
        wording = text if question != text and only else ""
        response = self._responder(book, only, day).respond(question or text, lang, wording)
        if response.answer.question == text:
            return response
        return replace(response, answer=replace(response.answer, question=text))

    def _responder(self, book: StatuteBook, only: Act | None = None, day: date | None = None) -> Responder:
        orders = in_force(self._orders, day or self._day)
        return Responder(
            book, lambda: self._search(book), lambda said: self._remark(said, book), orders, only, self._contacts
        )

    def _remark(self, text: str, book: StatuteBook) -> Remark | None:
        """Tell what is no question about the act; None for whatever may be one."""
        from bot.answering import asides  # a question about structure needs none

        found = asides.wordless(text, book.acts)
        if found or not asides.may_be_to_bot(text):
            return found
        encoder = self._load_encoder()
        self._examples = self._examples or asides.Examples.of(encoder)
        return self._examples.nearest(text, encoder, self._search(book))

    def _search(self, book: StatuteBook) -> "Searcher":
        """Return the search over a statute book, which goes by the corrections that are confirmed by now."""
        encoder = self._load_encoder()
        version = self._version, self.corrections.version()
        known = self._searchers.pop(book, None)
        if known is None or known[0] != version:
            known = version, book.searcher(self.store, encoder).under(self.corrections.rulings(encoder.name))
            use_one_thread()
        self._searchers = dict(tuple(self._searchers.items())[1 - MOST_BOOKS :]) | {book: known}
        return known[1]

    def draw_chart(self, units: Sequence[str] = (), form: str = "png") -> bytes:
        """Draw the organisation as "png" or "svg" with some units marked: codes or names in any spelling."""
        marked = [self._named(name) for name in units]
        act = self._only or (marked[0][0] if marked else self.act)
        return draw_chart(act, form, [unit.code for _, found in marked for unit in found], self.orders)

    def _named(self, name: str) -> tuple[Act, tuple[Unit, ...]]:
        """Return the units of that name and their act."""
        for act, interpreter in zip(self._book.acts, self._book.interpreters, strict=True):
            asked = interpreter.understand(name)
            known = (
                () if isinstance(asked, DutyOf) else [each for each in asked if each.topic is not Topic.UNKNOWN_CODE]
            )
            if found := tuple(unit for each in known for unit in each.units):
                return act, found
        codes = ", ".join(unit.code for act in self._book.acts for unit in act.units)
        raise InvalidQuestion("the act has no unit {name!r}; it has {codes}", name=shorten(name), codes=codes)

    def _act_called(self, name: str) -> Act:
        """Return the act of that name; raises InvalidQuestion that lists those in force."""
        found = self.book.named(name)
        if len(found) == 1:
            return found[0]
        known = ", ".join(act_name(act, "pl") for act in found or self._book.acts)
        raise InvalidQuestion(
            "several acts in force are called {name!r}; there are: {known}"
            if found
            else "no act in force is called {name!r}; there are: {known}",
            name=shorten(name),
            known=known,
        )

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def _load_encoder(self) -> Encoder:
        self._encoder = self._encoder or load_encoder(self.settings.encoder)
        return self._encoder
