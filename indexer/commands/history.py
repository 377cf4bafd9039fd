"""List the editions, and go back to an earlier one: `python -m indexer editions`, `python -m indexer rollback N`."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from knowledge.acts.edition import Edition
from knowledge.acts.succession import in_force, standing_of
from knowledge.command_line import tell
from knowledge.days import today_in_warsaw
from knowledge.errors import NoEdition
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message

if TYPE_CHECKING:
    from knowledge.store.store import Store


@click.command(epilog="\b\nexample: python -m indexer editions")
@click.pass_obj
def editions(settings: KnowledgeSettings) -> None:
    """List what was published, and how it stands today.

    It is in force, coming, superseded or withdrawn.
    """
    with _opened(settings) as store:
        known = store.editions()
        for edition in sorted(known, key=lambda each: (each.line, each.order)):
            tell(described(edition, known, today_in_warsaw()))


@click.command(epilog="\b\nexample: python -m indexer rollback 1")
@click.argument("edition", type=int, help="The number of the edition, as `editions` lists it.")
@click.pass_obj
def rollback(settings: KnowledgeSettings, edition: int) -> None:
    """Go back to an edition, and withdraw those after it."""
    with _opened(settings) as store:
        withdrawn = store.rollback(store.edition(edition))
        known, today = store.editions(), today_in_warsaw()
        for number in (edition, *(each.id for each in withdrawn)):
            tell(described(store.edition(number), known, today))
        if not in_force(known, today):
            tell(Message("no edition is in force today, {day}", day=str(today)))
        _relocate(store, settings.encoder)


def _relocate(store: "Store", encoder: str) -> None:
    """Find the places of corrections that the edition gone back to has not seen; without any, no encoder is loaded."""
    from indexer.examples.relocation import relocate
    from knowledge.embedding.encoder import load_encoder
    from knowledge.staff.corrections import STANDING, Corrections

    if Corrections(store).all(*STANDING):
        relocate(store, load_encoder(encoder))


def _opened(settings: KnowledgeSettings) -> "Store":
    """Open the database; raises NoEdition where there is none yet, rather than creating one."""
    from knowledge.store.store import Store

    if not settings.database.exists():
        raise NoEdition(
            "nothing is published in {database} yet; run: python -m indexer publish FILE", database=settings.database
        )
    return Store(settings.database)


def described(edition: Edition, known: Sequence[Edition], today: date) -> Message:
    """Describe an edition on one line: number, act, how it stands, what it holds, from which file and when."""
    return Message(
        "{id}  {act}  {standing}  ({units} units, {duties} duties, {source}, published {time} UTC)",
        id=edition.id,
        act=edition.act,
        standing=standing_of(edition, known, today),
        units=edition.unit_count,
        duties=edition.clause_count,
        source=edition.source,
        time=f"{edition.published_at:%Y-%m-%d %H:%M}",
    )
