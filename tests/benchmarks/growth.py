"""What becomes of time and memory when the work grows: many acts of a city of any size, all in force together.

`python -m tests.benchmarks.growth CLAUSES QUESTIONS` measures one size in a process of its own.
"""

import json
import math
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge.encoder import load_encoder, use_one_thread
from knowledge.search import Searcher
from knowledge.store import Store
from knowledge.texts import Texts
from tests.benchmarks.city import acts, question
from tests.benchmarks.figures import Figure, median, p95, resident
from tests.benchmarks.ground import python

SIZES = (1_000, 10_000, 100_000)
MOST_TIME = 20.0
"""The milliseconds that 95 % of the questions may take at most, up to 100,000 clauses."""

MOST_MEMORY = 1000.0
"""The memory, in MB, that 100,000 clauses may take."""


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
    what = f"{size:,} clauses"
    beside = "encoder and one matrix product"
    yield Figure(
        "growth",
        f"{what}: a question, 95th percentile",
        run["p95"],
        "ms",
        run["limit"],
        beside,
        most=MOST_TIME,
        of="value",
    )
    yield Figure(
        "growth", f"{what}: memory", run["memory"], "MB", run["vectors"], "its vectors", most=MOST_MEMORY, of="value"
    )
    yield Figure("growth", f"{what}: publishing", run["publishing"], "s", run["encode"], "`encode` of its texts")
    yield Figure("growth", f"{what}: file", run["file"], "MB", run["vectors"], "its vectors")
    yield Figure("growth", f"{what}: right unit first", run["right"] * 100, "%")


def _measured(size: int, asked: int, path: Path) -> dict[str, Any]:
    encoder, chance = load_encoder(), random.Random(size)
    seconds = {"publishing": 0.0, "encode": 0.0}
    with Store(path) as store:
        for number, act in enumerate(acts(size)):
            begin = time.perf_counter()
            texts = Texts.of(act, ()).texts
            missing = store.missing(encoder.name, texts)
            encoding = time.perf_counter()
            vectors = dict(zip(missing, encoder.encode_document(missing), strict=True))
            seconds["encode"] += time.perf_counter() - encoding
            calibration = encoder.calibrations.bare.to_json() if encoder.calibrations else ""
            keys = {"source": f"{number}.md", "source_hash": str(number), "examples_hash": ""}
            store.publish(act, (), **keys, encoder=encoder.name, calibration=calibration, vectors=vectors)
            seconds["publishing"] += time.perf_counter() - begin
        published = [store.load(edition) for edition in reversed(store.editions())]
        searcher = Searcher.from_store(store, encoder, published)
    use_one_thread()
    clauses = [clause for each in published for clause in each.act.clauses]
    times, limits, right = [], [], 0
    matrix = searcher._ranker.layout.vectors
    for clause in chance.sample(clauses, asked):
        text = question(clause, chance)
        begin = time.perf_counter()
        answer = searcher.answer(text)
        times.append((time.perf_counter() - begin) * 1000)
        begin = time.perf_counter()
        matrix @ encoder.encode_query([text])[0]
        limits.append((time.perf_counter() - begin) * 1000)
        first = next(iter((*answer.units, *answer.nearest)), None)
        right += bool(first and first.unit.code == clause.unit)
    return seconds | {
        "median": median(times),
        "p95": p95(times),
        "limit": p95(limits),
        "memory": resident(),
        "vectors": matrix.nbytes / 1e6,
        "file": path.stat().st_size / 1e6,
        "right": right / asked,
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(_measured(int(sys.argv[1]), int(sys.argv[2]), Path(folder) / "knowledge.db")))
