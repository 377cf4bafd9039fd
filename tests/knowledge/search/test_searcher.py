from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.acts.act import ALL_UNITS, Act
from knowledge.acts.citation import Citation
from knowledge.acts.first_line import first_line
from knowledge.answer import Outcome
from knowledge.embedding.encoder import Encoder, load_encoder
from knowledge.search.rulings import Ruling
from knowledge.search.searcher import Searcher
from knowledge.store.store import Store

SSL = {
    "IT-05-1": Citation("17", "2", "1", "g"),
    "IT-05-2": Citation("17", "2", "2", "g"),
    "IT-05-3": Citation("17", "2", "3", "f"),
    "IT-05-4": Citation("17", "2", "4", "g"),
}


@pytest.mark.parametrize("question", ["who handles SSL certificates?", "kto zajmuje się certyfikatami SSL?"])
def test_ssl_certificates_lie_with_four_units_each_with_its_own_letter(
    decree_searcher: Searcher, question: str
) -> None:
    answer = decree_searcher.answer(question)
    assert answer.twins == 4
    assert {found.unit.code: found.hits[0].clause.citation for found in answer.units[:4]} == SSL


def test_the_area_in_a_question_puts_its_team_first(decree_searcher: Searcher) -> None:
    answer = decree_searcher.answer("certyfikat SSL do dziennika szkolnego")
    assert (answer.units[0].unit.code, answer.units[0].hits[0].clause.citation) == ("IT-05-3", SSL["IT-05-3"])


def test_the_same_question_gets_the_same_answer(decree_searcher: Searcher) -> None:
    asked = "drukarka nie drukuje, do kogo?"
    first, other, again = (decree_searcher.answer(each) for each in (asked, "kto planuje budżet?", asked))
    assert first == again != other


class CountingEncoder:
    """Count the questions that are embedded."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimension, self.calibrations = encoder.name, encoder.dimension, encoder.calibrations
        self.encode_document = encoder.encode_document
        self._encoder = encoder
        self.count = 0

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.count += len(texts)
        return self._encoder.encode_query(texts)


def test_a_question_is_embedded_once_whatever_is_asked_of_it(published: Path) -> None:
    encoder = CountingEncoder(load_encoder())
    with Store(published) as store:
        searcher = Searcher.from_store(store, encoder)
    unit = searcher.answer("kto robi kopie zapasowe?", only={"IT-04-1"}).units[0].unit
    searcher.answer("kto robi kopie zapasowe?")
    searcher.clauses_of("kto robi kopie zapasowe?", unit.code)
    assert encoder.count == 1
    searcher.candidates("kto planuje budżet?", 3)
    assert encoder.count == 2


def test_a_ruling_counts_for_the_question_that_was_asked_last(decree_searcher: Searcher) -> None:
    asked = "kto robi kopie zapasowe?"
    before = decree_searcher.rank(asked)
    vector = load_encoder().encode_query([asked])[0]
    ruled = decree_searcher.under([Ruling(asked, vector, {1: 7})])
    assert (before.ruled, ruled.rank(asked).ruled) == (None, 7)


@pytest.mark.parametrize("question", ["gdzie wyrobię paszport?", "ile kosztuje licencja na broń?"])
def test_what_the_act_gives_to_nobody_is_said_to_be_nobodys(decree_searcher: Searcher, question: str) -> None:
    answer = decree_searcher.answer(question)
    assert (answer.outcome, answer.units) == (Outcome.NOBODY, ())
    assert answer.nearest


def test_every_clause_is_found_first_by_its_own_sentence(decree_searcher: Searcher, decree: Act) -> None:
    missed = [
        str(clause.citation)
        for clause in decree.clauses
        if decree_searcher.answer(clause.sentence).units[:1] == ()
        or decree_searcher.answer(clause.sentence).units[0].unit.code not in (clause.unit, ALL_UNITS)
    ]
    assert missed == []


@pytest.mark.parametrize("question", ["?", "🙂", "日本語", "'; drop table clauses; --", '"NEAR(" OR *', "\x00\u202e"])
def test_odd_questions_are_answered_without_a_fault(decree_searcher: Searcher, question: str) -> None:
    assert decree_searcher.answer(question).question == question


def test_a_clause_quotes_no_more_than_it_should(decree_searcher: Searcher) -> None:
    answer = decree_searcher.answer("kto robi kopie zapasowe?")
    assert answer.units[0].unit.code == "IT-04-1"
    assert answer.units[0].hits[0].clause.citation == Citation("13", point="1", letter="e")
    scores = [hit.score for found in answer.units for hit in found.hits]
    assert answer.units[0].score == max(scores)


def test_a_fault_names_the_first_line_beside_who_repairs_it(decree_searcher: Searcher, decree: Act) -> None:
    answer = decree_searcher.answer("drukarka nie drukuje, do kogo?")
    assert answer.first_line is not None
    assert [str(hit.clause.citation) for hit in answer.first_line.hits] == ["§ 8 pkt 2 lit. a", "§ 8 pkt 2 lit. b"]
    assert {clause.unit for clause in first_line(decree)} == {"IT-02-3"}
