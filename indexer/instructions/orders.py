"""What an amending act can order about provisions: the words of its instructions as values."""

from dataclasses import dataclass
from enum import StrEnum

from indexer.instructions.places import Address
from indexer.provisions.quotations import Quotation


class WordChange(StrEnum):
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

    places: tuple[Address, ...]
    wording: Wording


@dataclass(frozen=True, slots=True)
class Add:
    """Order that provisions are added: after `anchor` (before it with `ahead`), else where their labels put them."""

    places: tuple[Address, ...]
    wording: Wording
    anchor: Address | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Repeal:
    """Order that provisions are repealed."""

    places: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Reword:
    """Order that words are replaced, added or deleted in provisions; everywhere in the act where `places` name none.

    `inflected` tells that the words stand there in various cases.
    """

    places: tuple[Address, ...]
    old: str
    new: str
    how: WordChange
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Punctuate:
    """Order that provisions end with another mark."""

    places: tuple[Address, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Relabel:
    """Order that provisions bear other labels, or, with one place and a lower `to`, that its text becomes that."""

    places: tuple[Address, ...]
    to: tuple[Address, ...]


Deed = Replace | Add | Repeal | Reword | Punctuate | Relabel
