"""Outages of Telegram and the network: no hot loop, nothing lost, a line that says what to do, a clean end."""

import asyncio
import itertools
import json
import shutil
import signal
from collections.abc import Awaitable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Updater

from bot.telegram.api.pauses import Pauses
from knowledge.errors import DatabaseUnusable
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.bot_api import PATIENCE, BotApi, Fault
from tests.support.bot_fixtures import QUICK, ask, ended, free_port, process, running, says, serving, settings_for

QUESTION = "kto odpowiada za cyberbezpieczeństwo?"
SECRET = "a-long-random-word"
WINDOW = 3.0
"""For how many seconds requests are counted while a fault lasts."""


def always(method: str, what: int | str) -> Fault:
    """Return the fault that befalls every request of a method."""
    return lambda called, count: what if called == method else None


def by_webhook(api: BotApi, database: Path, **more: Any) -> Any:
    """Return settings by which Telegram calls the bot."""
    port = free_port()
    return settings_for(
        api.url,
        database,
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_listen=("127.0.0.1", port),
        webhook_secret=SECRET,
        **more,
    )


def environment(port: int) -> dict[str, str]:
    """Return what makes a process be called by webhook."""
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }


@pytest.fixture
def copies(published: Path, tmp_path: Path) -> Iterator[Path]:
    """Return databases without end."""
    return (Path(shutil.copy(published, tmp_path / f"{number}.db")) for number in itertools.count())


async def test_no_fault_of_the_poll_makes_a_hot_loop(copies: Iterator[Path], caplog: pytest.LogCaptureFixture) -> None:
    """Three seconds see at most one poll a second and a few, where each is made only when the one before has failed."""
    faults: list[int | str] = [502, 429, 409, 401, "drop", "empty", "much later"]
    made = await asyncio.gather(*map(_polls, copies, faults))
    assert {what: count for what, count in zip(faults, made, strict=True) if not 1 <= count <= 8} == {}
    told = [each for each in caplog.records if each.name.startswith("bot.")]
    assert len(told) <= sum(made) + len(faults)  # a line a poll, and one word more


async def _polls(database: Path, what: int | str) -> int:
    """Count the polls of a bot while a fault befalls each."""
    async with serving() as api, running(settings_for(api.url, database), Pauses()) as application:
        application.bot_data["life"].end = lambda: None
        await api.wait_for(lambda: "getUpdates" in api.calls)
        before = api.counts["getUpdates"]
        api.fault = always("getUpdates", what)
        await api.write(1000, QUESTION)  # the poll that is open brings this and ends
        await api.wait_for(lambda: api.counts["getUpdates"] > before)
        await asyncio.sleep(WINDOW)
        made = api.counts["getUpdates"] - before
        api.fault = lambda method, count: None
    return made


async def test_no_fault_of_a_reply_makes_a_hot_loop(copies: Iterator[Path]) -> None:
    faults: list[int | str] = [502, 429, "drop", "much later"]
    made = await asyncio.gather(*map(_replies, copies, faults))
    assert {what: count for what, count in zip(faults, made, strict=True) if not 3 <= count <= 3 * 5} == {}


async def _replies(database: Path, what: int | str) -> int:
    """Count the tries of a bot to send three replies while a fault befalls each try."""
    async with serving() as api, running(settings_for(api.url, database), Pauses()):
        api.fault = always("sendMessage", what)
        for person in (1000, 1002, 1004):
            await api.write(person, QUESTION)
        await api.wait_for(lambda: api.counts["sendMessage"] >= 3)
        await asyncio.sleep(WINDOW)
        made = api.counts["sendMessage"]
        api.fault = lambda method, count: None
        await api.wait_for(lambda: "getUpdates" in api.calls)
    return made


async def test_a_reply_that_could_not_be_sent_is_sent_later_once(api: BotApi, database: Path) -> None:
    api.fault = lambda method, count: 502 if method == "sendMessage" and count <= 8 else None  # more than QUICK bears
    async with running(settings_for(api.url, database), replace(QUICK, later=(0.3, 0.3, 0.3))):
        assert (await ask(api, 1000, QUESTION)).text.startswith("IT-02-2")
        await ask(api, 1002, "§ 2")
        await asyncio.sleep(0.5)
    assert len(api.replies(1000)) == 1
    with Store(database) as store:
        assert Memory(store).waiting() == ()


async def test_one_chat_that_must_wait_an_hour_holds_up_no_other_and_not_the_end(api: BotApi, database: Path) -> None:
    held = [True]
    api.fault = lambda method, count: "much later" if method == "sendMessage" and held and count == 1 else None
    async with process(api, database) as bot:
        await api.write(1000, QUESTION)
        await api.wait_for(lambda: api.counts["sendMessage"] > 0)
        await ask(api, 1002, "§ 2")
        status, log = await ended(bot, signal.SIGTERM)
    assert status == 0
    assert "its question is answered later" in log
    held.clear()
    async with process(api, database) as bot:
        assert (await api.reply(1000)).text.startswith("IT-02-2")


@pytest.mark.parametrize("webhook", [False, True])
@pytest.mark.parametrize("what", [502, "drop", "hang"])
async def test_at_sigterm_in_an_outage_the_program_ends_cleanly_and_the_next_one_answers_all(
    api: BotApi, database: Path, what: int | str, webhook: bool
) -> None:
    api.fault = always("sendMessage", what)
    more = environment(free_port()) if webhook else {}
    paragraphs = [f"§ {number}" for number in range(2, 7)]
    async with process(api, database, **more) as bot:
        if webhook:
            await api.wait_for(lambda: api.world.webhook)
        for paragraph in paragraphs:
            await api.write(1000, paragraph)
        await api.wait_for(lambda: api.counts["sendMessage"] > 0 and not api.world.updates)
        status, _ = await ended(bot, signal.SIGTERM)
    assert (status, api.replies(1000)) == (0, [])
    api.fault = lambda method, count: None
    async with process(api, database, **more):
        await api.reply(1000, len(paragraphs))
    assert [each.text.splitlines()[0] for each in api.replies(1000)] == paragraphs


async def test_in_webhook_mode_what_was_confirmed_before_a_kill_is_answered_after_it(
    api: BotApi, database: Path
) -> None:
    api.fault = always("sendMessage", "hang")
    more = environment(free_port())
    async with process(api, database, **more) as bot:
        await api.wait_for(lambda: api.world.webhook)
        for paragraph in ("§ 2", "§ 3", "§ 4"):
            await api.write(1000, paragraph)
        await ended(bot, signal.SIGKILL)
    api.fault = lambda method, count: None
    async with process(api, database, **more) as bot:
        await api.reply(1000, 3)
        assert (await ended(bot, signal.SIGTERM))[0] == 0
    assert [each.text.splitlines()[0] for each in api.replies(1000)] == ["§ 2", "§ 3", "§ 4"]


@pytest.mark.parametrize("webhook", [False, True])
async def test_without_a_network_the_program_waits_says_what_to_look_at_and_ends_when_told_to(
    database: Path, webhook: bool
) -> None:
    nowhere = BotApi()
    nowhere.url = f"http://127.0.0.1:{free_port()}"
    async with process(nowhere, database, LOG_LEVEL="INFO", **(environment(free_port()) if webhook else {})) as bot:
        said = await says(bot, "Telegram cannot be reached")
        await asyncio.sleep(WINDOW)  # it tries again, and says nothing more
        status, log = await ended(bot, signal.SIGTERM)
    assert status == 0
    assert "look at the network and TELEGRAM_API_URL; trying again" in said
    assert "cannot be reached" not in log


async def test_of_two_instances_with_one_token_one_says_why_it_ends_and_the_other_goes_on(
    api: BotApi, copies: Iterator[Path]
) -> None:
    async with process(api, next(copies), LOG_LEVEL="ERROR") as first:
        await api.wait_for(lambda: "getUpdates" in api.calls)
        async with running(settings_for(api.url, next(copies))) as second:  # it polls sooner again, so is refused less
            status, log = await ended(first)
            await ask(api, 1000, QUESTION)
            assert second.bot_data["life"].pulse.verdict is None
    assert status == 1
    assert "error: another instance polls with the same token: end it, or give this one its own token" in log


async def test_of_two_bots_on_one_file_the_second_says_so_and_the_first_goes_on(api: BotApi, database: Path) -> None:
    async with process(api, database) as first:
        await api.wait_for(lambda: "getUpdates" in api.calls)
        async with process(api, database, LOG_LEVEL="ERROR") as second:
            status, log = await ended(second)
        assert status == 1
        assert f"error: another bot answers from {database}: end it, or give this one a KNOWLEDGE_DB of its own" in log
        await ask(api, 1000, QUESTION)
        assert first.returncode is None


async def until_verdict(application: Any, wait: Awaitable[Any]) -> str:
    over = asyncio.Event()
    application.bot_data["life"].end = over.set
    await wait
    await asyncio.wait_for(over.wait(), PATIENCE)
    return str(application.bot_data["life"].pulse.verdict)


async def test_in_webhook_mode_a_revoked_token_ends_the_program_and_what_it_held_is_answered_with_a_new_one(
    api: BotApi, database: Path
) -> None:
    settings = by_webhook(api, database, hash_key="a key that outlives the token")
    async with running(settings) as application:
        api.fault = lambda method, count: 401
        verdict = await until_verdict(application, api.write(1000, QUESTION))
    assert verdict.startswith("Telegram refuses the token: set TELEGRAM_BOT_TOKEN")
    api.fault = lambda method, count: None
    async with running(settings):
        assert (await api.reply(1000)).text.startswith("IT-02-2")


async def test_a_webhook_that_another_program_took_away_ends_the_program_with_what_to_do(
    api: BotApi, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = by_webhook(api, database)
    async with running(settings) as application:
        api.world.webhook_fault = {"last_error_date": 1_700_000_000, "last_error_message": "Wrong response: 502"}
        await api.wait_for(lambda: "getWebhookInfo" in api.calls)
        await asyncio.sleep(0.3)  # it looks again, and says nothing more
        api.world.webhook = {}
        verdict = await until_verdict(application, asyncio.sleep(0))
    assert verdict == f"Telegram calls {settings.webhook_url} no more: end the other program that uses this token"
    told = [each.getMessage() for each in caplog.records if "do not arrive" in each.getMessage()]
    assert told == ["Telegram's calls do not arrive (Wrong response: 502): look at WEBHOOK_URL and the proxy"]


async def test_a_webhook_that_cannot_be_set_yet_is_set_when_it_can(api: BotApi, database: Path) -> None:
    api.fault = lambda method, count: 502 if method == "setWebhook" and count <= 8 else None
    async with running(by_webhook(api, database)):
        assert (await ask(api, 1000, QUESTION)).text.startswith("IT-02-2")


async def test_an_address_that_is_taken_ends_the_program_with_what_to_do(api: BotApi, database: Path) -> None:
    port = int(api.url.rpartition(":")[2])
    async with process(api, database, LOG_LEVEL="ERROR", **environment(port)) as bot:
        status, log = await ended(bot)
    assert status == 1
    assert (
        log.splitlines()[-1]
        == f"error: 127.0.0.1:{port} cannot be listened on (Address already in use): set WEBHOOK_LISTEN"
    )


async def _asked(url: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
    from tornado.httpclient import AsyncHTTPClient, HTTPRequest

    request = HTTPRequest(url, "GET" if body is None else "POST", headers, body)
    answer = await AsyncHTTPClient().fetch(request, raise_error=False)
    return answer.code, json.loads(answer.body) if answer.body.startswith(b"{") else {}


async def test_health_says_whether_questions_can_be_answered(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = by_webhook(api, database)
    health = settings.webhook_url.replace("/hook", "/health")
    async with running(settings):
        assert await _asked(health) == (200, {"status": "ok", "edition": 1, "waiting": 0})

        def broken(_: object) -> None:
            raise DatabaseUnusable("database disk image is malformed")

        monkeypatch.setattr("bot.answering.conversation.Conversation.refresh", broken)
        assert await _asked(health) == (503, {"status": "failing", "edition": None, "waiting": 0})


# what is posted to the webhook, with which secret; the status it gets; none of it is taken for a question
POSTS = [
    (b'{"update_id": 5}', "", 403),
    (b'{"update_id": 5}', "guessed", 403),
    (b'{"update_id": 5}', "g\xc4\x85", 403),
    (b"no json", SECRET, 400),
    (b"[1, 2]", SECRET, 400),
    (b'{"message": {}}', SECRET, 400),
    (b'{"update_id": 7, "message": {"chat": 5}}', SECRET, 200),  # cannot be read, and must not come again
    (b"\xff" * 10, SECRET, 400),
]


async def test_what_is_posted_to_the_webhook_without_the_secret_or_in_no_form_is_refused(
    api: BotApi, database: Path
) -> None:
    settings = by_webhook(api, database)
    async with running(settings):
        for body, secret, status in POSTS:
            header = {"X-Telegram-Bot-Api-Secret-Token": secret}
            assert (await _asked(settings.webhook_url, body, **header))[0] == status
        assert (await _asked(settings.webhook_url))[0] == 405
        assert (await _asked(settings.webhook_url.replace("/hook", "/other")))[0] == 404
        await ask(api, 1000, QUESTION)
    assert len(api.world.sent) == 1


def test_the_webhook_stands_in_for_the_librarys_updater_by_its_public_names() -> None:
    from bot.telegram.incoming.webhook import Webhook

    own = {name for name in vars(Webhook) if not name.startswith("_")}
    assert own <= set(dir(Updater))
