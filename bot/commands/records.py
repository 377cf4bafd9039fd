"""Print the figures and the audit: `python -m bot stats`, `python -m bot audit`."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knowledge.command_line import language, write
from knowledge.days import OFFICE_ZONE
from knowledge.settings import environment
from knowledge.staff.usage import SPANS
from knowledge.wording import LANGUAGES

if TYPE_CHECKING:
    from bot.configuration import BotSettings
    from knowledge.store.audit import Entry

# "person 5f3a12ab: role 1 -> 2": the first characters of a key
_PERSON = re.compile(r"\bperson ([0-9a-f]{8,})")


_PATH = click.Path(path_type=Path)


@click.command(epilog="\b\nexample: python -m bot stats --days 90 --csv days.csv --picture figures.png")
@click.option("--days", type=click.Choice(SPANS), default=30, help="Of how many of the last days (30).")
@click.option("--csv", type=_PATH, metavar="FILE", help="Write them as CSV too, a line a day.")
@click.option("--by", type=click.Choice(("day", "unit")), default="day", help="Of CSV: a line a day, or a line a unit.")
@click.option("--picture", type=_PATH, metavar="FILE", help="Draw them too: .png or .svg.")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), help="The language of text and picture; the terminal's by default."
)
def stats(days: int, csv: Path | None, by: str, picture: Path | None, lang: str | None) -> None:
    """Tell how many questions a day, and what became of them.

    Also for which units they were, and how quickly they were answered.
    """
    from bot.figures.text import to_csv, to_text
    from bot.replies.chart import format_of
    from knowledge.staff.usage import figures
    from knowledge.store.store import Store

    lang = lang or language()
    settings = _settings()
    form = format_of(picture) if picture else ""
    with Store(settings.database) as store:
        found = figures(store, days, datetime.now(OFFICE_ZONE))
    print(to_text(found, lang))
    if csv:
        write(to_csv(found, by), csv)
    if picture:
        from bot.figures.picture import draw_figures

        write(draw_figures(found, lang, form), picture)


@click.command(epilog="\b\nexample: python -m bot audit --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def audit(as_json: bool) -> None:
    """Tell who published, corrected or granted a role, and when."""
    from knowledge.store.audit import Audit
    from knowledge.store.store import Store

    settings = _settings()
    with Store(settings.database) as store:
        entries = Audit(store).entries()
    known = dict(_known(settings))
    for entry in entries:
        values = _told(entry, known)
        print(json.dumps(values, ensure_ascii=False) if as_json else "  ".join(values.values()))


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
