"""The seal of an edition: a fingerprint of its words, so that a damaged file is never quoted from.

SQLite itself notices a damaged page only where its structure is broken, not where a letter has become another one.
"""

from hashlib import sha256

from sqlite_utils import Database

from knowledge.errors import KnowledgeError

# Columns that are added later are no part of what older editions were sealed with.
_WORDS = {
    "provisions": "citation, occurrence, text",
    "units": "role, code, name, kind, parent, reports_to, aliases, declared, subordination",
    "clauses": "citation, occurrence, unit, text, lead_in",
}


class Broken(KnowledgeError):
    """Words that are not those that were published."""


def put(db: Database, edition: int) -> None:
    """Seal an edition that has just been stored."""
    db.table("seals").insert({"edition": edition, "digest": _digest(db, edition)})


def check(db: Database, edition: int) -> None:
    """Raise Broken where an edition's words are not those that were sealed; one of before there were seals has none."""
    sealed = db.execute("select digest from seals where edition = ?", [edition]).fetchone()
    if sealed and sealed[0] != _digest(db, edition):
        raise Broken("the words of edition {edition} are not those that were published", edition=edition)


def _digest(db: Database, edition: int) -> str:
    digest = sha256()
    for table, columns in _WORDS.items():
        for row in db.execute(f"select {columns} from {table} where edition = ? order by position", [edition]):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    head = db.execute("select act, head from editions where id = ?", [edition]).fetchone()
    return sha256(digest.digest() + repr(head).encode("utf-8", "surrogatepass")).hexdigest()
