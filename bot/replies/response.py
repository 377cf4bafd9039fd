"""What was found for a question and what the person is told, in words and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.replies.emphasis import folded_once
from bot.replies.reply import Reply, join, to_text
from knowledge.acts.act import Act, Clause, Unit
from knowledge.acts.citation import Citation
from knowledge.answer import Answer, Hit, Outcome, UnitHits


class Remark(StrEnum):
    """What kind of thing was said beside questions."""

    GREETING = "greeting"
    THANKS = "thanks"
    WORDLESS = "wordless"
    NOISE = "noise"
    UKRAINIAN = "uk"
    GERMAN = "de"
    ALPHABET = "other"
    HELP = "help"
    WHO = "who"
    MISTAKEN = "mistaken"

    @property
    def is_to_bot(self) -> bool:
        """Whether the bot itself is spoken to, or of."""
        return self in (Remark.HELP, Remark.WHO, Remark.MISTAKEN)


@dataclass(frozen=True, slots=True)
class Card:
    """Say whose card a reply is: of a unit or a provision that the act of an edition has."""

    subject: Unit | Citation
    act: Act
    edition: int


@dataclass(frozen=True, slots=True)
class Response:
    """Hold what was found for a question and what the person is told."""

    answer: Answer
    lang: str
    parts: Reply
    quoted: tuple[tuple[Act, Clause], ...] = ()
    """What a reply about structure quotes, with its act; a provision that is no duty has no unit."""
    cards: tuple[Card, ...] = ()
    """The cards that the reply consists of, one from each act; its blocks begin with them."""
    remark: Remark | None = None
    """What was said beside questions, where nothing was asked."""

    @property
    def reply(self) -> str:
        """The reply as plain text."""
        return to_text(self.parts)

    def to_json(self) -> dict[str, Any]:
        """Return the response as JSON values, in the form bot/README.md describes."""
        named = self.answer.units
        is_found = self.answer.outcome in (Outcome.ANSWER, Outcome.UNSURE)
        found = (*named, *self.answer.nearest) if is_found else named
        first_line = self.answer.first_line
        added = (first_line,) if first_line and first_line.unit not in [each.unit for each in found] else ()
        hits = sorted(((each.act, hit) for each in found for hit in each.hits), key=lambda pair: -pair[1].score)
        hits += [(each.act, hit) for each in added for hit in each.hits]
        hits += [(act, Hit(clause, 1.0)) for act, clause in self.quoted]
        return {
            "question": self.answer.question,
            "outcome": self.answer.outcome.value,
            "units": [_unit_json(each, each in named or each is first_line) for each in (*found, *added)],
            "clauses": [_clause_json(act, hit) for act, hit in hits],
            "confidence": round(self.answer.confidence, 4),
            "reply": self.reply,
        }


def _unit_json(found: UnitHits, is_named: bool) -> dict[str, Any]:
    unit = found.unit
    place = {"act": _label(found.act), "code": unit.code, "name": unit.name, "reports_to": unit.reports_to}
    return {**place, "score": round(found.score, 4), "named": is_named}


def _clause_json(act: Act, hit: Hit) -> dict[str, Any]:
    clause = hit.clause
    return {
        "act": _label(act),
        "citation": str(clause.citation),
        "occurrence": clause.occurrence,
        "unit": clause.unit,
        "text": clause.text,
        "lead_in": clause.lead_in,
        "score": round(hit.score, 4),
    }


def _label(act: Act) -> str:
    return act.number or act.title


def together(text: str, lang: str, responses: Sequence[Response]) -> Response:
    """Put the answers to the questions of one message together, each under its question."""
    answers = [each.answer for each in responses]
    found = {(hits.edition, hits.unit.code): hits for answer in reversed(answers) for hits in reversed(answer.units)}
    units = tuple(dict.fromkeys(found[hits.edition, hits.unit.code] for answer in answers for hits in answer.units))
    first_line = next((answer.first_line for answer in answers if answer.first_line), None)
    outcome = max((answer.outcome for answer in answers), key=lambda each: each is Outcome.ANSWER)
    confidence = min(answer.confidence for answer in answers)
    answer = Answer(text, outcome, units=units, first_line=first_line, confidence=confidence)
    return Response(answer, lang, folded_once(join([(each.answer.question, each.parts) for each in responses])))
