"""The conversation in a terminal, with buttons as numbers: enter by `Terminal`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from bot.terminal.terminal import Terminal as Terminal

__all__, __getattr__ = surface(__name__, terminal="Terminal")
