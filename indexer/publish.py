"""The pipeline: read, parse, embed, store."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from indexer.calibrate import calibrate
from indexer.corpus import CALIBRATION, DECREE, elsewhere, examples_of, nobodys_questions, read_judged
from indexer.parse import Reading, parse
from indexer.read import read, read_bytes
from indexer.report import judgement, unpublishable
from knowledge.confidence import Calibration
from knowledge.encoder import Encoder
from knowledge.errors import UnreadableSource
from knowledge.model import Act, Edition, Example
from knowledge.search import Searcher, Texts
from knowledge.store import Store, Vectors, hash_examples

Progress = Callable[[str], None]

COVERED = 0.5
"""The cosine from which on a duty of another office is taken to be one that this act gives to somebody."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Hold what publishing an act came to; `embedded` counts the texts that had to be embedded."""

    edition: Edition
    reading: Reading
    changed: bool
    embedded: int


def publish(
    path: Path, store: Store, encoder: Encoder, say: Progress = lambda _: None, force: bool = False
) -> Publication:
    """Read an act and put it in force as a new edition; the same act with the same encoder changes nothing.

    Raises UnreadableSource when the file cannot be read, or not well enough to be published without `force`.
    """
    reading = read_act(path, force)
    act, latest = reading.act, store.latest()
    say(f"{path.name}: {judgement(reading)}")
    candidates = shipped_examples(act)
    source_hash, examples_hash = sha256(read_bytes(path)).hexdigest(), hash_examples(candidates)
    if latest and (latest.source_hash, latest.examples_hash, latest.encoder) == (
        source_hash,
        examples_hash,
        encoder.name,
    ):
        return Publication(latest, reading, changed=False, embedded=0)
    vectors = _Vectors(store, encoder, say)
    examples = tuple(_uncovered(act, candidates, vectors))
    vectors.of(Texts.of(act, examples).texts)
    edition = store.publish(
        act,
        examples,
        source=path.name,
        source_hash=source_hash,
        examples_hash=examples_hash,
        encoder=encoder.name,
        calibration=_calibration(act, examples, vectors, encoder).to_json(),
        vectors=vectors.fresh,
    )
    return Publication(edition, reading, changed=True, embedded=len(vectors.fresh))


def read_act(path: Path, force: bool = False) -> Reading:
    """Read and parse a file; raises UnreadableSource when it gives nobody a duty, or without `force` was read badly."""
    reading = parse(read(path))
    obstacles = unpublishable(reading)
    if not reading.act.clauses or (obstacles and not force):
        advice = "" if not reading.act.clauses else ", or publish it all the same with --force"
        raise UnreadableSource(
            f"{path.name} is not published: {'; '.join(obstacles)}; see: python -m indexer check {path}{advice}"
        )
    return reading


def searcher_of(act: Act, examples: Sequence[Example], encoder: Encoder) -> Searcher:
    """Build a searcher without a database, as calibrating and evaluating need it."""
    texts = Texts.of(act, examples)
    return Searcher(act, texts, encoder.encode_document(texts.texts), encoder)


def shipped_examples(act: Act) -> tuple[Example, ...]:
    """Return all examples that the project has for an act, and those that are nobody's."""
    return (*examples_of(act), *_nobodys(act))


class _Vectors:
    """Give the vectors of texts, embedding those that the store lacks; `fresh` holds what was embedded."""

    def __init__(self, store: Store, encoder: Encoder, say: Progress) -> None:
        self._store, self._encoder, self._say = store, encoder, say
        self.fresh: dict[str, Vectors] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of the texts, shape (len(texts), dimension)."""
        missing = [text for text in self._store.missing(self._encoder.name, texts) if text not in self.fresh]
        if missing:
            self._say(f"embedding {len(missing)} texts with {self._encoder.name} …")
            self.fresh.update(zip(missing, self._encoder.encode_document(missing), strict=True))
        stored = [text for text in dict.fromkeys(texts) if text not in self.fresh]
        known = dict(self.fresh)
        if stored:
            known |= zip(stored, self._store.vectors(self._encoder.name, stored), strict=True)
        return np.array([known[text] for text in texts], dtype=np.float32)


def _nobodys(act: Act) -> Iterator[Example]:
    """Yield the questions that are nobody's by this act, and those about other offices' duties."""
    yield from (Example(question) for question in nobodys_questions(act))
    yield from (Example(text) for other in elsewhere() for text in (other.duty, *other.questions))


def _uncovered(act: Act, candidates: Sequence[Example], vectors: _Vectors) -> Iterator[Example]:
    """Leave out other offices' duties, with their questions, that this act itself gives to somebody."""
    if nobodys_questions(act):  # somebody has gone through them for this very act
        yield from candidates
        return
    vectors.of([candidate.question for candidate in candidates])  # once for all, whatever is dropped below
    clauses = vectors.of([clause.text for clause in act.clauses])
    duties = vectors.of([other.duty for other in elsewhere()])
    covered = (duties @ clauses.T).max(axis=1) >= COVERED
    dropped = {
        text
        for other, is_covered in zip(elsewhere(), covered, strict=True)
        if is_covered
        for text in (other.duty, *other.questions)
    }
    yield from (example for example in candidates if example.key or example.question not in dropped)


def _calibration(act: Act, examples: Sequence[Example], vectors: _Vectors, encoder: Encoder) -> Calibration:
    """Choose the calibration for an act: that of bare acts where most clauses have no example question."""
    exampled = {example.key for example in examples}
    bare = sum(clause.key in exampled for clause in act.clauses) * 2 < len(act.clauses)
    if encoder.calibrations:
        return encoder.calibrations.bare if bare else encoder.calibrations.exampled
    return _calibrate(vectors, encoder, bare)


def _calibrate(vectors: _Vectors, encoder: Encoder, bare: bool) -> Calibration:
    """Calibrate an encoder that brings no calibrations: on the shipped decree, for which judged questions exist."""
    act = read_act(DECREE).act
    examples = [example for example in shipped_examples(act) if not (bare and example.key)]
    texts = Texts.of(act, examples)
    searcher = Searcher(act, texts, vectors.of(texts.texts), encoder)
    return calibrate(searcher, read_judged(CALIBRATION))
