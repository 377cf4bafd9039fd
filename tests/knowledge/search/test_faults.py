"""Reports of faults are told from other questions by how they are said."""

from pathlib import Path

import numpy as np
import pytest

from indexer.learning.fault_reports import fit, learn_faults
from knowledge.embedding.encoder import load_encoder
from knowledge.search.faults import FaultModel, is_fault
from knowledge.shipped import FAULT_WEIGHTS, FAULTS, rows

UNSEEN = tuple((row["text"], row["fault"]) for row in rows(Path(__file__).parent / "fault_sentences.jsonl"))
"""Sentences that were written after everything was learned, and from which nothing was."""

SENTENCES = [
    ("drukarka nie drukuje", True),
    ("nie mogę się zalogować z domu", True),
    ("Outlook wywala błąd", True),
    ("mój komputer się zepsuł", True),
    ("the printer doesn't work", True),
    ("I can't log in", True),
    ("przestała działać drukarka", True),
    ("drukarka zacięła się", True),
    ("drukarka offline", True),
    ("Dzień dobry, piszę z trzeciego piętra. Od rana nie działa nam sieć. Kto to naprawi?", True),  # one sentence of it
    ("nie działa mi zorbix", True),  # a thing that there is not
    ("nie wiem, kto to robi", False),  # "nie" before a verb that tells of no fault
    ("nie mam dostępu do programu", False),
    ("kto planuje budżet?", False),
    ("who orders laptops?", False),
    ("statystyka awarii", False),
    ("kary umowne za awarie", False),
    ("interpelacja w sprawie awarii", False),
    ("szkolenie z obsługi zgłoszeń", False),
    ("", False),
    ("?", False),
    ("ą" * 10_000, False),
]


@pytest.mark.parametrize(("question", "fault"), SENTENCES)
def test_tells_a_fault_from_another_question(question: str, fault: bool) -> None:
    assert is_fault(question) is fault


def test_most_unseen_reports_are_heard_and_few_other_questions_taken_for_one() -> None:
    heard = [is_fault(text) for text, fault in UNSEEN if fault]
    alarms = [is_fault(text) for text, fault in UNSEEN if not fault]
    assert (len(heard), len(alarms)) == (65, 68)
    assert np.mean(heard) >= 0.75
    assert np.mean(alarms) <= 0.05


def test_nothing_unseen_stands_among_the_examples() -> None:
    known = {row["text"].replace("[", "").replace("]", "").casefold() for row in rows(FAULTS)}
    assert not known & {text.casefold() for text, _ in UNSEEN}


def test_what_is_shipped_was_learned_from_the_examples_and_the_bundled_encoder(tmp_path: Path) -> None:
    anew, shipped = learn_faults(tmp_path / "faults.safetensors"), FaultModel.load(FAULT_WEIGHTS)
    texts = [text for text, _ in UNSEEN]
    vectors = load_encoder().encode_query(texts)
    assert [anew.score(*each) for each in zip(texts, vectors, strict=True)] == pytest.approx(
        [shipped.score(*each) for each in zip(texts, vectors, strict=True)], abs=0.02
    )


def test_the_thing_in_brackets_does_not_count() -> None:
    model = fit([("[kubek] pękł", True), ("[talerz] pękł", True), ("kto kupi [kubek]", False), ("kto myje", False)])
    nowhere = np.zeros(model.vectors.shape[1], dtype=np.float32)
    assert model.score("kubek", nowhere) == model.score("cokolwiek", nowhere)
    assert model.score("cokolwiek pękło", nowhere) < model.score("cokolwiek pękł", nowhere)
