"""What looked wrong while an act was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warning:
    """Hold one thing that looked wrong while an act was read, with its line and page (0 where there is none).

    `topic` is what it is about: "unit", "numbering", "text", "cut", "stray", "codes", "duty", "annex" or "act".
    """

    line: int
    message: str
    page: int = 0
    topic: str = ""
