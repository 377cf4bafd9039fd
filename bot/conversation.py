"""The conversation itself, which knows no messenger: a question goes in, a reply comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.chart import check_format, draw_chart, write_picture
from bot.duty_replies import compose_duty
from bot.replies import compose, to_text
from bot.structure_replies import compose_structure
from indexer.corpus import DECREE
from indexer.publish import publish
from knowledge.encoder import Encoder, load_encoder
from knowledge.errors import InvalidQuestion, shorten
from knowledge.language import detect_language
from knowledge.model import Answer, Clause, Hit, Outcome, Unit, UnitHits
from knowledge.orders import Order, in_force
from knowledge.search import Searcher
from knowledge.settings import KnowledgeSettings
from knowledge.store import Store
from knowledge.structure import DutyOf, Interpreter
from knowledge.topics import Topic

LONGEST_QUESTION = 10_000
"""The most characters a question may have; a whole e-mail with its history is shorter."""

Progress = Callable[[str], None]


def today_in_warsaw() -> date:
    """Return today's date where the office is."""
    return datetime.now(ZoneInfo("Europe/Warsaw")).date()


@dataclass(frozen=True, slots=True)
class Response:
    """Hold what was found for a question and what the person is told."""

    answer: Answer
    lang: str
    reply: str
    quoted: tuple[Clause, ...] = ()
    """What a reply about structure quotes; a provision that is no duty has no unit."""

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


class Conversation:
    """Answer questions from the latest edition; publishes the shipped decree first where there is none.

    `lang` is "pl", "en", or "" to follow each question.
    """

    def __init__(
        self,
        settings: KnowledgeSettings,
        lang: str = "",
        say: Progress = lambda _: None,
        today: Callable[[], date] = today_in_warsaw,
    ) -> None:
        self._store = Store(settings.database)
        self._encoder_name = settings.encoder
        self._lang = lang
        self._encoder: Encoder | None = None
        self._searcher: Searcher | None = None
        if not self._store.latest():
            say(f"{settings.database} holds no act yet: publishing the one that comes with the program")
            publish(DECREE, self._store, self._load_encoder(), say)
        self._act = self._store.load().act
        self._interpreter = Interpreter(self._act)
        self._today = today

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
        lang = self._lang or detect_language(text)
        orders = in_force(self._store.orders(), self._today())
        asked = self._interpreter.understand(text)
        if isinstance(asked, DutyOf):
            return self._ask_about_duty(text, asked, lang, orders)
        if asked:
            said = compose_structure(asked, self._act, lang, orders)
            units = tuple(UnitHits(unit, (), 1.0) for unit in said.units)
            answer = Answer(text, Outcome.STRUCTURE, units=units, confidence=1.0)
            return Response(answer, lang, to_text(said.reply), said.quoted)
        answer = self._load_searcher().answer(text)
        return Response(answer, lang, to_text(compose(answer, self._act, lang, orders)))

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
        return draw_chart(self._act, form, marked, in_force(self._store.orders(), self._today()))

    def _named(self, name: str) -> tuple[Unit, ...]:
        asked = self._interpreter.understand(name)
        known = () if isinstance(asked, DutyOf) else [each for each in asked if each.topic is not Topic.UNKNOWN_CODE]
        if found := tuple(unit for each in known for unit in each.units):
            return found
        codes = ", ".join(unit.code for unit in self._act.units)
        raise InvalidQuestion(f"the act has no unit {shorten(name)!r}; it has {codes}")

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def _ask_about_duty(self, text: str, duty: DutyOf, lang: str, orders: Sequence[Order]) -> Response:
        """Answer whether the units that a question names do something."""
        searcher = self._load_searcher()
        limited = searcher.answer(duty.question, only={unit.code for unit in duty.units})
        everywhere = searcher.answer(duty.question)
        reply = compose_duty(duty, limited, everywhere, self._act, lang, orders)
        answer = everywhere if limited.outcome is Outcome.NOBODY else limited
        return Response(replace(answer, question=text), lang, to_text(reply))

    def _load_searcher(self) -> Searcher:
        if self._searcher is None:
            self._searcher = Searcher.from_store(self._store, self._load_encoder())
        return self._searcher

    def _load_encoder(self) -> Encoder:
        self._encoder = self._encoder or load_encoder(self._encoder_name)
        return self._encoder
