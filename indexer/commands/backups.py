"""Make and restore backups from the command line: `python -m indexer backup`, `python -m indexer restore FILE`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.acts.succession import in_force
from knowledge.command_line import tell
from knowledge.days import today_in_warsaw
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message

if TYPE_CHECKING:
    from knowledge.acts.edition import Edition


@click.command(epilog="\b\nexample: python -m indexer backup /mnt/backup/knowledge.db")
@click.argument(
    "file", type=click.Path(path_type=Path), required=False, help="The backup (beside the database, named by the time)."
)
@click.pass_obj
def backup(settings: KnowledgeSettings, file: Path | None) -> None:
    """Write all that was published and taught to one file.

    It holds acts, example questions, corrections, orders, roles and the audit; no question that anybody asked.
    """
    from knowledge.store.backup import back_up, name_now

    target = file or name_now(settings.database)
    back_up(settings.database, target)
    tell(
        Message("{file} holds all that was published and taught; it holds no question that anybody asked", file=target)
    )


@click.command(epilog="\b\nexample: python -m indexer restore /mnt/backup/knowledge.db")
@click.argument("file", type=click.Path(path_type=Path), help="The backup.")
@click.option("--force", is_flag=True, help="Even if another encoder has embedded it.")
@click.pass_obj
def restore(settings: KnowledgeSettings, file: Path, force: bool) -> None:
    """Put a backup in place of the database, which is kept aside."""
    from indexer.examples.relocation import relocate
    from knowledge.embedding.encoder import load_encoder
    from knowledge.store import Store, backup

    encoder = load_encoder(settings.encoder)
    restored = backup.restore(file, settings.database, encoder.name, force=force)
    with Store(settings.database) as store:
        relocate(store, encoder)
    tell(
        Message(
            "{database} is restored from {file}: {editions}; a bot that runs answers from it within seconds",
            database=settings.database,
            file=file,
            editions=Message.joined(_what_answers(restored.editions, settings)),
        )
    )
    if restored.kept_aside and restored.was_damaged:
        tell(
            Message(
                "the damaged file is kept as {file}; it may still hold questions that were asked: delete it when it is "
                "no longer needed",
                file=restored.kept_aside,
            )
        )
    elif restored.kept_aside:
        tell(
            Message(
                "what was there is kept as {file}; the questions that were asked stay in the database",
                file=restored.kept_aside,
            )
        )


def _what_answers(editions: Sequence["Edition"], settings: KnowledgeSettings) -> Iterator[Message]:
    """Name the editions in force among some, the latest first, or the latest where none is in force yet."""
    from knowledge.store.store import Store

    with Store(settings.database) as store:
        for each in in_force(editions, today_in_warsaw()) or editions[:1]:
            yield Message(
                "edition {id} of {act}, published {day}, {count} example questions",
                id=each.id,
                act=each.act,
                day=f"{each.published_at:%Y-%m-%d}",
                count=store.asked(each),
            )
