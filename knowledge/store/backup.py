"""Backups: one file with all that was published, taught, ordered and done, and nothing of who asked what.

A backup is a database like any other, without the conversations, so that questions which are too old or whose person
had them deleted live on in none.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from knowledge.acts.edition import Edition
from knowledge.errors import DatabaseUnusable, InvalidBackup, NoEdition
from knowledge.store.audit import Audit
from knowledge.store.claim import Claim
from knowledge.store.damage import BACKUP_NAME
from knowledge.store.rows import COMMAND_LINE
from knowledge.store.schema import CONVERSATIONS, OF_TURNS, migrations
from knowledge.store.store import Store

REPLACED_NAME = "{stem}-*.replaced.db"
"""How a database that was replaced is called beside the one that took its place."""

DAMAGED_NAME = "{stem}-*.damaged.db"

BUSY_SECONDS = 10.0

# What is of the present file and stays: the conversations about editions that the backup has too, and the audit, from
# which nothing may be taken away.
_KEEP_TURNS = """
insert into turns select * from present.turns where edition in (
    select kept.id from editions kept join present.editions held using (id, source_hash, examples_hash, published_at))
"""
_KEEP_AUDIT = """
insert into audit (done_at, who, deed, what) select done_at, who, deed, what from present.audit held where not exists (
    select 1 from audit kept where (kept.done_at, kept.who, kept.deed, kept.what)
    = (held.done_at, held.who, held.deed, held.what)) order by held.id
"""


@dataclass(frozen=True, slots=True)
class Restored:
    """Hold what a restore put in place, and where it laid what was there; None where nothing was."""

    editions: tuple[Edition, ...]
    kept_aside: Path | None
    was_damaged: bool = False


def name_now(database: Path, pattern: str = BACKUP_NAME) -> Path:
    """Return the path of a backup of a database that is made now: beside it, the last one sorting last."""
    now = datetime.now()
    while (path := _named(database, pattern, now)).exists():
        now += timedelta(seconds=1)
    return path


def _named(database: Path, pattern: str, moment: datetime) -> Path:
    return database.with_name(pattern.format(stem=database.stem).replace("*", moment.strftime("%Y%m%dT%H%M%S")))


def back_up(database: Path, target: Path) -> None:
    """Write a backup, whole or not at all; a bot may answer from the database meanwhile.

    An earlier backup is replaced. Raises InvalidBackup where the target is the database or another program's file,
    NoEdition where there is nothing to keep, DatabaseUnusable where the database is damaged.
    """
    if not database.exists():
        raise NoEdition("there is no database {database} yet; run: python -m indexer publish FILE", database=database)
    if target.exists():
        if target.samefile(database):
            raise InvalidBackup("{target} is the database itself; name another file", target=target)
        with closing(_opened(target)) as known:
            _refuse_strange(known, target)
    with Store(database) as store:
        store.check()
        if not store.latest():
            raise NoEdition(
                "nothing is published in {database} yet; run: python -m indexer publish FILE", database=database
            )
    _write(database, target)


def restore(source: Path, database: Path, encoder: str, *, force: bool = False) -> Restored:
    """Put a backup in place of a database, whole or not at all; a bot that runs answers from it within seconds.

    `encoder` is the name of the encoder in use; with `force` another one may have embedded the backup. The database
    that was there is kept aside, and what people asked stays. Raises InvalidBackup, which says what is wrong with the
    backup, and DatabaseUnusable where the database can be neither read nor replaced.
    """
    if database.exists() and source.exists() and source.samefile(database):
        raise InvalidBackup("{source} is the database itself; name a backup", source=source)
    with _beside(database) as coming:
        with closing(_opened(source)) as backup, closing(sqlite3.connect(coming)) as copy:
            _refuse_strange(backup, source)
            _copy(backup, copy, source)
            _drop_conversations(copy)
        editions = _checked(coming, source, "" if force else encoder)
        if not database.exists():
            _record(coming, source)
            _take_place(coming, database)
            return Restored(editions, None)
        if _is_whole(database):
            return Restored(editions, _replace(coming, database, source))
        return Restored(editions, _replace_damaged(coming, database, source), was_damaged=True)


def _write(database: Path, target: Path) -> None:
    """Copy the database into memory, drop the conversations there, and write what is left to a file in one step."""
    try:
        with (
            closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as present,
            closing(sqlite3.connect(":memory:")) as copy,
            _beside(target) as written,
        ):
            present.backup(copy)
            _drop_conversations(copy)
            copy.execute("vacuum into ?", [str(written)])
            with closing(sqlite3.connect(written)) as check:
                check.execute("pragma journal_mode = delete").fetchall()
            _sync(written)
            os.replace(written, target)
    except (sqlite3.Error, OSError, UnicodeError) as error:  # SQLite takes no name that is no UTF-8
        raise InvalidBackup(
            "{target} cannot be written ({error}); name another file", target=target, error=error
        ) from error


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file to be read only; raises InvalidBackup where there is none."""
    if not path.is_file():
        raise InvalidBackup("{path} is no file; name a backup that python -m indexer backup has written", path=path)
    # without a log beside it nobody writes to it, and nothing is laid beside it
    still = "" if Path(f"{path}-wal").exists() else "&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{still}", uri=True)


def _refuse_strange(backup: sqlite3.Connection, path: Path) -> None:
    """Raise InvalidBackup where a file is none of this program's, or one of a newer version."""
    try:
        rows = backup.execute("select name from _sqlite_migrations where migration_set = ?", [migrations.name])
        names = {row[0] for row in rows}
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT:
            raise InvalidBackup("{path} is damaged ({error}); take another backup", path=path, error=error) from error
        raise InvalidBackup(
            "{path} is no backup of this program ({error}); name one that it has written", path=path, error=error
        ) from error
    if newer := sorted(names - {migration.name for migration in migrations._migrations}):
        raise InvalidBackup(
            "{path} is of a newer version of this program ({version}); update the program", path=path, version=newer[0]
        )
    if "editions" not in names:
        raise InvalidBackup("{path} is no backup of this program; name one that it has written", path=path)


def _copy(backup: sqlite3.Connection, copy: sqlite3.Connection, path: Path) -> None:
    try:
        said = backup.execute("pragma integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise InvalidBackup("{path} is damaged ({said}); take another backup", path=path, said=said)
        backup.backup(copy)
    except sqlite3.Error as error:
        raise InvalidBackup("{path} is damaged ({error}); take another backup", path=path, error=error) from error


def _drop_conversations(copy: sqlite3.Connection) -> None:
    """Empty the tables of conversations, and the pages on which they stood."""
    there = {row[0] for row in copy.execute("select name from sqlite_master where type = 'table'")}
    for table in CONVERSATIONS:
        if table in there:
            copy.execute(f"delete from {table}")
    copy.commit()
    copy.execute("vacuum")


def _checked(coming: Path, source: Path, encoder: str) -> tuple[Edition, ...]:
    """Bring a copy up to this version and return its editions; raises InvalidBackup where they cannot be answered from.

    `encoder` is the one that must have embedded the latest edition; "" for any.
    """
    try:
        with Store(coming) as store:
            store.check()
            editions = store.editions()
            store.empty_log()
    except DatabaseUnusable as error:
        raise InvalidBackup(
            "{path} is damaged ({error}); take another backup", path=source, error=error.__cause__ or error
        ) from error
    if not editions:
        raise InvalidBackup("{source} holds no act; take another backup", source=source)
    if encoder and editions[0].encoder != encoder:
        raise InvalidBackup(
            "{source} was embedded with {encoder}, but the encoder set is {other}: set ENCODER to that one, or "
            "restore with --force and publish the act again",
            source=source,
            encoder=editions[0].encoder,
            other=encoder,
        )
    return editions


def _is_whole(database: Path) -> bool:
    try:
        with Store(database) as store:
            store.check()
    except DatabaseUnusable as error:
        cause = error.__cause__
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if cause is None or isinstance(cause, OSError) or code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise  # it is locked, closed to this user, or of a newer version: no reason to move it away
        return False
    return True


def _replace(coming: Path, database: Path, source: Path) -> Path:
    """Put a copy in place of a database while others may hold it open; returns where what was there is kept."""
    aside = name_now(database, REPLACED_NAME)
    _write(database, aside)
    with closing(sqlite3.connect(coming)) as copy:
        copy.execute("attach ? as present", [str(database)])
        with copy:
            copy.execute(_KEEP_TURNS)
            for table in OF_TURNS:
                copy.execute(f"insert into {table} select * from present.{table} where turn in (select id from turns)")
            for table in ("chats", "updates"):
                copy.execute(f"insert into {table} select * from present.{table}")
            copy.execute(_KEEP_AUDIT)
        copy.execute("detach present")
    _record(coming, source)
    try:
        with closing(sqlite3.connect(coming)) as copy, closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as held:
            copy.backup(held)
    except sqlite3.Error as error:
        raise DatabaseUnusable(
            "{database} cannot be replaced now ({error}); it is as it was, try again", database=database, error=error
        ) from error
    with Store(database) as store:
        store.empty_log()
    return aside


def _replace_damaged(coming: Path, database: Path, source: Path) -> Path:
    """Move a damaged database away with its log, and put a copy in its place; no bot may run."""
    try:
        claim = Claim(database)
    except DatabaseUnusable as error:
        raise DatabaseUnusable(
            "{database} is damaged and a bot runs on it: end the bot, then restore", database=database
        ) from error
    aside = name_now(database, DAMAGED_NAME)
    _record(coming, source)
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.replace(f"{database}{suffix}", f"{aside}{suffix}")
    _take_place(coming, database)
    claim.release()
    return aside


def _take_place(coming: Path, database: Path) -> None:
    """Put a copy where no database is; a log that one has left there would be read into it."""
    for suffix in ("-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    os.replace(coming, database)


def _record(coming: Path, source: Path) -> None:
    with Store(coming) as store:
        Audit(store).record(COMMAND_LINE, "restore", source.name)
        store.empty_log()


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a path for what is not finished, in the folder of what it is to become; nothing is left there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield unfinished
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{unfinished}{suffix}").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
