"""The encoder behind one small protocol: the bundled n-gram model, or any sentence-transformers model.

Whatever is loaded, it is loaded when it is first needed: `--help` and a question about structure never wait for it.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from knowledge.embedding.safe_weights import fetch, refuse_pickles
from knowledge.errors import EncoderUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from knowledge.embedding.calibration import Calibrations

BUNDLED = Path(__file__).parent / "bundled"
"""The folder of the model that comes with the project."""

# Prompts that a model's card asks for and its files do not bring: the start of the hub name, then query and document.
_PROMPTS = {
    "intfloat/multilingual-e5": ("query: ", "passage: "),
    "sdadas/mmlw-retrieval-e5": ("query: ", "passage: "),
    "sdadas/mmlw-retrieval-roberta": ("zapytanie: ", ""),
}
_NGRAM_MODULES = ("knowledge.embedding.ngram_module.NgramEmbedding", "knowledge.ngram_embedding.NgramEmbedding")
"""Under which names saved encoders know the module: today's, and that of before."""


class Encoder(Protocol):
    """Turn texts into vectors of length one; float32, shape (texts, dimension).

    `name` identifies the very weights: vectors of encoders with different names are never compared.
    """

    name: str
    dimension: int
    calibrations: "Calibrations | None"
    """How sure answers by this encoder may be, where that was fitted when it was trained."""

    def encode_query(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Encode questions."""
        ...

    def encode_document(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Encode clauses and example questions."""
        ...


def load_encoder(name: str = "") -> Encoder:
    """Load an encoder: "" is the bundled one, else a folder or the name of a model on the Hugging Face hub.

    Raises EncoderUnavailable when it cannot be had, with what failed and what to set.
    """
    folder = Path(name) if name else BUNDLED
    with _explained(name):
        if _is_ngram_model(folder):
            from knowledge.embedding.ngrams import NgramEncoder

            return NgramEncoder(folder)
        from knowledge.embedding.calibration import Calibrations
        from knowledge.embedding.sentence_encoder import SentenceEncoder

        encoder = SentenceEncoder(load_sentence_transformer(name), name)
        encoder.calibrations = Calibrations.load(folder)
        return encoder


def load_sentence_transformer(name: str) -> "SentenceTransformer":
    """Load a sentence-transformers model from a folder or the hub, on the CPU, running no code that comes with it.

    Raises EncoderUnavailable when it cannot be had, or has its weights as a pickle alone.
    """
    with _explained(name):
        from sentence_transformers import SentenceTransformer

        folder = fetch(name)
        refuse_pickles(folder)
        return SentenceTransformer(
            str(folder), prompts=prompts_for(name), device="cpu", model_kwargs={"use_safetensors": True}
        )


def prompts_for(name: str) -> dict[str, str] | None:
    """Return the prompts that the card of a hub model asks for; None where it brings its own or needs none."""
    found = next((prompts for start, prompts in _PROMPTS.items() if name.startswith(start)), None)
    return {"query": found[0], "document": found[1]} if found else None


def use_one_thread() -> None:
    """Keep matrix products and torch, where it is loaded, to one thread: several wait for each other."""
    from threadpoolctl import threadpool_limits  # not before there is something to compute

    threadpool_limits(1)
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)


def _is_ngram_model(folder: Path) -> bool:
    modules = folder / "modules.json"
    return modules.is_file() and any(name in modules.read_text(encoding="utf-8") for name in _NGRAM_MODULES)


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Turn whatever the hub, the disk or a broken file raise into one clear line."""
    try:
        yield
    except EncoderUnavailable:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise EncoderUnavailable(
            "the encoder {name!r} cannot be loaded ({reason}); set ENCODER to the folder or the hub name of a "
            "sentence-transformers model, or to nothing for the bundled one",
            name=name or "bundled with the project",
            reason=reason,
        ) from error
