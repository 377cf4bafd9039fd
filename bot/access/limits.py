"""How much one person, and all together, are answered in a minute; whoever asks for more is told so once."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum

MOST_PERSONS = 10_000
"""How many persons are kept in mind; the one who wrote longest ago is forgotten first."""


class Verdict(Enum):
    """What becomes of a request: it is answered, met with a polite word, or met with silence."""

    ANSWER = "answer"
    WORD = "word"
    SILENCE = "silence"


@dataclass(slots=True)
class Allowance:
    """Hold how many requests are left, refilled evenly to an amount in so many seconds; an amount of 0 is no limit."""

    amount: float
    seconds: float
    left: float
    counted_at: float

    def take(self, now: float) -> bool:
        """Take one request; False where none is left."""
        self.left = min(self.amount, self.left + (now - self.counted_at) * self.amount / self.seconds)
        self.counted_at = now
        if self.amount and self.left < 1:
            return False
        self.left -= 1
        return True

    def has_recovered(self) -> bool:
        """Tell whether half of it is there again."""
        return self.left >= self.amount / 2


@dataclass(slots=True)
class _Person:
    allowance: Allowance
    was_told: bool = False


class Limits:
    """Judge requests by who makes them: so many of one person, and in all, in so many seconds, or at once."""

    def __init__(
        self, of_one: float, in_all: float, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._of_one, self._seconds, self._clock = of_one, seconds, clock
        self._all = Allowance(in_all, seconds, in_all, clock())
        self._persons: dict[Hashable, _Person] = {}

    def judge(self, who: Hashable) -> Verdict:
        """Count a request; the polite word comes once, until the person has been quiet for a while."""
        now = self._clock()
        person = self._persons.pop(who, None) or _Person(Allowance(self._of_one, self._seconds, self._of_one, now))
        self._persons[who] = person
        if len(self._persons) > MOST_PERSONS:
            del self._persons[next(iter(self._persons))]
        if person.allowance.take(now) and self._all.take(now):
            person.was_told = person.was_told and not person.allowance.has_recovered()
            return Verdict.ANSWER
        if person.was_told:
            return Verdict.SILENCE
        person.was_told = True
        return Verdict.WORD
