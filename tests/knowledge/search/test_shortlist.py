"""Where there are very many texts, the acts on a shortlist are scored, and found is what would be found among all."""

import random
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.acts.act import Act, Clause
from knowledge.acts.edition import Example
from knowledge.embedding import nearest
from knowledge.embedding.encoder import Encoder, load_encoder
from knowledge.embedding.nearest import Neighbours, highest
from knowledge.search import ranking, shortlist
from knowledge.search.bm25 import LexicalIndex, pieces_of
from knowledge.search.indexed import Indexed
from knowledge.search.rulings import Ruling
from knowledge.search.searcher import Searcher
from knowledge.search.texts import Texts
from tests.benchmarks import city
from tests.benchmarks.city import acts, question

Floats = NDArray[np.float32]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def indexed(encoder: Encoder) -> tuple[Indexed, ...]:
    """Eighty acts of 25 clauses; some have example questions, in some of them questions that are nobody's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(city, "CLAUSES_IN_ACT", 25)
        made = tuple(acts(2_000))
    return tuple(_indexed(act, number, encoder) for number, act in enumerate(made, start=1))


def _indexed(act: Act, number: int, encoder: Encoder) -> Indexed:
    chance = random.Random(number)
    asked = act.clauses[: 7 * (number % 3)]
    examples = [Example(question(each, chance), each.citation, each.occurrence) for each in asked for _ in range(3)]
    examples += [Example("kto ma klucz do strychu?"), Example(f"ile waży księżyc {number}?")] * (number % 3 == 2)
    texts = Texts.of(act, examples)
    calibration = encoder.calibrations.bare if encoder.calibrations else None
    return Indexed(act, texts, encoder.encode_document(texts.texts), calibration, number)


@pytest.fixture(scope="module")
def exact(indexed: Sequence[Indexed], encoder: Encoder) -> Searcher:
    return Searcher(indexed, encoder)


@pytest.fixture(params=["faiss", "without faiss"])
def shortlisting(
    request: pytest.FixtureRequest, indexed: Sequence[Indexed], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> Searcher:
    """A searcher on the same acts that takes them for very many, and looks at a few of them."""
    if request.param == "without faiss":
        monkeypatch.setattr(nearest, "_rounded", lambda _: None)
    monkeypatch.setattr(ranking, "LARGE", 1)
    for name, value in {"LEAST_ACTS": 24, "MOST_TEXTS": 100, "NEAREST_TEXTS": 300, "NEAREST_BY_WORDS": 50}.items():
        monkeypatch.setattr(shortlist, name, value)
    monkeypatch.setattr(shortlist, "NEAREST_UNITS", 10)
    return Searcher(indexed, encoder)


def asked(searcher: Searcher, count: int) -> list[tuple[Clause, str]]:
    chance = random.Random(count)
    return [(clause, question(clause, chance)) for clause in chance.sample(searcher.clauses, count)]


def best(scores: Floats, count: int) -> set[int]:
    return set(np.argsort(-scores, kind="stable")[:count].tolist())


def test_the_best_five_clauses_are_nearly_always_those_of_all(exact: Searcher, shortlisting: Searcher) -> None:
    shares = []
    for _, words in asked(exact, 100):
        among_all, among_few = exact.rank(words).clauses, shortlisting.rank(words).clauses
        shares.append(len(best(among_all, 5) & best(among_few, 5)) / 5)
        assert 0 < np.count_nonzero(np.isfinite(among_few)) < len(among_few) / 2
    assert sum(shares) / len(shares) >= 0.99


def test_what_is_scored_is_scored_as_if_all_were(exact: Searcher, shortlisting: Searcher) -> None:
    for _, words in asked(exact, 20):
        among_all, among_few = exact.rank(words, "dense"), shortlisting.rank(words, "dense")
        scored = np.isfinite(among_few.clauses)
        np.testing.assert_allclose(among_few.clauses[scored], among_all.clauses[scored], atol=1e-6)
        scored = np.isfinite(among_few.units)
        np.testing.assert_allclose(among_few.units[scored], among_all.units[scored], atol=1e-6)


def test_answers_are_those_among_all_and_as_sure(exact: Searcher, shortlisting: Searcher) -> None:
    pairs = [(exact.answer(words), shortlisting.answer(words)) for _, words in asked(exact, 100)]
    first = [[(each.outcome, [unit.unit for unit in each.units[:1]]) for each in pair] for pair in pairs]
    assert sum(one == other for one, other in first) >= 98
    differences = [abs(one.confidence - other.confidence) for one, other in pairs]
    assert np.median(differences) < 1e-5
    assert np.quantile(differences, 0.95) < 0.02


def test_the_same_question_gets_the_same_answer(shortlisting: Searcher) -> None:
    for _, words in asked(shortlisting, 10):
        assert shortlisting.answer(words) == shortlisting.answer(words)


def test_an_act_that_is_named_is_scored_whole_wherever_it_stands(exact: Searcher, shortlisting: Searcher) -> None:
    for (_, words), act in zip(asked(exact, 20), exact.acts[::4], strict=True):
        assert exact.acts.index(act) == shortlisting.acts.index(act)
        some = slice(exact.clauses.index(act.clauses[0]), exact.clauses.index(act.clauses[0]) + len(act.clauses))
        assert np.isfinite(shortlisting.rank(words, act=act).clauses[some]).all()
        units = [found.unit.code for found in exact.candidates(words, 3, act)]
        assert [found.unit.code for found in shortlisting.candidates(words, 3, act)] == units
        code = act.clauses[0].unit
        assert {each.unit for each in shortlisting.clauses_of(words, code, act)} == {code}


def test_a_question_for_some_units_is_answered_for_these(exact: Searcher, shortlisting: Searcher) -> None:
    for clause, words in asked(exact, 20):
        act = next(act for act in exact.acts if clause in act.clauses)
        one, other = (each.answer(words, only=[clause.unit], act=act) for each in (exact, shortlisting))
        assert [found.unit.code for found in one.units] == [found.unit.code for found in other.units]
        assert one.outcome == other.outcome


def test_a_ruling_decides_for_an_act_that_would_not_be_scored(shortlisting: Searcher, encoder: Encoder) -> None:
    words = "kto karmi łabędzie na stawie?"
    last = len(shortlisting.acts)
    ruling = Ruling(words, encoder.encode_query([words])[0], {last: 3})
    answer = shortlisting.under([ruling]).answer(words)
    assert answer.units[0].hits[0].clause == shortlisting.acts[-1].clauses[3]
    assert answer.confidence > 0.9
    assert shortlisting.answer(words).units[:1] != answer.units[:1]


def test_without_the_library_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "faiss", None)
    vectors = np.eye(8, dtype=np.float32)
    assert 5 in Neighbours(vectors).of(vectors[5], 1)
    assert caplog.messages == ["8 texts are searched: pip install -e '.[large]' makes answers quicker"]


@given(st.lists(st.integers(-3, 40), max_size=600), st.integers(1, 12))
def test_the_highest_scores_are_all_found(numbers: list[int], count: int) -> None:
    scores = np.array(numbers, dtype=np.float32)
    found = highest(scores, count)
    assert found.tolist() == sorted(set(found.tolist()))
    assert sorted(scores[found])[-count:] == sorted(scores)[-count:]


def test_few_others_are_found_beside_the_highest() -> None:
    scores = np.random.default_rng(0).permutation(np.arange(100_000, dtype=np.float32))
    assert 100 <= len(highest(scores, 100)) < 200


TEXTS = [clause.text for act in acts(600) for clause in act.clauses]


def test_words_are_scored_within_spans_as_among_all() -> None:
    lexical = LexicalIndex(TEXTS)
    spans = [slice(10, 20), slice(20, 21), slice(400, 600)]
    for text in TEXTS[::60]:
        pieces, _ = pieces_of([text])
        within, among_all = lexical.scores(pieces, spans), lexical.scores(pieces)
        inside = np.zeros(len(TEXTS), dtype=bool)
        for span in spans:
            inside[span] = True
        assert within[inside].tolist() == among_all[inside].tolist()
        assert not within[~inside].any()


def test_the_rarest_pieces_find_the_text_they_are_from() -> None:
    lexical = LexicalIndex(TEXTS)
    for at in range(0, len(TEXTS), 60):
        pieces, _ = pieces_of([TEXTS[at]])
        rarest = lexical.scores_of_rarest(pieces, 300)
        assert np.count_nonzero(rarest) <= 300
        assert (rarest <= lexical.scores(pieces) + 1e-6).all()
        assert rarest[at] == rarest.max() > 0
