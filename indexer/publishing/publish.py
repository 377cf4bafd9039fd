"""The pipeline: read, parse, embed, store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indexer.amending.consolidate import InapplicableAmendment
from indexer.examples.choice import examples_for, legacy_of, shipped_act, shipped_examples, shipped_questions
from indexer.examples.corpus import read_judged
from indexer.examples.embedding import Embedding
from indexer.examples.relocation import relocate
from indexer.learning.calibrate import calibrate
from indexer.parsing.parse import Reading
from indexer.parsing.report import judgement, unpublishable
from indexer.publishing.amended_acts import Consolidation, consolidations, faults_of
from indexer.publishing.contact_places import carry_contacts
from indexer.publishing.sandbox import encode_lines, read_confined
from indexer.reading.read import Document
from knowledge.acts.act import Act
from knowledge.acts.edition import Edition, Example, Lost, Source
from knowledge.acts.succession import in_force
from knowledge.days import today_in_warsaw
from knowledge.embedding.calibration import Calibration
from knowledge.embedding.encoder import Encoder
from knowledge.errors import UnreadableSource
from knowledge.search.indexed import Indexed
from knowledge.search.searcher import Searcher
from knowledge.search.texts import Texts
from knowledge.shipped import CALIBRATION
from knowledge.staff.contacts import Contact
from knowledge.staff.corrections import Correction
from knowledge.store.rows import COMMAND_LINE
from knowledge.store.store import Store, first_day, hash_examples
from knowledge.wording import Message, Progress


@dataclass(frozen=True, slots=True)
class Publication:
    """Hold what publishing an act came to; `embedded` counts the texts that had to be embedded.

    `lost` are the example questions whose clause was in the act before and is not in this one, `lost_corrections` the
    corrections and `lost_contacts` the contacts of units of which the same is true; the store keeps them.
    """

    edition: Edition
    reading: Reading
    changed: bool
    embedded: int
    lost: tuple[Lost, ...] = ()
    lost_corrections: tuple[Correction, ...] = ()
    lost_contacts: tuple[Contact, ...] = ()


def publish(
    path: Path,
    store: Store,
    encoder: Encoder,
    tell: Progress = lambda _: None,
    force: bool = False,
    valid_from: date | None = None,
    who: str = COMMAND_LINE,
) -> Publication:
    """Read an act and publish it as a new edition; the same act with the same encoder and day changes nothing.

    It answers from the day `valid_from`, by default the one its own words tell, else today; `who` does it.
    Raises UnreadableSource when the file cannot be read, or not well enough to be published without `force`.
    """
    reading, source = read_source(path, force)
    return publish_whole(reading, source, store, encoder, tell, force, valid_from, who)[0]


def publish_whole(
    reading: Reading,
    source: Source,
    store: Store,
    encoder: Encoder,
    tell: Progress = lambda _: None,
    force: bool = False,
    valid_from: date | None = None,
    who: str = COMMAND_LINE,
) -> tuple[Publication, ...]:
    """Publish an act that was read, where it has duties of its own, and the acts it amends as they read from then on.

    Raises as `publish` does, and InapplicableAmendment; then nothing is published.
    """
    tell(Message("{file}: {judgement}", file=source.name, judgement=judgement(reading)))
    made = consolidations(reading, source, store, valid_from)
    for each in made:
        if isinstance(each, Consolidation) and (obstacles := unpublishable(each.reading)) and not force:
            raise UnreadableSource(
                "{name} is not published: {act} as it amends it: {reasons}; publish it all the same with --force",
                name=source.name,
                act=each.base.act,
                reasons=Message.joined(obstacles, "; "),
            )
    published = []
    if reading.act.clauses:
        published = [publish_reading(reading, source.name, source.hash, store, encoder, tell, valid_from, who)]
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
                tell,
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
    tell: Progress = lambda _: None,
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
        relocate(store, encoder, [held])  # a kill may have come between its publication and this
        carry_contacts(store, [held], who)
        return Publication(held, reading, changed=False, embedded=0)
    for each in store.replaced(act, today_in_warsaw()):
        if each.valid_from >= day and not sources[1:]:
            tell(_gone(each, act))
    embedding = Embedding(store, encoder, tell)
    legacy = legacy_of(act, day, store)
    examples = examples_for(act, shipped, legacy, embedding)
    embedding.know(Texts.of(act, examples).texts)
    edition = store.publish(
        act,
        examples,
        source=source,
        source_hash=source_hash,
        examples_hash=examples_hash,
        encoder=encoder.name,
        calibration=_calibration(act, examples, embedding).to_json(),
        vectors=embedding.fresh,
        lost=(*legacy.lost, *legacy.still_lost) if legacy else (),
        valid_from=day,
        who=who,
        sources=sources,
    )
    lost = legacy.lost if legacy else ()
    corrections, contacts = relocate(store, encoder, [edition]), carry_contacts(store, [edition], who)
    return Publication(edition, reading, True, len(embedding.fresh), lost, corrections, contacts)


def _gone(edition: Edition, act: Act) -> Message:
    return Message(
        "edition {id} of {act}, coming on {day}, is withdrawn: {new} repeals or replaces it",
        id=edition.id,
        act=edition.act,
        day=str(edition.valid_from),
        new=act.number or act.title,
    )


def republish(
    store: Store, encoder: Encoder, who: str = COMMAND_LINE, tell: Progress = lambda _: None
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
            tell,
            edition.valid_from,
            who,
            store.sources(edition),
        )
        # in the order in which they were published: what is published later may replace what was before
        for edition in sorted((*store.in_force(today), *store.coming(today)), key=lambda each: each.id)
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
    """Read and parse a file, as `read_source` does."""
    return read_source(path, force)[0]


def read_source(path: Path, force: bool = False) -> tuple[Reading, Source]:
    """Read and parse a file, and return what was read with the document to keep.

    Raises UnreadableSource when it gives nobody a duty and amends no act, or without `force` was read badly, and
    InapplicableAmendment when it orders about another act what is not understood.
    """
    document = Document.from_file(path)
    reading = _publishable(read_confined(document), path, force)
    return reading, source_of(reading, document)


def _publishable(reading: Reading, path: Path, force: bool) -> Reading:
    if faults := faults_of(reading):
        raise InapplicableAmendment(faults)
    obstacles = unpublishable(reading)
    says_nothing = not reading.act.clauses and not reading.instructions
    if says_nothing or (obstacles and not force):
        values = {"name": path.name, "reasons": Message.joined(obstacles, "; "), "path": path}
        if says_nothing:
            raise UnreadableSource("{name} is not published: {reasons}; see: python -m indexer check {path}", **values)
        raise UnreadableSource(
            "{name} is not published: {reasons}; see: python -m indexer check {path}, "
            "or publish it all the same with --force",
            **values,
        )
    return reading


def source_of(reading: Reading, document: Document) -> Source:
    """Return the document that an act was read from, to keep it with its edition."""
    return Source(document.name, document.fingerprint, encode_lines(reading.source))


def _calibration(act: Act, examples: Sequence[Example], embedding: Embedding) -> Calibration:
    """Choose the calibration for an act: that of bare acts where most clauses have no example question."""
    exampled = {example.key for example in examples}
    bare = sum(clause.key in exampled for clause in act.clauses) * 2 < len(act.clauses)
    if brought := embedding.encoder.calibrations:
        return brought.bare if bare else brought.exampled
    return _calibrate(embedding, bare)


def _calibrate(embedding: Embedding, bare: bool) -> Calibration:
    """Calibrate an encoder that brings no calibrations: on the shipped decree, for which judged questions exist."""
    act = shipped_act()
    texts = Texts.of(act, shipped_examples(act, () if bare else shipped_questions(act)))
    searcher = Searcher([Indexed(act, texts, embedding.vectors(texts.texts))], embedding.encoder)
    return calibrate(searcher, read_judged(CALIBRATION))
