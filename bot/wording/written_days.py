"""Days as people write them."""

import re
from datetime import date

from knowledge.days import parse_day
from knowledge.wording.dates import MONTHS

# "31.01.2027", "2027-1-31", "31 stycznia 2027 r."
WRITTEN_DAY = re.compile(
    r"^\s*(?:\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{1,2}\s+[^\W\d_]+\s+\d{4})(?:\s*r\.?)?\s*$"
)


def read_day(text: str) -> date:
    """Read a day as an admin writes it: "31.01.2027", "2027-01-31", "31 stycznia 2027 r."; raises InvalidDay."""
    plain = text.strip().removesuffix(".").removesuffix("r").strip()
    day, *rest = plain.split()
    months = [month.casefold() for names in MONTHS.values() for month in names]
    if len(rest) == 2 and rest[0].casefold() in months:
        return parse_day(f"{day}.{months.index(rest[0].casefold()) % 12 + 1}.{rest[1]}")
    numbers = re.findall(r"\d+", plain)
    if len(numbers) == 3 and len(numbers[0]) == 4:
        return parse_day(f"{numbers[2]}.{numbers[1]}.{numbers[0]}")
    return parse_day(".".join(numbers))
