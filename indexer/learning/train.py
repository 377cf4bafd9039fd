"""Train an encoder: the bundled n-gram model from nothing, or a sentence-transformers model further.

The encoder learns from pairs of texts that mean the same: a clause and a question it answers, two questions of one
clause, two synonyms. Each text must be told from all others of its batch (InfoNCE with in-batch negatives, van den
Oord et al. 2018); texts that share a meaning are no negatives of each other. Questions are learned with slips of the
finger and without diacritics too.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor

from indexer.examples.choice import shipped_act, shipped_examples
from indexer.examples.corpus import (
    Judged,
    elsewhere,
    examples_of,
    nobodys_questions,
    read_examples,
    read_judged,
    synonyms,
)
from indexer.examples.embedding import searcher_of
from indexer.learning.calibrate import calibrate
from indexer.learning.fault_reports import learn_faults
from knowledge.acts.act import Act
from knowledge.acts.edition import Example
from knowledge.embedding.calibration import FILE as CALIBRATIONS
from knowledge.embedding.calibration import Calibration, Calibrations
from knowledge.embedding.encoder import BUNDLED, Encoder, load_encoder, load_sentence_transformer
from knowledge.embedding.ngram_module import NgramEmbedding
from knowledge.embedding.ngrams import NgramConfig, feature_hash, features
from knowledge.language import fold
from knowledge.search.searcher import Searcher
from knowledge.shipped import CALIBRATION
from knowledge.wording import Message, Progress

TEMPERATURE = 0.05
LEAST_TEXTS_PER_FEATURE = 2


@dataclass(frozen=True, slots=True)
class Recipe:
    """Say how to train: epochs, texts a batch, the highest learning rate."""

    epochs: int
    batch: int
    learning_rate: float


FROM_NOTHING = Recipe(epochs=8, batch=256, learning_rate=0.02)
FURTHER = Recipe(epochs=2, batch=32, learning_rate=2e-5)
DIMENSION = 128


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold a text and what it means; texts that share a meaning belong together."""

    text: str
    meanings: frozenset[str]


def train_encoder(base: str, output: Path | None, seed: int, tell: Progress, more: Path | None = None) -> Path:
    """Train and calibrate an encoder and save it to a folder; returns the folder.

    `more` is a file of further example questions, learned but not searched. Raises EncoderUnavailable when `base` names
    a model that cannot be had, UnreadableSource when `more` is no such file.
    """
    act = shipped_act()
    folder = output or BUNDLED
    added = read_examples(more, act) if more else ()
    examples = (*examples_of(act), *(Example(question) for question in nobodys_questions(act)), *added)
    samples = gather_samples(act, examples)
    tell(Message("learning from {count} texts", count=len(samples)))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CALIBRATIONS).unlink(missing_ok=True)  # those of the weights that are replaced
    _train(base, samples, seed, tell).save(str(folder), create_model_card=False)
    exampled = calibrate(
        searcher_of(act, shipped_examples(act, examples_of(act)), _load(folder)), read_judged(CALIBRATION)
    )
    Calibrations(exampled, _calibrate_bare(base, act, examples, seed, tell)).save(folder)
    if folder == BUNDLED:
        learn_faults()
    return folder


def _calibrate_bare(base: str, act: Act, examples: Iterable[Example], seed: int, tell: Progress) -> Calibration:
    """Calibrate for acts without example questions: on every second unit, by a model that saw no question of theirs."""
    tell(Message("learning once more, without the questions of every second unit, to see how a new act would fare"))
    unseen, _ = halves(act)
    searcher = bare_searcher(act, unseen, examples, base, seed, tell)
    judged = [each for each in read_judged(CALIBRATION) if unseen.issuperset(each.units)]
    return calibrate(searcher, judged)


def searchers_as_new(judged: Sequence[Judged], tell: Progress) -> list[tuple[Searcher, list[Judged]]]:
    """Build for each half of the units a searcher that knows neither half's questions, with the questions on it.

    Questions that nobody answers go to both halves' searchers in turn.
    """
    act = shipped_act()
    examples = (*examples_of(act), *(Example(question) for question in nobodys_questions(act)))
    calibrations = load_encoder().calibrations
    parts = []
    for turn, unseen in enumerate(halves(act)):
        searcher = bare_searcher(act, unseen, examples, "", 0, tell)
        searcher.calibrations = [calibrations.bare if calibrations else None]
        nobodys = [each for each in judged if not each.units][turn::2]
        parts.append((searcher, [*(each for each in judged if each.units and unseen.issuperset(each.units)), *nobodys]))
    return parts


def halves(act: Act) -> tuple[set[str], set[str]]:
    """Split the codes of the units that have duties into two halves, every second one in each."""
    codes = list(dict.fromkeys(clause.unit for clause in act.clauses))
    return set(codes[::2]), set(codes[1::2])


def bare_searcher(
    act: Act, unseen: Container[str], examples: Iterable[Example], base: str, seed: int, tell: Progress
) -> Searcher:
    """Build a searcher as for a new act: no example questions, an encoder that learned none of the unseen units'."""
    known = replace(act, clauses=tuple(clause for clause in act.clauses if clause.unit not in unseen))
    keys = {clause.key for clause in known.clauses}
    learned = [example for example in examples if not example.key or example.key in keys]
    with TemporaryDirectory() as folder:
        _train(base, gather_samples(known, learned), seed, tell).save(folder, create_model_card=False)
        return searcher_of(act, shipped_examples(act, ()), _load(Path(folder)))


def _train(base: str, samples: Sequence[Sample], seed: int, tell: Progress) -> SentenceTransformer:
    if base:
        return train(load_sentence_transformer(base), samples, FURTHER, seed, tell)
    return train_ngrams(samples, seed, tell)


def _load(folder: Path) -> Encoder:
    return load_encoder("" if folder == BUNDLED else str(folder))


def gather_samples(act: Act, examples: Iterable[Example]) -> tuple[Sample, ...]:
    """Gather all that the encoder learns from; a text that several clauses share means each of them."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for clause in act.clauses:
        for text in (clause.text, " ".join((*act.context(clause), clause.text))):
            meanings[text].add(f"{clause.citation}#{clause.occurrence}")
    for example in examples:
        name = f"{example.citation}#{example.occurrence}" if example.citation else f"nobody:{example.question}"
        meanings[example.question].add(name)
    for other in elsewhere():
        for text in (other.duty, *other.questions):
            meanings[text].add(f"elsewhere:{other.duty}")
    for group in synonyms():
        for text in group:
            meanings[text].add(f"synonyms:{group[0]}")
    return tuple(Sample(text, frozenset(names)) for text, names in meanings.items())


def train_ngrams(samples: Sequence[Sample], seed: int = 0, tell: Progress = lambda _: None) -> SentenceTransformer:
    """Train an n-gram model from nothing; the same samples and seed give the same model on the same machine."""
    config = NgramConfig()
    counts = Counter(hash_ for sample in samples for hash_ in {feature_hash(f) for f in features(sample.text, config)})
    kept = np.array(sorted(h for h, count in counts.items() if count >= LEAST_TEXTS_PER_FEATURE), dtype=np.uint32)
    start = np.random.default_rng(seed).normal(scale=0.05, size=(len(kept), DIMENSION)).astype(np.float32)
    model = SentenceTransformer(modules=[NgramEmbedding(config, kept, start)], device="cpu")
    return train(model, samples, FROM_NOTHING, seed, tell)


def train(
    model: SentenceTransformer,
    samples: Sequence[Sample],
    recipe: Recipe,
    seed: int = 0,
    tell: Progress = lambda _: None,
) -> SentenceTransformer:
    """Train a model further on the samples, in place."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    partners = _Partners(samples)
    steps = recipe.epochs * -(-len(samples) // recipe.batch)
    optimizer = torch.optim.AdamW(model.parameters(), lr=recipe.learning_rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.learning_rate, total_steps=steps, pct_start=0.1)
    model.train()
    for epoch in range(recipe.epochs):
        losses = []
        for batch in _batches(samples, recipe.batch, draw):
            loss = _loss(model, batch, [partners.of(sample, draw) for sample in batch], draw)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        mean = sum(losses) / len(losses)
        tell(Message("epoch {epoch} of {epochs}: loss {loss:.3f}", epoch=epoch + 1, epochs=recipe.epochs, loss=mean))
    return model.eval()


class _Partners:
    """Find for a sample another text that means the same."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        self._by_meanings: dict[frozenset[str], list[str]] = defaultdict(list)
        self._by_meaning: dict[str, list[str]] = defaultdict(list)
        for sample in samples:
            self._by_meanings[sample.meanings].append(sample.text)
            for meaning in sorted(sample.meanings):
                self._by_meaning[meaning].append(sample.text)

    def of(self, sample: Sample, draw: random.Random) -> str:
        """Prefer a text of exactly the same meanings; a text that stands alone is its own partner."""
        alike = self._by_meanings[sample.meanings]
        if len(alike) == 1:
            alike = self._by_meaning[draw.choice(sorted(sample.meanings))]
        return draw.choice(alike)


def _batches(samples: Sequence[Sample], size: int, draw: random.Random) -> Iterator[list[Sample]]:
    order = list(samples)
    draw.shuffle(order)
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _loss(model: SentenceTransformer, batch: Sequence[Sample], partners: Sequence[str], draw: random.Random) -> Tensor:
    ours = _embed(model, [_slip(sample.text, draw) for sample in batch], "query")
    theirs = _embed(model, [_slip(text, draw) for text in partners], "document")
    similarities = (ours @ theirs.T / TEMPERATURE).masked_fill(_related(batch), -1e9)
    target = torch.arange(len(batch))
    cross_entropy = torch.nn.functional.cross_entropy
    return (cross_entropy(similarities, target) + cross_entropy(similarities.T, target)) / 2


def _embed(model: SentenceTransformer, texts: list[str], prompt_name: str) -> Tensor:
    output = model(model.preprocess(texts, prompt=model.prompts[prompt_name] or None))
    return torch.nn.functional.normalize(output["sentence_embedding"], dim=-1)


def _related(batch: Sequence[Sample]) -> Tensor:
    """Mark the pairs of different samples that share a meaning, shape (batch, batch)."""
    places = defaultdict(list)
    for at, sample in enumerate(batch):
        for meaning in sample.meanings:
            places[meaning].append(at)
    related = torch.zeros(len(batch), len(batch), dtype=torch.bool)
    for group in places.values():
        members = torch.tensor(group)
        related[members[:, None], members[None, :]] = True
    return related.fill_diagonal_(False)


def _slip(text: str, draw: random.Random) -> str:
    """Copy a text as hurried people type it: three in ten without diacritics, one in three with slips of the finger."""
    if draw.random() < 0.3:
        text = fold(text)
    if len(text) < 4 or draw.random() >= 0.35:
        return text
    letters = list(text)
    for _ in range(max(1, len(letters) // 25)):
        _slip_once(letters, draw.randrange(len(letters) - 1), draw)
    return "".join(letters)


def _slip_once(letters: list[str], at: int, draw: random.Random) -> None:
    match draw.choices(("swap", "drop", "double", "replace"), weights=(40, 30, 15, 15))[0]:
        case "swap":
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        case "drop" if len(letters) > 3:
            del letters[at]
        case "double":
            letters.insert(at, letters[at])
        case _:
            letters[at] = draw.choice("abcdefghijklmnoprstuwyz")
