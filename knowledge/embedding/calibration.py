"""How sure the search may be: probabilities from scores, fitted on questions that were kept apart.

Two things are asked of the scores. Is the question about the act at all (`scope`)? And if so, which unit is it (a
softmax over the units' scores)? Their product is the probability that the first unit is right.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.answer import Outcome
from knowledge.embedding.nearest import highest

FILE = "calibration.json"
"""The name under which an encoder's folder keeps its calibrations."""

NEAREST = 10
"""How many of the nearest texts the broadest measure of closeness averages."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold what the scores of one question say of its being about the act.

    Each `inside` measure concerns the act's own texts, `outside` the questions known to be nobody's: the pooled score,
    the nearest text and the mean of the `NEAREST` nearest, as cosines; `lexical` is the best BM25 score. `lead` is how
    far the first unit is before the second (a cosine).
    """

    inside: tuple[float, float, float]
    outside: tuple[float, float, float]
    lexical_inside: float
    lexical_outside: float
    lead: float

    def regressors(self) -> Floats:
        """Return the regressors of the scope model, shape (9,)."""
        highest = max(self.lexical_inside, self.lexical_outside, 1e-9)
        return np.array(
            [
                *self.inside,
                *self.outside,
                (self.lexical_inside - self.lexical_outside) / highest,
                min(self.lead, 0.3),
                math.log1p(highest),
            ]
        )


def measure(scores: NDArray[np.float32], pooled: float) -> tuple[float, float, float]:
    """Measure the closeness of a question to a set of texts: pooled score, best, mean of the nearest."""
    if not len(scores):
        return (0.0, 0.0, 0.0)
    nearest = np.sort(scores[highest(scores, NEAREST)])[-NEAREST:]
    return (pooled, float(nearest.max()), float(nearest.mean()))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turn evidence and scores into probabilities, and probabilities into a decision.

    `weights` (one per regressor) and `bias` make the scope model, a logistic regression; `temperature` is that of the
    softmax over units, in units of cosine. Below `nobody` in scope the act assigns it to nobody; from `sure` on in
    probability of the first unit the answer is given without a question mark.
    """

    weights: tuple[float, ...]
    bias: float
    temperature: float
    nobody: float
    sure: float

    def scope(self, evidence: Evidence) -> float:
        """Return the probability that the act has an answer."""
        logit = float(np.dot(self.weights, evidence.regressors())) + self.bias
        return 1 / (1 + math.exp(-max(-30.0, min(logit, 30.0))))

    def shares(self, scores: Sequence[float]) -> Floats:
        """Return the probability of each unit, given that the act has an answer; they add up to 1."""
        scaled = (np.asarray(scores, dtype=np.float64) - max(scores)) / self.temperature
        exponentials = np.exp(scaled)
        return np.asarray(exponentials / exponentials.sum())

    def outcome(self, scope: float, confidence: float) -> Outcome:
        """Decide between answering, offering candidates, and saying that the act gives it to nobody."""
        if scope < self.nobody:
            return Outcome.NOBODY
        return Outcome.ANSWER if confidence >= self.sure else Outcome.UNSURE

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(**values | {"weights": tuple(values["weights"])})

    def to_json(self) -> str:
        """Write the calibration as JSON."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Calibrations:
    """Hold how sure an encoder's answers may be: for an act with example questions, and for a bare one.

    Scores mean less where a clause is found through nothing but its own words, so the two are fitted apart.
    """

    exampled: Calibration
    bare: Calibration

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Load the calibrations that an encoder's folder keeps; None where it keeps none."""
        file = folder / FILE
        if not file.exists():
            return None
        values = json.loads(file.read_text(encoding="utf-8"))
        return cls(*(Calibration.from_json(json.dumps(values[name])) for name in ("exampled", "bare")))

    def save(self, folder: Path) -> None:
        """Write the calibrations into an encoder's folder."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
