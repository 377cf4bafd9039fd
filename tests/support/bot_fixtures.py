"""A bot that runs against the loopback Bot API server, in this process."""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.answering.opening import open_conversation
from bot.configuration import BotSettings
from bot.telegram.application import ALLOWED_UPDATES, build_application
from knowledge.settings import KnowledgeSettings
from tests.support.bot_api import TOKEN, BotApi, Sent

ADMIN, AGENT, EMPLOYEE, GROUP = 10, 20, 1000, -100500

QUICK = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Pauses, in seconds, before a failed request is made again."""


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the shipped decree in force; copy it before writing to it."""
    path = tmp_path_factory.mktemp("published") / "knowledge.db"
    open_conversation(KnowledgeSettings(path)).close()
    return path


@pytest.fixture
def database(published: Path, tmp_path: Path) -> Path:
    """Return a database of the test's own."""
    return Path(shutil.copy(published, tmp_path / "knowledge.db"))


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
async def running(settings: BotSettings, patient: bool = False) -> AsyncIterator[Any]:
    """Run the real application by polling, or by webhook where that is set, as `run` does but in this loop.

    `patient` leaves it the pauses between its tries that it has outside of tests.
    """
    application = build_application(settings, None if patient else QUICK)
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


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    """Return a server of the test's own; `api.url` is its address."""
    server = BotApi()
    server.url = await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telegram(published: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotApi]:
    """Return a server with a bot that runs for the whole session; each test speaks as a person of its own."""
    database = Path(shutil.copy(published, tmp_path_factory.mktemp("shared") / "knowledge.db"))
    server = BotApi()
    server.url = await server.start()
    # its loop rests while tests with a loop of their own run, which is no silence of the server
    async with running(settings_for(server.url, database, silence_seconds=1e5)):
        yield server
    await server.stop()


async def press(api: BotApi, person: int, message: Sent, label: str) -> str | None:
    """Press a button and wait for what it does; returns the word on it."""
    edits, count = message.edits, len(api.world.sent)
    query = await api.press(person, message, message.data(label))
    await api.wait_for(lambda: query in api.world.toasts)
    if api.world.toasts[query] is None:
        await api.wait_for(lambda: message.edits > edits or len(api.world.sent) > count)
    return api.world.toasts[query]
