from pathlib import Path

import numpy as np
import pytest

from indexer.examples.corpus import read_judged
from indexer.learning import train as training
from indexer.learning.calibrate import MOST_REFUSED, calibrate
from indexer.learning.train import FURTHER, Recipe, Sample, gather_samples, train, train_ngrams
from knowledge.acts.act import Act
from knowledge.acts.edition import Example
from knowledge.answer import Outcome
from knowledge.search.searcher import Searcher
from knowledge.shipped import CALIBRATION
from knowledge.wording import Message

SAMPLES = tuple(
    Sample(text, frozenset({meaning}))
    for meaning, texts in {
        "printing": [
            "drukarka nie drukuje",
            "brak wydruku z drukarki",
            "the printer does not print",
            "printer paper jam",
        ],
        "backup": ["kopia zapasowa", "odtworzyć plik z kopii zapasowej", "restore a backup", "backup of a server"],
        "phones": ["telefon na biurku milczy", "numer telefonu na biurku", "desk phone is silent", "new desk phone"],
    }.items()
    for text in texts
)


def quiet(_: Message) -> None:
    pass


def test_training_with_the_same_seed_gives_the_same_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "FROM_NOTHING", Recipe(epochs=3, batch=6, learning_rate=0.02))
    first, again = (train_ngrams(SAMPLES, seed=3, tell=quiet).encode(["kopia drukarki"]) for _ in range(2))
    other = train_ngrams(SAMPLES, seed=4, tell=quiet).encode(["kopia drukarki"])
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_training_brings_texts_of_one_meaning_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "FROM_NOTHING", Recipe(epochs=20, batch=12, learning_rate=0.02))
    vectors = train_ngrams(SAMPLES, tell=quiet).encode([sample.text for sample in SAMPLES])
    cosines = vectors @ vectors.T
    groups = [next(iter(sample.meanings)) for sample in SAMPLES]
    alike = np.array([[one == other for other in groups] for one in groups]) & ~np.eye(len(groups), dtype=bool)
    apart = np.array([[one != other for other in groups] for one in groups])
    assert cosines[alike].mean() > cosines[apart].mean() + 0.5


def test_a_transformer_is_trained_further_on_the_same_samples(tiny_transformer: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(tiny_transformer), device="cpu")
    before = model.encode(["kto"])
    train(model, SAMPLES, Recipe(FURTHER.epochs, batch=6, learning_rate=1e-3), tell=quiet)
    assert not np.allclose(before, model.encode(["kto"]))


def test_train_saves_a_calibrated_encoder_in_the_named_folder(
    tiny_transformer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from knowledge.embedding.encoder import load_encoder

    monkeypatch.setattr(training, "synonyms", lambda: (("drukarka", "printer"),))
    monkeypatch.setattr(training, "elsewhere", lambda: ())
    monkeypatch.setattr(training, "examples_of", lambda act: ())
    monkeypatch.setattr(training, "nobodys_questions", lambda act: ("gdzie wyrobię paszport?",))
    monkeypatch.setattr(training, "shipped_examples", lambda act, asked: (Example("gdzie wyrobię paszport?"),))
    folder = training.train_encoder(str(tiny_transformer), tmp_path / "further", 0, quiet)
    encoder = load_encoder(str(folder))
    assert encoder.dimension == 16
    assert encoder.calibrations is not None


def test_texts_that_several_clauses_share_mean_each_of_them(decree: Act) -> None:
    shared = "pełnienie obowiązków administratora technicznego"
    sample = next(sample for sample in gather_samples(decree, ()) if sample.text == shared)
    assert sample.meanings == {
        "§ 13 pkt 2 lit. a#1",
        "§ 17 ust. 2 pkt 1 lit. a#1",
        "§ 17 ust. 2 pkt 2 lit. a#1",
        "§ 17 ust. 2 pkt 3 lit. a#1",
        "§ 17 ust. 2 pkt 4 lit. a#1",
    }


def test_calibration_refuses_at_most_the_share_it_promises(decree_searcher: Searcher) -> None:
    judged = read_judged(CALIBRATION)
    fitted = calibrate(decree_searcher, judged)
    bundled = decree_searcher.calibrations[0]
    assert bundled is not None
    assert fitted.weights == pytest.approx(bundled.weights, rel=0.05)
    answerable = [each for each in judged if each.units]
    refused = sum(decree_searcher.answer(each.question).outcome is Outcome.NOBODY for each in answerable)
    assert refused / len(answerable) <= MOST_REFUSED + 0.005
