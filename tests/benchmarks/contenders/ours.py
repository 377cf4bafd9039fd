"""This project: from the act's file to the whole reply."""

from collections.abc import Sequence
from pathlib import Path

from bot.answering.conversation import Conversation
from bot.answering.opening import open_conversation
from knowledge.settings import KnowledgeSettings


class Contender:
    """Publish the act, then answer with a reply; more is done here than is asked of the peers."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "knowledge.db"
        self._conversation: Conversation | None = None

    def index(self, texts: Sequence[str], units: Sequence[str]) -> None:
        """Read and publish the act with its example questions: the same texts, and those that are nobody's."""
        open_conversation(KnowledgeSettings(self._path)).close()

    def first(self, question: str) -> str:
        """Return the first unit that the reply names, or comes nearest."""
        if self._conversation is None:
            self._conversation = Conversation(KnowledgeSettings(self._path))
        answer = self._conversation.ask(question).answer
        return next((each.unit.code for each in (*answer.units, *answer.nearest)), "")
