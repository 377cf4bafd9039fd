"""No secret and nobody's name or number in anything that the program writes."""

import asyncio
import io
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.access.pseudonyms import Keys
from bot.operation.logs import Discreet, DiscreetJson, configure
from tests.support.bot_api import TOKEN, BotApi
from tests.support.bot_fixtures import ADMIN, ended, free_port, process, running, settings_for

ROOT = Path(__file__).parents[2]
SECRET, HASH_KEY = "webhook-secret-of-this-test", "hash-key-of-this-test-0123456789"
PERSON, STRANGER = 777123456, 888123456

FORBIDDEN = [
    TOKEN,
    TOKEN.partition(":")[2],
    SECRET,
    HASH_KEY,
    sha256(TOKEN.encode()).hexdigest(),
    sha256(HASH_KEY.encode()).hexdigest(),
    str(PERSON),
    str(STRANGER),
    "Anna",
]


def found_in(text: str) -> list[str]:
    """Return what no output may hold and this one does."""
    return [each for each in FORBIDDEN if each in text]


@pytest.mark.parametrize("webhook", [False, True])
@pytest.mark.parametrize("form", ["text", "json"])
async def test_a_full_run_at_debug_level_writes_no_secret_and_nobodys_name(
    api: BotApi, database: Path, form: str, webhook: bool
) -> None:
    """Questions, buttons, inline queries, faults of every kind, a wrong secret, and at last a revoked token."""
    port = free_port()
    more = {"LOG_FORMAT": form, "HASH_KEY": HASH_KEY, "LOG_LEVEL": "DEBUG", "WEBHOOK_SECRET": SECRET}
    if webhook:
        more |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "WEBHOOK_LISTEN": f"127.0.0.1:{port}"}
    faults = iter([502, "drop", 429, 403, 400, 401, "much later"])
    api.fault = lambda method, count: next(faults, None) if method == "sendMessage" and count % 2 else None
    async with process(api, database, **more, WHO_MAY_ASK=f"{PERSON}") as bot:
        await api.wait_for(lambda: "getUpdates" in api.calls or api.world.webhook)
        for number in range(8):
            await api.write(PERSON, f"§ {number + 2}")
        await api.write(STRANGER, "kto?")
        await api.type_inline(PERSON, "drukarka")
        await api.deliver(message={"message_id": "x", "from": {"id": PERSON, "first_name": "Anna"}})
        await api.wait_for(lambda: api.replies(PERSON) and api.replies(STRANGER))
        await api.press(PERSON, api.replies(PERSON)[0], "no action of ours")
        await api.wait_for(lambda: api.world.toasts)
        if webhook:
            api.world.webhook["secret_token"] = "guessed"
            with pytest.raises(Exception, match="403"):
                await api.write(PERSON, "§ 2")
        api.revoked = True
        await asyncio.sleep(0.5)
        _, log = await ended(bot, signal.SIGTERM)
    lines = log.splitlines()
    assert len(lines) > 30
    assert found_in(log) == []
    if form == "json":
        records = [json.loads(line) for line in lines if line.startswith("{")]
        assert {frozenset(record) - {"error"} for record in records} == {
            frozenset({"time", "level", "logger", "message"})
        }
        assert [line for line in lines if not line.startswith(("{", "error: "))] == []


# What else writes something: each is run with all secrets set, and its output, also where it fails, is looked through.
COMMANDS = [
    ("bot", "doctor"),
    ("bot", "doctor", "--json"),
    ("bot", "ask", "--json", "kto odpowiada za cyberbezpieczeństwo?"),
    ("bot", "ask", ""),
    ("bot", "run"),
    ("indexer", "export", "--format", "json"),
    ("indexer", "export", "--format", "html"),
    ("indexer", "show", "§ 1"),
    ("indexer", "check", "no such file"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_writes_a_secret(command: tuple[str, ...], published: Path, tmp_path: Path) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": SECRET, "HASH_KEY": HASH_KEY, "ADMINS": f"{PERSON}"}
    settings |= {"TELEGRAM_API_URL": f"http://127.0.0.1:{free_port()}", "WEBHOOK_URL": "http://127.0.0.1:1/hook"}
    settings |= {"WEBHOOK_LISTEN": "nowhere.invalid:80"} if command[-1] == "run" else {}
    settings |= {"KNOWLEDGE_DB": str(published), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = _ended(["-m", *command], settings, tmp_path)
    assert done
    assert found_in(done) == []


def _ended(arguments: list[str], environment: dict[str, str], folder: Path) -> str:
    """Run a command, for ten seconds at most, and return all that it wrote."""
    command = [sys.executable, *arguments]
    with subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process_:
        try:
            return process_.communicate(timeout=10)[0]
        except subprocess.TimeoutExpired:
            process_.terminate()
            return process_.communicate()[0]


# A setting that is wrong, and what no message about it may show.
WRONG = [
    ("TELEGRAM_BOT_TOKEN", "not a token but secret"),
    ("WEBHOOK_SECRET", "not a secrét"),
    ("HASH_KEY", "too short"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_secret_that_is_wrong_is_not_quoted(name: str, value: str, tmp_path: Path) -> None:
    environment = {name: value, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    said = _ended(["-m", "bot", "run"], environment, tmp_path)
    assert name in said
    assert value not in said


def test_no_repr_shows_a_secret(tmp_path: Path) -> None:
    settings = settings_for("http://127.0.0.1:1", tmp_path / "k.db", webhook_secret=SECRET, hash_key=HASH_KEY)
    shown = f"{settings!r} {settings} {Keys(settings)!r} {vars(Keys(settings)).keys()}"
    assert [each for each in FORBIDDEN if each in shown] == []


@pytest.fixture
def _logging_as_it_was() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("", "telegram", "telegram.ext", "httpx", "httpcore", "apscheduler")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


@pytest.mark.usefixtures("_logging_as_it_was")
async def test_even_the_libraries_own_debug_lines_hold_no_secret(api: BotApi, database: Path) -> None:
    """With that switched on which the program keeps off, so that nothing hangs on the libraries' good manners."""
    configure("DEBUG", "text", TOKEN, SECRET, HASH_KEY)
    logging.getLogger("telegram").setLevel(logging.DEBUG)
    written = io.StringIO()
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    faults = iter([502, "drop", 429, 400])
    api.fault = lambda method, count: next(faults, None) if method == "sendMessage" and count % 2 else None
    async with running(settings_for(api.url, database, webhook_secret=SECRET, hash_key=HASH_KEY)):
        for number in range(4):
            await api.write(PERSON, f"§ {number + 2}")
        await api.type_inline(PERSON, "drukarka")
        await api.send_file(ADMIN, "a.md", b"x")
        await api.wait_for(lambda: len(api.replies(PERSON)) >= 3 and api.replies(ADMIN) and "download" in api.counts)
        api.revoked = True
        await api.write(PERSON, "§ 7")
        await asyncio.sleep(0.3)
    text = written.getvalue()
    told = ("DEBUG telegram.ext.ExtBot", "/bot…/sendMessage", "/file/bot…/documents")  # the last two by the server
    assert [each for each in told if each.split()[-1] not in text] == []
    assert [each for each in FORBIDDEN[:6] if each in text] == []


def test_a_secret_in_a_traceback_is_left_out_of_both_forms() -> None:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError as error:
        record = logging.LogRecord("x", 40, "f", 1, "of %s", (TOKEN,), (ValueError, error, error.__traceback__))
    for form in (Discreet(TOKEN), DiscreetJson(TOKEN)):
        line = form.format(record)
        assert found_in(line) == []
        assert "Traceback" in line
    told = json.loads(DiscreetJson(TOKEN).format(record))
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "x", "of …")
    assert "ValueError: https://api.telegram.org/bot…/getMe" in told["error"]


@pytest.mark.parametrize("secret", [TOKEN, 'a "quoted" key\\with: łódź and %', "0123456789abcdef"])
@pytest.mark.parametrize("form", [Discreet, DiscreetJson])
def test_a_secret_is_left_out_however_it_is_written(secret: str, form: type[Discreet]) -> None:
    written = (secret, quote(secret), quote(secret, safe=""), repr(secret)[1:-1], json.dumps(secret)[1:-1])
    record = logging.LogRecord("x", 40, "f", 1, " | ".join(written), (), None)
    assert form(secret).format(record).count("…") == len(written)


@pytest.mark.usefixtures("_logging_as_it_was")
def test_at_debug_level_the_library_that_logs_whole_updates_keeps_them_to_itself() -> None:
    configure("DEBUG", "text")
    assert not logging.getLogger("telegram.ext.ExtBot").isEnabledFor(logging.DEBUG)
    assert logging.getLogger("bot.telegram.incoming.inbox").isEnabledFor(logging.DEBUG)
