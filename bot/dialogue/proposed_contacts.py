"""Contacts that an admin has typed and was shown, and that wait for a yes."""

from dataclasses import dataclass, field

from knowledge.answer import UnitHits
from knowledge.staff.contacts import ContactDetails

MOST_WAITING = 100
"""How many contacts may wait for being confirmed; the oldest goes."""


@dataclass(frozen=True, slots=True)
class ProposedContact:
    """Hold a contact that waits for its admin's yes; `before` are the details it would replace."""

    by: str
    found: UnitHits
    before: ContactDetails
    after: ContactDetails


@dataclass(slots=True)
class ProposedContacts:
    """Remember what was shown and waits to be confirmed, by number; nothing of it outlives the program."""

    last: int = 0
    waiting: dict[int, ProposedContact] = field(default_factory=dict)

    def add(self, proposed: ProposedContact) -> int:
        """Remember one; returns its number."""
        self.last += 1
        self.waiting[self.last] = proposed
        self.waiting.pop(self.last - MOST_WAITING, None)
        return self.last
