"""Days as people write them."""

import pytest

from knowledge.days import ENGLISH_MONTHS, MONTHS, month_of, parse_day
from knowledge.errors import InvalidDay

DAYS = [
    ("31.01.2027", "2027-01-31"),
    (" 1.2.2027 r.", "2027-02-01"),
    ("2027-01-31", "2027-01-31"),
    ("2027.1.31", "2027-01-31"),
    ("31/1/2027", "2027-01-31"),
    ("31 stycznia 2027 r.", "2027-01-31"),
    ("1 Października 2027", "2027-10-01"),
    ("3 January 2027", "2027-01-03"),
]
NO_DAYS = [
    "31.04.2027",
    "31 stycznika 2027",
    "1.2.27",  # of which century
    "27-01-31",
    "2027",
    "jutro",
    "",
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read_as_people_write_it(text: str, day: str) -> None:
    assert str(parse_day(text)) == day


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidDay):
        parse_day(text)


def test_a_month_is_known_in_any_case() -> None:
    assert [month_of(word) for word in ("maja", "Marcu", "PAŹDZIERNIKA", "pazdziernik", "grudniem", "decyzji")] == [
        5,
        3,
        10,
        10,
        12,
        0,
    ]
    assert month_of("december", MONTHS | ENGLISH_MONTHS) == 12
