"""`python -m bot doctor`: each thing the bot needs, well and not well."""

import asyncio
import json
import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.operation.doctor import MEGABYTE, Finding, Health, examine, is_well
from tests.support.bot_api import TOKEN, BotApi
from tests.support.bot_fixtures import free_port

OK, WARNING, FAILING = Health.OK, Health.WARNING, Health.FAILING


async def findings(api: BotApi, database: Path, **more: str) -> dict[str, Finding]:
    """Examine, while the loopback server serves, and return what was found by name."""
    values = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url, "KNOWLEDGE_DB": str(database)}
    found = await asyncio.to_thread(examine, values | {"WHO_MAY_ASK": "everybody"} | more)
    return {each.name: each for each in found}


async def test_where_all_is_well_each_thing_is_ok(api: BotApi, database: Path) -> None:
    (database.parent / "knowledge-20260101T000000.backup.db").touch()
    found = await findings(api, database)
    assert {name: each.state for name, each in found.items()} == dict.fromkeys(
        ("settings", "token", "inline", "telegram", "disk", "database", "backup", "act", "encoder"), OK
    )
    assert str(found["token"].says) == "that of @kto_bot"
    assert str(found["act"].says) == "1454/2024, edition 1, valid from 2024-05-22: 19 units, 233 duties"
    assert is_well(tuple(found.values()))


async def test_a_token_that_is_refused_or_missing_is_named(api: BotApi, database: Path) -> None:
    for token in ("1:wrong", ""):
        found = await findings(api, database, TELEGRAM_BOT_TOKEN=token)
        assert found["token"].state is FAILING
        assert "set TELEGRAM_BOT_TOKEN" in str(found["token"].advice)
        assert found["encoder"].state is OK  # the rest is looked at all the same


async def test_a_telegram_that_cannot_be_reached_is_named(api: BotApi, database: Path) -> None:
    found = await findings(api, database, TELEGRAM_API_URL=f"http://127.0.0.1:{free_port()}")
    assert found["telegram"].state is FAILING
    assert str(found["telegram"].advice) == "look at the network, the proxy and TELEGRAM_API_URL"


# the webhook the settings name, the one that Telegram calls, what getWebhookInfo says besides; the state, what is said
MODES = [
    ("", "", {}, OK, "answers; is polled; 0 updates wait"),
    ("", "https://other/hook", {}, WARNING, "Telegram calls https://other/hook, by the settings the bot polls"),
    ("https://x/hook", "", {}, WARNING, "Telegram calls nobody, by the settings https://x/hook"),
    ("https://x/hook", "https://x/hook", {}, OK, "answers; calls https://x/hook; 0 updates wait"),
    (
        "https://x/hook",
        "https://x/hook",
        {"last_error_date": 1_700_000_000, "last_error_message": "Wrong response: 502", "pending_update_count": 7},
        WARNING,
        "answers; calls https://x/hook; 7 updates wait; a call failed 2023-11-14 22:13 UTC (Wrong response: 502)",
    ),
]


@pytest.mark.parametrize(("wanted", "known", "more", "state", "says"), MODES)
async def test_whom_telegram_calls_is_compared_with_the_settings(
    api: BotApi, database: Path, wanted: str, known: str, more: dict[str, Any], state: Health, says: str
) -> None:
    api.world.webhook = {"url": known} if known else {}
    api.world.webhook_fault = more
    found = await findings(api, database, WEBHOOK_URL=wanted, WEBHOOK_SECRET="a-long-random-word")
    assert (found["telegram"].state, str(found["telegram"].says)) == (state, says)


async def test_a_database_that_is_damaged_is_named_and_one_that_is_not_there_is_not_made(
    api: BotApi, database: Path
) -> None:
    missing = database.with_name("missing.db")
    assert (await findings(api, missing))["database"].state is WARNING
    assert not missing.exists()
    data = bytearray(database.read_bytes())
    data[8192:65536] = b"\0" * (65536 - 8192)
    database.write_bytes(bytes(data))
    found = await findings(api, database)
    assert found["database"].state is FAILING
    assert "knowledge.db is damaged" in str(found["database"].says)
    assert "act" not in found


async def test_an_encoder_that_did_not_embed_the_act_is_named(
    api: BotApi, database: Path, tiny_transformer: Path
) -> None:
    found = await findings(api, database, ENCODER=str(tiny_transformer))
    assert found["encoder"].state is FAILING
    assert str(found["encoder"].advice) == "publish the act again, or set ENCODER back"
    found = await findings(api, database, ENCODER="/no/such/folder")
    assert found["encoder"].state is FAILING


@pytest.mark.parametrize(("free", "state"), [(600, OK), (499, WARNING), (49, FAILING)])
async def test_a_disk_with_little_room_is_named(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: Health
) -> None:
    usage = namedtuple("Usage", "total used free")(0, 0, free * MEGABYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    found = await findings(api, database)
    assert found["disk"].state is state
    assert str(found["disk"].says) == f"{free} MB free in {database.parent}"


async def test_settings_by_which_nobody_may_ask_are_named_and_wrong_ones_end_the_look(
    api: BotApi, database: Path
) -> None:
    assert (await findings(api, database, WHO_MAY_ASK=""))["settings"].state is WARNING
    found = await findings(api, database, MEMORY_MINUTES="soon")
    assert {name: each.state for name, each in found.items()} == {"settings": FAILING}


def test_the_command_tells_its_findings_and_by_its_status_whether_all_is_well(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(published))
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    usage = namedtuple("Usage", "total used free")(0, 0, 600 * MEGABYTE)  # others fill the disk meanwhile
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert main(["doctor"]) == 1
    text = capsys.readouterr().out
    assert main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["status"] == "failing"
    lines = [(each["state"], each["name"], *filter(None, (each["says"], each["advice"]))) for each in told["checks"]]
    assert [line.split(maxsplit=2) for line in text.splitlines()] == [
        [state, name, " – ".join(says)] for state, name, *says in lines
    ]
