"""A question goes in, a reply comes out; no messenger is known here: enter by `open_conversation`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from bot.answering.conversation import Conversation as Conversation
    from bot.answering.opening import open_conversation as open_conversation
    from bot.answering.queue_groups import QueueDesk as QueueDesk
    from bot.answering.tickets import looks_like_ticket as looks_like_ticket
    from bot.answering.trials import Trials as Trials

__all__, __getattr__ = surface(
    __name__,
    conversation="Conversation",
    opening="open_conversation",
    queue_groups="QueueDesk",
    tickets="looks_like_ticket",
    trials="Trials",
)
