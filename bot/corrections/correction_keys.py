"""The buttons of corrections and of the queue."""

from collections.abc import Sequence

from bot.dialogue.keyboards import LONGEST_LABEL, Keyboard
from bot.replies.actions import Action
from bot.replies.reply import Button
from knowledge.errors import shorten
from knowledge.wording import say


class CorrectionKeys:
    """Make buttons in a language; positions in an act refer to `edition`."""

    def __init__(self, lang: str, edition: int) -> None:
        self._lang, self._edition = lang, edition

    def labelled(self, label: str, kind: str, *numbers: int, edition: int = 0) -> Button:
        """Make a button with a label of its own."""
        return Button(shorten(label, LONGEST_LABEL), str(Action(kind, numbers, edition or self._edition)))

    def button(self, label: str, kind: str, *numbers: int, **values: object) -> Button:
        """Make a button whose label is a sentence of the catalogue."""
        return self.labelled(say(label, self._lang, **values), kind, *numbers)

    def back(self, kind: str, *numbers: int) -> Button:
        """Make the button that leads back."""
        return self.labelled(say("‹ Back", self._lang), kind, *numbers)

    def pages(self, kind: str, numbers: Sequence[int], page: int, count: int, edition: int = 0) -> tuple[Button, ...]:
        """Make the row that turns pages; the page is the last number of the action."""
        found = []
        if page:
            found.append(self.labelled(say("‹ Previous", self._lang), kind, *numbers, page - 1, edition=edition))
        if page + 1 < count:
            found.append(self.labelled(say("Next ›", self._lang), kind, *numbers, page + 1, edition=edition))
        return tuple(found)


def filled(*rows: Sequence[Button]) -> Keyboard:
    """Return the rows that have a button."""
    return tuple(tuple(row) for row in rows if row)


def pages_of(count: int, size: int) -> int:
    """Return how many pages so many things take."""
    return -(-count // size)
