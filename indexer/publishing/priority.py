"""How a process that does nothing but publish shares the machine with the bot that answers."""

import os

LOW_PRIORITY = 10
"""By how much it steps back (nice)."""


def step_back() -> None:
    """Let others, the bot above all, have the processor first."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(LOW_PRIORITY)
