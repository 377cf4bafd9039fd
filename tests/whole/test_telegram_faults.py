"""The faults of Telegram, the network and the machine: nothing is lost, nothing is answered twice, nothing hangs."""

import asyncio
import signal
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.access.pseudonyms import Keys
from bot.telegram.incoming.inbox import Inbox
from knowledge.errors import DatabaseUnusable
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.bot_api import PATIENCE, TOKEN, BotApi, Fault
from tests.support.bot_fixtures import QUICK, ask, ended, free_port, press, process, running, says, settings_for, toast

QUESTION = "kto odpowiada za cyberbezpieczeństwo?"

# Questions with a reply of its own each, to see which was answered: § 1 to § 22 in turn.
PARAGRAPHS = [f"§ {number}" for number in range(2, 23)]


def every(nth: int, *what: int | str) -> Fault:
    """Return the fault that befalls every n-th request but those that poll, each kind in turn."""
    return lambda method, count: None if method == "getUpdates" or count % nth else what[count // nth % len(what)]


def once(method: str, what: int | str, times: int = 1) -> Fault:
    """Return the fault that befalls the first requests of a method."""
    return lambda called, count: what if called == method and count <= times else None


async def test_of_300_updates_with_every_tenth_request_failing_each_is_answered_exactly_once(
    api: BotApi, database: Path
) -> None:
    api.fault = every(10, 502, "drop", 500, 429)
    async with running(settings_for(api.url, database)):
        for number in range(300):
            await api.write(1000 + 2 * (number % 50), PARAGRAPHS[number // 50])
        await api.wait_for(lambda: len(api.world.sent) >= 300)
        await asyncio.sleep(0.5)
    answered = Counter((each.chat, each.text.splitlines()[0]) for each in api.world.sent)
    assert answered == {(1000 + 2 * chat, PARAGRAPHS[at]): 1 for chat in range(50) for at in range(6)}


async def test_50_chats_that_ask_at_once_each_get_their_own_answers_in_order(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database)):
        for paragraph in PARAGRAPHS[:4]:
            for chat in range(50):
                await api.write(1000 + 2 * chat, paragraph)
        await api.wait_for(lambda: len(api.world.sent) >= 200)
    for chat in range(50):
        assert [each.text.splitlines()[0] for each in api.replies(1000 + 2 * chat)] == PARAGRAPHS[:4]


@pytest.mark.parametrize("what", [502, 429, "drop"])
@pytest.mark.parametrize("method", ["sendMessage", "getUpdates", "getMe", "deleteWebhook"])
async def test_a_request_that_fails_is_made_again(api: BotApi, database: Path, method: str, what: int | str) -> None:
    api.fault = once(method, what)
    async with running(settings_for(api.url, database)):
        assert (await ask(api, 1000, QUESTION)).text.startswith("IT-02-2")


async def test_a_request_that_hangs_is_given_up_and_made_again(api: BotApi, database: Path) -> None:
    api.fault = once("sendMessage", "hang")
    async with running(settings_for(api.url, database), replace(QUICK, answer=0.5)):
        assert (await ask(api, 1000, QUESTION)).text.startswith("IT-02-2")


async def test_a_refused_reply_leaves_the_next_one_untouched(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database)):
        await ask(api, 1000, QUESTION)
        api.fault = once("sendMessage", 403, 2)
        await api.write(1000, QUESTION)
        assert (await ask(api, 1002, QUESTION)).text.startswith("IT-02-2")


async def test_an_update_that_cannot_be_read_blocks_no_other(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database)):
        await api.deliver(message={"message_id": "x", "chat": 5})
        await api.deliver(unknown_kind={"a": 1})
        assert (await ask(api, 1000, QUESTION)).text.startswith("IT-02-2")
        await api.wait_for(lambda: not api.world.updates)


VERDICTS = [
    # what befalls getUpdates, for how many seconds at most, what the verdict says
    (401, 1e5, "Telegram refuses the token"),
    (404, 1e5, "Telegram refuses the token"),
    (409, 1e5, "another instance polls with the same token"),
    ("hang", 1.0, "Telegram has not answered for"),
]


@pytest.mark.parametrize(("what", "silence", "verdict"), VERDICTS)
async def test_a_poll_that_is_refused_disturbed_or_silent_ends_the_program_with_what_to_do(
    api: BotApi, database: Path, what: int | str, silence: float, verdict: str
) -> None:
    api.fault = once("getUpdates", what, 99)
    over = asyncio.Event()
    async with running(
        settings_for(api.url, database, silence_seconds=silence), replace(QUICK, pulse=0.05)
    ) as application:
        application.bot_data["life"].end = over.set
        await asyncio.wait_for(over.wait(), PATIENCE)
        api.fault = once("", 0)
        assert str(application.bot_data["life"].pulse.verdict).startswith(verdict)


async def test_an_update_that_is_delivered_three_times_is_answered_once(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database)):
        update = await api.deliver(**_message(api, 1000, QUESTION))
        for _ in range(2):
            await api.redeliver(update)
        await api.write(1000, "§ 2")
        await api.wait_for(lambda: any(each.text.startswith("§ 2") for each in api.world.sent))
    assert [each.text[:7] for each in api.replies(1000)] == ["IT-02-2", "§ 2\nW s"]


async def test_an_update_with_a_number_that_another_server_gave_before_is_answered(api: BotApi, database: Path) -> None:
    for number in (1000, 1002):
        async with running(settings_for(api.url, database)):
            api._update = 5000
            await ask(api, number, QUESTION)


def _message(api: BotApi, person: int, text: str) -> dict[str, object]:
    return {"message": api._new_message(person, None) | {"text": text}}


async def test_by_webhook_a_secret_is_asked_for_and_a_redelivered_update_is_answered_once(
    api: BotApi, database: Path
) -> None:
    port = free_port()
    settings = settings_for(
        api.url,
        database,
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_listen=("127.0.0.1", port),
        webhook_secret="a-long-random-word",
    )
    async with running(settings):
        update = await api.deliver(**_message(api, 1000, QUESTION))
        await api.redeliver(update)
        assert (await api.reply(1000)).text.startswith("IT-02-2")
        await api.type_inline(1000, "drukarka")
        await api.wait_for(lambda: api.world.inline)
        await press(api, 1000, api.replies(1000)[0], "§ 7")
        assert api.replies(1000)[0].edits == 1
        api.world.webhook["secret_token"] = "guessed"
        with pytest.raises(Exception, match="403"):
            await api.write(1000, "§ 2")
    assert len(api.replies(1000)) == 1


async def test_a_conversation_goes_on_after_a_restart(api: BotApi, database: Path) -> None:
    settings = settings_for(api.url, database)
    async with running(settings):
        first = await ask(api, 1000, QUESTION)
    async with running(settings):
        superior = await ask(api, 1000, "a kto jest ich szefem?")
        assert "podlega: I Zastępca Dyrektora (§ 1 ust. 5 pkt 1)" in superior.text
        await press(api, 1000, first, "IT-02-2")
        assert first.edits == 1


async def test_whoever_may_not_ask_is_told_whom_to_turn_to_and_gets_nothing_else(api: BotApi, database: Path) -> None:
    settings = settings_for(api.url, database, who_may_ask=frozenset({1002, -100}))
    async with running(settings):
        for person in (1000, 1002):
            await api.write(person, QUESTION)
        stranger, colleague = await api.reply(1000), await api.reply(1002)
        assert stranger.text == "Odpowiadam tylko uprawnionym. Podaj administratorowi swój numer: 1000"
        assert colleague.text.startswith("IT-02-2")
        assert await toast(api, 1000, stranger, colleague.data("§ 7")) == stranger.text
        assert stranger.edits == 0
        listed = await api.type_inline(1000, "drukarka")
        await api.wait_for(lambda: listed in api.world.inline)
        assert api.world.inline[listed]["results"] == []
        refused = await ask(api, 1000, "/kto@kto_bot drukarka", chat=-200)
        assert refused.text == "W tej grupie odpowiadam tylko uprawnionym. Numer grupy dla administratora: -200"
        assert (await ask(api, 1000, f"@kto_bot {QUESTION}", chat=-100)).text.startswith("IT-02-2")


async def test_menus_and_descriptions_that_are_set_already_are_not_set_again(api: BotApi, database: Path) -> None:
    for person in (10, 20):
        await api.write(person, "§ 2")
    for setting in (12, 0):
        api.calls.clear()
        async with running(settings_for(api.url, database, bot_name="Kto odpowiada?")):
            await api.wait_for(lambda: "getMyName" in api.calls)
            await asyncio.sleep(0.2)
        assert sum(call.startswith("setMy") for call in api.calls) == setting + (setting > 0)
    assert api.world.texts[("name", "")] == "Kto odpowiada?"


async def test_an_update_is_answered_though_the_database_cannot_keep_it(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise DatabaseUnusable("database or disk is full")

    async with running(settings_for(api.url, database)):
        monkeypatch.setattr(Memory, "receive", full)
        assert (await ask(api, 1000, QUESTION)).text.startswith("IT-02-2")


@pytest.mark.parametrize("error", [DatabaseUnusable("the file is damaged; restore it"), ZeroDivisionError("x")])
async def test_an_answer_that_fails_is_apologised_for_and_what_says_itself_what_to_do_is_logged_in_one_line(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def broken(*_: object) -> None:
        raise error

    async with running(settings_for(api.url, database)):
        monkeypatch.setattr(Memory, "last", broken)
        assert (await ask(api, 1000, QUESTION)).text == "Coś się zacięło po mojej stronie. Spróbuj, proszę, za chwilę."
    logged = [(each.getMessage(), bool(each.exc_info)) for each in caplog.records if each.levelname == "ERROR"]
    assert logged == [(f"an answer failed: {error}", isinstance(error, ZeroDivisionError))]


async def test_an_answer_that_cannot_be_remembered_is_given_all_the_same(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise DatabaseUnusable("database or disk is full")

    async with running(settings_for(api.url, database)):
        monkeypatch.setattr(Memory, "remember", full)
        for text, told in ((QUESTION, "IT-02-2"), ("IT-04-2", "IT-04-2"), ("§ 3", "§ 3")):
            await api.write(1000, text)
            await api.wait_for(lambda told=told: api.replies(1000) and api.replies(1000)[-1].text.startswith(told))


async def test_what_was_confirmed_before_a_kill_is_answered_after_it_once_and_in_order(
    api: BotApi, database: Path
) -> None:
    held = asyncio.Event()
    api.fault = lambda method, count: "hang" if method == "sendMessage" and not held.is_set() else None
    async with process(api, database) as bot:
        for paragraph in PARAGRAPHS[:6]:
            await api.write(1000, paragraph)
        await api.wait_for(lambda: "getUpdates" in api.calls and not api.world.updates)
        await ended(bot, signal.SIGKILL)
    assert api.replies(1000) == []
    held.set()
    async with process(api, database) as bot:
        await api.reply(1000, 6)
        await ended(bot, signal.SIGTERM)
    assert [each.text.splitlines()[0] for each in api.replies(1000)] == PARAGRAPHS[:6]
    with Store(database) as store:
        assert Memory(store).waiting() == ()


async def test_at_sigterm_what_is_in_hand_is_answered_and_the_token_is_in_no_line_of_the_log(
    api: BotApi, database: Path
) -> None:
    async with process(api, database) as bot:
        await ask(api, 1000, QUESTION)
        for paragraph in PARAGRAPHS[:5]:
            await api.write(1002, paragraph)
        await api.wait_for(lambda: not api.world.updates)
        status, log = await ended(bot, signal.SIGTERM)
    assert (status, len(api.replies(1002))) == (0, 5)
    assert "sendMessage" in log
    assert TOKEN not in log
    with Store(database) as store:
        assert Memory(store).waiting() == ()


async def test_a_process_may_be_called_by_webhook(api: BotApi, database: Path) -> None:
    port = free_port()
    more = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/a/hook", "WEBHOOK_LISTEN": f"127.0.0.1:{port}"}
    async with process(api, database, WEBHOOK_SECRET="a-long-random-word", **more) as bot:
        await api.wait_for(lambda: api.world.webhook)
        assert (await ask(api, 1000, QUESTION)).text.startswith("IT-02-2")
        assert (await ended(bot, signal.SIGTERM))[0] == 0


async def test_a_revoked_token_ends_the_process_with_one_clear_line(api: BotApi, database: Path) -> None:
    async with process(api, database, LOG_LEVEL="ERROR") as bot:
        await api.wait_for(lambda: "getUpdates" in api.calls)
        api.revoked = True
        await api.write(1000, QUESTION)
        status, log = await ended(bot)
    assert status == 1
    assert log.splitlines()[-1].startswith("error: Telegram refuses the token: set TELEGRAM_BOT_TOKEN")


async def test_a_token_that_is_refused_at_the_start_is_told_in_one_line(api: BotApi, database: Path) -> None:
    api.revoked = True
    async with process(api, database, LOG_LEVEL="INFO") as bot:
        status, log = await ended(bot)
    assert (status, log.count("\n")) == (1, 1)
    assert log.startswith("error: Telegram refuses the token: set TELEGRAM_BOT_TOKEN")


async def test_a_server_that_is_down_at_the_start_is_waited_for(database: Path) -> None:
    server = BotApi()
    port = free_port()
    server.url = f"http://127.0.0.1:{port}"
    async with process(server, database, LOG_LEVEL="WARNING") as bot:
        await says(bot, "Telegram cannot be reached")
        await server.start(port)
        assert (await ask(server, 1000, QUESTION)).text.startswith("IT-02-2")
    await server.stop()


async def test_the_inbox_takes_no_more_than_it_has_room_for(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.incoming.inbox.MOST_WAITING", 2)
    from telegram import Update

    inbox = Inbox(Keys(settings_for("", database)))
    with Store(database) as store:
        await inbox.open(Memory(store), None)  # type: ignore[arg-type]
        for number in (1, 2):
            await inbox.put(Update(number))
        third = asyncio.create_task(inbox.put(Update(3)))
        await asyncio.sleep(0.1)
        assert not third.done()
        await inbox.finish(Update(1))
        await asyncio.wait_for(third, PATIENCE)
        inbox.close()


async def test_updates_that_wait_are_unreadable_and_with_another_key_they_are_dropped(
    api: BotApi, database: Path
) -> None:
    from telegram import CallbackQuery, Update, User

    settings = settings_for("", database)
    with Store(database) as store:
        memory = Memory(store)
        inbox = Inbox(Keys(settings))
        await inbox.open(memory, None)  # type: ignore[arg-type]
        query = CallbackQuery("5", User(987654321, "Grzegorz", False), "1")
        await inbox.put(Update(1, callback_query=query))
        inbox.close()
        again, other = Inbox(Keys(settings)), Inbox(Keys(replace(settings, hash_key="another key of 24 letters")))
        assert await again.open(memory, None) == 1  # type: ignore[arg-type]
        contents = b"".join(path.read_bytes() for path in database.parent.glob("knowledge.db*"))
        assert not [word for word in (b"987654321", b"Grzegorz") if word in contents]
        assert await other.open(memory, None) == 0  # type: ignore[arg-type]
        assert memory.waiting() == ()
        again.close()
        other.close()


async def test_when_all_is_answered_the_file_tells_neither_who_asked_nor_where(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database)):
        reply = await ask(api, 987654321, QUESTION)
        await api.press(987654321, reply, reply.data("👍"))
        await ask(api, 987654321, f"@kto_bot {QUESTION}", chat=-100987654321)
        await api.wait_for(lambda: not api.world.updates)
    contents = b"".join(path.read_bytes() for path in database.parent.glob("knowledge.db*"))
    assert QUESTION.encode() in contents
    assert b"987654321" not in contents
    assert b"Anna" not in contents
