"""Read, check and publish acts: `python -m indexer publish FILE`."""

import sys
from collections.abc import Sequence

import click

from indexer.commands.backups import backup, restore
from indexer.commands.contact_list import contact, contacts
from indexer.commands.correction_list import corrections
from indexer.commands.history import editions, rollback, withdraw
from indexer.commands.inspection import compare, export, show
from indexer.commands.order_files import order, orders
from indexer.commands.publication import check, publish
from indexer.commands.training import evaluate, train
from indexer.publishing.processes import step_back
from knowledge import command_line
from knowledge.settings import KnowledgeSettings, environment


@click.group(no_args_is_help=False, context_settings=command_line.CONTEXT)
@command_line.version
@click.pass_context
def commands(context: click.Context) -> None:
    """Read, check and publish acts."""
    context.obj = KnowledgeSettings.from_mapping(environment())


for each in (publish, check, compare, show, export, editions, rollback, withdraw):
    commands.add_command(each)
for each in (contact, contacts, corrections, order, orders, backup, restore, train, evaluate):
    commands.add_command(each)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 for an error that was told, 2 for wrong usage."""
    if arguments is None and sys.argv[1:2] == ["publish"]:
        step_back()
    return command_line.run(commands, arguments)


if __name__ == "__main__":
    sys.exit(main())
