"""What is no question about the act, through the real application over HTTP."""

from pathlib import Path

import pytest

from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import AGENT, ask, running, settings_for

ASIDES = [
    # what is written, how the reply begins
    ("?!", "Nie widzę w „?!” żadnego słowa."),
    ("🙃", "Nie widzę w „🙃” żadnego słowa."),
    ("poiuy trewq", "Nie rozumiem „poiuy trewq”."),
    ("Хто видає ноутбуки?", "Я розумію лише польську та англійську."),
    ("Wer gibt mir einen Laptop?", "Ich verstehe nur Polnisch und Englisch."),
    ("jesteś człowiekiem?", "Jestem programem:"),
    ("nie o to pytam", "W takim razie źle zrozumiałem."),
    ("dobry wieczór", "Dzień dobry."),
]


async def test_what_is_no_question_is_answered_and_stands_neither_in_the_queue_nor_in_the_figures(
    api: BotApi, database: Path
) -> None:
    async with running(settings_for(api.url, database)):
        told = [(await ask(api, AGENT, text)).text for text, _ in ASIDES]
        assert [text.startswith(begun) for text, (_, begun) in zip(told, ASIDES, strict=True)] == [True] * len(ASIDES)
        assert (await ask(api, AGENT, "/kolejka")).text == "Kolejka jest pusta: każde pytanie ma odpowiedź."
        assert (await ask(api, AGENT, "/statystyki")).text.endswith("W tym czasie nie było pytań.")


@pytest.mark.parametrize("text", ["pomocy!", "co umiesz?", "/kto jak z ciebie korzystać"])
async def test_whoever_asks_for_help_gets_what_the_command_for_it_shows(api: BotApi, database: Path, text: str) -> None:
    async with running(settings_for(api.url, database)):
        assert (await ask(api, AGENT, text)).text == (await ask(api, AGENT, "/pomoc")).text


async def test_whoever_was_misunderstood_is_offered_the_other_units_and_buttons_to_them(
    api: BotApi, database: Path
) -> None:
    async with running(settings_for(api.url, database)):
        first = await ask(api, AGENT, "kto robi kopie zapasowe?")
        others = await ask(api, AGENT, "to nie o to mi chodziło")
        assert others.text.startswith("W takim razie źle zrozumiałem.")
        named = [label for label in others.labels if label.startswith("🗂")]
        assert named
        assert set(named).isdisjoint(first.labels)
