"""The pipeline: read, parse, embed, store."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from indexer.amending import Consolidation, consolidations, faults_of
from indexer.calibrate import calibrate
from indexer.carry import Inheritance, carry_over, inherit
from indexer.compare import compare
from indexer.confined import encode_lines, read_confined
from indexer.consolidate import InapplicableAmendment
from indexer.corpus import (
    CALIBRATION,
    DECREE,
    elsewhere,
    examples_of,
    nobodys_questions,
    read_judged,
)
from indexer.corrections import settle
from indexer.parse import Reading, parse
from indexer.read import Document, read
from indexer.report import judgement, unpublishable
from knowledge.audit import COMMAND_LINE
from knowledge.confidence import Calibration
from knowledge.corrections import Correction
from knowledge.days import today_in_warsaw
from knowledge.embeddings import Vectors
from knowledge.encoder import Encoder
from knowledge.errors import UnreadableSource
from knowledge.indexed import Indexed
from knowledge.model import Act, Edition, Example, Lost, Source
from knowledge.search import Searcher
from knowledge.store import Published, Store, first_day, hash_examples
from knowledge.succession import in_force, succeeds
from knowledge.texts import Texts

Progress = Callable[[str], None]

COVERED = 0.5
"""The cosine from which on a duty of another office is taken to be one that this act gives to somebody."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Hold what publishing an act came to; `embedded` counts the texts that had to be embedded.

    `lost` are the example questions whose clause was in the act before and is not in this one, `lost_corrections` the
    corrections of which the same is true; the store keeps them.
    """

    edition: Edition
    reading: Reading
    changed: bool
    embedded: int
    lost: tuple[Lost, ...] = ()
    lost_corrections: tuple[Correction, ...] = ()


def publish(
    path: Path,
    store: Store,
    encoder: Encoder,
    say: Progress = lambda _: None,
    force: bool = False,
    valid_from: date | None = None,
    who: str = COMMAND_LINE,
) -> Publication:
    """Read an act and publish it as a new edition; the same act with the same encoder and day changes nothing.

    It answers from the day `valid_from`, by default the one its own words tell, else today; `who` does it.
    Raises UnreadableSource when the file cannot be read, or not well enough to be published without `force`.
    """
    return publish_all(path, store, encoder, say, force, valid_from, who)[0]


def publish_all(
    path: Path,
    store: Store,
    encoder: Encoder,
    say: Progress = lambda _: None,
    force: bool = False,
    valid_from: date | None = None,
    who: str = COMMAND_LINE,
) -> tuple[Publication, ...]:
    """Publish all that a file brings: the act it holds, and every act that it amends as that reads from then on.

    Raises as `publish` does, and InapplicableAmendment where it cannot be applied to what it amends.
    """
    document = Document.from_file(path)
    reading = _publishable(read_confined(document), path, force)
    say(f"{path.name}: {judgement(reading)}")
    return publish_whole(reading, document.name, document.fingerprint, store, encoder, say, force, valid_from, who)


def publish_whole(
    reading: Reading,
    source: str,
    source_hash: str,
    store: Store,
    encoder: Encoder,
    say: Progress = lambda _: None,
    force: bool = False,
    valid_from: date | None = None,
    who: str = COMMAND_LINE,
) -> tuple[Publication, ...]:
    """Publish an act that was read, where it has duties of its own, and the acts it amends; nothing where one fails."""
    own = Source(source, source_hash, encode_lines(reading.source))
    made = consolidations(reading, own, store, valid_from)
    for each in made:
        if isinstance(each, Consolidation) and (obstacles := unpublishable(each.reading)) and not force:
            raise UnreadableSource(
                f"{source} is not published: {each.base.act} as it amends it: {'; '.join(obstacles)}; "
                "publish it all the same with --force"
            )
    published = []
    if reading.act.clauses:
        published = [publish_reading(reading, source, source_hash, store, encoder, say, valid_from, who)]
    for each in made:
        if isinstance(each, Edition):
            published.append(Publication(each, reading, changed=False, embedded=0))
            continue
        published.append(
            publish_reading(
                each.reading,
                each.source,
                each.source_hash,
                store,
                encoder,
                say,
                each.valid_from,
                who,
                each.sources,
            )
        )
    return tuple(published)


def publish_reading(
    reading: Reading,
    source: str,
    source_hash: str,
    store: Store,
    encoder: Encoder,
    say: Progress = lambda _: None,
    valid_from: date | None = None,
    who: str = COMMAND_LINE,
    sources: Sequence[Source] = (),
) -> Publication:
    """Publish an act that was read; `source` names what it was read from, and `source_hash` is its fingerprint.

    `sources` are the documents of one that others amended; otherwise it is its own.
    """
    act = reading.act
    if not sources and reading.source:
        sources = (Source(source, source_hash, encode_lines(reading.source)),)
    day = valid_from or first_day(act)
    shipped = shipped_examples(act, shipped_questions(act))
    examples_hash = hash_examples(shipped)
    if held := _held(store, (source_hash, examples_hash, encoder.name), day):
        if sources and not store.sources(held):
            store.keep(held, sources)
        return Publication(held, reading, changed=False, embedded=0)
    vectors = _Vectors(store, encoder, say)
    legacy = _legacy(act, day, store)
    examples = tuple(_uncovered(act, _with_legacy(act, shipped, legacy), legacy, vectors))
    vectors.of(Texts.of(act, examples).texts)
    edition = store.publish(
        act,
        examples,
        source=source,
        source_hash=source_hash,
        examples_hash=examples_hash,
        encoder=encoder.name,
        calibration=_calibration(act, examples, vectors, encoder).to_json(),
        vectors=vectors.fresh,
        lost=(*legacy.lost, *legacy.still_lost) if legacy else (),
        valid_from=day,
        who=who,
        sources=sources,
    )
    corrections = settle(store, encoder, [Published(edition, act, examples)])
    return Publication(edition, reading, True, len(vectors.fresh), legacy.lost if legacy else (), corrections)


def republish(
    store: Store, encoder: Encoder, who: str = COMMAND_LINE, say: Progress = lambda _: None
) -> list[Publication]:
    """Publish the acts in force and those that are coming again, as after a change of the encoder."""
    today = today_in_warsaw()
    return [
        publish_reading(
            Reading(store.load(edition).act, ()),
            edition.source,
            edition.source_hash,
            store,
            encoder,
            say,
            edition.valid_from,
            who,
            store.sources(edition),
        )
        for edition in (*store.in_force(today), *store.coming(today))
    ]


def _held(store: Store, fingerprint: tuple[str, str, str], day: date) -> Edition | None:
    """Return the edition that answers from a day and is the very same, if there is one."""
    return next(
        (
            each
            for each in in_force(store.editions(), day)
            if each.valid_from == day and (each.source_hash, each.examples_hash, each.encoder) == fingerprint
        ),
        None,
    )


def read_act(path: Path, force: bool = False) -> Reading:
    """Read and parse a file.

    Raises UnreadableSource when it gives nobody a duty and amends no act, or without `force` was read badly, and
    InapplicableAmendment when it orders about another act what is not understood.
    """
    return _publishable(read_confined(Document.from_file(path)), path, force)


def _publishable(reading: Reading, path: Path, force: bool) -> Reading:
    if faults := faults_of(reading):
        raise InapplicableAmendment(faults)
    obstacles = unpublishable(reading)
    says_nothing = not reading.act.clauses and not reading.instructions
    if says_nothing or (obstacles and not force):
        advice = "" if says_nothing else ", or publish it all the same with --force"
        raise UnreadableSource(
            f"{path.name} is not published: {'; '.join(obstacles)}; see: python -m indexer check {path}{advice}"
        )
    return reading


def source_of(reading: Reading, name: str, data: bytes) -> Source:
    """Return the document that an act was read from, to keep it with its edition."""
    return Source(name, sha256(data).hexdigest(), encode_lines(reading.source))


def searcher_of(act: Act, examples: Sequence[Example], encoder: Encoder) -> Searcher:
    """Build a searcher without a database, as calibrating and evaluating need it."""
    texts = Texts.of(act, examples)
    return Searcher([Indexed(act, texts, encoder.encode_document(texts.texts))], encoder)


def shipped_examples(act: Act, asked: Sequence[Example]) -> tuple[Example, ...]:
    """Return the example questions of an act together with those that are nobody's."""
    return (*asked, *_nobodys(act))


def shipped_questions(act: Act) -> tuple[Example, ...]:
    """Return the example questions that come with the program, at the clauses of an act in the line of their own."""
    decree = _decree()
    if not (succeeds(act, decree) or succeeds(decree, act)):
        return examples_of(act)
    return carry_over(compare(decree, act), examples_of(decree))[0]


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


@cache
def _decree() -> Act:
    return parse(read(DECREE)).act


def _legacy(act: Act, day: date, store: Store) -> Inheritance | None:
    """Return what an act has from the edition of its line that it follows; None where it stands in no line yet.

    An act of the past has it from the one that took its place; what it lacks of that one is not lost.
    """
    nearest = store.nearest(act, day)
    if nearest is None:
        return None
    published = store.load(nearest)
    legacy = inherit(act, published.act, published.examples, store.lost(nearest))
    if nearest.valid_from > day:
        return replace(legacy, lost=(), still_lost=())
    shipped = {example.question for example in shipped_questions(act)}
    found_again = [
        tuple(each for each in lost if each.question not in shipped) for lost in (legacy.lost, legacy.still_lost)
    ]
    return replace(legacy, lost=found_again[0], still_lost=found_again[1])


def _with_legacy(act: Act, shipped: tuple[Example, ...], legacy: Inheritance | None) -> tuple[Example, ...]:
    """Add what is inherited to what comes with the program, which prevails where both know a question."""
    if legacy is None:
        return shipped
    asked = [example for example in shipped if example.key]
    known = {example.question for example in asked}
    candidates = shipped_examples(act, [*asked, *(each for each in legacy.examples if each.question not in known)])
    known = {example.question for example in candidates}
    return (*candidates, *(Example(question) for question in legacy.nobodys if question not in known))


def _nobodys(act: Act) -> Iterator[Example]:
    """Yield the questions that are nobody's by this act, and those about other offices' duties."""
    yield from (Example(question) for question in nobodys_questions(act))
    yield from (Example(text) for other in elsewhere() for text in (other.duty, *other.questions))


def _uncovered(
    act: Act, candidates: Sequence[Example], legacy: Inheritance | None, vectors: _Vectors
) -> Iterator[Example]:
    """Leave out what is taken to be nobody's, other offices' duties above all, and this act gives to somebody.

    What was nobody's by the act before can have been given to somebody by new words only.
    """
    gone_through = bool(nobodys_questions(act))  # somebody has gone through them for this very act
    if gone_through and not legacy:
        yield from candidates
        return
    vectors.of([candidate.question for candidate in candidates])  # once for all, whatever is dropped below
    duty_of = {text: other.duty for other in elsewhere() for text in (other.duty, *other.questions)}
    nobodys = [candidate.question for candidate in candidates if not candidate.key]
    covered = vectors.of([duty_of.get(text, text) for text in nobodys]) @ _clause_vectors(act, vectors).T >= COVERED
    new, known = set(legacy.new if legacy else ()), set(legacy.nobodys if legacy else ())
    new_words = np.array([clause in new for clause in act.clauses])
    all_words = np.full(len(act.clauses), not gone_through)
    dropped = {
        text
        for text, row in zip(nobodys, covered, strict=True)
        if (row & (new_words if text in known else all_words)).any()
    }
    yield from (example for example in candidates if example.key or example.question not in dropped)


def _clause_vectors(act: Act, vectors: _Vectors) -> Vectors:
    return vectors.of([clause.text for clause in act.clauses])


def _calibration(act: Act, examples: Sequence[Example], vectors: _Vectors, encoder: Encoder) -> Calibration:
    """Choose the calibration for an act: that of bare acts where most clauses have no example question."""
    exampled = {example.key for example in examples}
    bare = sum(clause.key in exampled for clause in act.clauses) * 2 < len(act.clauses)
    if encoder.calibrations:
        return encoder.calibrations.bare if bare else encoder.calibrations.exampled
    return _calibrate(vectors, encoder, bare)


def _calibrate(vectors: _Vectors, encoder: Encoder, bare: bool) -> Calibration:
    """Calibrate an encoder that brings no calibrations: on the shipped decree, for which judged questions exist."""
    act = _decree()
    examples = shipped_examples(act, () if bare else examples_of(act))
    texts = Texts.of(act, examples)
    searcher = Searcher([Indexed(act, texts, vectors.of(texts.texts))], encoder)
    return calibrate(searcher, read_judged(CALIBRATION))
