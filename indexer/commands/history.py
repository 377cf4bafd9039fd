"""List the editions, go back to one, withdraw one: `python -m indexer editions`, `rollback N`, `withdraw N`."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from knowledge.acts.edition import Edition
from knowledge.acts.succession import State, in_force, standing_of, state, without
from knowledge.command_line import FAILED, language, tell, tell_aside, tell_problem
from knowledge.days import today_in_warsaw
from knowledge.errors import NoEdition
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message, say

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
        before = store.editions()
        store.rollback(store.edition(edition))
        if not _tell_changes(edition, before, store.editions()):
            tell(_unchanged(store.edition(edition), before))
            return
        _relocate(store, settings.encoder)


@click.command(epilog="\b\nexample: python -m indexer withdraw 2")
@click.argument("edition", type=int, help="The number of the edition, as `editions` lists it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def withdraw(settings: KnowledgeSettings, edition: int, yes: bool) -> int:
    """Withdraw an edition, be it coming or in force."""
    with _opened(settings) as store:
        chosen, before = store.edition(edition), store.editions()
        after = without(chosen, before)
        if state(chosen, before, today_in_warsaw()) is State.WITHDRAWN:
            tell(_unchanged(chosen, before))
            return 0
        if not (yes or _is_meant(chosen, before, after)):
            return FAILED
        store.withdraw(chosen)
        _tell_changes(edition, before, after)
        _relocate(store, settings.encoder)
    return 0


def _is_meant(edition: Edition, before: Sequence[Edition], after: Sequence[Edition]) -> bool:
    """Say how editions would stand once one is withdrawn, and ask; without a terminal nobody can be asked."""
    tell_aside(Message("if edition {id} of {act} is withdrawn:", id=edition.id, act=edition.act))
    _tell_changes(edition.id, before, after, tell_aside)
    if not sys.stdin.isatty():
        tell_problem(Message("nothing was asked and nothing is withdrawn; add --yes"))
        return False
    return click.confirm(say("Withdraw it?", language()), err=True)


def _tell_changes(
    first: int, before: Sequence[Edition], after: Sequence[Edition], tell: Callable[[Message], None] = tell
) -> bool:
    """Tell of each edition that stands otherwise than before how it stands, that of one number first; whether any."""
    today = today_in_warsaw()
    was = {each.id: str(standing_of(each, before, today)) for each in before}
    changed = [each for each in after if was[each.id] != str(standing_of(each, after, today))]
    for each in sorted(changed, key=lambda each: (each.id != first, each.order)):
        tell(described(each, after, today))
    if changed and not in_force(after, today):
        tell(Message("no edition is in force today, {day}", day=str(today)))
    return bool(changed)


def _unchanged(edition: Edition, known: Sequence[Edition]) -> Message:
    return Message(
        "nothing has changed: edition {id} of {act} is {standing} already",
        id=edition.id,
        act=edition.act,
        standing=standing_of(edition, known, today_in_warsaw()),
    )


def _relocate(store: "Store", encoder: str) -> None:
    """Find the places of contacts and corrections in the edition gone back to; without these no encoder is loaded."""
    from indexer.examples.relocation import relocate
    from indexer.publishing.contact_places import carry_contacts
    from knowledge.embedding.encoder import load_encoder
    from knowledge.staff.corrections import STANDING, Corrections

    carry_contacts(store)
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
