"""Granted roles and invitations: what is granted, by whom, and what stays closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import DatabaseUnusable
from knowledge.staff.roles import Ended, Grants
from knowledge.store.audit import Audit
from knowledge.store.store import Store

EMPLOYEE, AGENT, ADMIN = 1, 2, 3
BOSS, ANNA, JAN = "b" * 32, "a" * 32, "j" * 32
HOUR = 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "k.db") as store:
        yield store


@pytest.fixture
def grants(store: Store, clock: Clock) -> Grants:
    return Grants(store, clock)


def deeds(store: Store) -> list[tuple[str, str]]:
    return [(each.who, f"{each.deed}: {each.what}") for each in Audit(store).entries()]


def give(grants: Grants, key: str, role: int, others: bool = True) -> bool:
    return grants.grant(key, grants.look_up(key).version, role, BOSS, others, ADMIN) is not None


def role_of(grants: Grants, key: str) -> int:
    person = grants.person(key)
    return person.role if person else 0


def redeem(grants: Grants, code: str, key: str, inviters: tuple[str, ...] = (BOSS,)) -> int | Ended:
    found = grants.redeem(code, key, inviters, ADMIN)
    return found if isinstance(found, Ended) else found.role


def test_a_role_is_granted_changed_and_revoked_and_each_stands_in_the_audit(grants: Grants, store: Store) -> None:
    assert [give(grants, ANNA, role) for role in (AGENT, ADMIN, 0)] == [True, True, True]
    assert role_of(grants, ANNA) == 0
    assert deeds(store) == [
        (BOSS, "grant: person aaaaaaaa: role 0 -> 2"),
        (BOSS, "grant: person aaaaaaaa: role 2 -> 3"),
        (BOSS, "revoke: person aaaaaaaa: role 3 -> 0"),
    ]


def test_a_change_decided_on_what_has_changed_since_is_refused(grants: Grants, store: Store) -> None:
    seen = grants.look_up(ANNA).version
    assert grants.grant(ANNA, seen, AGENT, BOSS, True, ADMIN)
    assert grants.grant(ANNA, seen, ADMIN, BOSS, True, ADMIN) is None
    assert role_of(grants, ANNA) == AGENT
    assert len(deeds(store)) == 1


def test_the_last_admin_cannot_be_lowered_unless_settings_name_others(grants: Grants) -> None:
    give(grants, ANNA, ADMIN)
    assert not give(grants, ANNA, AGENT, others=False)
    give(grants, JAN, ADMIN)
    assert give(grants, ANNA, AGENT, others=False)
    assert not give(grants, JAN, 0, others=False)
    assert give(grants, JAN, 0, others=True)


def test_all_who_have_a_role_are_listed_the_highest_first_without_those_only_looked_up(grants: Grants) -> None:
    give(grants, ANNA, AGENT)
    give(grants, JAN, ADMIN)
    number = grants.look_up("c" * 32).id
    assert [each.person for each in grants.persons()] == [JAN, ANNA]
    assert [grants.look_up("c" * 32).id, grants.numbered(number)] == [number, grants.person("c" * 32)]


def test_an_invitation_gives_its_role_to_as_many_as_it_has_places(grants: Grants, store: Store) -> None:
    grants.invite("code", AGENT, 2, HOUR, BOSS)
    assert [redeem(grants, "code", key) for key in (ANNA, ANNA, JAN, "c" * 32)] == [AGENT, AGENT, AGENT, Ended.USED_UP]
    assert grants.invitations() == ()
    assert deeds(store)[1:] == [
        (ANNA, "take up invitation 1: person aaaaaaaa: role 0 -> 2"),
        (JAN, "take up invitation 1: person jjjjjjjj: role 0 -> 2"),
    ]


def test_whoever_has_a_higher_role_keeps_it_and_takes_no_place(grants: Grants) -> None:
    give(grants, ANNA, ADMIN)
    grants.invite("code", EMPLOYEE, 1, HOUR, BOSS)
    assert redeem(grants, "code", ANNA) == ADMIN
    assert [each.left for each in grants.invitations()] == [1]


def test_an_invitation_is_dead_when_unknown_expired_or_withdrawn(grants: Grants, clock: Clock) -> None:
    old = grants.invite("old", AGENT, 9, HOUR, BOSS)
    assert redeem(grants, "other", ANNA) is Ended.UNKNOWN
    assert grants.withdraw(old.id, BOSS)
    assert not grants.withdraw(old.id, BOSS)
    assert redeem(grants, "old", ANNA) is Ended.WITHDRAWN
    grants.invite("new", AGENT, 9, HOUR, BOSS)
    clock.now += HOUR
    assert redeem(grants, "new", ANNA) is Ended.EXPIRED
    assert grants.person(ANNA) is None


def test_an_invitation_dies_with_the_rights_of_whoever_made_it(grants: Grants) -> None:
    give(grants, JAN, ADMIN)
    grants.invite("code", ADMIN, 1, HOUR, JAN)
    give(grants, JAN, AGENT)
    assert redeem(grants, "code", ANNA) is Ended.WITHDRAWN
    give(grants, JAN, ADMIN)
    assert redeem(grants, "code", ANNA) == ADMIN


def test_whose_role_was_revoked_cannot_return_by_an_invitation_made_before(grants: Grants) -> None:
    grants.invite("code", AGENT, 9, 9 * HOUR, BOSS)
    assert redeem(grants, "code", ANNA) == AGENT
    give(grants, ANNA, 0)
    assert redeem(grants, "code", ANNA) is Ended.REVOKED
    grants.invite("newer", EMPLOYEE, 1, HOUR, BOSS)
    assert redeem(grants, "newer", ANNA) == EMPLOYEE


def test_a_role_that_cannot_be_recorded_is_not_granted(grants: Grants, store: Store) -> None:
    with store.writing() as db:
        db.execute("create trigger full before insert on audit begin select raise(abort, 'disk is full'); end")
    with pytest.raises(DatabaseUnusable, match="disk is full"):
        give(grants, ANNA, ADMIN)
    assert role_of(grants, ANNA) == 0
