"""Find the acts that an amending act changes among those published, and make of them the editions that follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from indexer.amending.consolidate import InapplicableAmendment
from indexer.instructions.amendments import Instruction, Reference
from indexer.parsing.parse import Reading
from indexer.publishing.sandbox import consolidate_confined
from knowledge.acts.act import Act
from knowledge.acts.amendment_notes import ActName
from knowledge.acts.edition import Edition, Source
from knowledge.acts.succession import in_force, taking_effect
from knowledge.errors import UnreadableSource
from knowledge.store.store import Store, first_day
from knowledge.wording import Message


@dataclass(frozen=True, slots=True)
class Consolidation:
    """Hold an act as it reads after another one amended it, and what it was made of.

    `base` is the edition that was amended, `sources` are the documents, the last one that of the amending act.
    """

    reading: Reading
    base: Edition
    sources: tuple[Source, ...]
    valid_from: date

    @property
    def source(self) -> str:
        """The names of the files it was made of."""
        return " + ".join(each.name for each in self.sources)

    @property
    def source_hash(self) -> str:
        """The fingerprint of all that it was made of."""
        return sha256(" ".join(each.hash for each in self.sources).encode()).hexdigest()


def faults_of(reading: Reading) -> tuple[Instruction, ...]:
    """Return the instructions of an act that are not understood."""
    return tuple(each for each in reading.instructions if each.fault)


def consolidations(
    reading: Reading, source: Source, store: Store, valid_from: date | None = None
) -> tuple[Consolidation | Edition, ...]:
    """Apply an amending act to each act it amends; an edition stands for one to which it was applied already.

    Raises InapplicableAmendment where an instruction is not understood or cannot be carried out, UnreadableSource
    where the amended act is not published, is in force no longer, or was amended by a later act already.
    """
    if faults := faults_of(reading):
        raise InapplicableAmendment(faults)
    day = valid_from or first_day(reading.act)
    return tuple(_consolidated(target, reading.act, source, store, day) for target in _targets(reading.instructions))


def _targets(instructions: Iterable[Instruction]) -> tuple[Reference, ...]:
    return tuple(dict.fromkeys(each.target for each in instructions))


def _consolidated(target: Reference, amending: Act, source: Source, store: Store, day: date) -> Consolidation | Edition:
    base, head = _base(target, source.name, store, day)
    documents = store.sources(base)
    if not documents:
        raise UnreadableSource(
            "edition {id} of {act} was published before the text of acts was kept; publish its file again "
            "first: python -m indexer publish FILE",
            id=base.id,
            act=base.act,
        )
    if source.hash in [each.hash for each in documents]:
        return base
    documents = _with(documents, head.amended_by, source, ActName(amending.kind, amending.number, amending.day))
    reading = consolidate_confined(source.name, [each.lines for each in documents])
    return Consolidation(reading, base, documents, max(day, base.valid_from))


def _base(target: Reference, name: str, store: Store, day: date) -> tuple[Edition, Act]:
    """Return the edition that is to be amended, the last one of the act, with the head of its act."""
    heads = store.heads()
    standing = taking_effect([edition for edition, _ in heads])
    named = sorted(
        ((edition, act) for edition, act in heads if edition in standing and target.names(act)),
        key=lambda each: each[0].order,
    )
    if not named:
        raise UnreadableSource(
            "{name} amends act {target}, which is not published here; publish that act first: python -m indexer "
            "publish FILE",
            name=name,
            target=target,
        )
    base, head = named[-1]
    if base.valid_from > day and any(edition.valid_from <= day for edition, _ in named):
        raise UnreadableSource(
            "{name} takes effect on {day}, before edition {id} of {act} ({since}): publish acts that amend it "
            "in their order; to go back, run: python -m indexer rollback {before}",
            name=name,
            day=str(day),
            id=base.id,
            act=base.act,
            since=str(base.valid_from),
            before=_before(named, day),
        )
    following = [each for each in in_force(store.editions(), day) if set(each.lines) & set(base.lines)]
    if base.valid_from <= day and base not in following:
        successor = following[-1].act if following else Message("another act")
        raise UnreadableSource(
            "{name} amends {act}, which is in force no longer on {day}: {successor} is",
            name=name,
            act=base.act,
            day=str(day),
            successor=successor,
        )
    return base, head


def _before(named: Sequence[tuple[Edition, Act]], day: date) -> int:
    return [edition.id for edition, _ in named if edition.valid_from <= day][-1]


def _with(documents: Sequence[Source], applied: Sequence[ActName], source: Source, name: ActName) -> tuple[Source, ...]:
    """Add a document to those of an edition; one of the same amending act, corrected, takes that one's place."""
    if name.number and name in applied:
        at = 1 + applied.index(name)
        return (*documents[:at], source, *documents[at + 1 :])
    return (*documents, source)
