"""The benchmarks' harness: figures, the table and the invented city; what they measure is measured by nobody here."""

import random
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.city import acts, question
from tests.benchmarks.figures import Figure, interleaved, load, save, table, write


@pytest.mark.parametrize(
    ("figure", "row"),
    [
        # a ratio within its goal
        (
            Figure("answer", "ask", 3.0, "ms", 2.0, "encoder", most=1.5),
            "| ask | 3 ms | encoder: 2 ms | 1.5 × | ≤ 1.5 × ✓ |",
        ),
        # a ratio that falls short of it
        (
            Figure("bot", "rate", 70.0, "/s", 100.0, "echo", least=0.8),
            "| rate | 70 /s | echo: 100 /s | 0.7 × | ≥ 0.8 × ✗ |",
        ),
        # a goal for the value itself
        (
            Figure("start", "help", 0.31, "s", 0.1, "Python", most=0.3, of="value"),
            "| help | 0.31 s | Python: 0.1 s | 3.1 × | ≤ 0.3 s ✗ |",
        ),
        # nothing beside it
        (Figure("growth", "memory", 1234.5, "MB"), "| memory | 1,234 MB |  |  |  |"),
    ],
)
def test_a_figure_stands_beside_its_limit_and_tells_whether_its_goal_is_met(figure: Figure, row: str) -> None:
    assert table([figure]).splitlines()[-1] == row


def test_what_is_compared_takes_turns() -> None:
    called: list[tuple[str, int]] = []
    functions = {name: lambda item, name=name: called.append((name, item)) for name in ("ours", "theirs")}
    seconds = interleaved(range(3), functions)
    assert called == [("ours", 0), ("theirs", 0), ("theirs", 1), ("ours", 1), ("ours", 2), ("theirs", 2)]
    assert {name: len(times) for name, times in seconds.items()} == {"ours": 3, "theirs": 3}


def test_figures_are_saved_and_the_table_is_written_between_its_marks(tmp_path: Path) -> None:
    figures = [Figure("answer", "ask", 3.0, "ms", 2.0, "encoder", most=1.5)]
    save(tmp_path / "figures.json", figures)
    assert load(tmp_path / "figures.json") == figures
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- python -m tests.benchmarks -->\nold\n<!-- end of benchmarks -->\nafter\n", "utf-8")
    write(readme, figures)
    written = readme.read_text(encoding="utf-8")
    assert written.startswith("before\n<!-- python -m tests.benchmarks -->\n")
    assert table(figures) in written
    assert "old" not in written
    assert written.endswith("<!-- end of benchmarks -->\nafter\n")


def test_a_city_has_as_many_clauses_as_it_is_asked_for_and_is_the_same_each_time() -> None:
    city, again = (tuple(acts(1_234)) for _ in range(2))
    assert city == again
    assert [len(act.clauses) for act in city] == [500, 500, 234]
    clauses = [clause for act in city for clause in act.clauses]
    assert len({clause.text for clause in clauses}) > 1_200
    assert all(act.unit(clause.unit) for act in city for clause in act.clauses)
    asked = question(clauses[0], random.Random(0))
    assert asked.startswith("kto zajmuje się ")
    assert clauses[0].text not in asked
    places = [word for word in clauses[0].text.split() if word.strip("()")[0].isupper()]
    assert len(places) == 2
    assert all(place.strip("()")[:-1] in asked for place in places)


@pytest.mark.parametrize("group", ["answer", "start", "publishing", "growth"])
def test_a_quick_run_prints_the_group_and_writes_its_figures(
    group: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([group, "--quick", "--json", str(tmp_path / "figures.json")]) == 0
    assert f"| **{group}** |" in capsys.readouterr().out
    figures = load(tmp_path / "figures.json")
    assert {figure.group for figure in figures} == {group}
    assert all(figure.value >= 0 for figure in figures)


def test_an_unknown_group_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "there is no group nothing; there are answer, peers" in capsys.readouterr().err
