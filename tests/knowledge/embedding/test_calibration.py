"""How close a question is to a set of texts: the measures of evidence."""

import numpy as np
import pytest

from knowledge.embedding.calibration import measure


@pytest.mark.parametrize("count", [1, 9, 10, 11, 640, 703, 704, 5_000])
def test_the_ten_nearest_of_any_number_of_texts_are_averaged(count: int) -> None:
    scores = np.random.default_rng(count).permutation(np.arange(count, dtype=np.float32))
    nearest = range(max(0, count - 10), count)
    assert measure(scores, 0.5) == (0.5, count - 1, sum(nearest) / len(nearest))


def test_equal_scores_count_as_often_as_they_stand() -> None:
    scores = np.zeros(6_400, dtype=np.float32)
    scores[::640] = 1.0
    assert measure(scores, 0.0) == (0.0, 1.0, 1.0)
    scores[0] = 0.0
    assert measure(scores, 0.0)[2] == pytest.approx(0.9)


def test_of_no_texts_nothing_is_near() -> None:
    assert measure(np.zeros(0, dtype=np.float32), 0.5) == (0.0, 0.0, 0.0)
