"""The conversation itself, which knows no messenger: a question goes in, a reply comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.replies import Reply, compose, to_text
from indexer.corpus import DECREE
from indexer.publish import publish
from knowledge.encoder import Encoder, load_encoder, use_one_thread
from knowledge.errors import InvalidQuestion, shorten
from knowledge.language import detect_language
from knowledge.model import Act, Answer, Edition, Hit, UnitHits
from knowledge.search import Searcher
from knowledge.settings import KnowledgeSettings
from knowledge.store import Store

LONGEST_QUESTION = 10_000
"""The most characters a question may have; a whole e-mail with its history is shorter."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Response:
    """Hold what was found for a question and what the person is told."""

    answer: Answer
    lang: str
    parts: Reply

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

    `lang` is "pl", "en", or "" to follow each question. All calls come from one thread at a time.
    """

    def __init__(self, settings: KnowledgeSettings, lang: str = "", say: Progress = lambda _: None) -> None:
        self.store = Store(settings.database)
        self.lang = lang
        self._encoder_name = settings.encoder
        self._encoder: Encoder | None = None
        self._searcher: Searcher | None = None
        if not self.store.latest():
            say(f"{settings.database} holds no act yet: publishing the one that comes with the program")
            publish(DECREE, self.store, self._load_encoder(), say)
        self._published = self.store.load()

    @property
    def act(self) -> Act:
        """The act that answers."""
        return self._published.act

    @property
    def edition(self) -> Edition:
        """The edition that answers."""
        return self._published.edition

    def refresh(self) -> None:
        """Turn to the latest edition, where another has been published since."""
        latest = self.store.latest()
        if latest and latest.id != self.edition.id:
            self._published, self._searcher = self.store.load(latest), None

    def edition_numbered(self, number: int) -> tuple[Edition, Act] | None:
        """Return an edition, in force or not, with its act; None where there is none of that number."""
        if number == self.edition.id:
            return self.edition, self.act
        found = next((edition for edition in self.store.editions() if edition.id == number), None)
        return (found, self.store.load(found).act) if found else None

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
        """Answer a text of any length in "pl" or "en"."""
        answer = self.searcher.answer(text)
        return Response(answer, lang, compose(answer, self.act, lang))

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    @property
    def searcher(self) -> Searcher:
        """The search over the edition that answers; loads the encoder."""
        if self._searcher is None:
            self._searcher = Searcher.from_store(self.store, self._load_encoder())
        return self._searcher

    def _load_encoder(self) -> Encoder:
        self._encoder = self._encoder or load_encoder(self._encoder_name)
        return self._encoder
