"""Run the bot, or ask in the terminal: `python -m bot`, `python -m bot ask "kto zajmuje się certyfikatami SSL?"`."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from bot.commands.conversing import ask, chart, chat
from bot.commands.records import audit, stats
from bot.commands.running import doctor, run
from knowledge import command_line


@click.group(invoke_without_command=True, context_settings=command_line.CONTEXT)
@command_line.version
@click.pass_context
def commands(context: click.Context) -> Any:
    """Ask who is responsible, and where it says so.

    Without a command: run the bot.
    """
    return None if context.invoked_subcommand else context.invoke(run)


for each in (run, ask, chat, chart, stats, audit, doctor):
    commands.add_command(each)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 for an error that was told, 2 for wrong usage."""
    return command_line.run(commands, arguments)


if __name__ == "__main__":
    sys.exit(main())
