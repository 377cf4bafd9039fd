"""Learn to tell reports of faults from other questions, by examples whose things stand in brackets."""

import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import load_encoder
from knowledge.embedding.ngrams import feature_hash
from knowledge.search.faults import FaultModel, Floats, frame, nearness
from knowledge.shipped import FAULT_WEIGHTS, FAULTS, rows

FALSE_ALARMS = 0.05
"""How many of the other questions, of those held out, may at most be taken for reports."""

PARTS = 8
RIDGE = 0.3

Row = tuple[str, bool]


def learn_faults(path: Path = FAULT_WEIGHTS) -> FaultModel:
    """Learn from the examples that come with the program, and save what was learned.

    To be called whenever these, or the bundled encoder, change.
    """
    examples = [(row["text"], row["fault"]) for row in rows(FAULTS)]
    model = fit(examples, border(examples))
    model.save(path)
    return model


def border(examples: Sequence[Row]) -> float:
    """Return the score that no more than `FALSE_ALARMS` of other questions reach, each held out in its turn."""
    order = list(examples)
    random.Random(0).shuffle(order)
    scores = []
    for part in range(PARTS):
        model = fit([each for at, each in enumerate(order) if at % PARTS != part])
        others = [_plain(text) for text, is_fault in order[part::PARTS] if not is_fault]
        scores += [
            model.score(text, vector) for text, vector in zip(others, load_encoder().encode_query(others), strict=True)
        ]
    return float(np.quantile(scores, 1 - FALSE_ALARMS))


def fit(examples: Sequence[Row], least: float = 0.0) -> FaultModel:
    """Fit the model to examples; `least` is the score from which on a sentence is a report."""
    frames = [frame(text) for text, _ in examples]
    hashes = np.unique([feature_hash(each) for every in frames for each in every]).astype(np.uint32)
    design = np.array([_row(each, hashes) for each in frames])
    vectors = load_encoder().encode_document([_plain(text) for text, _ in examples])
    vectors = vectors.astype(np.float16).astype(np.float32)  # as they are kept
    kernel = design @ design.T + nearness(vectors, vectors.T) + 1
    wanted = np.array([1 if is_fault else -1 for _, is_fault in examples], dtype=np.float32)
    voices = np.linalg.solve(kernel + RIDGE * np.eye(len(wanted), dtype=np.float32), wanted)
    return FaultModel(hashes, design.T @ voices, vectors, voices, np.array([voices.sum() - least], dtype=np.float32))


def _row(features: set[str], hashes: NDArray[np.uint32]) -> Floats:
    row = np.zeros(len(hashes), dtype=np.float32)
    row[np.searchsorted(hashes, [feature_hash(each) for each in features])] = 1 / math.sqrt(max(len(features), 1))
    return row


def _plain(text: str) -> str:
    return text.replace("[", "").replace("]", "")
