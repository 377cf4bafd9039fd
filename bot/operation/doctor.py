"""`python -m bot doctor`: whether all that the bot needs is there, and what to do where it is not."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.configuration import BotSettings
from knowledge.acts.edition import Edition
from knowledge.days import today_in_warsaw
from knowledge.embedding.encoder import load_encoder
from knowledge.errors import InvalidSettings, KnowledgeError
from knowledge.store.damage import last_backup
from knowledge.store.store import Store

MEGABYTE = 1024 * 1024
LITTLE_ROOM, TOO_LITTLE_ROOM = 500 * MEGABYTE, 50 * MEGABYTE
SECONDS = 10.0
"""How long Telegram is waited for."""


class Health(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what was found of one thing, and what to do where it is not well."""

    name: str
    state: Health
    says: str
    advice: str = ""


def examine(values: Mapping[str, str]) -> tuple[Finding, ...]:
    """Look at settings, token, Telegram, disk, database, edition and encoder; changes nothing that is published."""
    try:
        settings = BotSettings.from_mapping(values)
    except InvalidSettings as error:
        return tuple(Finding("settings", Health.FAILING, problem, "correct it in .env") for problem in error.problems)
    return (_settings(settings), *asyncio.run(_telegram(settings)), _disk(settings.database), *_database(settings))


def is_well(findings: tuple[Finding, ...]) -> bool:
    """Tell whether nothing is failing."""
    return all(finding.state is not Health.FAILING for finding in findings)


def render(findings: tuple[Finding, ...]) -> str:
    """Return the findings as text, a line each."""
    return "\n".join(
        f"{each.state:8} {each.name:9} {each.says}{f' – {each.advice}' if each.advice else ''}" for each in findings
    )


def to_json(findings: tuple[Finding, ...]) -> str:
    """Return the findings as one JSON object."""
    status = "ok" if is_well(findings) else "failing"
    return json.dumps({"status": status, "checks": [asdict(each) for each in findings]}, ensure_ascii=False, indent=1)


def _settings(settings: BotSettings) -> Finding:
    who = "everybody" if settings.who_may_ask is None else f"{len(settings.who_may_ask)} users and chats"
    says = f"{who} may ask; {len(settings.admins)} admins, {len(settings.agents)} agents"
    if settings.who_may_ask is not None and not (settings.who_may_ask or settings.admins or settings.agents):
        return Finding("settings", Health.WARNING, "nobody may ask", "set WHO_MAY_ASK, ADMINS or AGENTS")
    return Finding("settings", Health.OK, says)


async def _telegram(settings: BotSettings) -> tuple[Finding, ...]:
    """Ask Telegram who the bot is, and whom it calls."""
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    from bot.telegram.api.connections import Connections

    if not settings.token:
        advice = "set TELEGRAM_BOT_TOKEN to what @BotFather gave; asking in the terminal needs none"
        return (Finding("token", Health.FAILING, "there is none", advice),)
    request = Connections(connect=SECONDS, read=SECONDS)
    bot = Bot(settings.token, base_url=f"{settings.api_url}/bot", request=request)
    await request.initialize()
    try:
        me = await bot.get_me()
        known = await bot.get_webhook_info()
    except InvalidToken:
        advice = "set TELEGRAM_BOT_TOKEN to the one @BotFather shows"
        return (Finding("token", Health.FAILING, "Telegram refuses it", advice),)
    except TelegramError as error:
        advice = "look at the network, the proxy and TELEGRAM_API_URL"
        return (Finding("telegram", Health.FAILING, f"{settings.api_url} cannot be reached ({error})", advice),)
    finally:
        await request.shutdown()
    mode = _mode(settings, known.url, known.pending_update_count, known.last_error_date, known.last_error_message)
    return (Finding("token", Health.OK, f"that of @{me.username}"), _inline(bool(me.supports_inline_queries)), mode)


def _inline(supported: bool) -> Finding:
    if supported:
        return Finding("inline", Health.OK, "may be asked in other chats")
    return Finding("inline", Health.WARNING, "cannot be asked in other chats", "write /setinline to @BotFather")


def _mode(settings: BotSettings, url: str, waiting: int, failed: datetime | None, why: str | None) -> Finding:
    """Compare how Telegram delivers updates with how the bot wants them."""
    if url != settings.webhook_url:
        found = f"Telegram calls {url}" if url else "Telegram calls nobody"
        wanted = settings.webhook_url or "the bot polls"
        return Finding("telegram", Health.WARNING, f"{found}, by the settings {wanted}", "start the bot, which sets it")
    said = f"answers; {'calls ' + url if url else 'is polled'}; {waiting} updates wait"
    if failed:
        return Finding(
            "telegram",
            Health.WARNING,
            f"{said}; a call failed {failed:%Y-%m-%d %H:%M} UTC ({why})",
            "look at the proxy",
        )
    return Finding("telegram", Health.OK, said)


def _disk(database: Path) -> Finding:
    folder = next(each for each in (database.absolute().parent, *database.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(folder).free
    says = f"{free / MEGABYTE:,.0f} MB free in {folder}"
    if not os.access(folder, os.W_OK):
        return Finding("disk", Health.FAILING, f"{folder} may not be written", "change its owner, or set KNOWLEDGE_DB")
    if free >= LITTLE_ROOM:
        return Finding("disk", Health.OK, says)
    return Finding("disk", Health.FAILING if free < TOO_LITTLE_ROOM else Health.WARNING, says, "make room")


def _database(settings: BotSettings) -> Iterator[Finding]:
    """Look at the file, at what is in force by it, and at the encoder that both need."""
    path, editions = settings.database, tuple[Edition, ...]()
    if not path.exists():
        advice = "the first start publishes the act that comes with the program"
        yield Finding("database", Health.WARNING, f"{path} is not there yet", advice)
    else:
        try:
            with Store(path) as store:
                store.check()
                editions = store.in_force(today_in_warsaw())
        except KnowledgeError as error:
            yield Finding("database", Health.FAILING, str(error))
            return
        yield Finding("database", Health.OK, f"{path}, {path.stat().st_size / MEGABYTE:.1f} MB, whole")
        yield _backup(path)
        yield from _in_force(editions)
    yield _guarded("encoder", lambda: _encoder(settings, editions))


def _backup(path: Path) -> Finding:
    if backup := last_backup(path):
        return Finding("backup", Health.OK, f"the last one is {backup}")
    return Finding("backup", Health.WARNING, f"none lies beside {path}", "copy it with: python -m indexer backup")


def _in_force(editions: tuple[Edition, ...]) -> Iterator[Finding]:
    for edition in editions:
        says = f"{edition.act}, edition {edition.id}, valid from {edition.valid_from}: {edition.unit_count} units, "
        yield Finding("act", Health.OK, f"{says}{edition.clause_count} duties")
    if not editions:
        yield Finding("act", Health.WARNING, "none is in force", "publish one: python -m indexer publish FILE")


def _encoder(settings: BotSettings, editions: tuple[Edition, ...]) -> Finding:
    encoder = load_encoder(settings.encoder)
    if strangers := [f"edition {each.id} by {each.encoder}" for each in editions if each.encoder != encoder.name]:
        says = f"{encoder.name}, but {', '.join(strangers)}"
        return Finding("encoder", Health.FAILING, says, "publish the act again, or set ENCODER back")
    return Finding("encoder", Health.OK, f"{encoder.name}, {encoder.dimension} dimensions")


def _guarded(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except KnowledgeError as error:
        return Finding(name, Health.FAILING, str(error))
