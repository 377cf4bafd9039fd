"""A publication that is killed at any moment leaves an edition that answers; while one runs, questions are answered."""

import statistics
import time
from datetime import date
from pathlib import Path

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.messages import hear
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from tests.longer.kills import kills
from tests.support.acts import successor_text
from tests.support.publications import ENDED, publication

MOMENTS = 12
"""`python -m tests.longer.kills 50` tries more."""

TODAY = date(2026, 11, 23)


def test_a_kill_at_any_moment_of_a_publication_leaves_an_edition_that_answers(tmp_path: Path) -> None:
    assert set(kills(MOMENTS, tmp_path)) == {1, 2}


def test_questions_are_answered_while_a_publication_runs(database: Path, tmp_path: Path) -> None:
    """The ratio is printed (pytest -s), not asserted: how fast a shared machine is, is not the program's doing."""
    path = tmp_path / "new.md"
    path.write_text(successor_text(), encoding="utf-8")
    conversation = Conversation(KnowledgeSettings(database), today=lambda: TODAY)
    conversation.warm_up()
    conversation.is_patient = True  # as it is while somebody prepares what comes
    dialogue = Dialogue(conversation, Memory(conversation.store))

    def ask() -> float:
        begun = time.perf_counter()
        assert "IT-04-1" in hear(dialogue, Chat("anna"), "kto robi kopie zapasowe?").blocks[0].title
        return time.perf_counter() - begun

    before = [ask() for _ in range(50)]
    with publication(path, database, is_bundled=True) as (_, pipe):
        during = [ask() for _ in range(3)]
        assert not pipe.poll()  # these were answered between its begin and its end
        while not pipe.poll():
            during.append(ask())
        assert pipe.recv_bytes() == ENDED
    conversation.prepare(conversation.store)
    conversation.refresh()
    assert conversation.act.number == "901/2026"
    told = [f"{statistics.median(each) * 1000:.1f} ms, at most {max(each) * 1000:.0f}" for each in (before, during)]
    ratio = statistics.median(during) / statistics.median(before)
    print(f"before: {told[0]}; during ({len(during)} answers): {told[1]}; ratio of the medians {ratio:.2f}")
