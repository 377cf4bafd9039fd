"""Which edition replaces which whatever their days, what comes back when one is withdrawn, and what the audit says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from knowledge.acts.act import Act, Statement
from knowledge.acts.amendment_notes import ActName
from knowledge.acts.citation import Citation
from knowledge.acts.edition import Edition
from knowledge.acts.succession import State, following, standing_of, state
from knowledge.store.audit import Audit
from knowledge.store.schema import migrations
from knowledge.store.store import Store

TODAY = date(2040, 11, 23)

BLANK = Act("zarządzenie", "", "PREZYDENT MIASTA", None, "", "", None, (), (), (), ())


def act(number: str, repeals: Sequence[str] = (), title: str = "", day: str = "", amended: Sequence[str] = ()) -> Act:
    """An act under a number and a title, its own by default; `day` is that of its signing."""
    return replace(
        BLANK,
        number=number,
        title=title or f"w sprawie {number}",
        day=date.fromisoformat(day) if day else None,
        repeals=tuple(Statement(f"Traci moc zarządzenie nr {each}.", Citation(paragraph="9")) for each in repeals),
        amended_by=tuple(ActName("zarządzenie", each, None) for each in amended),
    )


def publish(store: Store, an_act: Act, day: date) -> Edition:
    return store.publish(
        an_act,
        (),
        source="a.md",
        source_hash=an_act.number,
        examples_hash="",
        encoder="fake",
        calibration="{}",
        vectors={},
        valid_from=day,
    )


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A store that knows the size of one vector."""
    with_a_vector(empty_store)
    return empty_store


def with_a_vector(store: Store) -> None:
    with store.writing() as db:
        db.table("vectors").insert({"encoder": "fake", "text_hash": "a", "vector": b"\0\0\0\0"})


OLD = (act("1/2039"), "2040-01-01")
COMING = (act("77/2040", ["1/2039"]), "2040-12-01")
REPEALING = (act("80/2040", ["77/2040"]), "2040-11-23")

Step = tuple[Act | str, str | int]

HISTORIES: list[tuple[list[Step], dict[str, list[int]]]] = [
    # a coming act repealed by one in force: what it would have replaced stays
    ([OLD, COMING, REPEALING], {"2040-11-22": [1], "2040-11-23": [1, 3], "2040-12-01": [1, 3]}),
    # the same where the repealed one stood beside the others: the repealing one stands in its line
    ([OLD, (act("77/2040"), "2040-12-01"), REPEALING], {"2040-11-23": [1, 3], "2040-12-01": [1, 3]}),
    # repealed with all else
    ([OLD, COMING, (act("80/2040", ["1/2039", "77/2040"]), "2040-11-23")], {"2040-11-23": [3], "2041-01-01": [3]}),
    # by another coming act that begins sooner
    (
        [OLD, COMING, (act("80/2040", ["77/2040"]), "2040-11-30")],
        {"2040-11-29": [1], "2040-11-30": [1, 3], "2040-12-01": [1, 3]},
    ),
    # by one of the same day
    ([OLD, COMING, (act("80/2040", ["77/2040"]), "2040-12-01")], {"2040-11-30": [1], "2040-12-01": [3]}),
    # by one that begins later: it is in force until then
    (
        [OLD, COMING, (act("80/2040", ["77/2040"]), "2041-01-01")],
        {"2040-12-01": [2], "2040-12-31": [2], "2041-01-01": [3]},
    ),
    # the same number again with a sooner day
    ([OLD, COMING, (COMING[0], "2040-11-25")], {"2040-11-24": [1], "2040-11-25": [3], "2040-12-01": [3]}),
    # and with a later one: until then the first of them
    ([OLD, COMING, (COMING[0], "2040-12-05")], {"2040-12-01": [2], "2040-12-04": [2], "2040-12-05": [3]}),
    # the text that amendments changed is not replaced by the one from before them
    (
        [OLD, (act("1/2039", amended=["5/2040"]), "2040-12-01"), OLD],
        {"2040-11-23": [3], "2040-12-01": [2]},
    ),
    # an amending edition of a coming act takes its place on its day
    ([OLD, COMING, (act("77/2040", ["1/2039"], amended=["79/2040"]), "2040-12-01")], {"2040-12-01": [3]}),
    # of two acts of one title the one that was issued later replaces the other
    (
        [
            (act("77/2040", title="x", day="2040-11-10"), "2040-12-01"),
            (act("80/2040", title="x", day="2040-11-20"), "2040-11-23"),
        ],
        {"2040-11-23": [2], "2040-12-01": [2]},
    ),
    # one of the past, published for the sake of questions about then, does not
    (
        [
            (act("9/2040", title="x", day="2040-01-01"), "2040-12-01"),
            (act("7/2039", title="x", day="2039-01-01"), "2040-01-01"),
        ],
        {"2040-11-23": [2], "2040-12-01": [1]},
    ),
    # the repealing act is withdrawn: what it repealed takes effect after all
    ([OLD, COMING, REPEALING, ("withdraw", 3)], {"2040-11-23": [1], "2040-12-01": [2]}),
    # and is withdrawn with it once more, when it is put back
    ([OLD, COMING, REPEALING, ("withdraw", 3), ("rollback", 3)], {"2040-11-23": [1, 3], "2040-12-01": [1, 3]}),
    # going back to the repealed act withdraws the one that repeals it
    ([OLD, COMING, REPEALING, ("rollback", 2)], {"2040-11-23": [1], "2040-12-01": [2]}),
    # going back to the one in force leaves what stands beside it
    ([OLD, COMING, REPEALING, ("rollback", 1)], {"2040-11-23": [1, 3], "2040-12-01": [1, 3]}),
    # a repealing act that never takes effect repeals nothing
    (
        [OLD, COMING, (act("80/2040", ["77/2040"]), "2040-11-30"), (act("81/2040", ["80/2040"]), "2040-11-25")],
        {"2040-11-25": [1, 4], "2040-12-01": [2, 4]},
    ),
    # published once more after it was repealed, it is in force: whoever did that knew
    ([OLD, COMING, REPEALING, COMING], {"2040-11-30": [1, 3], "2040-12-01": [4, 3]}),
    # what repeals an act a second time, beside the first, goes on to do so when the first is withdrawn
    (
        [OLD, (act("2/2040", ["1/2039"]), "2040-06-01"), (act("3/2040", ["1/2039"]), "2040-07-01"), ("withdraw", 2)],
        {"2040-06-30": [1], "2040-07-01": [3]},
    ),
    # withdrawn: the one before it, or nothing
    ([OLD, COMING, ("withdraw", 2)], {"2040-12-01": [1]}),
    ([OLD, ("withdraw", 1)], {"2040-12-01": []}),
    ([OLD, (act("8/2040"), "2040-01-01"), ("withdraw", 2)], {"2040-12-01": [1]}),
]


def run(store: Store, history: Sequence[Step]) -> None:
    for what, value in history:
        if isinstance(what, Act):
            publish(store, what, date.fromisoformat(str(value)))
        elif what == "withdraw":
            store.withdraw(store.edition(int(value)))
        else:
            store.rollback(store.edition(int(value)))


@pytest.mark.parametrize(("history", "in_force"), HISTORIES)
def test_what_is_in_force_follows_from_what_repeals_what(
    store: Store, history: list[Step], in_force: dict[str, list[int]]
) -> None:
    run(store, history)
    found = {day: [each.id for each in store.in_force(date.fromisoformat(day))] for day in in_force}
    assert found == in_force


ACTS = st.builds(
    act,
    st.sampled_from(["1/2040", "2/2040", "3/2040", "4/2040"]),
    st.lists(st.sampled_from(["1/2040", "2/2040", "3/2040", "4/2040"]), max_size=2),
    st.sampled_from(["", "", "w sprawie wszystkiego"]),
    st.sampled_from(["", "2040-01-01", "2040-02-01"]),
    st.sampled_from([(), (), ("9/2040",)]),
)
DAYS = st.dates(date(2040, 11, 20), date(2040, 11, 27))
STEPS = st.lists(
    st.one_of(
        st.tuples(ACTS, DAYS.map(str)),
        st.tuples(ACTS, DAYS.map(str)),
        st.tuples(st.sampled_from(["withdraw", "rollback"]), st.integers(1, 4)),
    ),
    max_size=7,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_on_no_day_is_an_act_in_force_that_one_published_later_and_in_force_repeals(history: list[Step]) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder) / "a.db") as store:
        with_a_vector(store)
        acts: list[Act] = []
        for what, value in history:
            if isinstance(what, Act):
                acts.append(what)
                run(store, [(what, value)])
            elif int(value) <= len(acts):
                run(store, [(what, value)])
                if what == "rollback":  # what was gone back to takes effect, and nothing more is to be withdrawn
                    back = store.edition(int(value))
                    assert back in store.in_force(back.valid_from)
                    assert following(back, store.editions()) == ()
        for day in (date(2040, 11, number) for number in range(19, 29)):
            found = store.in_force(day)
            assert not any(each.is_withdrawn or each.valid_from > day for each in found)
            for later in found:
                repealed = {each.text.split()[-1].rstrip(".") for each in acts[later.id - 1].repeals}
                assert not [each.id for each in found if each.id < later.id and each.act in repealed]


def test_what_is_withdrawn_with_another_is_known_before_told_and_stands_in_the_audit(store: Store) -> None:
    run(store, [OLD, COMING, (act("78/2040", ["1/2039"]), "2040-12-24")])
    repealing = act("80/2040", ["77/2040", "78/2040"])
    assert [each.id for each in store.replaced(repealing, TODAY)] == [2, 3]
    publish(store, repealing, date(2040, 12, 10))  # the first of them is in force until then
    editions = store.editions()
    told = [(state(each, editions, TODAY), str(standing_of(each, editions, TODAY))) for each in reversed(editions)]
    assert told == [
        (State.IN_FORCE, "in force since 2040-01-01, until 2040-12-01"),
        (State.COMING, "coming: in force from 2040-12-01"),
        (State.WITHDRAWN, "withdrawn: edition 4 of 80/2040 replaces it before its first day, 2040-12-24"),
        (State.COMING, "coming: in force from 2040-12-10"),
    ]
    assert Audit(store).entries()[-1].what == "edition 4 of 80/2040, valid from 2040-12-10; withdrawn with it: 3"


def test_each_withdrawal_stands_in_the_audit_and_what_changes_nothing_does_not(store: Store) -> None:
    run(store, [OLD, COMING])
    assert store.withdraw(store.edition(2), "5f3a") is True
    assert store.withdraw(store.edition(2), "5f3a") is False
    assert store.rollback(store.edition(1)) == ()
    assert [(each.who, each.deed, each.what) for each in Audit(store).entries()][2:] == [
        ("5f3a", "withdraw", "edition 2 of 77/2040")
    ]


def test_in_a_database_from_before_a_repealed_act_no_longer_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    database = Database(path)
    migrations.apply(database, stop_before="replacements")
    row = {"source": "a.md", "source_hash": "a", "examples_hash": "e", "encoder": "fake", "dimension": 2}
    row |= {"calibration": "{}", "unit_count": 0, "clause_count": 0, "example_count": 0}
    row |= {"published_at": "2040-11-01T12:00:00+00:00"}
    head = '{"kind": "zarządzenie", "number": "%s", "issuer": "", "day": null, "title": "", "legal_basis": "", '
    head += '"commencement": null, "repeals": %s, "annexes": [], "amendments": []}'
    repeal = '[["Traci moc zarządzenie nr 77/2040.", "§ 9"]]'
    for number, repeals, day in (("77/2040", "[]", "2040-12-01"), ("80/2040", repeal, "2040-11-23")):
        lines = "[1]" if number == "77/2040" else "[2]"
        database.table("editions").insert(
            {**row, "act": number, "head": head % (number, repeals), "valid_from": day, "lines": lines}
        )
    database.close()
    with Store(path) as store:
        assert [each.replaces for each in store.editions()] == [(1,), ()]
        assert [each.id for each in store.in_force(date(2040, 12, 1))] == [2]
