"""The audit: what was done is told in order, and nothing can be taken back from it."""

import sqlite3
from pathlib import Path

import pytest

from knowledge.store.audit import Audit, Entry
from knowledge.store.rows import COMMAND_LINE
from knowledge.store.store import Store


def test_deeds_are_told_in_the_order_in_which_they_were_done(tmp_path: Path) -> None:
    times = iter((100.0, 200.0))
    with Store(tmp_path / "k.db") as store:
        audit = Audit(store, lambda: next(times))
        audit.record(COMMAND_LINE, "publish", "edition 1")
        audit.record("5f3a", "rollback", "edition 1")
        assert audit.entries() == (
            Entry(100.0, COMMAND_LINE, "publish", "edition 1"),
            Entry(200.0, "5f3a", "rollback", "edition 1"),
        )


@pytest.mark.parametrize("statement", ["update audit set who = 'another'", "delete from audit"])
def test_no_entry_can_be_changed_or_deleted(tmp_path: Path, statement: str) -> None:
    with Store(tmp_path / "k.db") as store:
        Audit(store).record(COMMAND_LINE, "publish", "edition 1")
    connection = sqlite3.connect(tmp_path / "k.db")
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute(statement)
    connection.close()
