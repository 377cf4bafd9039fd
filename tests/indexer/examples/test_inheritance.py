"""Example questions go with their clause to the act that takes the place of another."""

from pathlib import Path

import pytest

from indexer.__main__ import main as indexer
from indexer.examples.corpus import examples_of
from indexer.parsing.parse import parse
from indexer.publishing.publish import publish
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.acts.citation import Citation
from knowledge.acts.edition import Example, Lost
from knowledge.embedding.encoder import load_encoder
from knowledge.search.searcher import Searcher
from knowledge.search.texts import Texts
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT, successor_text
from tests.support.fake_encoder import FakeEncoder

POINTS = {number: Citation("2", point=number) for number in "123"}
KEYS, REGISTER = Example("gdzie po klucz?", POINTS["1"]), Example("kto spisuje klucze?", POINTS["2"])


@pytest.fixture
def asked_store(empty_store: Store) -> Store:
    """The small act in force, with two questions that came from the helpdesk."""
    empty_store.publish(
        parse(lines_of(SMALL_ACT)).act,
        (KEYS, REGISTER),
        source="act.md",
        source_hash="-",
        examples_hash="-",
        encoder="fake",
        calibration="{}",
        vectors={"text": FakeEncoder().encode_query(["text"])[0]},
    )
    return empty_store


def questions(store: Store) -> dict[str, Citation]:
    examples = store.examples(store.load())
    return {each.question: each.citation for each in examples if each.citation}


def edition(tmp_path: Path, *edits: tuple[str, str]) -> Path:
    text = SMALL_ACT.replace("7/2025", "9/2026")  # its title makes it the successor
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "next.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_questions_follow_their_clause_to_another_number(asked_store: Store, tmp_path: Path) -> None:
    renumbered = edition(
        tmp_path,
        ("1) wydawanie kluczy", "1) nadzór nad monitoringiem wizyjnym;\n2) wydawanie i odbiór kluczy"),
        ("2) prowadzenie ewidencji kluczy", "3) prowadzenie ewidencji kluczy"),
    )
    publication = publish(renumbered, asked_store, FakeEncoder())
    assert publication.lost == ()
    assert questions(asked_store) == {KEYS.question: POINTS["2"], REGISTER.question: POINTS["3"]}
    again = publish(renumbered, asked_store, FakeEncoder())
    assert (again.changed, again.edition) == (False, publication.edition)


def test_a_question_that_lost_its_clause_is_told_kept_and_found_again(asked_store: Store, tmp_path: Path) -> None:
    without = edition(tmp_path, ("2) prowadzenie ewidencji kluczy.\n", ""))
    publication = publish(without, asked_store, FakeEncoder())
    lost = Lost(REGISTER.question, "7/2025", POINTS["2"], 1, "BO-01", "prowadzenie ewidencji kluczy")
    assert publication.lost == asked_store.lost(publication.edition) == (lost,)
    assert questions(asked_store) == {KEYS.question: POINTS["1"]}

    still_without = edition(tmp_path, ("2) prowadzenie ewidencji kluczy.\n", "2) ostrzenie pił.\n"))
    later = publish(still_without, asked_store, FakeEncoder())
    assert (later.lost, asked_store.lost(later.edition)) == ((), (lost,))

    back = publish(edition(tmp_path), asked_store, FakeEncoder())
    assert asked_store.lost(back.edition) == ()
    assert questions(asked_store) == {KEYS.question: POINTS["1"], REGISTER.question: POINTS["2"]}


def test_an_act_that_succeeds_nothing_inherits_nothing(asked_store: Store, tmp_path: Path) -> None:
    publication = publish(edition(tmp_path, ("organizacji Biura", "herbu Biura")), asked_store, FakeEncoder())
    assert (publication.lost, questions(asked_store)) == ((), {})


@pytest.fixture
def succeeded(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The database with the shipped decree in force, and the file of its successor."""
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    path = tmp_path / "successor.md"
    path.write_text(successor_text(), encoding="utf-8")
    return database, path


def test_a_successor_answers_with_the_questions_of_the_decree(
    succeeded: tuple[Path, Path], decree: Act, capsys: pytest.CaptureFixture[str]
) -> None:
    database, path = succeeded
    assert indexer(["publish", str(path)]) == 0
    told = capsys.readouterr().out
    with Store(database) as store:
        published = store.load()
        kept = [each for each in store.examples(published) if each.key]
        lost = store.lost(published.edition)
        answer = Searcher.from_store(store, load_encoder()).answer("kto robi kopie zapasowe?")
    assert len(kept) + len(lost) == len(examples_of(decree))
    gone = {"§ 8 pkt 2 lit. a", "§ 8 pkt 2 lit. b", "§ 8 pkt 4", "§ 12 pkt 3", "§ 14 pkt 5 lit. b"}
    assert {str(each.citation) for each in lost} == gone
    assert f"{len(lost)} example questions lost their clause" in told
    assert all(each.question in told for each in lost)
    assert answer.units[0].unit.code == "IT-04-1"


def test_only_new_words_of_a_successor_are_embedded(succeeded: tuple[Path, Path]) -> None:
    database, path = succeeded
    with Store(database) as store:
        before = store.load()
        asked = store.examples(before)
        publication = publish(path, store, load_encoder())
        after = store.load()
        asked_after = store.examples(after)
    old, new = ({clause.text for clause in published.act.clauses} for published in (before, after))
    assert len(new - old) == 11  # nine new or reworded, one with other quotes, one with another dash
    old |= set(Texts.of(before.act, asked).texts)
    new |= set(Texts.of(after.act, asked_after).texts)
    assert publication.embedded == len(new - old) < 40
