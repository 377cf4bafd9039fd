"""The table of vectors: kept by encoder and text, so a text that was embedded once never is again by that encoder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from knowledge.store.seal import Broken

Vectors = NDArray[np.float32]

FLOAT_BYTES = 4

HASHES_AT_ONCE = 500
"""How many vectors one query asks for; SQLite takes 999 values at least."""


def hash_text(text: str) -> str:
    """Return the key under which a text's vector is stored."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def missing(db: Database, encoder: str, texts: Iterable[str]) -> list[str]:
    """Return those of the texts, each once and in order, for which this encoder's vector is not stored."""
    hashes = {text: hash_text(text) for text in texts}
    known = {row[0] for row in _stored(db, "text_hash", encoder, hashes.values())}
    return [text for text, hash_ in hashes.items() if hash_ not in known]


def read(db: Database, encoder: str, texts: Sequence[str]) -> Vectors:
    """Return the vectors of some texts in their order, shape (len(texts), dimension); raises Broken."""
    hashes = [hash_text(text) for text in texts]
    stored = dict(_stored(db, "text_hash, vector", encoder, hashes))
    try:
        blobs = [stored[hash_] for hash_ in hashes]
        vectors = np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(texts), -1)
        if not np.isfinite(vectors).all():
            raise ValueError
    except (KeyError, ValueError):
        raise Broken("vectors are missing or broken") from None
    return vectors


def rows_of(encoder: str, vectors: Mapping[str, Vectors]) -> list[tuple[str, str, bytes]]:
    """Return the rows of vectors, given by their texts."""
    return [(encoder, hash_text(text), vector.tobytes()) for text, vector in vectors.items()]


def write(db: Database, rows: Iterable[tuple[str, str, bytes]]) -> None:
    """Store vectors; those that are stored already stay."""
    db.conn.executemany("insert or ignore into vectors (encoder, text_hash, vector) values (?, ?, ?)", rows)


def dimension(db: Database, encoder: str, fresh: Mapping[str, Vectors]) -> int:
    """Return how many numbers an encoder's vectors have, of those just embedded or those that are stored."""
    if fresh:
        return int(next(iter(fresh.values())).shape[0])
    stored = db.execute("select vector from vectors where encoder = ? limit 1", [encoder]).fetchone()
    return len(stored[0]) // FLOAT_BYTES


def _stored(db: Database, columns: str, encoder: str, hashes: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Yield columns of those texts' vectors that are stored; other acts' vectors are not looked at."""
    wanted = list(dict.fromkeys(hashes))
    for start in range(0, len(wanted), HASHES_AT_ONCE):
        some = wanted[start : start + HASHES_AT_ONCE]
        marks = ", ".join("?" * len(some))
        yield from db.execute(
            f"select {columns} from vectors where encoder = ? and text_hash in ({marks})", [encoder, *some]
        )
