"""What is wrong with a database file, and what to do: SQLite's result codes in one clear line each."""

import sqlite3
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.wording import Message

BACKUP_NAME = "{stem}-*.backup.db"
"""How backups are called that lie beside the database `{stem}.db`; with the time in place of the star, so that the
last one sorts last."""

_FULL = Message("the disk is full: make room; all that was confirmed is kept")
_LOCKED = Message("another program holds it locked: end that one, and try again")
_CLOSED = Message("let this user write to the file and its folder, or set KNOWLEDGE_DB to another file")
_ELSE = Message("set KNOWLEDGE_DB to another file, or move this one away and publish again")
_ADVICE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_IOERR: Message("the disk does not take or give what it should: look at its room and health"),
}


def explain(path: Path, error: Exception) -> Message:
    """Return what an error of SQLite's, or of reading what it gave, means for the file, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest only refines it
    if isinstance(error, KnowledgeError):
        return _damaged(path, error.message)
    if code == sqlite3.SQLITE_CORRUPT or not isinstance(error, sqlite3.Error | OSError):
        return _damaged(path, " ".join(str(error).split()))
    if code == sqlite3.SQLITE_NOTADB and last_backup(path):
        return _damaged(path, str(error))
    advice = _ADVICE.get(code, _ELSE)
    return Message("{path} cannot be used as the database ({error}): {advice}", path=path, error=error, advice=advice)


def _damaged(path: Path, how: Message | str) -> Message:
    """Say that a file is damaged, and how to come by a whole one."""
    values = {"path": path, "how": how}
    if backup := last_backup(path):
        return Message(
            "{path} is damaged ({how}); run: python -m indexer restore {backup}, or set KNOWLEDGE_DB to another file",
            **values,
            backup=backup,
        )
    return Message(
        "{path} is damaged ({how}); move it away and publish again, or set KNOWLEDGE_DB to another file", **values
    )


def last_backup(path: Path) -> Path | None:
    """Return the last backup that lies beside a database."""
    return max(path.parent.glob(_pattern(path)), default=None)


def _pattern(path: Path) -> str:
    return BACKUP_NAME.format(stem=path.stem)
