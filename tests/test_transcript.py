"""The READMEs' day with the bot is what the bot says."""

from pathlib import Path

from tests.support.transcript import DAY, EXCHANGES, first_exchanges, shown_in, transcript


async def test_the_day_in_the_bots_readme_is_what_the_bot_says_today(database: Path) -> None:
    assert shown_in(DAY) == (await transcript(database)).strip()


def test_readme_shows_the_first_exchange_of_each_person() -> None:
    day = shown_in(DAY)
    assert day.count("\n**A") == 2
    assert shown_in(EXCHANGES) == first_exchanges(day).strip()
