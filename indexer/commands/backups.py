"""Make and restore backups from the command line: `python -m indexer backup`, `python -m indexer restore FILE`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.acts.succession import in_force
from knowledge.days import today_in_warsaw
from knowledge.settings import KnowledgeSettings

if TYPE_CHECKING:
    from knowledge.acts.edition import Edition


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands `backup` and `restore`."""
    backup = commands.add_parser(
        "backup",
        help="write acts, example questions, corrections, orders, roles and the audit to one file; no questions asked",
        epilog="example: python -m indexer backup /mnt/backup/knowledge.db",
    )
    backup.add_argument("file", type=Path, nargs="?", help="the backup (beside the database, named by the time)")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser(
        "restore",
        help="put a backup in place of the database, which is kept aside",
        epilog="example: python -m indexer restore /mnt/backup/knowledge.db",
    )
    restore.add_argument("file", type=Path, help="the backup")
    restore.add_argument("--force", action="store_true", help="even if another encoder has embedded it")
    restore.set_defaults(run=_restore)


def _backup(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from knowledge.store.backup import back_up, name_now

    target = options.file or name_now(settings.database)
    back_up(settings.database, target)
    print(f"{target} holds all that was published and taught; it holds no question that anybody asked")
    return 0


def _restore(options: argparse.Namespace, settings: KnowledgeSettings) -> int:
    from knowledge.embedding.encoder import load_encoder
    from knowledge.store.backup import restore

    restored = restore(options.file, settings.database, load_encoder(settings.encoder).name, force=options.force)
    print(
        f"{settings.database} is restored from {options.file}: {_what_answers(restored.editions, settings)}; "
        "a bot that runs answers from it within seconds"
    )
    if restored.kept_aside and restored.was_damaged:
        print(
            f"the damaged file is kept as {restored.kept_aside}; it may still hold questions that were asked: "
            "delete it when it is no longer needed"
        )
    elif restored.kept_aside:
        print(f"what was there is kept as {restored.kept_aside}; the questions that were asked stay in the database")
    return 0


def _what_answers(editions: Sequence["Edition"], settings: KnowledgeSettings) -> str:
    """Name the editions in force among some, the latest first, or the latest where none is in force yet."""
    from knowledge.store.store import Store

    with Store(settings.database) as store:
        return ", ".join(
            f"edition {each.id} of {each.act}, published {each.published_at:%Y-%m-%d}, {store.asked(each)} example "
            "questions"
            for each in in_force(editions, today_in_warsaw()) or editions[:1]
        )
