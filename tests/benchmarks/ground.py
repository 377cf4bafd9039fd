"""What the benchmarks stand on: the project's own questions, and a database with the shipped decree in force."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.answering.opening import open_conversation
from indexer.examples.corpus import Judged, read_judged
from knowledge.settings import KnowledgeSettings

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "questions" / "open.jsonl"


def questions(count: int) -> tuple[Judged, ...]:
    """Return judged questions, the first so many."""
    return read_judged(QUESTIONS)[:count]


@contextmanager
def published() -> Iterator[Path]:
    """Give a database of one's own with the shipped decree in force."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "knowledge.db"
        open_conversation(KnowledgeSettings(path)).close()
        yield path


def python(*arguments: str, database: Path | None = None, given: str = "") -> str:
    """Run Python in a process of its own; returns what it prints, or tells what it says when it fails."""
    done = subprocess.run(
        [sys.executable, *arguments], input=given, capture_output=True, text=True, cwd=ROOT, env=environment(database)
    )
    if done.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def environment(database: Path | None = None) -> dict[str, str]:
    """Return the environment of a process that is measured: no network, no telemetry, no settings but its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    own = {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "ENCODER": ""}
    own |= {"HAYSTACK_TELEMETRY_ENABLED": "False", "ALLOW_RESOLVE_TRANSFORM": "True"}  # what the peers ask for
    return kept | own | ({"KNOWLEDGE_DB": str(database)} if database else {})
