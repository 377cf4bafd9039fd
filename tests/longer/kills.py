"""Publications that are killed: `python -m tests.longer.kills 50` kills so many, spread over the time that one takes.

What each leaves is opened as the bot does, and asked.
"""

import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from indexer.publishing.publish import publish
from knowledge.search.searcher import Searcher
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT
from tests.support.fake_encoder import FakeEncoder
from tests.support.publications import publication, seconds_of

NEW_ACT = SMALL_ACT.replace("wydawanie kluczy", "wydawanie i odbiór kluczy")


def kills(count: int, folder: Path) -> list[int]:
    """Kill publications over one that is in force, at moments from first to last; returns which edition each leaves.

    The last moment is right after the end. Raises AssertionError where what is left does not answer.
    """
    old, new, published, database = (folder / name for name in ("old.md", "new.md", "published.db", "k.db"))
    old.write_text(SMALL_ACT, encoding="utf-8")
    new.write_text(NEW_ACT, encoding="utf-8")
    with Store(published) as store:
        publish(old, store, FakeEncoder())
    seconds = seconds_of(new, Path(shutil.copy(published, folder / "timed.db")))
    left = []
    for moment in range(count):
        for each in folder.glob("k.db*"):
            each.unlink()
        shutil.copy(published, database)
        with publication(new, database) as (process, pipe):
            if moment + 1 < count:
                time.sleep(seconds * moment / (count - 2))
            else:
                pipe.recv_bytes()
            process.kill()
        left.append(_answering(database))
        if left[-1] == 1 and moment % 10 == 0:  # and the publication can be done again
            with Store(database) as store:
                assert publish(new, store, FakeEncoder()).changed
            assert _answering(database) == 2
    return left


def _answering(database: Path) -> int:
    """Open a database as the bot does, and ask it; returns the edition that answers."""
    with Store(database) as store:
        store.check()
        (edition,) = store.in_force(date(2026, 11, 23))
        searcher = Searcher.from_store(store, FakeEncoder(), [store.load(edition)])
        assert searcher.candidates("kto wydaje klucze do pomieszczeń", 1)[0].unit.code in ("BO-01", "BO-02")
        return edition.id


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        left = kills(int(sys.argv[1]), Path(folder))
    print(f"{len(left)} kills: {left.count(1)} left the old edition, {left.count(2)} the new one; each answered")
