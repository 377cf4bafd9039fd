import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer.publishing.publish import publish
from knowledge.embedding.calibration import Calibration, Calibrations
from knowledge.embedding.encoder import BUNDLED, load_encoder, prompts_for
from knowledge.embedding.ngrams import NgramConfig, NgramEncoder, NgramTable, feature_hash
from knowledge.errors import EncoderUnavailable
from knowledge.search.searcher import Searcher
from knowledge.store.store import Store


def test_a_transformer_is_loaded_from_its_folder_and_uses_its_own_prompts(tiny_transformer: Path) -> None:
    encoder = load_encoder(str(tiny_transformer))
    query, document = encoder.encode_query(["drukarki"]), encoder.encode_document(["drukarki"])
    assert query.shape == document.shape == (1, 16)
    assert encoder.dimension == 16
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(query, document)


def test_a_hub_model_whose_card_asks_for_prompts_gets_them() -> None:
    assert prompts_for("intfloat/multilingual-e5-small") == {"query": "query: ", "document": "passage: "}
    assert prompts_for("sdadas/mmlw-retrieval-roberta-base") == {"query": "zapytanie: ", "document": ""}
    assert prompts_for("BAAI/bge-m3") is None


def test_answers_come_from_a_transformer_as_from_the_bundled_model(
    tiny_transformer: Path, empty_store: Store, small_act_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "indexer.publishing.publish._calibrate", lambda *_: Calibration((0.0,) * 9, 1.0, 0.05, 0.1, 0.5)
    )
    encoder = load_encoder(str(tiny_transformer))
    assert publish(small_act_file, empty_store, encoder).edition.dimension == 16
    answer = Searcher.from_store(empty_store, encoder).answer("wydawanie kluczy do pomieszczeń")
    assert (answer.units or answer.nearest)[0].unit.code == "BO-01"


def test_questions_and_vectors_never_come_from_two_models(published: Path, tiny_transformer: Path) -> None:
    with Store(published) as store, pytest.raises(EncoderUnavailable, match="was embedded with ngrams:"):
        Searcher.from_store(store, load_encoder(str(tiny_transformer)))


@pytest.mark.parametrize("name", ["/no/such/folder", "./nowhere", "nobody/no-such-model"])
def test_an_encoder_that_cannot_be_had_says_what_to_set(name: str) -> None:
    with pytest.raises(
        EncoderUnavailable, match=r"cannot be loaded .* set ENCODER to the folder or the hub name"
    ) as caught:
        load_encoder(name)
    assert "\n" not in str(caught.value)


def test_a_broken_model_folder_says_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text((BUNDLED / "modules.json").read_text())
    with pytest.raises(EncoderUnavailable, match="set ENCODER"):
        load_encoder(str(tmp_path))


def test_the_bundled_model_is_small_and_needs_no_torch() -> None:
    assert sum(path.stat().st_size for path in BUNDLED.iterdir()) < 20_000_000
    code = "import sys; from knowledge.embedding.encoder import load_encoder; load_encoder().encode_query(['VPN'])\n"
    code += "print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_bundled_model_is_a_sentence_transformers_model_that_gives_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["kto zajmuje się certyfikatami SSL?", "", "drukarka nie drukuje", "日本"]
    theirs = SentenceTransformer(str(BUNDLED), trust_remote_code=True, device="cpu").encode(texts)
    np.testing.assert_allclose(load_encoder().encode_query(texts), theirs, atol=1e-5)


def test_a_text_without_a_known_feature_is_the_zero_vector() -> None:
    assert not load_encoder().encode_query(["日本"]).any()


def test_rounding_to_eight_bits_keeps_a_vector_within_half_a_step(tmp_path: Path) -> None:
    vectors = np.array([[1.0, -0.5, 0.25], [0.0, 0.0, 0.0]], dtype=np.float32)
    hashes = np.array([feature_hash("<a>"), feature_hash("=a")], dtype=np.uint32)
    table = NgramTable.quantize(NgramConfig(), hashes, vectors)
    restored = dict(zip(table.hashes.tolist(), table.vectors(), strict=True))
    np.testing.assert_allclose(restored[feature_hash("<a>")], vectors[0], atol=1 / 127)
    assert (table.hashes[:-1] <= table.hashes[1:]).all()
    table.save(tmp_path)
    assert json.loads((tmp_path / "config.json").read_text()) == {"shortest": 3, "longest": 5}
    np.testing.assert_array_equal(
        NgramEncoder(tmp_path).encode_query(["a"]), NgramEncoder(tmp_path).encode_document(["a"])
    )


def test_the_bundled_model_is_calibrated() -> None:
    calibrations = Calibrations.load(BUNDLED)
    assert calibrations is not None
    for calibration in (calibrations.exampled, calibrations.bare):
        assert 0 < calibration.nobody < calibration.sure < 1
