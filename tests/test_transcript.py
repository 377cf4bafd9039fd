"""README's day with the bot is what the bot says."""

from pathlib import Path

from tests.support.transcript import BEGIN, END, transcript

README = Path(__file__).parents[1] / "README.md"
HEADING = "## A day with the bot\n"


async def test_the_transcript_in_readme_is_what_the_bot_says_today(database: Path) -> None:
    section = README.read_text(encoding="utf-8").partition(HEADING)[2].partition("\n## ")[0]
    shown = section.partition(BEGIN)[2].partition(END)[0]
    assert shown.strip() == (await transcript(database)).strip()
