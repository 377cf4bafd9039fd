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


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a clause that was found; the score is higher for a better one."""

    clause: Clause
    score: float


@dataclass(frozen=True, slots=True)
class UnitHits:
    """Hold a unit of an act that was found with its clauses, best first; its score is that of its best clause.

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
    """Hold what the search found for a question: the units that answer, and the nearest ones that may.

    `units` are those named as responsible (or, with `UNSURE`, offered), best first; `twins` counts those at their
    head that bear the very same duty (0 where the first stands alone). `nearest` are those that only come closest,
    `first_line` the unit that takes in reports of a fault. `confidence` is the probability, 0 to 1, that the first
    unit is right.
    """

    question: str
    outcome: Outcome
    units: tuple[UnitHits, ...] = ()
    nearest: tuple[UnitHits, ...] = ()
    twins: int = 0
    first_line: UnitHits | None = None
    confidence: float = 0.0
