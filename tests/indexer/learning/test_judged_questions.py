"""The question sets that the answers are measured with."""

import json
from collections import Counter
from pathlib import Path

import pytest

from indexer.examples.choice import shipped_examples
from indexer.examples.corpus import Judged, elsewhere, examples_of, nobodys_questions, read_judged
from indexer.learning.evaluate import clause_name, evaluate
from knowledge.acts.act import ALL_UNITS, Act
from knowledge.errors import UnreadableSource
from knowledge.language import words
from knowledge.search.searcher import Searcher
from knowledge.shipped import CALIBRATION

FOLDER = Path(__file__).parents[2] / "questions"
SETS = {name: read_judged(FOLDER / f"{name}.jsonl") for name in ("open", "sealed", "short")} | {
    "calibration": read_judged(CALIBRATION)
}


def essence(question: str) -> str:
    return " ".join(words(question))


def test_no_question_that_measures_was_ever_learned_from(decree: Act) -> None:
    learned = {essence(example.question) for example in examples_of(decree)}
    learned |= {essence(question) for question in nobodys_questions(decree)}
    learned |= {essence(text) for other in elsewhere() for text in other.questions}
    shared = [each.question for judged in SETS.values() for each in judged if essence(each.question) in learned]
    assert shared == []


def test_what_the_act_gives_to_a_unit_is_not_nobodys_as_well(decree: Act) -> None:
    nobodys = {essence(each.question) for each in shipped_examples(decree, ()) if each.key is None}
    assert len(nobodys) > 1000
    assert not nobodys & {essence(each.question) for each in examples_of(decree)}


def test_the_sets_share_no_question_with_each_other() -> None:
    counts = Counter(essence(each.question) for judged in SETS.values() for each in judged)
    assert [question for question, count in counts.items() if count > 1] == []


def test_the_sets_are_large_and_reach_every_unit_and_nearly_every_clause(decree: Act) -> None:
    measured = [*SETS["open"], *SETS["sealed"]]
    assert sum(bool(each.units) for each in measured) >= 600
    assert sum(not each.units for each in measured) >= 300
    assert {unit for each in measured for unit in each.units} == {unit.code for unit in decree.units} | {ALL_UNITS}
    asked = {clause for each in measured for clause in each.clauses}
    assert len({clause_name(clause) for clause in decree.clauses} - asked) <= 10


@pytest.mark.parametrize("name", SETS)
def test_every_judgement_names_clauses_of_the_units_it_names(name: str, decree: Act) -> None:
    units = {clause_name(clause): clause.unit for clause in decree.clauses}
    for each in SETS[name]:
        assert bool(each.units) == bool(each.clauses), each
        assert {units[clause] for clause in each.clauses} <= set(each.units), each


def test_every_clause_has_at_least_25_examples(decree: Act) -> None:
    counts = Counter(example.key for example in examples_of(decree))
    assert [str(clause.citation) for clause in decree.clauses if counts[clause.key] < 25] == []


def test_answers_on_the_open_half_reach_the_goals(decree_searcher: Searcher) -> None:
    figures = evaluate(decree_searcher, SETS["open"]).modes["hybrid"]
    assert figures.unit_first >= 0.95
    assert figures.unit_in_three >= 0.99
    assert figures.clause_in_five >= 0.98
    assert figures.refused <= 0.02
    assert figures.wrongly_named <= 0.03
    assert figures.wrongly_named + figures.wrongly_offered <= 0.05


def test_short_questions_as_typed_on_a_phone_are_answered_as_well(decree_searcher: Searcher) -> None:
    figures = evaluate(decree_searcher, SETS["short"]).modes["hybrid"]
    assert (figures.answerable, figures.unanswerable) == (166, 107)
    assert figures.unit_first >= 0.95
    assert figures.unit_in_three >= 0.99
    assert figures.refused <= 0.02
    assert figures.wrongly_named <= 0.06
    assert figures.wrongly_named + figures.wrongly_offered <= 0.12


def test_evaluation_counts_what_is_right_and_what_is_refused(decree_searcher: Searcher) -> None:
    right = Judged("kto robi kopie zapasowe?", "colloquial", "pl", ("IT-04-1",), ("§ 13 pkt 1 lit. e",))
    wrong = Judged("who makes backups of servers?", "english", "en", ("IT-01-4",), ("§ 5 pkt 1",))
    nobodys = Judged("gdzie wyrobię paszport?", "city", "pl", (), ())
    evaluation = evaluate(decree_searcher, [right, wrong, nobodys])
    hybrid = evaluation.modes["hybrid"]
    assert (hybrid.answerable, hybrid.unanswerable, hybrid.unit_first) == (2, 1, 0.5)
    assert (hybrid.wrongly_named, hybrid.wrongly_offered) == (0.0, 0.0)
    assert [failure.question for failure in evaluation.failures] == [wrong.question]
    assert evaluation.groups["colloquial"].unit_first == 1.0
    assert sum(n for _, _, n, _ in evaluation.reliability) == 3
    json.dumps(evaluation.to_json())


def test_a_question_set_that_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"question": "a", "kind": "k", "lang": "pl", "units": [], "clauses": []}\n{"question": "b"}\n')
    with pytest.raises(UnreadableSource, match="line 2: .*each line holds one JSON object"):
        read_judged(path)
