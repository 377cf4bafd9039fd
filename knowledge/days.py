"""The office's days: an act takes effect at midnight in Warsaw, wherever the program runs, and days as people write."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.errors import InvalidDay
from knowledge.language import fold
from knowledge.wording import dates

OFFICE_ZONE = ZoneInfo("Europe/Warsaw")

_NEAR = ("dziś dzisiaj today", "jutra jutro tomorrow", "pojutrza pojutrze")
"""Words for days by how many days they are away."""

_WEEKDAYS = (
    "poniedziałek poniedziałku monday",
    "wtorek wtorku tuesday",
    "środa środy środę wednesday",
    "czwartek czwartku thursday",
    "piątek piątku friday",
    "sobota soboty sobotę saturday",
    "niedziela niedzieli niedzielę sunday",
)
_LEADS = r"(?:(?:począwszy|od|z|w|we|na|dnia|dniem|dzień|from|starting|on|as|of|the)\s+)*"
_LEAP_YEARS_APART = 8
"""In how many years there is a 29 February again."""


def _any(names: Iterable[str]) -> str:
    spelled = {each for name in names for each in (name.casefold(), fold(name))}
    return "|".join(sorted(spelled, key=lambda each: (-len(each), each)))


_MONTH = _any(name for names in dates.MONTHS.values() for name in names)
_ORDINAL = r"(?:st|nd|rd|th|\.)?"
WRITTEN_DAY = re.compile(
    rf"^\s*{_LEADS}(?:"
    r"(?P<iso>\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2})"  # 2027-1-31
    r"|(?P<dotted>\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}|\d{1,2}\.\d{1,2}\.?)"  # 31.01.2027, 31/1/2027, 31.01.
    rf"|(?P<day>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?"  # 31 stycznia 2027
    rf"|(?P<month_first>{_MONTH})\s+(?P<day_next>\d{{1,2}}){_ORDINAL}(?:,?\s+(?P<year_last>\d{{4}}))?"  # January 31
    rf"|(?P<near>{_any(' '.join(_NEAR).split())})"
    rf"|(?P<weekday>{_any(' '.join(_WEEKDAYS).split())})"
    r"|\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{1,2}\s+[^\W\d_]+\s+\d{4}"  # what is meant as a day and is none
    r")(?:\s*r\.?|\s+roku)?\s*$",
    re.IGNORECASE,
)
"""What looks like a day: "31.01.2027", "31 stycznia 2027 r.", "1 January", "jutro", "od poniedziałku"."""


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


def parse_day(text: str, today: date | None = None) -> date:
    """Read a day as an admin writes it, with its year, or where `today` is told also without: the next such day.

    A weekday is never today's. Raises InvalidDay.
    """
    match = WRITTEN_DAY.match(text)
    try:
        return _day({name: value for name, value in match.groupdict().items() if value} if match else {}, today)
    except (ValueError, KeyError):
        raise InvalidDay(text) from None


def month_of(word: str, months: Mapping[str, int] = MONTHS) -> int:
    """Return the number of the month that a word names in any case; 0 where it names none."""
    return next((number for stem, number in months.items() if word.casefold().startswith(stem)), 0)


def _day(found: dict[str, str], today: date | None) -> date:
    """Return the day of what was found; raises ValueError or KeyError where there is none."""
    if "near" in found:
        return _after(today, _place(found["near"], _NEAR))
    if "weekday" in found:
        return _after(today, (_place(found["weekday"], _WEEKDAYS) - (today or date.min).weekday() - 1) % 7 + 1)
    if "iso" in found or "dotted" in found:
        numbers = list(map(int, re.findall(r"\d+", found.get("iso") or found["dotted"])))
        day, month, *years = reversed(numbers) if "iso" in found else numbers
        return _dated(day, month, years[0] if years else 0, today)
    month = _month(found.get("month") or found["month_first"])
    year = int(found.get("year") or found.get("year_last") or 0)
    return _dated(int(found.get("day") or found["day_next"]), month, year, today)


def _after(today: date | None, days: int) -> date:
    if today is None:
        raise ValueError
    return today + timedelta(days=days)


def _dated(day: int, month: int, year: int, today: date | None) -> date:
    """Return a day of a year, or of the next year that has it, maybe today; raises ValueError where there is none."""
    if year or today is None:
        return date(year, month, day)
    for year in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        with suppress(ValueError):
            if (found := date(year, month, day)) >= today:
                return found
    raise ValueError


def _month(name: str) -> int:
    names = [fold(month) for months in dates.MONTHS.values() for month in months]
    return names.index(fold(name)) % 12 + 1


def _place(word: str, names: Iterable[str]) -> int:
    return next(at for at, each in enumerate(names) if fold(word) in fold(each).split())
