"""The conversation in Telegram, from its settings to its end: enter by `run`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from bot.telegram.application import run as run

__all__, __getattr__ = surface(__name__, application="run")
