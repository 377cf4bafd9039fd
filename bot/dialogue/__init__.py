"""A conversation that goes on: it remembers its last answers and gives buttons to press; enter by `Dialogue`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from bot.dialogue.dialogue import Chat as Chat
    from bot.dialogue.dialogue import Dialogue as Dialogue
    from bot.dialogue.follow_ups import Wish as Wish
    from bot.dialogue.keyboards import Keyboard as Keyboard
    from bot.dialogue.prompts import Prompt as Prompt
    from bot.dialogue.views import Views as Views

__all__, __getattr__ = surface(
    __name__,
    dialogue="Chat Dialogue",
    follow_ups="Wish",
    keyboards="Keyboard",
    prompts="Prompt",
    views="Views",
)
