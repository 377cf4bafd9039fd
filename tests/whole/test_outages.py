"""Outages of Telegram and the network: no hot loop, nothing lost, a line that says what to do, a clean end."""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Updater

from knowledge.errors import DatabaseUnusable
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.bot_api import BotApi, Fault
from tests.support.bot_fixtures import free_port, process, running, settings_for

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


async def ended(bot: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """Wait until a process has ended; returns its status and its log."""
    _, log = await asyncio.wait_for(bot.communicate(), 30)
    return bot.returncode, log.decode()


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds of which the server does not tell, such as a request that it failed."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.05)


# Polls in three seconds, of a bot that makes each only when the one before has failed: at most one a second and a few.
@pytest.mark.parametrize("what", [502, 429, 409, 401, "drop", "empty", "much later"])
async def test_a_fault_of_the_poll_makes_no_hot_loop(
    api: BotApi, database: Path, what: int | str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(settings_for(api.url, database)) as application:
        application.bot_data["life"].end = lambda: None
        await api.wait_for(lambda: "getUpdates" in api.calls)
        before = api._counts["getUpdates"]
        api.fault = always("getUpdates", what)
        await api.write(1000, QUESTION)  # the poll that is open brings this and ends
        await asyncio.sleep(WINDOW)
        made = api._counts["getUpdates"] - before
        api.fault = lambda method, count: None
    assert 1 <= made <= 8
    assert len(caplog.records) < 40


@pytest.mark.parametrize("what", [502, 429, "drop", "much later"])
async def test_a_reply_that_cannot_be_sent_makes_no_hot_loop(
    api: BotApi, database: Path, what: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.fault = always("sendMessage", what)
    async with running(settings_for(api.url, database), patient=True):
        for person in (1000, 1002, 1004):
            await api.write(person, QUESTION)
        await asyncio.sleep(WINDOW)
        assert 3 <= api._counts["sendMessage"] <= 3 * 5
        api.fault = lambda method, count: None
        await api.wait_for(lambda: "getUpdates" in api.calls)


async def test_a_reply_that_could_not_be_sent_is_sent_later_once(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.incoming.inbox.LATER", (0.3, 0.3, 0.3))
    api.fault = lambda method, count: 502 if method == "sendMessage" and count <= 8 else None  # more than QUICK bears
    async with running(settings_for(api.url, database)):
        await api.write(1000, QUESTION)
        assert (await api.reply(1000)).text.startswith("IT-02-2")
        await api.write(1002, "§ 2")
        await api.reply(1002)
        await asyncio.sleep(0.5)
    assert len(api.replies(1000)) == 1
    with Store(database) as store:
        assert Memory(store).waiting() == ()


async def test_one_chat_that_must_wait_an_hour_holds_up_no_other_and_not_the_end(api: BotApi, database: Path) -> None:
    held = [True]
    api.fault = lambda method, count: "much later" if method == "sendMessage" and held and count == 1 else None
    async with process(api, database) as bot:
        await api.write(1000, QUESTION)
        await until(lambda: api._counts["sendMessage"] > 0)
        await api.write(1002, "§ 2")
        await api.reply(1002)
        bot.send_signal(signal.SIGTERM)
        status, log = await ended(bot)
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
        await until(lambda: api._counts["sendMessage"] > 0 and not api.world.updates)
        bot.send_signal(signal.SIGTERM)
        status, _ = await ended(bot)
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
        bot.kill()
        await bot.communicate()
    api.fault = lambda method, count: None
    async with process(api, database, **more) as bot:
        await api.reply(1000, 3)
        bot.send_signal(signal.SIGTERM)
        assert (await ended(bot))[0] == 0
    assert [each.text.splitlines()[0] for each in api.replies(1000)] == ["§ 2", "§ 3", "§ 4"]


@pytest.mark.parametrize("webhook", [False, True])
async def test_without_a_network_the_program_waits_says_what_to_look_at_and_ends_when_told_to(
    database: Path, webhook: bool
) -> None:
    nowhere = BotApi()
    nowhere.url = f"http://127.0.0.1:{free_port()}"
    async with process(nowhere, database, LOG_LEVEL="INFO", **(environment(free_port()) if webhook else {})) as bot:
        assert bot.stderr
        said = ""
        while "Telegram cannot be reached" not in said:
            said = (await bot.stderr.readline()).decode()
            assert said, "the program ended"
        await asyncio.sleep(WINDOW)  # it tries again, and says nothing more
        bot.send_signal(signal.SIGTERM)
        status, log = await ended(bot)
    assert status == 0
    assert "look at the network and TELEGRAM_API_URL; trying again" in said
    assert "cannot be reached" not in log


async def test_of_two_instances_with_one_token_one_says_why_it_ends_and_the_other_goes_on(
    api: BotApi, published: Path, tmp_path: Path
) -> None:
    files = [tmp_path / "one.db", tmp_path / "two.db"]
    for file in files:
        file.write_bytes(published.read_bytes())
    async with process(api, files[0], LOG_LEVEL="ERROR") as one, process(api, files[1], LOG_LEVEL="ERROR") as two:
        waiting = {asyncio.create_task(each.wait()): each for each in (one, two)}
        done, other = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        status, log = await ended(waiting[done.pop()])
        await api.write(1000, QUESTION)
        await api.reply(1000)
        other.pop().cancel()
    assert status == 1
    assert "error: another instance polls with the same token: end it, or give this one its own token" in log


async def test_of_two_bots_on_one_file_the_second_says_so_and_the_first_goes_on(api: BotApi, database: Path) -> None:
    async with process(api, database) as first:
        await api.wait_for(lambda: "getUpdates" in api.calls)
        async with process(api, database, LOG_LEVEL="ERROR") as second:
            status, log = await ended(second)
        assert status == 1
        assert f"error: another bot answers from {database}: end it, or give this one a KNOWLEDGE_DB of its own" in log
        await api.write(1000, QUESTION)
        await api.reply(1000)
        assert first.returncode is None


async def until_verdict(application: Any, wait: Awaitable[Any]) -> str:
    over = asyncio.Event()
    application.bot_data["life"].end = over.set
    await wait
    await asyncio.wait_for(over.wait(), 20)
    return str(application.bot_data["life"].pulse.verdict)


async def test_in_webhook_mode_a_revoked_token_ends_the_program_and_what_it_held_is_answered_with_a_new_one(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.incoming.webhook.CHECK_SECONDS", 0.3)
    settings = by_webhook(api, database, hash_key="a key that outlives the token")
    async with running(settings) as application:
        api.fault = lambda method, count: 401
        verdict = await until_verdict(application, api.write(1000, QUESTION))
    assert verdict.startswith("Telegram refuses the token: set TELEGRAM_BOT_TOKEN")
    api.fault = lambda method, count: None
    async with running(settings):
        assert (await api.reply(1000)).text.startswith("IT-02-2")


async def test_a_webhook_that_another_program_took_away_ends_the_program_with_what_to_do(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.telegram.incoming.webhook.CHECK_SECONDS", 0.1)
    settings = by_webhook(api, database)
    async with running(settings) as application:
        api.world.webhook_fault = {"last_error_date": 1_700_000_000, "last_error_message": "Wrong response: 502"}
        await asyncio.sleep(0.5)
        api.world.webhook = {}
        verdict = await until_verdict(application, asyncio.sleep(0))
    assert verdict == f"Telegram calls {settings.webhook_url} no more: end the other program that uses this token"
    told = [each.getMessage() for each in caplog.records if "do not arrive" in each.getMessage()]
    assert told == ["Telegram's calls do not arrive (Wrong response: 502): look at WEBHOOK_URL and the proxy"]


async def test_a_webhook_that_cannot_be_set_yet_is_set_when_it_can(api: BotApi, database: Path) -> None:
    api.fault = lambda method, count: 502 if method == "setWebhook" and count <= 8 else None
    async with running(by_webhook(api, database)):
        await api.write(1000, QUESTION)
        assert (await api.reply(1000)).text.startswith("IT-02-2")


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
        await api.write(1000, QUESTION)
        await api.reply(1000)
    assert len(api.world.sent) == 1


def test_the_webhook_stands_in_for_the_librarys_updater_by_its_public_names() -> None:
    from bot.telegram.incoming.webhook import Webhook

    own = {name for name in vars(Webhook) if not name.startswith("_")}
    assert own <= set(dir(Updater))
