"""What an act says: its head, its provisions, its units and the duties that it gives them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from knowledge.acts.amendment_notes import ActName, Amended
from knowledge.acts.citation import Citation

ALL_UNITS = "ALL"
"""The reserved code that owns the duties common to all units (§ 19 of decree 1454/2024)."""


class Lines(NamedTuple):
    """A place in the source file: first and last line, both counted from 1 and included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Provision:
    """Hold one numbered piece of an act: its own words, without its mark and without what it contains.

    `occurrence` tells apart provisions to which the act gives the same citation (1, 2, … in the order of the text).
    `amended` tells which later acts gave it its present wording, the latest last.
    """

    citation: Citation
    occurrence: int
    text: str
    lines: Lines
    amended: tuple[Amended, ...] = ()

    @property
    def key(self) -> tuple[Citation, int]:
        """What identifies the provision within its act."""
        return self.citation, self.occurrence


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold an organisational unit or a post.

    `code` is the symbol the act gives, or the name where it gives none; it is unique within the act.
    `kind` is the first word of the name in lower case ("referat", "stanowiska", …), "post" for a post.
    `parent` is the code of the unit that this one is a part of ("w skład … wchodzi"), `reports_to` the code of the unit
    or post it answers to ("podlega bezpośrednio"): an act states the two apart, and they differ.
    """

    code: str
    name: str
    kind: str
    parent: str | None = None
    reports_to: str | None = None
    aliases: tuple[str, ...] = ()
    declared: Citation | None = None
    subordination: Citation | None = None


EVERYBODY = Unit(ALL_UNITS, ALL_UNITS, "")
"""All units together, who bear the duties common to them."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Hold one duty of one unit: the smallest text that is searched, quoted and cited.

    `text` stands in the act letter for letter (white space aside). `lead_in` holds the words of the provisions that
    contain it, without which "a) planów zamówień publicznych" is no sentence.
    """

    citation: Citation
    occurrence: int
    unit: str
    text: str
    lead_in: str
    lines: Lines

    @property
    def sentence(self) -> str:
        """The duty as one readable sentence: lead-in and text."""
        return f"{self.lead_in} {self.text}".strip()

    @property
    def key(self) -> tuple[Citation, int]:
        """What identifies the clause within its act."""
        return self.citation, self.occurrence


@dataclass(frozen=True, slots=True)
class Commencement:
    """Hold when an act takes effect: the rule as printed and, where the rule and a date allow it, the day."""

    text: str
    citation: Citation
    day: date | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold a sentence of the act together with its address: a repeal, an annex that is only mentioned."""

    text: str
    citation: Citation


@dataclass(frozen=True)  # without slots, so that it can keep what is looked up in it again and again
class Act:
    """Hold an organisational act as read: its head, every provision, and what the provisions say.

    What the source does not say stays empty or None; nothing is guessed. `bodies` are further wholes, beside the
    organisation, that units are parts of (one regulation of two kinds of office); `amendments` the provisions that
    change another act, `amended_by` the acts that this one has been amended by, in their order.
    """

    kind: str
    number: str
    issuer: str
    day: date | None
    title: str
    legal_basis: str
    organisation: Unit | None
    units: tuple[Unit, ...]
    posts: tuple[Unit, ...]
    provisions: tuple[Provision, ...]
    clauses: tuple[Clause, ...]
    commencement: Commencement | None = None
    repeals: tuple[Statement, ...] = ()
    annexes: tuple[Statement, ...] = ()
    bodies: tuple[Unit, ...] = ()
    amendments: tuple[Statement, ...] = ()
    amended_by: tuple[ActName, ...] = ()

    def __hash__(self) -> int:
        """Hash what tells acts apart; all that they say would take too long."""
        return hash((self.number, self.title, self.day))

    @property
    def everyone(self) -> Iterator[Unit]:
        """The organisation, other bodies the act describes, its posts and its units, in this order."""
        if self.organisation:
            yield self.organisation
        yield from self.bodies
        yield from self.posts
        yield from self.units

    def unit(self, code: str) -> Unit | None:
        """Return the unit, post or organisation with exactly this code."""
        return self._by_code.get(code)

    def duties(self, code: str) -> tuple[Clause, ...]:
        """Return the duties of the unit with this code."""
        return self._by_bearer.get(code, ())

    def at(self, citation: Citation) -> tuple[Provision, ...]:
        """Return the provisions with exactly this citation: none, one, or several where the act repeats it."""
        return self._by_citation.get(citation, ())

    def place(self, citation: Citation) -> int:
        """Return the position of the first provision with this citation; raises KeyError where there is none."""
        return self._places[citation]

    def position(self, clause: Clause) -> int:
        """Return the position of one of the act's clauses."""
        return self._positions[clause.key]

    def context(self, clause: Clause) -> tuple[str, ...]:
        """Return the words of the points and letters that contain a clause, the highest first.

        They are what makes an item readable; the stem of its paragraph only names the unit.
        """
        above = reversed(clause.citation.lead_ins())
        return tuple(provision.text for citation in above for provision in self.at(citation)[:1])

    def amended(self, clause: Clause) -> tuple[Amended, ...]:
        """Return which acts gave a clause, or else the point or letter it stands in, its present wording."""
        for at in (clause.citation, *clause.citation.lead_ins()):
            own = clause.occurrence if at == clause.citation else 1
            for provision in self.at(at):
                if provision.occurrence == own and provision.amended:
                    return provision.amended
        return ()

    def under(self, citation: Citation) -> tuple[Provision, ...]:
        """Return the provision with this citation and all that it contains, in the order of the act."""
        return tuple(provision for provision in self.provisions if citation.contains(provision.citation))

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in reversed(tuple(self.everyone))}

    @cached_property
    def _by_bearer(self) -> dict[str, tuple[Clause, ...]]:
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.unit, []).append(clause)
        return {code: tuple(clauses) for code, clauses in found.items()}

    @cached_property
    def _places(self) -> dict[Citation, int]:
        return {each.citation: at for at, each in reversed(tuple(enumerate(self.provisions)))}

    @cached_property
    def _positions(self) -> dict[tuple[Citation, int], int]:
        return {clause.key: at for at, clause in enumerate(self.clauses)}

    @cached_property
    def _by_citation(self) -> dict[Citation, tuple[Provision, ...]]:
        found: dict[Citation, list[Provision]] = {}
        for provision in self.provisions:
            found.setdefault(provision.citation, []).append(provision)
        return {citation: tuple(provisions) for citation, provisions in found.items()}
