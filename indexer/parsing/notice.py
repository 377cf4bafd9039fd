"""What looked wrong while an act was read."""

from dataclasses import dataclass

from indexer.reading.lines import place_of
from knowledge.wording import Message


@dataclass(frozen=True, slots=True)
class Notice:
    """Hold one thing that looked wrong while an act was read, with its line and page (0 where there is none).

    `topic` is what it is about: "unit", "nobody" (a duty of no known unit), "numbering", "text", "letters" (those that
    are lost), "cut", "stray", "codes", "duty", "annex" or "act".
    """

    line: int
    message: Message
    page: int = 0
    topic: str = ""

    @property
    def placed(self) -> Message:
        """The message behind its place, where it has one."""
        return Message.joined([place_of(self.page, self.line), self.message], ": ") if self.line else self.message
