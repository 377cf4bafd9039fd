"""Memory does not grow with the questions; `python -m tests.longer.endurance` measures it over many more."""

import ast
import gc
import itertools
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Dialogue
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from tests.longer import endurance

QUESTIONS = 60
LEAK = 500
"""How many bytes a question may leave behind: less than its own text and its turn would take."""


@pytest.fixture
def dialogue(published: Path, tmp_path: Path) -> Iterator[Dialogue]:
    conversation = Conversation(KnowledgeSettings(Path(shutil.copy(published, tmp_path / "k.db"))))
    yield Dialogue(conversation, Memory(conversation.store))
    conversation.close()


def left_behind(dialogue: Dialogue) -> float:
    """Return how many bytes each of some questions leaves when it is asked once more: all caches know it by then."""
    texts = list(itertools.islice(endurance.questions(), QUESTIONS))
    endurance.talk(dialogue, iter(texts), QUESTIONS)
    tracemalloc.start()
    endurance.talk(dialogue, iter(texts), QUESTIONS)  # what tracing and the database set up
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    endurance.talk(dialogue, iter(texts), QUESTIONS)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / QUESTIONS


def test_a_question_leaves_nothing_in_memory(dialogue: Dialogue) -> None:
    assert left_behind(dialogue) < LEAK


def test_a_leak_of_a_kilobyte_a_question_would_be_seen(dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bytes] = []
    hear = endurance.hear
    monkeypatch.setattr(endurance, "hear", lambda *values: (kept.append(bytes(1024)), hear(*values))[1])
    assert left_behind(dialogue) > LEAK


def test_no_cache_of_what_people_write_is_without_bounds() -> None:
    root = Path(__file__).parents[2]
    for package in ("bot", "knowledge"):
        for path in (root / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and "cache" in map(ast.unparse, node.decorator_list):
                    assert not node.args.args, f"{path}: {node.name} keeps all it was ever called with"
