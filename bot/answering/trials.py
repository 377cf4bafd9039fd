"""Trying a correction before it counts: prepared where the database is, run beside the answers."""

from collections.abc import Callable

from bot.answering.conversation import Conversation
from indexer.examples.relocation import relocate
from indexer.learning.correction_effect import Effect, Examiner
from knowledge.staff.corrections import Correction, Stage

Trial = Callable[[], Effect]


class Trials:
    """Prepare trials of corrections; what is known of the judged questions is kept from one to the next."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._examiner: Examiner | None = None

    def of(self, correction: Correction) -> Trial:
        """Return what tells a correction's effect; it reads no database and may run in any thread."""
        conversation = self._conversation
        conversation.refresh()
        searcher, encoder, ledger = conversation.searcher, conversation.encoder, conversation.corrections
        relocate(conversation.store, encoder)
        examiner = self._examiner = self._examiner or Examiner(encoder)
        confirmed = ledger.all(Stage.CONFIRMED)
        rulings, (ruling,) = ledger.rulings(encoder.name), ledger.rulings(encoder.name, [correction])
        return lambda: examiner.effect(searcher, rulings, ruling, confirmed)
