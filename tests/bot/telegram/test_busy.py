"""What a chat shows while an answer is on its way, and the chart that is drawn beforehand, over real HTTP."""

import time
from dataclasses import replace
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest

from bot.dialogue.dialogue import Dialogue
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import QUICK, ask, running, settings_for, toast

ANNA = 1000
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


async def test_a_chat_shows_that_an_answer_which_takes_a_while_is_written_and_nothing_for_a_quick_one(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(settings_for(api.url, database), replace(QUICK, busy=0.6)):
        await ask(api, ANNA, "/pomoc")
        told = await ask(api, ANNA, "§ 2")
        assert api.world.actions == []
        monkeypatch.setattr(Dialogue, "answer", _slowly(Dialogue.answer))
        monkeypatch.setattr("bot.dialogue.views.chart_of", _slowly(lambda *_: PICTURE))
        await ask(api, ANNA, "kto zajmuje się certyfikatami SSL?")
        await toast(api, ANNA, told, "chart0.0@1")
        await api.reply(ANNA, 4)
    assert api.world.actions == [(ANNA, "typing"), (ANNA, "upload_photo")]


async def test_a_fault_of_what_a_chat_shows_holds_no_answer_up(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.fault = lambda method, count: 502 if method == "sendChatAction" else None
    monkeypatch.setattr(Dialogue, "answer", _slowly(Dialogue.answer))
    async with running(settings_for(api.url, database), replace(QUICK, busy=0.1)):
        assert (await ask(api, ANNA, "kto zajmuje się certyfikatami SSL?")).text
    assert api.counts["sendChatAction"] == 1


async def test_the_chart_is_drawn_before_anybody_asks_for_it(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("bot.dialogue.views.chart_of", lambda *_: drawn.append(current_thread().name) or PICTURE)
    async with running(settings_for(api.url, database), replace(QUICK, drawing=0.0)):
        await ask(api, ANNA, "§ 2")
        await api.wait_for(lambda: drawn)
    assert [name.rpartition("_")[0] for name in drawn] == ["prepare"]


def _slowly(function: Any) -> Any:
    def slow(*values: Any, **named: Any) -> Any:
        time.sleep(1.2)
        return function(*values, **named)

    return slow
