"""What becomes of time and memory when the work grows: many acts of a city of any size, all in force together.

`python -m tests.benchmarks.growth CLAUSES QUESTIONS` measures one size in a process of its own.
"""

import json
import math
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from knowledge.embedding.encoder import Encoder, load_encoder, use_one_thread
from knowledge.search.searcher import Searcher
from knowledge.search.texts import Texts
from knowledge.store.store import Store
from tests.benchmarks.city import acts, question
from tests.benchmarks.figures import Figure, interleaved, p95, resident
from tests.benchmarks.ground import python

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MOST_TIME = {1_000: 20.0, 10_000: 20.0, 100_000: 20.0, 1_000_000: 100.0}
"""The milliseconds of processor time that 95 % of the questions may take at most."""

MOST_MEMORY = 1000.0
"""The memory, in MB, that 100,000 clauses may take."""

LEAST_RECALL = 99.0
"""How many percent of the five clauses that are nearest among all must be among the five that are found."""


def measure(quick: bool) -> Iterator[Figure]:
    """Publish cities of growing size and ask each; beside each figure stands that of the size before."""
    sizes = SIZES[:1] if quick else SIZES
    runs: dict[int, dict[str, Any]] = {}
    for size in sizes:
        told = python("-m", "tests.benchmarks.growth", str(size), str(20 if quick else 200))
        runs[size] = json.loads(told)
        yield from _figures(size, runs[size])
    for name, what in (("p95", "time of a question"), ("memory", "memory"), ("publishing", "publishing")):
        for small, large in pairwise(sizes):
            slope = math.log(runs[large][name] / runs[small][name]) / math.log(large / small)
            yield Figure("growth", f"{what} from {small:,} to {large:,} clauses: grows with the power of", slope, "")


def _figures(size: int, run: dict[str, Any]) -> Iterator[Figure]:
    def figure(what: str, value: float, unit: str, limit: float | None = None, beside: str = "", **goal: Any) -> Figure:
        return Figure("growth", f"{size:,} clauses: {what}", value, unit, limit, beside, **goal, of="value")

    most = MOST_MEMORY if size <= 100_000 else None
    beside = "encoder and one matrix product"
    what = "a question, 95th percentile"
    yield figure(f"{what}, processor time", run["p95"], "ms", run["limit"], beside, most=MOST_TIME[size])
    yield figure(f"{what}, by the clock", run["p95 by the clock"], "ms", run["limit by the clock"], beside)
    yield figure("memory", run["memory"], "MB", run["vectors"], "its vectors", most=most)
    yield figure("publishing", run["publishing"], "s", run["encode"], "`encode` of its texts")
    yield figure("publishing one act more", run["one more"], "s")
    yield figure("from the file to the first answer", run["start"], "s")
    yield figure("file", run["file"], "MB", run["vectors"], "its vectors")
    yield figure("right unit first", run["right"] * 100, "%")
    yield figure("recall@5 of the search among all", run["recall"] * 100, "%", least=LEAST_RECALL)


def _measured(size: int, asked: int, path: Path) -> dict[str, Any]:
    use_one_thread()
    encoder, chance = load_encoder(), random.Random(size)
    with Store(path) as store:
        seconds = _published(size, store, encoder)
        begin = time.perf_counter()
        searcher = Searcher.from_store(store, encoder, [store.load(each) for each in reversed(store.editions())])
        searcher.answer("kto zajmuje się drzewami?")
        seconds["start"] = time.perf_counter() - begin
    vectors = searcher._ranker.layout.vectors
    figures = seconds | {"memory": resident(), "vectors": vectors.nbytes / 1e6, "file": path.stat().st_size / 1e6}
    clauses = chance.sample(searcher.clauses, asked)
    questions = [question(clause, chance) for clause in clauses]
    what = {"p95": searcher.answer, "limit": lambda text: vectors @ encoder.encode_query([text])[0]}
    for suffix, clock in (("", time.process_time), (" by the clock", time.perf_counter)):
        figures |= {f"{name}{suffix}": p95(times) * 1000 for name, times in interleaved(questions, what, clock).items()}
    right = [_first(searcher, text) == clause.unit for text, clause in zip(questions, clauses, strict=True)]
    return figures | {"right": sum(right) / asked, "recall": _recall(searcher, questions)}


def _published(size: int, store: Store, encoder: Encoder) -> dict[str, float]:
    """Publish a city; returns the seconds that all took, its encoding alone, and its last act."""
    seconds = {"publishing": 0.0, "encode": 0.0, "one more": 0.0}
    calibration = encoder.calibrations.bare.to_json() if encoder.calibrations else ""
    for number, act in enumerate(acts(size)):
        begin = time.perf_counter()
        texts = Texts.of(act, ()).texts
        missing = store.missing(encoder.name, texts)
        encoding = time.perf_counter()
        vectors = dict(zip(missing, encoder.encode_document(missing), strict=True))
        seconds["encode"] += time.perf_counter() - encoding
        keys = {"source": f"{number}.md", "source_hash": str(number), "examples_hash": ""}
        store.publish(act, (), **keys, encoder=encoder.name, calibration=calibration, vectors=vectors)
        seconds["one more"] = time.perf_counter() - begin
        seconds["publishing"] += seconds["one more"]
    return seconds


def _first(searcher: Searcher, text: str) -> str:
    """Return the code of the unit that comes first, named or not."""
    answer = searcher.answer(text)
    return next((found.unit.code for found in (*answer.units, *answer.nearest)), "")


def _recall(searcher: Searcher, questions: Sequence[str]) -> float:
    """Return how many of the five clauses nearest among all are among the five that are found."""
    among_all = copy(searcher)
    among_all._last = None
    among_all._ranker = copy(searcher._ranker)
    among_all._ranker._shortlist = None
    found = ((_best_five(searcher, text), _best_five(among_all, text)) for text in questions)
    return mean(len(some & best) / len(best) for some, best in found)


def _best_five(searcher: Searcher, text: str) -> set[int]:
    scores = searcher.rank(text).clauses
    return set(np.argsort(-scores, kind="stable")[:5].tolist())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(_measured(int(sys.argv[1]), int(sys.argv[2]), Path(folder) / "knowledge.db")))
