"""What is stored of one published state of an act, beside what it says."""

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.acts.citation import Citation

NOBODY = -1
"""The owner of a text that belongs to no clause, in place of the clause's position."""


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a question that staff ask, and the clause that answers it; no citation where the act gives it to nobody."""

    question: str
    citation: Citation | None = None
    occurrence: int = 1

    @property
    def key(self) -> tuple[Citation, int] | None:
        """The key of the clause that answers it."""
        return (self.citation, self.occurrence) if self.citation else None


@dataclass(frozen=True, slots=True)
class Lost:
    """Hold an example question whose clause a later act no longer has, with that clause as its act had it."""

    question: str
    act: str
    citation: Citation
    occurrence: int
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Hold a document that an act was read from: its file's name, the fingerprint of its bytes, its lines as JSON."""

    name: str
    hash: str
    lines: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Hold what the database records of one published state of an act; `calibration` is JSON.

    `valid_from` is the day from whose midnight it answers, unless it was withdrawn; `in_force_from` what its act says.
    `lines` name the lines of succession it stands in, each by the number of the line's first edition, `replaces` the
    editions published before it that it replaces, by their numbers.
    """

    id: int
    act: str
    source: str
    source_hash: str
    examples_hash: str
    encoder: str
    dimension: int
    calibration: str
    published_at: datetime
    in_force_from: date | None
    unit_count: int
    clause_count: int
    example_count: int
    valid_from: date
    lines: tuple[int, ...]
    is_withdrawn: bool
    replaces: tuple[int, ...] = ()

    @property
    def line(self) -> int:
        """The first line it stands in."""
        return self.lines[0]

    @property
    def order(self) -> tuple[date, int]:
        """What tells which of two editions of a line is the later."""
        return self.valid_from, self.id
