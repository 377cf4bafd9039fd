"""The office's days: an act takes effect at midnight in Warsaw, wherever the program runs."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.errors import InvalidDay
from knowledge.wording import dates

OFFICE_ZONE = ZoneInfo("Europe/Warsaw")

WRITTEN_DAY = re.compile(
    r"^\s*(?:(?P<day>\d{1,2})\s+(?P<month>[^\W\d_]+)\s+(?P<year>\d{4})|"
    r"(?P<numbers>\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}))(?:\s*r\.?)?\s*$"
)
"""A day as people write one: "31.01.2027", "2027-1-31", "31 stycznia 2027 r."."""

MONTHS = {
    stem: number
    for number, stems in enumerate(
        "stycz lut mar kwie maj czerw lip sierp wrze pazdz,paździ listop grud".split(), start=1
    )
    for stem in stems.split(",")
}
"""How the names of months begin in any case, folded or not."""

ENGLISH_MONTHS = {
    stem: number for number, stem in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}


def today_in_warsaw() -> date:
    """Return today's date where the office is."""
    return datetime.now(OFFICE_ZONE).date()


def parse_day(text: str) -> date:
    """Read a day as people write one, see `WRITTEN_DAY`; raises InvalidDay."""
    match = WRITTEN_DAY.match(text)
    try:
        return date(*_numbers(match)) if match else date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidDay(text) from None


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    if match["numbers"]:
        pieces = re.findall(r"\d+", match["numbers"])
        year, month, day = pieces if len(pieces[0]) == 4 else reversed(pieces)
        return int(year) if len(year) == 4 else 0, int(month), int(day)  # there is no year 0
    names = [name.casefold() for names in dates.MONTHS.values() for name in names]
    return int(match["year"]), names.index(match["month"].casefold()) % 12 + 1, int(match["day"])


def month_of(word: str, months: Mapping[str, int] = MONTHS) -> int:
    """Return the number of the month that a word names in any case; 0 where it names none."""
    return next((number for stem, number in months.items() if word.casefold().startswith(stem)), 0)
