"""Print the figures and the audit: `python -m bot stats`, `python -m bot audit`."""

import argparse
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.days import OFFICE_ZONE
from knowledge.errors import KnowledgeError
from knowledge.settings import environment
from knowledge.staff.usage import SPANS

if TYPE_CHECKING:
    from bot.configuration import BotSettings
    from knowledge.store.audit import Entry

# "person 5f3a12ab: role 1 -> 2": the first characters of a key
_PERSON = re.compile(r"\bperson ([0-9a-f]{8,})")


class UnwritableFile(KnowledgeError):
    """A file that cannot be written."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands `stats` and `audit`."""
    stats = commands.add_parser(
        "stats",
        help="how many questions a day, what became of them, for which units, how quickly",
        epilog="example: python -m bot stats --days 90 --csv days.csv --picture figures.png",
    )
    stats.add_argument("--days", type=int, choices=SPANS, default=30, help="of how many of the last days (30)")
    stats.add_argument("--csv", type=Path, metavar="FILE", help="write them as CSV too, a line a day")
    stats.add_argument("--by", choices=("day", "unit"), default="day", help="of CSV: a line a day, or a line a unit")
    stats.add_argument("--picture", type=Path, metavar="FILE", help="draw them too: .png or .svg")
    stats.add_argument("--lang", choices=("pl", "en"), default="en", help="the language of text and picture (en)")
    stats.set_defaults(run=_stats)
    audit = commands.add_parser(
        "audit",
        help="who published, rolled back, corrected or granted a role, and when",
        epilog="example: python -m bot audit --json",
    )
    audit.add_argument("--json", action="store_true", help="print one JSON object a line")
    audit.set_defaults(run=_audit)


def _stats(options: argparse.Namespace) -> int:
    from bot.figures.text import to_csv, to_text
    from bot.replies.chart import check_format, write_picture
    from knowledge.staff.usage import figures
    from knowledge.store.store import Store

    settings = _settings()
    if options.picture:
        check_format(options.picture)
    with Store(settings.database) as store:
        found = figures(store, options.days, datetime.now(OFFICE_ZONE))
    print(to_text(found, options.lang))
    if options.csv:
        _write(options.csv, to_csv(found, options.by))
    if options.picture:
        from bot.figures.picture import draw_figures

        write_picture(draw_figures(found, options.lang, options.picture.suffix.lower()[1:]), options.picture)
    return 0


def _audit(options: argparse.Namespace) -> int:
    from knowledge.store.audit import Audit
    from knowledge.store.store import Store

    settings = _settings()
    with Store(settings.database) as store:
        entries = Audit(store).entries()
    known = dict(_known(settings))
    for entry in entries:
        values = _told(entry, known)
        print(json.dumps(values, ensure_ascii=False) if options.json else "  ".join(values.values()))
    return 0


def _told(entry: "Entry", known: dict[str, str]) -> dict[str, Any]:
    """Return an entry as texts; whoever the settings name is told by number, others by key."""
    at = datetime.fromtimestamp(entry.done_at, OFFICE_ZONE).isoformat(sep=" ", timespec="seconds")
    what = _PERSON.sub(lambda match: _named(match, known), entry.what)
    return {"when": at, "who": known.get(entry.who, entry.who), "deed": entry.deed, "what": what}


def _named(match: re.Match[str], known: dict[str, str]) -> str:
    return next((label for key, label in known.items() if key.startswith(match[1])), match[0])


def _known(settings: "BotSettings") -> Iterator[tuple[str, str]]:
    from bot.access.pseudonyms import Keys

    keys = Keys(settings)
    people = {*settings.agents, *settings.admins, *(settings.who_may_ask or ())}
    for role, numbers in (("", people), ("agent ", settings.agents), ("admin ", settings.admins)):
        yield from ((keys.person(number), f"{role}{number}") for number in numbers)


def _settings() -> "BotSettings":
    from bot.configuration import BotSettings

    return BotSettings.from_mapping(environment())


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnwritableFile(f"{file} cannot be written ({error.strerror}); name another file") from None
