"""What was found for a question."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.acts.act import Act, Clause, Unit


class Outcome(StrEnum):
    """What kind of answer it is."""

    ANSWER = "answer"
    UNSURE = "unsure"
    NOBODY = "nobody"
    STRUCTURE = "structure"
    ASIDE = "aside"
    """It was no question about the act: a greeting, noise, another language, a word to the bot itself."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a clause that was found; the score is higher for a better one."""

    clause: Clause
    score: float


@dataclass(frozen=True, slots=True)
class UnitHits:
    """Hold a unit of an act that was found with its clauses, best first; its score is that of its best clause.

    Of a unit that bears the same duty as others the clause that gives it this very duty stands first.
    Two acts may give the same code to different units. `edition` is the number of the act's edition, 0 where it is not
    published.
    """

    unit: Unit
    hits: tuple[Hit, ...]
    score: float
    act: Act
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what the search found for a question: the units that answer, and others that come near.

    `units` are those named as responsible: one, or all that bear the very same duty, which `twins` counts (0 where one
    stands alone). With `UNSURE` they are offered, one for each matter that it may be, best first. `nearest` are others,
    which no reply names by itself; `first_line` is the unit that takes in reports of a fault. `confidence` is the
    probability, 0 to 1, that the first, or one of those with the same duty, is right.
    """

    question: str
    outcome: Outcome
    units: tuple[UnitHits, ...] = ()
    nearest: tuple[UnitHits, ...] = ()
    twins: int = 0
    first_line: UnitHits | None = None
    confidence: float = 0.0
