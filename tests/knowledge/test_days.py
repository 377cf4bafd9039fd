"""Days as people write them."""

from datetime import date

import pytest

from knowledge.days import ENGLISH_MONTHS, MONTHS, WRITTEN_DAY, month_of, parse_day
from knowledge.errors import InvalidDay

MONDAY = date(2026, 11, 23)

WHOLE = [
    ("31.01.2027", "2027-01-31"),
    (" 1.2.2027 r.", "2027-02-01"),
    ("2027-01-31", "2027-01-31"),
    ("2027.1.31", "2027-01-31"),
    ("31/1/2027", "2027-01-31"),
    ("31 stycznia 2027 r.", "2027-01-31"),
    ("1 Października 2027", "2027-10-01"),
    ("1 pazdziernika 2027 roku", "2027-10-01"),  # from a keyboard without Polish letters
    ("3 January 2027", "2027-01-03"),
    ("January 3rd, 2027", "2027-01-03"),
    ("z dniem 1 stycznia 2020 r.", "2020-01-01"),
]
BY_TODAY = [
    ("dziś", "2026-11-23"),
    ("today", "2026-11-23"),
    ("jutro", "2026-11-24"),
    ("Od jutra", "2026-11-24"),
    ("tomorrow", "2026-11-24"),
    ("pojutrze", "2026-11-25"),
    ("1 stycznia", "2027-01-01"),
    ("od 1 stycznia", "2027-01-01"),
    ("1.01.", "2027-01-01"),
    ("1 January", "2027-01-01"),
    ("from January 1st", "2027-01-01"),
    ("1 grudnia", "2026-12-01"),
    ("23 listopada", "2026-11-23"),  # today is the next one
    ("22 listopada", "2027-11-22"),
    ("29 lutego", "2028-02-29"),
    ("od poniedziałku", "2026-11-30"),  # never today
    ("w środę", "2026-11-25"),
    ("sroda", "2026-11-25"),
    ("from Sunday", "2026-11-29"),
]
NO_DAYS = [
    "31.04.2027",
    "31 stycznika 2027",
    "1.2.27",
    "30 lutego",
    "31.02.2099",
    "0.1.2027",
    "3.13.",
    "27-01-31",
    "2027",
    "",
]
NOT_LIKE_DAYS = ["kto robi kopie?", "3 drukarki", "8/2025", "jutro nie działa drukarka", "środa popielcowa", "", "§ 17"]


@pytest.mark.parametrize(("text", "day"), WHOLE)
def test_a_day_with_its_year_needs_no_other(text: str, day: str) -> None:
    assert WRITTEN_DAY.search(text)
    assert str(parse_day(text)) == day


@pytest.mark.parametrize(("text", "day"), BY_TODAY)
def test_a_day_without_its_year_is_the_next_one(text: str, day: str) -> None:
    assert WRITTEN_DAY.search(text)
    assert str(parse_day(text, MONDAY)) == day
    with pytest.raises(InvalidDay):
        parse_day(text)  # where nobody says what is today


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_meant_as_a_day_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidDay):
        parse_day(text, MONDAY)


@pytest.mark.parametrize("text", NO_DAYS[:3])
def test_it_is_taken_for_a_day_first(text: str) -> None:
    assert WRITTEN_DAY.search(text)


@pytest.mark.parametrize("text", NOT_LIKE_DAYS)
def test_other_words_are_taken_for_no_day(text: str) -> None:
    assert not WRITTEN_DAY.search(text)


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
