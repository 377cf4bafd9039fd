"""The parser under hardship: mutilated text never breaks it, and a page run together reads as the page did."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.parsing.parse import parse
from indexer.parsing.report import judgement, render
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act

ACTS = sorted((Path(__file__).parents[2] / "acts").iterdir())
DECREE = Path(__file__).parents[3] / "knowledge" / "shipped" / "decrees" / "1454-2024.md"


def duties(act: Act) -> Counter[tuple[str, int, str]]:
    """Count the duties of an act by place and unit."""
    return Counter((str(clause.citation), clause.occurrence, clause.unit) for clause in act.clauses)


def test_the_decree_run_together_on_one_line_gives_the_same_duties() -> None:
    text = DECREE.read_text(encoding="utf-8")
    folded = parse(lines_of(text.replace("\n", " ").replace("|", " "))).act
    assert duties(folded) == duties(parse(lines_of(text)).act)


def test_the_decree_with_one_word_on_a_line_keeps_its_units() -> None:
    text = DECREE.read_text(encoding="utf-8")
    broken = re.sub(r"(?<=[^\W\d]) (?=[^\W\d])", "\n", text)
    assert {unit.code for unit in parse(lines_of(broken)).act.units} == {
        unit.code for unit in parse(lines_of(text)).act.units
    }


@pytest.mark.parametrize("path", ACTS, ids=lambda path: path.name)
@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8])
def test_an_act_cut_anywhere_is_read_as_far_as_it_goes(path: Path, share: float) -> None:
    text = path.read_text(encoding="utf-8")
    reading = parse(lines_of(text[: int(share * len(text))]))
    assert judgement(reading).endswith(".")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_mutilated_act_breaks_the_parser(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(ACTS)).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    lines = data.draw(st.permutations(text[start : start + 1500].split("\n")))
    torn = data.draw(st.sampled_from(["\n", " "])).join(lines)
    assert render(parse(lines_of(torn.replace(data.draw(st.sampled_from("§.:)1aę")), ""))))
