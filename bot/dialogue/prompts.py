"""What the bot has asked a person to type: the next message answers that, and is no question."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["place", "reason", "note"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """Hold what was asked for: a question's place, a correction's reason, a note about a person; each by its number."""

    kind: Kind
    number: int


class Prompts:
    """Remember for some seconds what each person was asked in each chat; nothing of it outlives the program."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._asked: dict[tuple[str, str], tuple[float, Prompt]] = {}

    def ask(self, chat: str, person: str, prompt: Prompt) -> None:
        """Remember what a person was asked last."""
        now = self._clock()
        self._asked = {who: each for who, each in self._asked.items() if each[0] > now}
        self._asked[chat, person] = now + self._seconds, prompt

    def asked(self, chat: str, person: str) -> Prompt | None:
        """Return what a person was asked; None where that is nothing, or too long ago."""
        until, prompt = self._asked.get((chat, person), (0.0, None))
        return prompt if until > self._clock() else None

    def forget(self, chat: str, person: str) -> None:
        """Ask a person nothing any more."""
        self._asked.pop((chat, person), None)
