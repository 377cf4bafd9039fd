"""Fixtures named for a state; fakes stand only at the edges."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.parsing.parse import parse
from indexer.publishing.publish import publish
from indexer.reading.read import read
from knowledge.acts.act import Act
from knowledge.embedding.encoder import load_encoder
from knowledge.search.searcher import Searcher
from knowledge.shipped import DECREE
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT

os.environ["HF_HUB_OFFLINE"] = "1"  # no test needs the network, and none may wait for it
os.environ["LC_ALL"] = "C.UTF-8"  # the command lines speak English, on whatever machine they are tested

pytest_plugins = ["tests.support.bot_fixtures"]


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
def published_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped decree, published with the bundled encoder."""
    path = tmp_path_factory.mktemp("published") / "knowledge.db"
    with Store(path) as store:
        publish(DECREE, store, load_encoder())
    return path


@pytest.fixture
def published_copy(published_database: Path, tmp_path: Path) -> Path:
    """A copy of the published database that a test may change."""
    return Path(shutil.copy(published_database, tmp_path / "copy.db"))


@pytest.fixture(scope="session")
def decree_searcher(published_database: Path) -> Searcher:
    with Store(published_database) as store:
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
