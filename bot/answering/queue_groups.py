"""The queue at hand: its groups are found once for as long as nothing changes them."""

from bot.answering.conversation import Conversation
from knowledge.staff.corrections import Correction
from knowledge.staff.unanswered import AskedAlike, Unanswered


class QueueDesk:
    """Give the groups of the queue, and take from it what was dealt with."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._unanswered = Unanswered(conversation.store)
        self._seen: object = None
        self._groups: tuple[AskedAlike, ...] = ()

    def groups(self) -> tuple[AskedAlike, ...]:
        """Return what waits, that which was asked most often first."""
        encoder, searcher = self._conversation.encoder, self._conversation.searcher
        seen = self._unanswered.version(), self._conversation.store.version(), encoder.name
        if seen != self._seen:
            self._seen, self._groups = seen, self._unanswered.groups(encoder, searcher.vocabulary, searcher.chance)
        return self._groups

    def deal_with(self, turn: int, person: str, correction: int | None = None) -> None:
        """Take a turn's group from the queue: because of a correction, or because it needs none."""
        group = next((each.turns for each in self.groups() if turn in each.turns), (turn,))
        self._unanswered.deal_with(group, person, correction)

    def take_back(self, turn: int) -> None:
        """Put the group of a turn that was dismissed back into the queue."""
        self._unanswered.take_back(turn)

    def told_nobody(self, correction: int) -> dict[str, str]:
        """Return the persons to whom a question that a correction answers was said to be nobody's, with that."""
        return self._unanswered.told_nobody(correction)

    def news(self, after: int) -> tuple[int, int]:
        """Return how many questions have come into the queue after a turn, and the turn of the last that waits."""
        return self._unanswered.news(after)

    def confirmed(self, correction: Correction, person: str) -> None:
        """Take from the queue what was asked alike between a correction's proposal and its confirmation."""
        turn = self._unanswered.turn_of(correction.question)
        if turn is not None:
            self.deal_with(turn, person, correction.id)
