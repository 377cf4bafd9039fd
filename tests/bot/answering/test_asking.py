"""To ask leaves all that was published and taught as it was, and needs something that was published."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.messages import hear
from indexer.examples.corpus import read_judged
from knowledge.errors import NoEdition
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from knowledge.staff.corrections import Corrections, Stage
from knowledge.store.schema import CONVERSATIONS
from knowledge.store.store import Store

JUDGED = [Path(__file__).parents[2] / "questions" / name for name in ("open.jsonl", "short.jsonl")]


def tables(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables, by their names."""
    with closing(sqlite3.connect(database)) as db:
        names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: db.execute(f"select * from {name}").fetchall() for name in names}


@pytest.fixture
def with_corrections(database: Path) -> Path:
    """Two corrections count of which nobody has found out where else they belong, as after a kill."""
    with Store(database) as store:
        published, ledger = store.load(), Corrections(store)
        for question, clause in (("kto podlewa paprotki?", published.act.clauses[3]), ("kto piecze chleb?", None)):
            correction = ledger.propose(question, published.edition, 3, clause, "agent")
            assert ledger.decide(correction.id, Stage.CONFIRMED, "admin")
    return database


@pytest.fixture
def dialogue(with_corrections: Path) -> Iterator[Dialogue]:
    conversation = Conversation(KnowledgeSettings(with_corrections))
    yield Dialogue(conversation, Memory(conversation.store))
    conversation.close()


def test_to_ask_any_judged_question_writes_nothing_but_that_it_was_asked(
    dialogue: Dialogue, with_corrections: Path
) -> None:
    questions = [each.question for path in JUDGED for each in read_judged(path)]
    before = tables(with_corrections)
    for question in questions:
        hear(dialogue, Chat("anna"), question)
    after = tables(with_corrections)
    assert len(after["turns"]) > len(before["turns"])
    assert [name for name in before if before[name] != after[name] and name not in CONVERSATIONS] == []


def test_where_nothing_was_published_a_conversation_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoEdition, match=r"nothing is published in .*k\.db yet; run: python -m indexer publish FILE"):
        Conversation(KnowledgeSettings(tmp_path / "k.db"))
