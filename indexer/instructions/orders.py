"""What an amending act can order about provisions: the words of its instructions as values."""

from dataclasses import dataclass
from enum import StrEnum

from indexer.instructions.places import Place
from indexer.provisions.quotations import Quotation


class How(StrEnum):
    """What happens to words inside a provision."""

    REPLACE = "replace"
    AFTER = "after"
    BEFORE = "before"
    DELETE = "delete"
    APPEND = "append"


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold new text: what was quoted, or the label of the amending act's own annex that has it."""

    quotations: tuple[Quotation, ...] = ()
    annex: str = ""


@dataclass(frozen=True, slots=True)
class Replace:
    """Order that provisions, or pieces of one, receive new wording."""

    places: tuple[Place, ...]
    wording: Wording


@dataclass(frozen=True, slots=True)
class Add:
    """Order that provisions are added: after `anchor` (before it with `ahead`), else where their labels put them."""

    places: tuple[Place, ...]
    wording: Wording
    anchor: Place | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Repeal:
    """Order that provisions are repealed."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Reword:
    """Order that words are replaced, added or deleted in provisions; everywhere in the act where `places` name none.

    `inflected` tells that the words stand there in various cases.
    """

    places: tuple[Place, ...]
    old: str
    new: str
    how: How
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Punctuate:
    """Order that provisions end with another mark."""

    places: tuple[Place, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Relabel:
    """Order that provisions bear other labels, or, with one place and a lower `to`, that its text becomes that."""

    places: tuple[Place, ...]
    to: tuple[Place, ...]


Deed = Replace | Add | Repeal | Reword | Punctuate | Relabel
