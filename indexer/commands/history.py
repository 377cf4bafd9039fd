"""List the editions, and go back to an earlier one: `python -m indexer editions`, `python -m indexer rollback N`."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.acts.edition import Edition
from knowledge.acts.succession import in_force, standing_of
from knowledge.days import today_in_warsaw
from knowledge.errors import NoEdition
from knowledge.settings import KnowledgeSettings

if TYPE_CHECKING:
    from knowledge.store.store import Store


def add_commands(commands: Any) -> None:
    """Add the two commands to the parser's subparsers."""
    editions = commands.add_parser(
        "editions",
        help="list what was published: in force, coming, superseded or withdrawn",
        epilog="example: python -m indexer editions",
    )
    editions.set_defaults(run=_list)
    rollback = commands.add_parser(
        "rollback",
        help="go back to an edition: those that came after it are withdrawn",
        epilog="example: python -m indexer rollback 1",
    )
    rollback.add_argument("edition", type=int, help="the number of the edition, as `editions` lists it")
    rollback.set_defaults(run=_roll_back)


def _list(_: argparse.Namespace, settings: KnowledgeSettings) -> int:
    with _opened(settings) as store:
        editions = store.editions()
        for edition in sorted(editions, key=lambda each: (each.line, each.order)):
            print(describe(edition, editions, today_in_warsaw()))
    return 0


def _roll_back(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    with _opened(settings) as store:
        withdrawn = store.rollback(store.edition(options.edition))
        editions, today = store.editions(), today_in_warsaw()
        print(describe(store.edition(options.edition), editions, today))
        for edition in withdrawn:
            print(describe(store.edition(edition.id), editions, today))
        if not in_force(editions, today):
            print(f"no edition is in force today, {today}")
    return 0


def _opened(settings: KnowledgeSettings) -> "Store":
    """Open the database; raises NoEdition where there is none yet, rather than creating one."""
    from knowledge.store.store import Store

    if not settings.database.exists():
        raise NoEdition(f"nothing is published in {settings.database} yet; run: python -m indexer publish FILE")
    return Store(settings.database)


def describe(edition: Edition, editions: Sequence[Edition], today: date) -> str:
    """Describe an edition on one line: number, act, how it stands, what it holds, from which file and when."""
    return (
        f"{edition.id}  {edition.act}  {standing_of(edition, editions, today)}  ({edition.unit_count} units, "
        f"{edition.clause_count} duties, {edition.source}, published {edition.published_at:%Y-%m-%d %H:%M} UTC)"
    )
