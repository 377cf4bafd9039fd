"""What a button stands for: a short text that names an edition, so that it never speaks of another act."""

import re
from dataclasses import dataclass

from knowledge.errors import InvalidAction, shorten

_ACTION = re.compile(r"([a-z]{1,12})((?:\d{1,9}(?:\.\d{1,9}){0,3})?)@(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Action:
    """Hold a kind of action, its numbers (positions in the act, a page, a turn) and the edition that they refer to.

    Printed it has at most 54 bytes; Telegram allows 64.
    """

    kind: str
    numbers: tuple[int, ...]
    edition: int

    @classmethod
    def parse(cls, text: str) -> "Action":
        """Read what `str` printed; raises InvalidAction for anything else."""
        match = _ACTION.fullmatch(text)
        if not match:
            raise InvalidAction("{text!r} is no action of a button; ask again for new ones", text=shorten(text))
        return cls(match[1], tuple(map(int, match[2].split("."))) if match[2] else (), int(match[3]))

    def __str__(self) -> str:
        return f"{self.kind}{'.'.join(map(str, self.numbers))}@{self.edition}"

    def number(self, place: int) -> int:
        """Return the number at a place, 0 where it is left out."""
        return self.numbers[place] if place < len(self.numbers) else 0
