"""Fit how sure an answer is, on judged questions that neither the encoder nor the search has seen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.examples.corpus import Judged
from knowledge.embedding.calibration import Calibration, Floats
from knowledge.search.ranking import Ranking
from knowledge.search.searcher import Searcher

MOST_REFUSED = 0.015
"""The share of answerable questions that may be told "nobody"."""

SURE = 0.8
"""The probability of the first unit from which on the answer is given without a question mark."""

_TEMPERATURES = np.geomspace(0.01, 0.3, 60)


def calibrate(searcher: Searcher, judged: Sequence[Judged]) -> Calibration:
    """Fit a calibration on judged questions, of which some have an answer in the searcher's act and some have none."""
    rankings = [searcher.rank(each.question) for each in judged]
    answerable = np.array([bool(each.units) for each in judged])
    weights, bias = _fit_scope(np.array([searcher.evidence(ranking).regressors() for ranking in rankings]), answerable)
    pairs = [
        (ranking, [searcher.codes.index(code) for code in each.units])
        for ranking, each in zip(rankings, judged, strict=True)
        if each.units
    ]
    draft = Calibration(weights, bias, _fit_temperature(pairs), nobody=0.0, sure=SURE)
    scopes = [draft.scope(searcher.evidence(ranking)) for ranking, _ in pairs]
    return Calibration(weights, bias, draft.temperature, float(np.quantile(scopes, MOST_REFUSED)), SURE)


def _fit_scope(regressors: Floats, answerable: NDArray[np.bool_]) -> tuple[tuple[float, ...], float]:
    """Fit a logistic regression; its weights are for the regressors as they are, not scaled."""
    from sklearn.linear_model import LogisticRegression

    mean, deviation = regressors.mean(axis=0), regressors.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1000).fit((regressors - mean) / deviation, answerable)
    weights = model.coef_[0] / deviation
    return tuple(weights.tolist()), float(model.intercept_[0] - weights @ mean)


def _fit_temperature(pairs: Sequence[tuple[Ranking, list[int]]]) -> float:
    """Choose the softmax temperature under which a right unit is first as often as it says."""

    def loss(temperature: float) -> float:
        return -sum(_log_likelihood(ranking.units, units, temperature) for ranking, units in pairs)

    return float(min(_TEMPERATURES, key=loss))


def _log_likelihood(scores: NDArray[np.float32], right: list[int], temperature: float) -> float:
    scaled = (scores - scores.max()) / temperature
    return float(np.log(np.exp(scaled[right]).sum()) - np.log(np.exp(scaled).sum()))
