"""The conversation itself, which knows no messenger: a question goes in, a reply comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chart import check_format, draw_chart, write_picture
from bot.duty_replies import compose_duty
from bot.replies import Reply, compose, join, to_text
from bot.structure_replies import compose_structure
from bot.tickets import split_questions
from knowledge.corrections import Corrections
from knowledge.days import today_in_warsaw
from knowledge.encoder import Encoder, load_encoder, use_one_thread
from knowledge.errors import InvalidQuestion, NoEdition, shorten
from knowledge.language import detect_language
from knowledge.model import Act, Answer, Clause, Edition, Hit, Outcome, Unit, UnitHits
from knowledge.orders import Order, in_force
from knowledge.settings import KnowledgeSettings
from knowledge.store import Published, Store
from knowledge.structure import DutyOf, Interpreter
from knowledge.topics import Topic

if TYPE_CHECKING:
    from knowledge.search import Searcher

LONGEST_QUESTION = 10_000
"""The most characters a question may have; a whole e-mail with its history is shorter."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Response:
    """Hold what was found for a question and what the person is told."""

    answer: Answer
    lang: str
    parts: Reply
    quoted: tuple[Clause, ...] = ()
    """What a reply about structure quotes; a provision that is no duty has no unit."""

    @property
    def reply(self) -> str:
        """The reply as plain text."""
        return to_text(self.parts)

    def to_json(self) -> dict[str, Any]:
        """Return the response as JSON values, in the form README describes."""
        found = [*self.answer.units]
        if self.answer.first_line and self.answer.first_line.unit not in [each.unit for each in found]:
            found.append(self.answer.first_line)
        hits = sorted((hit for each in self.answer.units for hit in each.hits), key=lambda hit: -hit.score)
        hits += [hit for each in found[len(self.answer.units) :] for hit in each.hits]
        hits += [Hit(clause, 1.0) for clause in self.quoted]
        return {
            "question": self.answer.question,
            "outcome": self.answer.outcome.value,
            "units": [_unit_json(each) for each in found],
            "clauses": [_clause_json(hit) for hit in hits],
            "confidence": round(self.answer.confidence, 4),
            "reply": self.reply,
        }


def _unit_json(found: UnitHits) -> dict[str, Any]:
    unit = found.unit
    return {"code": unit.code, "name": unit.name, "reports_to": unit.reports_to, "score": round(found.score, 4)}


def _clause_json(hit: Hit) -> dict[str, Any]:
    clause = hit.clause
    return {
        "citation": str(clause.citation),
        "occurrence": clause.occurrence,
        "unit": clause.unit,
        "text": clause.text,
        "lead_in": clause.lead_in,
        "score": round(hit.score, 4),
    }


def _together(text: str, lang: str, responses: Sequence[Response]) -> Response:
    """Put the answers to the questions of one message together, each under its question."""
    answers = [each.answer for each in responses]
    found = {hits.unit.code: hits for answer in reversed(answers) for hits in reversed(answer.units)}
    units = tuple(dict.fromkeys(found[hits.unit.code] for answer in answers for hits in answer.units))
    first_line = next((answer.first_line for answer in answers if answer.first_line), None)
    outcome = max((answer.outcome for answer in answers), key=lambda each: each is Outcome.ANSWER)
    confidence = min(answer.confidence for answer in answers)
    answer = Answer(text, outcome, units=units, first_line=first_line, confidence=confidence)
    return Response(answer, lang, join([(each.answer.question, each.parts) for each in responses]))


class Conversation:
    """Answer questions from the acts in force; publishes the shipped decree first where there is none.

    `lang` is "pl", "en", or "" to follow each question. All calls come from one thread at a time.
    """

    def __init__(
        self,
        settings: KnowledgeSettings,
        lang: str = "",
        say: Progress = lambda _: None,
        today: Callable[[], date] = today_in_warsaw,
    ) -> None:
        self.store = Store(settings.database)
        self.corrections = Corrections(self.store)
        self.lang = lang
        self._encoder_name = settings.encoder
        self._encoder: Encoder | None = None
        self._searcher: Searcher | None = None
        if not self.store.latest():
            self._publish_shipped(say)
        self._today = today
        self._seen: tuple[int, date] | None = None
        self._published: tuple[Published, ...] = ()
        self.refresh()

    @property
    def act(self) -> Act:
        """The act that answers, the first of them."""
        return self._published[0].act

    @property
    def edition(self) -> Edition:
        """The edition that answers, the first of them."""
        return self._published[0].edition

    @property
    def orders(self) -> tuple[Order, ...]:
        """The project orders that are in force today."""
        return tuple(in_force(self.store.orders(), self._today()))

    def refresh(self) -> None:
        """Turn to the editions in force by now: one may have been published, restored, or taken effect at midnight."""
        seen = self.store.version(), self._today()
        if seen == self._seen:
            return
        self._seen = seen
        editions = self.store.in_force(seen[1]) or self.store.coming(seen[1])[:1]
        if list(editions) != [each.edition for each in self._published]:
            known = {each.edition: each for each in self._published}
            self._published = tuple(known.get(each) or self.store.load(each) for each in editions)
            self._searcher = None
            self._interpreter = Interpreter(self.act)
        if self._searcher:
            self._searcher = self._ruled(self._searcher)

    def edition_numbered(self, number: int) -> tuple[Edition, Act] | None:
        """Return an edition, in force or not, with its act; None where there is none of that number."""
        if found := next((each for each in self._published if each.edition.id == number), None):
            return found.edition, found.act
        try:
            edition = self.store.edition(number)
        except NoEdition:
            return None
        return edition, self.store.load(edition).act

    def warm_up(self) -> None:
        """Load the encoder and answer once, so that the first person does not wait for it."""
        self.searcher.answer("kto")
        use_one_thread()

    def ask(self, question: str) -> Response:
        """Answer one question; raises InvalidQuestion where it is empty or too long."""
        text = " ".join(question.split())
        if not text:
            raise InvalidQuestion("the question is empty; ask, for example: kto zajmuje się certyfikatami SSL?")
        if len(question) > LONGEST_QUESTION:
            raise InvalidQuestion(
                f"the question has {len(question)} characters ({shorten(text, 40)!r}); at most {LONGEST_QUESTION} are "
                "read: send the part that matters"
            )
        self.refresh()
        return self.respond(text, self.lang or detect_language(text))

    def respond(self, text: str, lang: str) -> Response:
        """Answer a text of any length in "pl" or "en"; several questions in one are answered one by one.

        What was corrected as a whole is answered as a whole, whatever it looks like.
        """
        if self.is_corrected(text):
            return self._respond_by_search(text, lang)
        questions = split_questions(text)
        if len(questions) > 1:
            responses = [self._respond(question, lang) for question in questions]
            if all(each.answer.outcome in (Outcome.ANSWER, Outcome.STRUCTURE) for each in responses):
                return _together(text, lang, responses)
        return self._respond(text, lang)

    def _respond(self, text: str, lang: str) -> Response:
        """Answer one question of a text: about the organisation from the act alone, about a duty by searching."""
        if self.is_corrected(text):
            return self._respond_by_search(text, lang)
        orders = self.orders
        asked = self._interpreter.understand(text)
        if isinstance(asked, DutyOf):
            return self._respond_about_duty(text, asked, lang, orders)
        if asked:
            said = compose_structure(asked, self.act, lang, orders)
            units = tuple(UnitHits(unit, (), 1.0, self.act, self.edition.id) for unit in said.units)
            answer = Answer(text, Outcome.STRUCTURE, units=units, confidence=1.0)
            return Response(answer, lang, said.reply, said.quoted)
        return self._respond_by_search(text, lang)

    def _respond_by_search(self, text: str, lang: str) -> Response:
        answer = self.searcher.answer(text)
        return Response(answer, lang, compose(answer, self.act, lang, self.orders))

    def is_corrected(self, text: str) -> bool:
        """Tell whether the helpdesk has said of this very question to which clause it belongs."""
        return self.corrections.any_confirmed() and self.searcher.is_ruled(text)

    def save_chart(self, path: Path, units: Sequence[str] = ()) -> None:
        """Draw the organisation into a PNG or SVG file with some units marked; raises KnowledgeError where it cannot.

        `units` are codes or names in any spelling.
        """
        check_format(path)
        picture = self.draw_chart(units, path.suffix.lower().removeprefix("."))
        write_picture(picture, path)

    def draw_chart(self, units: Sequence[str] = (), form: str = "png") -> bytes:
        """Draw the organisation as "png" or "svg" with some units marked."""
        marked = [unit.code for name in units for unit in self._named(name)]
        return draw_chart(self.act, form, marked, self.orders)

    def _named(self, name: str) -> tuple[Unit, ...]:
        asked = self._interpreter.understand(name)
        known = () if isinstance(asked, DutyOf) else [each for each in asked if each.topic is not Topic.UNKNOWN_CODE]
        if found := tuple(unit for each in known for unit in each.units):
            return found
        codes = ", ".join(unit.code for unit in self.act.units)
        raise InvalidQuestion(f"the act has no unit {shorten(name)!r}; it has {codes}")

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def _respond_about_duty(self, text: str, duty: DutyOf, lang: str, orders: Sequence[Order]) -> Response:
        """Answer whether the units that a question names do something."""
        searcher = self.searcher
        limited = searcher.answer(duty.question, only={unit.code for unit in duty.units})
        everywhere = searcher.answer(duty.question)
        reply = compose_duty(duty, limited, everywhere, self.act, lang, orders)
        answer = everywhere if limited.outcome is Outcome.NOBODY else limited
        return Response(replace(answer, question=text), lang, reply)

    @property
    def searcher(self) -> "Searcher":
        """The search over the edition that answers; loads the encoder."""
        if self._searcher is None:
            from knowledge.search import Searcher  # a question about structure does without

            self._searcher = self._ruled(Searcher.from_store(self.store, self._load_encoder(), self._published))
        return self._searcher

    def _ruled(self, searcher: "Searcher") -> "Searcher":
        """Let a searcher go by the corrections that are confirmed by now."""
        from indexer.corrections import settle

        encoder = self._load_encoder()
        settle(self.store, encoder, self._published)
        return searcher.under(self.corrections.rulings(encoder.name))

    def _publish_shipped(self, say: Progress) -> None:
        from indexer.corpus import DECREE  # what reads acts is loaded where one is to be read
        from indexer.publish import publish

        say(f"{self.store.path} holds no act yet: publishing the one that comes with the program")
        publish(DECREE, self.store, self._load_encoder(), say)

    def _load_encoder(self) -> Encoder:
        self._encoder = self._encoder or load_encoder(self._encoder_name)
        return self._encoder
