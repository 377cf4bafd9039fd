"""Which files of a foreign model are loaded: safetensors and texts, never a pickle, which can run code of its own."""

from pathlib import Path

from knowledge.errors import EncoderUnavailable

_LOADED = ("*.safetensors", "*.json", "*.txt", "*.model", "*.jinja")
"""What is fetched of a model on the hub: weights, configuration, vocabulary."""

_PICKLED = frozenset({".bin", ".ckpt", ".pickle", ".pkl", ".pt", ".pth"})


def fetch(name: str) -> Path:
    """Return the folder of a model: the one that is named, or what the hub has under that name."""
    if Path(name).is_dir():
        return Path(name)
    if Path(name).is_absolute() or name.startswith("."):
        raise FileNotFoundError(f"there is no folder {name}")
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(name, allow_patterns=list(_LOADED)))


def refuse_pickles(folder: Path) -> None:
    """Raise EncoderUnavailable where a part of a model has its weights as a pickle alone."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _PICKLED and not _has_safe_twin(path):
            raise EncoderUnavailable(
                "the encoder {folder!r} is refused: {file} is a pickle, which can run code of its own when it is "
                "loaded; save the model as model.safetensors, or set ENCODER to one that is",
                folder=str(folder),
                file=path.relative_to(folder),
            )


def _has_safe_twin(path: Path) -> bool:
    """Tell whether the same weights lie beside a pickle as safetensors, which every loader takes first."""
    stem = "adapter_model" if path.stem == "adapter_model" else "model"
    return any((path.parent / f"{stem}.safetensors{index}").is_file() for index in ("", ".index.json"))
