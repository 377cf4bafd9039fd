"""`python -m bot doctor`: whether all that the bot needs is there, and what to do where it is not."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
from knowledge.wording import Message

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
    says: Message
    advice: Message | None = None


def examine(values: Mapping[str, str]) -> tuple[Finding, ...]:
    """Look at settings, token, Telegram, disk, database, edition and encoder; changes nothing that is published."""
    try:
        settings = BotSettings.from_mapping(values)
    except InvalidSettings as error:
        advice = Message("correct it in .env")
        return tuple(Finding("settings", Health.FAILING, problem, advice) for problem in error.problems)
    return (_settings(settings), *asyncio.run(_telegram(settings)), _disk(settings.database), *_database(settings))


def is_well(findings: tuple[Finding, ...]) -> bool:
    """Tell whether nothing is failing."""
    return all(finding.state is not Health.FAILING for finding in findings)


def render(findings: tuple[Finding, ...], lang: str = "en") -> str:
    """Return the findings as text, a line each."""
    return "\n".join(f"{each.state:8} {each.name:9} {_said(each, lang)}" for each in findings)


def _said(finding: Finding, lang: str) -> str:
    return " – ".join(part.said(lang) for part in (finding.says, finding.advice) if part)


def to_json(findings: tuple[Finding, ...]) -> str:
    """Return the findings as one JSON object."""
    status = "ok" if is_well(findings) else "failing"
    checks = [
        {"name": each.name, "state": each.state, "says": str(each.says), "advice": str(each.advice or "")}
        for each in findings
    ]
    return json.dumps({"status": status, "checks": checks}, ensure_ascii=False, indent=1)


def _settings(settings: BotSettings) -> Finding:
    if settings.who_may_ask is None:
        who = Message("everybody may ask")
    elif settings.who_may_ask or settings.admins or settings.agents:
        who = Message("{count} users and chats may ask", count=len(settings.who_may_ask))
    else:
        advice = Message("set WHO_MAY_ASK, ADMINS or AGENTS")
        return Finding("settings", Health.WARNING, Message("nobody may ask"), advice)
    admins, agents = len(settings.admins), len(settings.agents)
    says = Message("{who}; {admins} admins, {agents} agents", who=who, admins=admins, agents=agents)
    return Finding("settings", Health.OK, says)


async def _telegram(settings: BotSettings) -> tuple[Finding, ...]:
    """Ask Telegram who the bot is, and whom it calls."""
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    from bot.telegram.api.connections import Connections

    if not settings.token:
        advice = Message("set TELEGRAM_BOT_TOKEN to what @BotFather gave; asking in the terminal needs none")
        return (Finding("token", Health.FAILING, Message("there is none"), advice),)
    request = Connections(connect=SECONDS, read=SECONDS)
    bot = Bot(settings.token, base_url=f"{settings.api_url}/bot", request=request)
    await request.initialize()
    try:
        me = await bot.get_me()
        known = await bot.get_webhook_info()
    except InvalidToken:
        advice = Message("set TELEGRAM_BOT_TOKEN to the one @BotFather shows")
        return (Finding("token", Health.FAILING, Message("Telegram refuses it"), advice),)
    except TelegramError as error:
        says = Message("{url} cannot be reached ({reason})", url=settings.api_url, reason=error)
        advice = Message("look at the network, the proxy and TELEGRAM_API_URL")
        return (Finding("telegram", Health.FAILING, says, advice),)
    finally:
        await request.shutdown()
    mode = _mode(settings, known.url, known.pending_update_count, known.last_error_date, known.last_error_message)
    token = Finding("token", Health.OK, Message("that of @{name}", name=me.username))
    return (token, _inline(bool(me.supports_inline_queries)), mode)


def _inline(supported: bool) -> Finding:
    if supported:
        return Finding("inline", Health.OK, Message("may be asked in other chats"))
    advice = Message("write /setinline to @BotFather")
    return Finding("inline", Health.WARNING, Message("cannot be asked in other chats"), advice)


def _mode(settings: BotSettings, url: str, waiting: int, failed: datetime | None, why: str | None) -> Finding:
    """Compare how Telegram delivers updates with how the bot wants them."""
    if url != settings.webhook_url:
        found = Message("Telegram calls {url}", url=url) if url else Message("Telegram calls nobody")
        wanted = settings.webhook_url or Message("the bot polls")
        says = Message("{found}, by the settings {wanted}", found=found, wanted=wanted)
        return Finding("telegram", Health.WARNING, says, Message("start the bot, which sets it"))
    how = Message("calls {url}", url=url) if url else Message("is polled")
    says = Message("answers; {how}; {count} updates wait", how=how, count=waiting)
    if failed:
        time = f"{failed:%Y-%m-%d %H:%M}"
        says = Message("{mode}; a call failed {time} UTC ({reason})", mode=says, time=time, reason=why)
        return Finding("telegram", Health.WARNING, says, Message("look at the proxy"))
    return Finding("telegram", Health.OK, says)


def _disk(database: Path) -> Finding:
    folder = next(each for each in (database.absolute().parent, *database.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(folder).free
    says = Message("{room:,.0f} MB free in {folder}", room=free / MEGABYTE, folder=folder)
    if not os.access(folder, os.W_OK):
        advice = Message("change its owner, or set KNOWLEDGE_DB")
        return Finding("disk", Health.FAILING, Message("{folder} may not be written", folder=folder), advice)
    if free >= LITTLE_ROOM:
        return Finding("disk", Health.OK, says)
    return Finding("disk", Health.FAILING if free < TOO_LITTLE_ROOM else Health.WARNING, says, Message("make room"))


def _database(settings: BotSettings) -> Iterator[Finding]:
    """Look at the file, at what is in force by it, and at the encoder that both need."""
    path, editions = settings.database, tuple[Edition, ...]()
    if not path.exists():
        advice = Message("the first start publishes the act that comes with the program")
        yield Finding("database", Health.WARNING, Message("{file} is not there yet", file=path), advice)
    else:
        try:
            with Store(path) as store:
                store.check()
                editions = store.in_force(today_in_warsaw())
        except KnowledgeError as error:
            yield Finding("database", Health.FAILING, error.message)
            return
        size = path.stat().st_size / MEGABYTE
        yield Finding("database", Health.OK, Message("{file}, {size:.1f} MB, whole", file=path, size=size))
        yield _backup(path)
        yield from _in_force(editions)
    yield _guarded("encoder", lambda: _encoder(settings, editions))


def _backup(path: Path) -> Finding:
    if backup := last_backup(path):
        return Finding("backup", Health.OK, Message("the last one is {file}", file=backup))
    advice = Message("copy it with: python -m indexer backup")
    return Finding("backup", Health.WARNING, Message("none lies beside {file}", file=path), advice)


def _in_force(editions: tuple[Edition, ...]) -> Iterator[Finding]:
    for edition in editions:
        says = Message(
            "{act}, edition {id}, valid from {since}: {units} units, {duties} duties",
            act=edition.act,
            id=edition.id,
            since=str(edition.valid_from),
            units=edition.unit_count,
            duties=edition.clause_count,
        )
        yield Finding("act", Health.OK, says)
    if not editions:
        advice = Message("publish one: python -m indexer publish FILE")
        yield Finding("act", Health.WARNING, Message("none is in force"), advice)


def _encoder(settings: BotSettings, editions: tuple[Edition, ...]) -> Finding:
    encoder = load_encoder(settings.encoder)
    if others := [each for each in editions if each.encoder != encoder.name]:
        told = Message.joined(Message("edition {id} by {encoder}", id=each.id, encoder=each.encoder) for each in others)
        says = Message("{name}, but {editions}", name=encoder.name, editions=told)
        return Finding("encoder", Health.FAILING, says, Message("publish the act again, or set ENCODER back"))
    says = Message("{name}, {count} dimensions", name=encoder.name, count=encoder.dimension)
    return Finding("encoder", Health.OK, says)


def _guarded(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except KnowledgeError as error:
        return Finding(name, Health.FAILING, error.message)
