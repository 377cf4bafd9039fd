"""The database file under hardship: kills, power cuts, full disks, damage; what was confirmed is there, and whole."""

import multiprocessing
import os
import random
import resource
import shutil
import sqlite3
import struct
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from knowledge.acts.act import Act, Lines
from knowledge.errors import DatabaseUnusable
from knowledge.staff.conversations import Memory
from knowledge.store.audit import Audit
from knowledge.store.claim import Claim
from knowledge.store.store import Store
from tests.longer.writing import CORRECTING, KINDS, Toll, act, do, kill_writers, publish, wrongs

KILLS = 25


def test_what_was_confirmed_outlives_a_kill_at_any_moment_and_nothing_is_torn(tmp_path: Path) -> None:
    toll = kill_writers(tmp_path / "k.db", KILLS, seed=7)
    assert toll == Toll(KILLS, toll.confirmed, ())
    assert toll.confirmed >= KILLS


def test_a_kill_that_tears_would_be_seen(tmp_path: Path) -> None:
    with Store(tmp_path / "k.db") as store:
        publish(store, 1)
        do(store, "remember", 2)
        with store.writing() as db:
            db.execute("delete from clauses where position = 3")
    with pytest.raises(DatabaseUnusable, match="the words of edition 1 are not those that were published"):
        wrongs(tmp_path / "k.db", set())
    with Store(tmp_path / "k.db") as store, store.writing() as db:
        db.execute("delete from seals")
        db.execute("update editions set source = '1', id = 5")
        db.execute("delete from editions")
    assert wrongs(tmp_path / "k.db", {("publish", 1), ("remember", 2)}) == ["lost: publish 1"]


def test_a_step_of_a_correction_that_is_torn_or_lost_would_be_seen(tmp_path: Path) -> None:
    with Store(tmp_path / "k.db") as store:
        publish(store, 1)
        for number, kind in enumerate(CORRECTING, start=2):
            do(store, kind, number)
        steps = {(kind, number) for number, kind in enumerate(CORRECTING, start=2)}
        assert wrongs(tmp_path / "k.db", steps) == []
        with store.writing() as db:
            db.execute("update corrections set stage = 'confirmed'")
    assert wrongs(tmp_path / "k.db", {*steps, ("confirm", 9)}) == [
        "lost: confirm 9",
        "torn: propose 2: 1 confirmed: propose confirm undo",
        "torn: undo 4: 0",
    ]


def state(path: Path) -> str:
    """Return a fingerprint of all that a database holds."""
    connection = sqlite3.connect(path)
    dump = "\n".join(connection.iterdump())
    connection.close()
    return sha256(dump.encode()).hexdigest()


def test_after_a_power_cut_the_file_holds_the_transactions_up_to_some_moment_each_whole(tmp_path: Path) -> None:
    """A power cut leaves some prefix of the write-ahead log: each frame's end, and random bytes, are tried."""
    path, cut = tmp_path / "k.db", tmp_path / "cut.db"
    with Store(path) as store:
        do(store, "remember", 1)
        database = path.read_bytes()
        states = []
        for number, kind in enumerate(KINDS * 2, start=2):
            do(store, kind, number)
            log = Path(f"{path}-wal").read_bytes()
            states.append((len(log), _copied_state(path, cut)))
        assert path.read_bytes() == database  # nothing has gone from the log to the file yet
    frame = 24 + struct.unpack(">I", log[8:12])[0]
    ends = [32 + frame * count for count in range(len(log[32:]) // frame + 1)]
    drawn = random.Random(5)
    first = next(length for length, _ in states)
    for length in [*ends, *(drawn.randrange(len(log)) for _ in range(100))]:
        if length < first:
            continue  # before the first of the states that are known
        cut.write_bytes(database)
        Path(f"{cut}-wal").write_bytes(log[:length])
        with Store(cut) as store, store.reading() as db:
            assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert _state_but_vectors(cut) == [each for end, each in states if end <= length][-1], length
        _remove(cut)


def _state_but_vectors(path: Path) -> str:
    """Return a fingerprint of what a database holds, vectors apart: those go before their edition."""
    connection = sqlite3.connect(path)
    dump = "\n".join(line for line in connection.iterdump() if not line.startswith('INSERT INTO "vectors"'))
    connection.close()
    return sha256(dump.encode()).hexdigest()


def _copied_state(path: Path, copy: Path) -> str:
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    try:
        return _state_but_vectors(copy)
    finally:
        _remove(copy)


def _remove(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def test_each_commit_is_written_through_to_the_disk(empty_store: Store) -> None:
    with empty_store.reading() as db:
        assert db.execute("pragma synchronous").fetchone() == (2,)  # FULL


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_full_disk_a_piece_of_work_is_refused_whole_and_the_next_one_succeeds_when_there_is_room(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "k.db"
    with Store(path) as store:
        do(store, "remember", 1)
        with store.reading() as db:
            pages = db.execute("pragma page_count").fetchone()[0]
            db.execute(f"pragma max_page_count = {pages}").fetchone()
        number, said = _until_refused(store, kind)
        assert "the disk is full: make room; all that was confirmed is kept" in said
        with store.reading() as db:
            db.execute("pragma max_page_count = 1000000").fetchone()
        do(store, kind, number)
    assert wrongs(path, {(kind, each) for each in range(2, number + 1)} | {("remember", 1)}) == []


def _until_refused(store: Store, kind: str) -> tuple[int, str]:
    for number in range(2, 2000):
        try:
            do(store, kind, number)
        except DatabaseUnusable as error:
            return number, str(error)
    return 0, "was never refused"


def test_no_module_writes_by_a_call_that_says_nothing_on_a_full_disk() -> None:
    """sqlite-utils' upsert makes a table to try itself out, and where that fails it loses the row without a word."""
    root = Path(__file__).parents[3]
    for package in ("bot", "indexer", "knowledge"):
        assert [path for path in (root / package).rglob("*.py") if ".upsert" in path.read_text(encoding="utf-8")] == []


def _write_under_limit(path: Path, bytes_: int, kind: str, said: Any) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))
    with Store(path) as store:
        for number in range(10, 2000):
            try:
                do(store, kind, number)
            except DatabaseUnusable as error:
                said.send(str(error))
                return
            said.send(number)


def _elsewhere(target: Any, *values: Any) -> list[Any]:
    """Call a function in a process of its own, and return what it sent."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.knowledge.store.test_file"])
    reader, pipe = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(*values, pipe), daemon=True)
    process.start()
    pipe.close()
    sent = []
    try:
        while True:
            sent.append(reader.recv())
    except EOFError:
        process.join()
    return sent


@pytest.mark.parametrize("kind", ["publish", "remember", "receive"])
def test_where_the_system_takes_no_more_bytes_nothing_that_was_confirmed_is_lost(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "k.db"
    Store(path).close()
    *confirmed, said = _elsewhere(_write_under_limit, path, path.stat().st_size + 100_000, kind)
    assert "k.db cannot be used as the database" in said
    assert "look at its room and health" in said
    assert wrongs(path, {(kind, number) for number in confirmed}) == []


def test_a_locked_database_is_named_and_usable_when_the_lock_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store.database.BUSY_SECONDS", 0.1)
    with Store(tmp_path / "k.db") as store:
        other = sqlite3.connect(tmp_path / "k.db", isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(DatabaseUnusable, match=r"k\.db .*another program holds it locked: end that one"):
            do(store, "receive", 1)
        other.execute("rollback")
        other.close()
        do(store, "receive", 1)


def test_two_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    Store(tmp_path / "k.db").close()
    sent = _elsewhere(_write_both, tmp_path / "k.db")
    assert sorted(sent) == [*range(1000, 1040), *range(2000, 2040)]
    assert wrongs(tmp_path / "k.db", {("receive", number) for number in sent}) == []


def _write_both(path: Path, said: Any) -> None:
    child = os.fork()
    first = 2000 if child else 1000
    with Store(path) as store:
        for number in range(first, first + 40):
            do(store, "receive", number)
            said.send(number)
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def test_a_second_bot_on_one_file_is_told_so_until_the_first_has_ended(tmp_path: Path) -> None:
    first = Claim(tmp_path / "k.db")
    with pytest.raises(DatabaseUnusable, match=r"another bot answers from .*k\.db: end it, or give this one"):
        Claim(tmp_path / "k.db")
    with Store(tmp_path / "k.db") as store:
        do(store, "remember", 1)  # whoever only works on the file is not hindered
    first.release()
    Claim(tmp_path / "k.db").release()


def _open_as_nobody(path: Path, said: Any) -> None:
    if os.getuid() == 0:
        os.setuid(65534)
    try:
        with Store(path) as store:
            do(store, "remember", 1)
    except DatabaseUnusable as error:
        said.send(str(error))


@pytest.mark.parametrize(("mode", "folder"), [(0o444, 0o555), (0o444, 0o777), (0o000, 0o755)])
def test_a_file_that_may_not_be_written_is_named(tmp_path: Path, mode: int, folder: int) -> None:
    path = tmp_path / "open" / "k.db"
    Store(path).close()
    for each in tmp_path.parents:
        if each != Path("/") and os.getuid() == 0 and str(each).startswith("/tmp/"):
            each.chmod(0o755)
    tmp_path.chmod(0o755)
    path.chmod(mode)
    path.parent.chmod(folder)
    (said,) = _elsewhere(_open_as_nobody, path)
    assert f"{path} cannot be used as the database" in said
    assert "let this user write to the file and its folder, or set KNOWLEDGE_DB to another file" in said


def _published(path: Path) -> bytes:
    with Store(path) as store:
        publish(store, 1)
        do(store, "remember", 2)
        Audit(store).record("x", "y", "z")
        with store.reading() as db:
            db.execute("pragma wal_checkpoint(truncate)").fetchone()
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(3))
def test_a_file_with_flipped_bytes_is_named_or_says_what_was_published(tmp_path: Path, seed: int) -> None:
    """100 files with 1 to 64 wrong bytes each: never another error, never another word."""
    path = tmp_path / "k.db"
    whole, drawn = _published(path), random.Random(seed)
    named = 0
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(drawn.choice((1, 4, 64))):
            data[drawn.randrange(len(data))] ^= drawn.randrange(1, 256)
        _remove(path)
        path.write_bytes(bytes(data))
        named += _is_named(path)
    assert named >= 10


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.97])
def test_a_file_that_was_cut_off_is_named(tmp_path: Path, share: float) -> None:
    path = tmp_path / "k.db"
    whole = _published(path)
    path.write_bytes(whole[: int(share * len(whole))])
    assert _is_named(path)


def _is_named(path: Path) -> bool:
    said = _said_of(path)
    assert not said or (str(path) in said and "\n" not in said)
    return bool(said)


def words_of(act: Act) -> Act:
    """Leave out in which lines of its file an act's words stand: no reply says so, and no seal is on it."""
    nowhere = Lines(0, 0)
    return replace(
        act,
        provisions=tuple(replace(each, lines=nowhere) for each in act.provisions),
        clauses=tuple(replace(each, lines=nowhere) for each in act.clauses),
    )


def _said_of(path: Path) -> str:
    try:
        with Store(path) as store:
            if store.latest():
                assert words_of(store.load().act) == words_of(act(1))
                store.vectors("fake", ["text 1"])
            memory = Memory(store)
            memory.last("chat 2", 1e9)
            memory.remember("chat 9", 1, "pl", "?", (), "")
            memory.waiting()
            memory.forget(90)
            store.check()
    except DatabaseUnusable as error:
        return str(error)
    return ""


def test_for_a_damaged_file_the_last_backup_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    path.write_bytes(_published(path)[:5000])
    with pytest.raises(DatabaseUnusable, match=r"k\.db is damaged .*; move it away and publish again, or set"):
        Store(path).check()
    for day in ("20260101T000000", "20260301T000000", "20260201T000000"):
        (tmp_path / f"k-{day}.backup.db").touch()
    with pytest.raises(DatabaseUnusable) as damaged:
        Store(path).check()
    assert f"run: python -m indexer restore {tmp_path / 'k-20260301T000000.backup.db'}, or set" in str(damaged.value)


def test_no_word_of_an_edition_changes_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    with Store(path) as store:
        publish(store, 1)
        for table, column in [("clauses", "text"), ("provisions", "text"), ("units", "name"), ("editions", "head")]:
            with store.writing() as db:
                row = next(iter(db.table(table).rows))
                db.execute(f"update {table} set {column} = {column} || 'x' where rowid = 1")
            with pytest.raises(DatabaseUnusable, match="are not those that were published"):
                store.load()
            with store.writing() as db:
                db.execute(f"update {table} set {column} = ? where rowid = 1", [row[column]])
        assert store.load().act == act(1)


def test_an_edition_of_before_there_were_seals_is_read(tmp_path: Path) -> None:
    with Store(tmp_path / "k.db") as store:
        publish(store, 1)
    database = Database(sqlite3.connect(tmp_path / "k.db"))
    database.execute("drop table seals")
    database.execute("delete from _sqlite_migrations where name = 'seals'")
    database.conn.commit()
    database.close()
    with Store(tmp_path / "k.db") as store:
        assert store.load().act == act(1)
