"""`python -m indexer withdraw N`: what it asks, what it tells, and what has nothing to do."""

import io
import sys
from pathlib import Path

import pytest

from indexer.__main__ import main as indexer
from knowledge.store.audit import Audit
from knowledge.store.store import Store
from tests.support.acts import PARKS, SMALL_ACT, numbered

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Path:
    """A folder in which two acts are published that stand beside each other."""
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "k.db"))
    for name, text in (("a.md", SMALL_ACT), ("b.md", PARKS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert indexer(["publish", str(tmp_path / name)]) == 0
    capsys.readouterr()
    return tmp_path


def told(text: str) -> list[str]:
    return [line.partition("  (")[0] for line in text.splitlines()]


class Typing(io.StringIO):
    """A terminal at which somebody types."""

    def isatty(self) -> bool:
        return True


def test_an_act_that_stands_beside_others_is_withdrawn_and_can_be_put_back(at: Path, capsys: Captured) -> None:
    assert indexer(["withdraw", "2", "--yes"]) == 0
    assert told(capsys.readouterr().out) == ["2  8/2025  withdrawn"]
    assert indexer(["withdraw", "2", "--yes"]) == 0
    assert capsys.readouterr().out == "nothing has changed: edition 2 of 8/2025 is withdrawn already\n"
    assert indexer(["rollback", "1"]) == 0
    assert capsys.readouterr().out == (
        "nothing has changed: edition 1 of 7/2025 is in force since 2025-02-03 already\n"
    )
    assert indexer(["rollback", "2"]) == 0
    assert told(capsys.readouterr().out) == ["2  8/2025  in force since 2025-02-03"]
    with Store(at / "k.db") as store:
        assert [(each.who, each.deed, each.what) for each in Audit(store).entries()][2:] == [
            ("command line", "withdraw", "edition 2 of 8/2025"),
            ("command line", "rollback", "edition 2 of 8/2025, withdrawn: none"),
        ]


@pytest.mark.parametrize(("typed", "is_withdrawn"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_it_says_what_follows_and_asks(
    at: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, typed: str, is_withdrawn: bool
) -> None:
    assert indexer(["withdraw", "2", "--yes"]) == 0
    capsys.readouterr()
    monkeypatch.setattr(sys, "stdin", Typing(typed))
    assert indexer(["withdraw", "1"]) == (0 if is_withdrawn else 1)
    asked = capsys.readouterr().err.splitlines()
    assert asked[0] == "if edition 1 of 7/2025 is withdrawn:"
    assert told(asked[1]) == ["1  7/2025  withdrawn"]
    assert asked[2].startswith("no edition is in force today, ")
    assert asked[3].startswith("Withdraw it? [y/N]:")
    with Store(at / "k.db") as store:
        assert store.edition(1).is_withdrawn is is_withdrawn


def test_where_nobody_can_be_asked_nothing_is_withdrawn(
    at: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert indexer(["withdraw", "1"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == ("error: nothing was asked and nothing is withdrawn; add --yes")
    with Store(at / "k.db") as store:
        assert not store.edition(1).is_withdrawn


def test_with_no_act_in_force_no_command_answers_from_another(at: Path, capsys: Captured) -> None:
    for number in ("1", "2"):
        assert indexer(["withdraw", number, "--yes"]) == 0
    capsys.readouterr()
    assert indexer(["show", "§ 1"]) == 1
    assert capsys.readouterr().err == (
        "error: no act is in force, so nothing answers; publish one: python -m indexer publish FILE\n"
    )


def test_publishing_says_first_what_is_withdrawn_with_it(at: Path, capsys: Captured) -> None:
    (at / "77.md").write_text(numbered("77/2099", repeals="7/2025", title="kluczy"), encoding="utf-8")
    (at / "80.md").write_text(numbered("80/2099", repeals="77/2099", title="zamków"), encoding="utf-8")
    assert indexer(["publish", str(at / "77.md"), "--from", "2099-12-01"]) == 0
    capsys.readouterr()
    assert indexer(["publish", str(at / "80.md"), "--from", "2099-11-30"]) == 0
    captured = capsys.readouterr()
    told_first = "edition 3 of 77/2099, coming on 2099-12-01, is withdrawn: 80/2099 repeals or replaces it"
    assert told_first in captured.err.splitlines()
    assert indexer(["editions"]) == 0
    assert told(capsys.readouterr().out) == [
        "1  7/2025  in force since 2025-02-03",
        "3  77/2099  withdrawn: edition 4 of 80/2099 replaces it before its first day, 2099-12-01",
        "2  8/2025  in force since 2025-02-03",
        "4  80/2099  coming: in force from 2099-11-30",
    ]
    assert indexer(["withdraw", "4", "--yes"]) == 0
    assert told(capsys.readouterr().out) == [
        "4  80/2099  withdrawn",
        "1  7/2025  in force since 2025-02-03, until 2099-12-01",
        "3  77/2099  coming: in force from 2099-12-01",
    ]
