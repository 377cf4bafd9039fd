"""What a user would pick instead: txtai, Haystack and SQLite FTS5, with the same encoder over the same texts.

Each runs in a process of its own and is given what this project has: every clause, alone and in its context, and every
example question with its unit; of the questions that are nobody's they get none, for they refuse none. txtai and
Haystack get the bundled encoder too. They are set up as their documentation shows for hybrid search; FTS5 gets every
word of the question, any of which may match. `python -m tests.benchmarks.peers NAME FOLDER` prints what was measured.
"""

import importlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.benchmarks.figures import Figure, median, resident
from tests.benchmarks.ground import python, questions

PEERS = {"txtai": "txtai, hybrid", "haystack": "Haystack, BM25 and embeddings", "fts5": "SQLite FTS5"}
OURS = "ours"
MOST = 20
"""How many texts a peer is asked for; the first of them that has a unit tells it."""


class Contender(Protocol):
    """Be what is compared: made from a folder, empty or with what `index` left there."""

    def index(self, texts: Sequence[str], units: Sequence[str]) -> None:
        """Make the texts searchable, and keep them in the folder."""
        ...

    def first(self, question: str) -> str:
        """Return the code of the unit that comes first."""
        ...


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold what was measured of one contender: seconds, MB of memory, and the share that is right."""

    index: float
    start: float
    memory: float
    questions: tuple[float, ...]
    right: float


def measure(quick: bool) -> Iterator[Figure]:
    """Let all index and answer, in turns; each round is a fresh process for each."""
    rounds, count = (1, 20) if quick else (1, 100)
    names = (OURS, *PEERS)
    with tempfile.TemporaryDirectory() as folder:
        _write_ground(Path(folder), count)
        runs: dict[str, list[Measured]] = {name: [] for name in names}
        for round_ in range(rounds):
            for name in names:
                runs[name].append(_run(name, Path(folder), Path(folder) / f"{name}{round_}"))
    ours = runs.pop(OURS)
    for name, theirs in runs.items():
        yield from _figures(PEERS[name], ours, theirs)


def _figures(name: str, ours: list[Measured], theirs: list[Measured]) -> Iterator[Figure]:
    def both(pick: Any) -> tuple[float, float]:
        return median([pick(each) for each in ours]), median([pick(each) for each in theirs])

    rows = (
        ("a question, median", lambda run: median(run.questions) * 1000, "ms"),
        ("indexing", lambda run: run.index, "s"),
        ("start, with the first answer", lambda run: run.start, "s"),
        ("memory", lambda run: run.memory, "MB"),
    )
    for what, pick, unit in rows:
        value, limit = both(pick)
        yield Figure("peers", what, value, unit, limit, name, most=1.0)
    value, limit = both(lambda run: run.right * 100)
    yield Figure("peers", "right unit first", value, "%", limit, name, least=1.0)


def _write_ground(folder: Path, count: int) -> None:
    from indexer.examples.corpus import examples_of
    from indexer.publishing.publish import read_act
    from knowledge.search.texts import Texts
    from knowledge.shipped import DECREE

    act = read_act(DECREE).act
    texts = Texts.of(act, examples_of(act))
    units = [act.clauses[owner].unit for owner in texts.owners.tolist()]
    asked = [{"question": each.question, "units": each.units} for each in questions(10_000) if each.units][:count]
    ground = {"texts": texts.texts, "units": units, "asked": asked}
    (folder / "ground.json").write_text(json.dumps(ground, ensure_ascii=False), encoding="utf-8")


def _run(name: str, ground: Path, folder: Path) -> Measured:
    folder.mkdir()
    for step in ("index", "answer"):  # a process each: what indexing took up is not what answering needs
        python("-m", "tests.benchmarks.peers", name, step, str(ground), str(folder))
    begin = time.perf_counter()
    python("-m", "tests.benchmarks.peers", name, "start", str(ground), str(folder))
    start = time.perf_counter() - begin
    index, answered = (json.loads((folder / f"{step}.json").read_text()) for step in ("index", "answer"))
    return Measured(index["seconds"], start, answered["memory"], tuple(answered["seconds"]), answered["right"])


def _index(contender: Contender, ground: dict[str, Any]) -> dict[str, Any]:
    begin = time.perf_counter()
    contender.index(ground["texts"], ground["units"])
    return {"seconds": time.perf_counter() - begin}


def _answer(contender: Contender, ground: dict[str, Any]) -> dict[str, Any]:
    seconds, right = [], 0
    contender.first(ground["asked"][0]["question"])
    for asked in ground["asked"]:
        begin = time.perf_counter()
        first = contender.first(asked["question"])
        seconds.append(time.perf_counter() - begin)
        right += first in asked["units"]
    return {"seconds": seconds, "right": right / len(ground["asked"])}


def main() -> None:
    """Let one contender do one step, and write what was measured into its folder."""
    name, step, ground, folder = sys.argv[1:]
    contender: Contender = importlib.import_module(f"tests.benchmarks.contenders.{name}").Contender(Path(folder))
    if step == "start":
        print(contender.first("kto zajmuje się certyfikatami SSL?"))
        return
    loaded = json.loads((Path(ground) / "ground.json").read_text(encoding="utf-8"))
    measured = _index(contender, loaded) if step == "index" else _answer(contender, loaded)
    del loaded
    (Path(folder) / f"{step}.json").write_text(json.dumps(measured | {"memory": resident()}))


if __name__ == "__main__":
    main()
