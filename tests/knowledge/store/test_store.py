import sqlite3
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database

from indexer.examples.embedding import Vectors
from indexer.parsing.parse import parse
from indexer.publishing.publish import publish
from indexer.reading.lines import lines_of
from indexer.reading.read import read
from knowledge.acts.act import Act
from knowledge.acts.edition import Example
from knowledge.errors import DatabaseUnusable, NoEdition
from knowledge.store.store import Store
from tests.support.fake_encoder import FakeEncoder

ACTS = Path(__file__).parents[2] / "acts"


def publish_act(store: Store, act: Act, vectors: dict[str, Vectors], examples: tuple[Example, ...] = ()) -> None:
    store.publish(
        act,
        examples,
        source="act.md",
        source_hash="abc",
        examples_hash="def",
        encoder="fake",
        calibration="{}",
        vectors=vectors,
    )


def test_gives_back_an_act_exactly_as_it_was_published(empty_store: Store, decree: Act) -> None:
    clause = decree.clauses[0]
    examples = (Example("czyj to projekt?", clause.citation, clause.occurrence), Example("ile kosztuje chleb?"))
    publish_act(empty_store, decree, {"text": np.ones(4, dtype=np.float32)}, examples)
    published = empty_store.load()
    assert published.act == decree
    assert empty_store.examples(published) == examples
    assert (published.edition.unit_count, published.edition.clause_count, published.edition.dimension) == (19, 233, 4)


@pytest.mark.parametrize("path", sorted(ACTS.iterdir()), ids=lambda path: path.stem)
def test_gives_back_acts_of_every_style(empty_store: Store, path: Path) -> None:
    act = parse(read(path)).act
    publish_act(empty_store, act, {"text": np.ones(4, dtype=np.float32)})
    assert empty_store.load().act == act


def test_gives_vectors_back_in_the_order_asked_for(empty_store: Store, decree: Act) -> None:
    vectors = {"one": np.array([1, 0], dtype=np.float32), "two": np.array([0, 1], dtype=np.float32)}
    publish_act(empty_store, decree, vectors)
    assert empty_store.vectors("fake", ["two", "one", "two"]).tolist() == [[0, 1], [1, 0], [0, 1]]
    assert empty_store.missing("fake", ["one", "three", "three"]) == ["three"]
    assert empty_store.missing("another encoder", ["one"]) == ["one"]


def test_an_edition_that_fails_on_the_way_leaves_nothing_but_what_was_embedded(empty_store: Store, decree: Act) -> None:
    database = Database(sqlite3.connect(empty_store.path))
    database.execute("create trigger full before insert on seals begin select raise(abort, 'no room'); end")
    with pytest.raises(DatabaseUnusable, match="no room"):
        publish_act(empty_store, decree, {"text": np.ones(4, dtype=np.float32)})
    tables = ("editions", "provisions", "units", "clauses", "examples", "seals", "audit")
    assert {name: database.table(name).count for name in tables} == dict.fromkeys(tables, 0)
    database.execute("drop trigger full")
    publish_act(empty_store, decree, {})
    assert empty_store.load().act == decree
    assert empty_store.vectors("fake", ["text"]).tolist() == [[1, 1, 1, 1]]
    database.close()


def test_tables_are_strict_and_the_log_is_written_ahead(empty_store: Store) -> None:
    database = Database(sqlite3.connect(empty_store.path))
    assert database.journal_mode == "wal"
    tables = [table for table in database.tables if not table.name.startswith("_")]
    assert tables
    assert all(table.strict for table in tables)
    database.close()


def test_loading_before_anything_is_published_says_what_to_run(empty_store: Store) -> None:
    with pytest.raises(NoEdition, match=r"nothing is published in .*; run: python -m indexer publish FILE"):
        empty_store.load()


def test_refuses_a_file_that_is_no_database_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"this is no database, but somebody's notes" * 100)
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable, match=r"notes.db cannot be used .* set KNOWLEDGE_DB to another file"):
        Store(path)
    assert path.read_bytes() == before


def test_refuses_a_database_of_a_newer_version_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, ?, ?)",
        ("knowledge", "holograms", "2031-01-01"),
    )
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable, match="written by a newer version of this program \\(holograms\\)"):
        Store(path)
    assert path.read_bytes() == before


def test_a_damaged_database_is_named(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[4096:40960] = b"\x00" * 36864
    database.write_bytes(bytes(data))
    with pytest.raises(DatabaseUnusable, match="knowledge.db"), Store(database) as store:
        store.load()


def test_a_database_that_cannot_be_created_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnusable, match="file/k.db cannot be used"):
        Store(tmp_path / "file" / "k.db")


def test_publishing_the_same_again_changes_nothing(empty_store: Store, small_act_file: Path) -> None:
    first = publish(small_act_file, empty_store, FakeEncoder())
    again = publish(small_act_file, empty_store, FakeEncoder())
    assert (first.changed, again.changed, again.embedded) == (True, False, 0)
    assert empty_store.editions() == (first.edition,)


def test_only_a_changed_clause_is_embedded_again(empty_store: Store, small_act_file: Path) -> None:
    publish(small_act_file, empty_store, FakeEncoder())
    text = small_act_file.read_text(encoding="utf-8")
    small_act_file.write_text(text.replace("wydawanie kluczy", "wydawanie i odbiór kluczy"), encoding="utf-8")
    encoder = FakeEncoder()
    publication = publish(small_act_file, empty_store, encoder)
    assert publication.changed
    assert encoder.encoded == ["wydawanie i odbiór kluczy do pomieszczeń"]


def test_another_encoder_embeds_everything_anew(empty_store: Store, small_act_file: Path) -> None:
    first = publish(small_act_file, empty_store, FakeEncoder("one"))
    second = publish(small_act_file, empty_store, FakeEncoder("two"))
    assert first.embedded == second.embedded > 0
    assert [edition.encoder for edition in empty_store.editions()] == ["two", "one"]


def test_a_document_without_duties_is_not_an_edition(empty_store: Store) -> None:
    assert parse(lines_of("Ala ma kota.\nKot ma Alę.")).act.clauses == ()
    assert empty_store.latest() is None
