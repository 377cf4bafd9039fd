"""Fixtures named for a state; fakes stand only at the edges."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from bot.answering.opening import open_conversation
from indexer.parsing.parse import parse
from indexer.reading.read import read
from knowledge.acts.act import Act
from knowledge.embedding.encoder import load_encoder
from knowledge.search.searcher import Searcher
from knowledge.settings import KnowledgeSettings
from knowledge.shipped import DECREE
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT

os.environ["HF_HUB_OFFLINE"] = "1"  # no test needs the network, and none may wait for it
os.environ["LC_ALL"] = "C.UTF-8"  # the command lines speak English, on whatever machine they are tested

pytest_plugins = ["tests.support.bot_fixtures"]

FEWEST, MOST = 2, 8
"""How many workers share the suite: tests wait for much of their time, and each worker needs half a gigabyte."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Say how many workers share the tests; none for one file, which is done before they have started."""
    if len(config.args) == 1 and ".py" in config.args[0]:
        return 0
    return min(max(FEWEST, os.cpu_count() or FEWEST), MOST)


@pytest.fixture(scope="session")
def decree() -> Act:
    return parse(read(DECREE)).act


@pytest.fixture
def small_act_file(tmp_path: Path) -> Path:
    path = tmp_path / "act.md"
    path.write_text(SMALL_ACT, encoding="utf-8")
    return path


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "empty.db") as store:
        yield store


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the shipped decree in force, made once for all workers; copy it before writing to it."""
    base = tmp_path_factory.getbasetemp()
    path = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published.db"
    with FileLock(path.with_suffix(".lock")):
        if not path.exists():
            new = base / "new.db"
            open_conversation(KnowledgeSettings(new)).close()
            new.rename(path)
    return path


@pytest.fixture
def database(published: Path, tmp_path: Path) -> Path:
    """Return a database of the test's own, with the shipped decree in force."""
    return Path(shutil.copy(published, tmp_path / "knowledge.db"))


@pytest.fixture(scope="session")
def decree_searcher(published: Path) -> Searcher:
    with Store(published) as store:
        return Searcher.from_store(store, load_encoder())


@pytest.fixture(scope="session")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real transformer with prompts of its own, saved as a hub model lies on disk."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(
        ["query passage kto zajmuje się drukarkami"], trainers.WordPieceTrainer(special_tokens=special)
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder / "bert")
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    model = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_embedding_dimension())],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"
