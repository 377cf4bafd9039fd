"""A publication that is killed at any moment leaves an edition that answers; while one runs, questions are answered."""

import shutil
import statistics
import time
from datetime import date
from pathlib import Path

import pytest
from conftest import SMALL_ACT, FakeEncoder
from test_compare import successor_text

from bot.conversation import Conversation
from bot.dialogue import Chat, Dialogue
from bot.hearing import hear
from indexer.publish import publish
from knowledge.memory import Memory
from knowledge.search import Searcher
from knowledge.settings import KnowledgeSettings
from knowledge.store import Store
from tests.publishing import ENDED, publication, seconds_of

MOMENTS = 50
NEW_ACT = SMALL_ACT.replace("wydawanie kluczy", "wydawanie i odbiór kluczy")
TODAY = date(2026, 11, 23)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A database in which the small act is in force; beside it lies the file of another edition of it."""
    (tmp_path / "old.md").write_text(SMALL_ACT, encoding="utf-8")
    (tmp_path / "new.md").write_text(NEW_ACT, encoding="utf-8")
    with Store(tmp_path / "published.db") as store:
        publish(tmp_path / "old.md", store, FakeEncoder())
    return tmp_path / "published.db"


def answering(database: Path) -> tuple[int, str]:
    """Open a database, and return the edition that answers, with the duty that it quotes first."""
    with Store(database) as store:
        store.check()
        (edition,) = store.in_force(TODAY)
        searcher = Searcher.from_store(store, FakeEncoder(), [store.load(edition)])
        return edition.id, searcher.candidates("kto wydaje klucze do pomieszczeń", 1, None)[0].unit.code


def test_a_kill_at_any_moment_of_a_publication_leaves_an_edition_that_answers(published: Path, tmp_path: Path) -> None:
    database, new = tmp_path / "k.db", tmp_path / "new.md"
    shutil.copy(published, database)
    seconds = seconds_of(new, database)
    left = []
    for moment in range(MOMENTS):
        for each in tmp_path.glob("k.db*"):
            each.unlink()
        shutil.copy(published, database)
        with publication(new, database) as (process, pipe):
            if moment + 1 < MOMENTS:
                time.sleep(seconds * moment / (MOMENTS - 2))
            else:
                pipe.recv_bytes()  # the last moment is right after the end
            process.kill()
        number, unit = answering(database)
        assert unit in ("BO-01", "BO-02")
        left.append(number)
        if number == 1 and moment % 10 == 0:  # and the publication can be done again
            with Store(database) as store:
                assert publish(new, store, FakeEncoder()).changed
            assert answering(database)[0] == 2
    assert set(left) == {1, 2}
    print(f"{MOMENTS} kills over {seconds:.2f} s: {left.count(1)} left the old edition, {left.count(2)} the new one")


def test_questions_are_answered_while_a_publication_runs(published_copy: Path, tmp_path: Path) -> None:
    """The ratio is printed (pytest -s), not asserted: how fast a shared machine is, is not the program's doing."""
    path = tmp_path / "new.md"
    path.write_text(successor_text(), encoding="utf-8")
    conversation = Conversation(KnowledgeSettings(published_copy), today=lambda: TODAY)
    conversation.warm_up()
    conversation.is_patient = True  # as it is while somebody prepares what comes
    dialogue = Dialogue(conversation, Memory(conversation.store))

    def ask() -> float:
        begun = time.perf_counter()
        assert "IT-04-1" in hear(dialogue, Chat("anna"), "kto robi kopie zapasowe?").blocks[0].title
        return time.perf_counter() - begun

    before = [ask() for _ in range(50)]
    with publication(path, published_copy, is_bundled=True) as (_, pipe):
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
