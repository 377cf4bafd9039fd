"""The office's days: an act takes effect at midnight in Warsaw, wherever the program runs."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.errors import InvalidDay

OFFICE_ZONE = ZoneInfo("Europe/Warsaw")


def today_in_warsaw() -> date:
    """Return today's date where the office is."""
    return datetime.now(OFFICE_ZONE).date()


def parse_day(text: str) -> date:
    """Read a day as an admin writes it, "2027-01-31" or "31.01.2027"; raises InvalidDay."""
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text.strip()):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidDay(text) from None
