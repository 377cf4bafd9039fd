"""Which act takes the place of which, and which editions are in force on a day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from indexer.parsing.parse import parse
from indexer.publishing.publish import Publication, publish
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.acts.succession import State, standing_of, state, succeeds, until
from knowledge.staff.conversations import Memory, Named
from knowledge.store.audit import Audit
from knowledge.store.schema import migrations
from knowledge.store.store import Store
from tests.support.acts import PARKS, SMALL_ACT, numbered
from tests.support.fake_encoder import FakeEncoder


def act_of(text: str, *changes: tuple[str, str]) -> Act:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse(lines_of(text)).act


SUCCESSIONS = [
    (numbered("9/2026", repeals="7/2025 Burmistrza Miasta Brzeziny", title="czegoś innego"), True),  # repeals it
    (numbered("9/2026", repeals="17/2025 Burmistrza Miasta Brzeziny", title="czegoś innego"), False),  # not 7/2025
    (numbered("9/2026"), True),  # the same title
    (numbered("9/2026", title="czegoś innego"), False),  # another matter
    (SMALL_ACT.replace("ds. kluczy", "ds. zamków"), True),  # the same number
    (SMALL_ACT.replace("BURMISTRZA", "DYREKTORA"), False),  # an office numbers its acts apart from another's
    (SMALL_ACT.replace("BURMISTRZA MIASTA", "BURMISTRZ MIASTA"), True),  # the same office in another case
]


@pytest.mark.parametrize(("text", "is_so"), SUCCESSIONS)
def test_an_act_takes_the_place_of_the_one_it_repeals_or_bears_number_or_title_of(text: str, is_so: bool) -> None:
    assert succeeds(act_of(text), act_of(SMALL_ACT)) is is_so


Publish = Callable[..., Publication]


@pytest.fixture
def put(empty_store: Store, tmp_path: Path) -> Publish:
    """Publish a text, valid from a day."""

    def put(text: str, day: str, who: str = "somebody") -> Publication:
        path = tmp_path / "act.md"
        path.write_text(text, encoding="utf-8")
        return publish(path, empty_store, FakeEncoder(), valid_from=date.fromisoformat(day), who=who)

    return put


def ids(store: Store, day: str) -> list[int]:
    return [edition.id for edition in store.in_force(date.fromisoformat(day))]


def test_an_act_that_repeals_another_takes_its_place_from_its_day_and_any_other_is_added(
    empty_store: Store, put: Publish
) -> None:
    put(SMALL_ACT, "2025-02-03")
    put(PARKS, "2025-06-01")
    put(numbered("9/2026", repeals="7/2025"), "2026-01-01")
    assert [
        ids(empty_store, day) for day in ("2025-02-02", "2025-02-03", "2025-06-01", "2025-12-31", "2026-01-01")
    ] == [
        [],
        [1],
        [1, 2],
        [1, 2],
        [3, 2],
    ]
    assert [each.id for each in empty_store.coming(date(2025, 3, 1))] == [2, 3]
    assert [each.lines for each in reversed(empty_store.editions())] == [(1,), (2,), (1,)]


def test_an_act_of_the_past_is_added_before_the_one_that_took_its_place(empty_store: Store, put: Publish) -> None:
    put(numbered("9/2026", repeals="7/2025", title="czegoś innego"), "2026-01-01")
    put(SMALL_ACT, "2025-02-03")
    assert [ids(empty_store, day) for day in ("2025-01-01", "2025-12-31", "2026-01-01")] == [[], [2], [1]]


def test_an_act_that_repeals_two_takes_the_place_of_both(empty_store: Store, put: Publish) -> None:
    put(SMALL_ACT, "2025-02-03")
    put(PARKS, "2025-02-03")
    put(numbered("9/2026", repeals="7/2025, zarządzenie nr 8/2025", title="wszystkiego"), "2026-01-01")
    assert [ids(empty_store, day) for day in ("2025-12-31", "2026-01-01")] == [[1, 2], [3]]
    put(numbered("10/2027", repeals="9/2026", title="całości"), "2027-01-01")
    assert ids(empty_store, "2027-01-01") == [4]


def test_a_second_act_that_repeals_what_was_replaced_already_is_added(empty_store: Store, put: Publish) -> None:
    put(SMALL_ACT, "2025-02-03")
    put(numbered("9/2026", repeals="7/2025", title="pierwszej połowy"), "2026-01-01")
    put(numbered("10/2026", repeals="7/2025", title="drugiej połowy"), "2026-01-01")
    assert ids(empty_store, "2026-01-01") == [2, 3]


def test_of_two_editions_of_one_day_the_later_published_is_in_force(empty_store: Store, put: Publish) -> None:
    put(SMALL_ACT, "2025-02-03")
    put(SMALL_ACT.replace("wydawanie kluczy", "odbiór kluczy"), "2025-02-03")
    assert ids(empty_store, "2025-02-03") == [2]
    assert put(SMALL_ACT.replace("wydawanie kluczy", "odbiór kluczy"), "2025-02-03").changed is False
    assert put(SMALL_ACT, "2025-02-03").changed is True  # its text is held, but not in force
    assert ids(empty_store, "2025-02-03") == [3]


def test_the_day_is_the_acts_own_where_none_is_given(empty_store: Store, small_act_file: Path) -> None:
    assert publish(small_act_file, empty_store, FakeEncoder()).edition.valid_from == date(2025, 2, 3)


def test_rollback_withdraws_what_came_after_and_puts_back_what_was_withdrawn(empty_store: Store, put: Publish) -> None:
    first = put(SMALL_ACT, "2025-02-03").edition
    put(PARKS, "2025-02-03")
    second = put(numbered("9/2026", repeals="7/2025"), "2026-01-01").edition
    third = put(numbered("10/2027", repeals="9/2026"), "2027-01-01").edition
    assert [each.id for each in empty_store.rollback(first, "5f3a")] == [second.id, third.id]
    assert ids(empty_store, "2027-01-01") == [first.id, 2]
    assert empty_store.rollback(empty_store.edition(second.id)) == ()
    assert [ids(empty_store, day) for day in ("2025-12-31", "2027-01-01")] == [[first.id, 2], [second.id, 2]]
    told = [(entry.who, entry.deed, entry.what) for entry in Audit(empty_store).entries()]
    assert told[0] == ("somebody", "publish", "edition 1 of 7/2025, valid from 2025-02-03")
    assert told[4:] == [
        ("5f3a", "rollback", "edition 1 of 7/2025, withdrawn: 3, 4"),
        ("command line", "rollback", "edition 3 of 9/2026, withdrawn: none"),
    ]


def test_what_was_withdrawn_can_be_published_again(empty_store: Store, put: Publish) -> None:
    first = put(SMALL_ACT, "2025-02-03").edition
    put(numbered("9/2026", repeals="7/2025"), "2026-01-01")
    empty_store.rollback(first)
    assert put(numbered("9/2026", repeals="7/2025"), "2026-01-01").changed is True
    assert ids(empty_store, "2026-01-01") == [3]


def test_the_state_of_an_edition_is_told_for_a_day(empty_store: Store, put: Publish) -> None:
    put(SMALL_ACT, "2025-02-03")
    put(numbered("9/2026", repeals="7/2025"), "2026-01-01")
    put(numbered("10/2027", repeals="9/2026"), "2027-01-01")
    put(numbered("11/2027", repeals="10/2027"), "2028-01-01")
    empty_store.rollback(empty_store.edition(3))
    editions, day = empty_store.editions(), date(2026, 6, 1)
    told = [(state(each, editions, day), str(standing_of(each, editions, day))) for each in reversed(editions)]
    assert told == [
        (State.SUPERSEDED, "superseded: in force from 2025-02-03 until 2026-01-01"),
        (State.IN_FORCE, "in force since 2026-01-01, until 2027-01-01"),
        (State.COMING, "coming: in force from 2027-01-01"),
        (State.WITHDRAWN, "withdrawn"),
    ]
    assert until(editions[-1], editions) == date(2026, 1, 1)


def test_a_database_from_before_editions_had_a_day_opens_and_answers(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    database = Database(path)
    migrations.apply(database, stop_before="validity")
    row = {"act": "7/2025", "source": "a.md", "source_hash": "a", "examples_hash": "e", "encoder": "fake"}
    row |= {"dimension": 2, "calibration": "{}", "unit_count": 0, "clause_count": 0, "example_count": 0}
    head = '{"kind": "zarządzenie", "number": "%s", "issuer": "", "day": null, "title": "", "legal_basis": "", '
    head += '"commencement": null, "repeals": %s, "annexes": [], "amendments": []}'
    database.table("editions").insert_all(
        [
            {**row, "head": head % ("7/2025", "[]"), "published_at": "2025-03-01T12:00:00+00:00"},
            # published before midnight in UTC, after it in Warsaw
            {**row, "head": head % ("8/2025", "[]"), "published_at": "2025-12-31T23:30:00+00:00"},
            {
                **row,
                "head": head % ("9/2026", '[["uchyla się nr 7/2025", "§ 9"]]'),
                "published_at": "2026-01-05T12:00:00",
            }
            | {"in_force_from": "2026-02-01"},
        ]
    )
    database.close()
    with Store(path) as store:
        days = [(each.valid_from, each.lines) for each in reversed(store.editions())]
        assert days == [(date(2025, 3, 1), (1,)), (date(2026, 1, 1), (2,)), (date(2026, 2, 1), (1,))]
        assert [ids(store, day) for day in ("2026-01-31", "2026-02-01")] == [[1, 2], [3, 2]]
        assert store.load(store.edition(3)).act.number == "9/2026"


def test_turns_of_a_database_from_before_keep_the_units_that_they_named(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    database = Database(path)
    migrations.apply(database, stop_before="places_of_units")
    row = {"id": 7, "chat": "a", "asked_at": 5.0, "edition": 3, "lang": "pl", "question": "kto?", "more": ""}
    database.table("turns").insert({**row, "units": "[4, 0]"})
    database.table("turns").insert({**row, "id": 8, "units": "[]"})
    database.close()
    with Store(path) as store:
        turns = [Memory(store).turn(number) for number in (7, 8)]
    assert [turn and turn.units for turn in turns] == [(Named(3, 4), Named(3, 0)), ()]
