"""What several acts say to one question, put together."""

import pytest

from knowledge.acts.act import Unit
from knowledge.answer import Answer, Outcome, UnitHits
from knowledge.search.selection import merge
from tests.benchmarks.city import acts

ACT = next(acts(1))


def said(code: str, score: float, confidence: float, outcome: Outcome = Outcome.ANSWER) -> Answer:
    """Return what an act says that names one unit, so near and so surely."""
    return Answer("?", outcome, units=(UnitHits(Unit(code, code, ""), (), score, ACT),), confidence=confidence)


@pytest.mark.parametrize(
    ("answers", "order"),
    [
        # equally near: the surest first
        ([said("A", 0.9, 0.85), said("B", 0.9, 0.95)], ["B", "A"]),
        # an act alone knows nothing of one that has the very duty
        ([said("A", 0.75, 0.99), said("B", 1.2, 0.97)], ["B", "A"]),
        # a little nearer, but hardly likely
        ([said("A", 1.0, 0.05, Outcome.UNSURE), said("B", 0.9, 0.75, Outcome.UNSURE)], ["B", "A"]),
        # what only might have to say counts where none answers
        ([said("A", 1.2, 0.7, Outcome.UNSURE), said("B", 0.9, 0.9)], ["B"]),
    ],
)
def test_the_act_that_is_probably_right_among_all_comes_first(answers: list[Answer], order: list[str]) -> None:
    assert [found.unit.code for found in merge(answers).units] == order
    assert [found.unit.code for found in merge(answers[::-1]).units] == order
