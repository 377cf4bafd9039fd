"""A bot that runs against the loopback Bot API server, in this process."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.configuration import BotSettings
from bot.telegram.api.pauses import Pauses
from bot.telegram.application import ALLOWED_UPDATES, build_application
from tests.support.bot_api import PATIENCE, TOKEN, BotApi, Sent

ADMIN, AGENT, EMPLOYEE, GROUP = 10, 20, 1000, -100500

QUICK = Pauses(retries=(0.02, 0.05, 0.1, 0.2, 0.4), polls=(0.05, 0.2), webhook=0.1, drawing=1e6, news=1e6)
"""What a test waits for."""


def settings_for(url: str, database: Path, **more: Any) -> BotSettings:
    """Return settings for the loopback server, without a limit of rates."""
    values: dict[str, Any] = {
        "token": TOKEN,
        "api_url": url,
        "file_url": f"{url}/file",
        "who_may_ask": None,
        "admins": frozenset({ADMIN}),
        "agents": frozenset({AGENT}),
        "messages_per_second": 0.0,
        "group_messages_per_minute": 0.0,
        "requests_per_minute": 0.0,
        "requests_per_minute_in_all": 0.0,
    }
    return BotSettings(database=database, **values | more)


@asynccontextmanager
async def running(settings: BotSettings, pauses: Pauses = QUICK) -> AsyncIterator[Any]:
    """Run the real application by polling, or by webhook where that is set, as `run` does but in this loop."""
    application = build_application(settings, pauses)
    await application.initialize()
    assert application.post_init
    assert application.post_shutdown
    assert application.updater
    await application.post_init(application)
    if settings.webhook_url:
        host, port = settings.webhook_listen
        await application.updater.start_webhook(
            host, port, "hook", webhook_url=settings.webhook_url, secret_token=settings.webhook_secret
        )
    else:
        await application.updater.start_polling(timeout=5, bootstrap_retries=-1, allowed_updates=ALLOWED_UPDATES)
    await application.start()
    try:
        yield application
    finally:
        await application.updater.stop()
        await application.stop()
        await application.shutdown()
        await application.post_shutdown(application)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def process(
    api: BotApi, database: Path, *arguments: str, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `python -m bot` as a process of its own."""
    environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url, "WHO_MAY_ASK": "everybody"}
    environment |= {"KNOWLEDGE_DB": str(database), "LOG_LEVEL": "DEBUG", "PATH": os.environ["PATH"], **more}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2])}
    bot = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=environment,
        cwd=database.parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.communicate()


async def says(bot: asyncio.subprocess.Process, words: str) -> str:
    """Wait for the line of a program's log that holds some words, and return it."""
    assert bot.stderr
    line = ""
    async with asyncio.timeout(PATIENCE):
        while words not in line:
            line = (await bot.stderr.readline()).decode()
            assert line, "the program ended"
    return line


async def ended(bot: asyncio.subprocess.Process, by: signal.Signals | None = None) -> tuple[int | None, str]:
    """Wait until a program has ended, by a signal where one is given; returns its status and what it wrote."""
    if by:
        bot.send_signal(by)
    told, log = await asyncio.wait_for(bot.communicate(), PATIENCE)
    return bot.returncode, (log + told).decode()


@asynccontextmanager
async def serving() -> AsyncIterator[BotApi]:
    """Run a server; its `url` is its address."""
    server = BotApi()
    server.url = await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    """Return a server of the test's own."""
    async with serving() as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telegram(published: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotApi]:
    """Return a server with a bot that runs for the whole session; each test speaks as a person of its own."""
    database = Path(shutil.copy(published, tmp_path_factory.mktemp("shared") / "knowledge.db"))
    # its loop rests while tests with a loop of their own run, which is no silence of the server
    async with serving() as server, running(settings_for(server.url, database, silence_seconds=1e5)):
        yield server


async def ask(api: BotApi, person: int, text: str | None = None, **more: Any) -> Sent:
    """Write a message and wait for the reply to it."""
    chat = more.get("chat") or person
    count = len(api.replies(chat))
    await api.write(person, text, **more)
    return await api.reply(chat, count + 1)


async def press(api: BotApi, person: int, message: Sent, label: str) -> str:
    """Press the first button whose label contains a text, as `press_data` does."""
    return await press_data(api, person, message, message.data(label))


async def press_data(api: BotApi, person: int, message: Sent, data: str) -> str:
    """Press a button and wait for what it does; returns the word on it, "" where the chat has changed instead."""
    edits, count = message.edits, len(api.replies(message.chat))
    word = await toast(api, person, message, data)
    await api.wait_for(lambda: word or message.edits > edits or len(api.replies(message.chat)) > count)
    return word


async def toast(api: BotApi, person: int, message: Sent, data: str) -> str:
    """Press a button and return the word on it, "" where there is none."""
    query = await api.press(person, message, data)
    await api.wait_for(lambda: query in api.world.toasts)
    return api.world.toasts[query] or ""


async def hand_in(api: BotApi, person: int, name: str, data: bytes | str, **more: Any) -> Sent:
    """Send a file and wait for what the bot makes of it: the message with buttons, or with a last word."""
    count = len(api.replies(person))
    await api.send_file(person, name, data.encode() if isinstance(data, str) else data, **more)
    reply = await api.reply(person, count + 1)
    await api.wait_for(lambda: not reply.text.startswith(("Pobieram", "Czytam", "Fetching", "Reading")))
    return reply


async def press_until(api: BotApi, person: int, message: Sent, label: str, words: str) -> None:
    """Press a button and wait until the message says something."""
    await api.press(person, message, message.data(label))
    await api.wait_for(lambda: words in message.text)
