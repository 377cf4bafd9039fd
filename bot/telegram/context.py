"""What every handler is given beside an update: what lives as long as the application, by its type."""

from telegram.ext import CallbackContext, ExtBot

from bot.telegram.answering_thread import Desk
from bot.telegram.life import Life
from bot.telegram.publisher import Publisher

LIFE = "life"
"""Under which name the application holds it."""


class Context(CallbackContext[ExtBot[None], None, None, dict[str, Life]]):
    """Give a handler the conversation, and what leads admins through publishing."""

    @property
    def life(self) -> Life:
        """What lives as long as the application."""
        return self.bot_data[LIFE]

    @property
    def desk(self) -> Desk:
        """The conversation in its own thread."""
        return self.life.desk

    @property
    def publisher(self) -> Publisher:
        """What leads admins through publishing."""
        return self.life.publisher
