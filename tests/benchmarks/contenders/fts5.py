"""SQLite's full-text search alone."""

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path


class Contender:
    """Rank by FTS5's own BM25, diacritics removed."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "fts5.db")

    def index(self, texts: Sequence[str], units: Sequence[str]) -> None:
        """Fill a table."""
        self._db.execute(
            "create virtual table texts using fts5(text, unit unindexed, tokenize='unicode61 remove_diacritics 2')"
        )
        self._db.executemany("insert into texts values (?, ?)", zip(texts, units, strict=True))
        self._db.commit()

    def first(self, question: str) -> str:
        """Match any word."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        found = self._db.execute("select unit from texts where texts match ? order by rank limit 1", [words])
        return next((unit for (unit,) in found), "")
