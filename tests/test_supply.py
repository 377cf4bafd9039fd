"""What the program is made of: pinned with hashes, and no model that could run code of its own."""

import json
import pickle
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from knowledge.embedding.encoder import load_encoder
from knowledge.errors import EncoderUnavailable

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TORCH = ".requirements-torch.lock"

_ENTRY = re.compile(r"^([\w.-]+)==(\S+)([^\n]*(?:\n +--hash=\S+[^\n]*)*)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def entries(name: str) -> list[tuple[str, str, str]]:
    """Return what a lock file pins: name, version and the hashes with their marker, one entry a version."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = [(canonicalize_name(match[1]), match[2], match[3]) for match in _ENTRY.finditer(text)]
    assert "".join(f"{match[0]}\n" for match in _ENTRY.finditer(text)) == text  # nothing stands between them
    return found


@pytest.mark.parametrize(
    ("lock", "needs"),
    [
        (".requirements.lock", PROJECT["dependencies"]),
        (".requirements-test.lock", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]),
    ],
)
def test_what_pyproject_asks_for_is_locked_with_hashes(lock: str, needs: list[str]) -> None:
    locked = entries(lock) + entries(TORCH)
    for need in map(Requirement, needs):
        versions = [version for name, version, _ in locked if name == canonicalize_name(need.name)]
        assert versions, f"{need.name} is not in {lock}: run .ci/lock"
        assert all(need.specifier.contains(version) for version in versions), f"run .ci/lock: {need} has {versions}"
    assert all(_HASH.search(hashes) for _, _, hashes in locked)


def test_what_is_tested_is_what_runs() -> None:
    tested = {entry[:2] for entry in entries(".requirements-test.lock")}
    assert {entry[:2] for entry in entries(".requirements.lock")} <= tested


class Bomb:
    """A pickle that writes a file when it is loaded."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, (f"open({str(self.mark)!r}, 'w').close()",)


@pytest.mark.parametrize("where", ["pytorch_model.bin", "2_Dense/pytorch_model.bin", "2_Dense/weights.pkl"])
def test_a_folder_with_a_pickled_model_is_refused_in_one_line_and_not_loaded(
    tiny_transformer: Path, tmp_path: Path, where: str
) -> None:
    folder, mark = tmp_path / "model", tmp_path / "mark"
    shutil.copytree(tiny_transformer, folder)
    (folder / where).parent.mkdir(exist_ok=True)
    (folder / where).write_bytes(pickle.dumps(Bomb(mark)))
    for weights in (folder / where).parent.glob("*.safetensors"):
        weights.unlink()
    with pytest.raises(EncoderUnavailable) as refused:
        load_encoder(str(folder))
    assert str(refused.value) == (
        f"the encoder {str(folder)!r} is refused: {where} is a pickle, which can run code of its own when it is "
        "loaded; save the model as model.safetensors, or set ENCODER to one that is"
    )
    assert not mark.exists()


def test_a_pickle_beside_the_same_weights_as_safetensors_is_never_opened(
    tiny_transformer: Path, tmp_path: Path
) -> None:
    folder, mark = tmp_path / "model", tmp_path / "mark"
    shutil.copytree(tiny_transformer, folder)
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Bomb(mark)))
    assert load_encoder(str(folder)).dimension == 16
    assert not mark.exists()


def test_code_that_a_model_brings_is_never_run(tiny_transformer: Path, tmp_path: Path) -> None:
    folder, mark = tmp_path / "model", tmp_path / "mark"
    shutil.copytree(tiny_transformer, folder)
    (folder / "own.py").write_text(f"open({str(mark)!r}, 'w').close()\nclass Own: ...\n", encoding="utf-8")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    modules[0]["type"] = "own.Own"
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match="cannot be loaded"):
        load_encoder(str(folder))
    assert not mark.exists()


def test_of_a_model_on_the_hub_only_safetensors_and_texts_are_fetched(
    tiny_transformer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, list[str]]] = []

    def hub(name: str, allow_patterns: list[str]) -> str:
        asked.append((name, allow_patterns))
        return str(tiny_transformer)

    monkeypatch.setattr("huggingface_hub.snapshot_download", hub)
    assert load_encoder("somebody/some-model").dimension == 16
    assert asked == [("somebody/some-model", ["*.safetensors", "*.json", "*.txt", "*.model", "*.jinja"])]


def test_no_module_of_the_program_unpickles_or_trusts_code_of_a_model() -> None:
    for package in ("bot", "indexer", "knowledge"):
        for path in (ROOT / package).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            assert not re.search(r"^\s*(import|from) (pickle|marshal|shelve|joblib|dill)\b", source, re.MULTILINE), path
            assert not re.search(r"trust_remote_code *= *True(?!\)` loads)", source), path
            assert "torch.load(" not in source, path
            assert "allow_pickle=True" not in source, path
