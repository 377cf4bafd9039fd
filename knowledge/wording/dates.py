"""Days as each language writes them."""

from datetime import date

MONTHS = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def day_in_words(day: date, lang: str) -> str:
    """Write a day out: "14 maja 2024 r.", "14 May 2024"."""
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}{' r.' if lang == 'pl' else ''}"
