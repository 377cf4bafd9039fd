"""Bringing in an act through the chat: what runs for it goes on beside the handlers and is told in its one message."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from telegram import InputFile, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.dialogue.dialogue import Chat, Dialogue
from bot.publishing import drafts as told
from bot.publishing import flow
from bot.publishing.editions import acts_in_force
from bot.publishing.flow import Deed
from bot.publishing.workbench import ChatJob, Workbench, work
from bot.replies.actions import Action
from bot.replies.reply import Reply
from bot.telegram.answering_thread import Desk
from bot.telegram.api.sending import Destination, send
from bot.telegram.incoming.inbox import Inbox
from indexer.publishing.worker import Word
from indexer.reading.read import MAX_BYTES, Document
from knowledge.acts.edition import Edition
from knowledge.days import today_in_warsaw
from knowledge.store.audit import Audit
from knowledge.wording import N_, say

logger = logging.getLogger(__name__)

MOST_WAITING = 20

Step = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """Hold a file that was sent: Telegram's name for it, its own, and its size in bytes (0 where it is not told)."""

    id: str
    name: str
    size: int


class Publisher:
    """Lead admins through publishing and reindexing; `pause` is the seconds between two words on the progress."""

    def __init__(self, bot: ExtBot[Any], desk: Desk, inbox: Inbox, pause: float) -> None:
        self.bench = Workbench()
        self._bot, self._desk, self._inbox, self._pause = bot, desk, inbox, pause
        self._waiting: dict[int, Incoming] = {}
        self._albums: set[str] = set()
        self._closing = False

    def is_new_album(self, group: str) -> bool:
        """Tell whether a file is the first that came of its album."""
        is_new = group not in self._albums
        self._albums = {*([] if len(self._albums) >= MOST_WAITING else self._albums), group}
        return is_new

    async def receive(self, update: Update, chat: Chat, incoming: Incoming | None = None) -> None:
        """Take in a file that an admin sent, or without one embed again, unless another is at work."""
        assert update.effective_chat
        where, lang = update.effective_chat.id, await self._desk.ask(Dialogue.language, chat)
        await self._desk.ask(Dialogue.leave, chat)
        if incoming and incoming.size > MAX_BYTES:
            await send(self._bot, Destination(where), Reply(_too_large(incoming, lang)))
        elif self.bench.is_anothers(chat.person):
            await send(self._bot, Destination(where), self._held(incoming, lang))
        else:
            await self._put_aside(chat)
            file = told.file_name(incoming.name) if incoming else ""
            job = self.bench.begin(ChatJob(chat.person, file, lang, name=_name(chat), chat=where))
            fetching = Reply(say("Fetching {name} …", lang, name=file))
            await self._show(job, fetching if incoming else flow.progress(job))
            self._start(job, update, partial(self._read, job, incoming) if incoming else partial(self._work, job))

    async def press(self, update: Update, chat: Chat, action: Action) -> Reply:
        """Do what a button of publishing says; returns what its message is to show, or a word on the button."""
        lang = await self._desk.ask(Dialogue.language, chat)
        if action.kind == "take":
            return await self._take_over(update, chat, lang, action.number(0))
        job = self.bench.named(action.number(0), chat.person)
        if job is None:
            return await self._gone(lang, action.number(0))
        self.bench.touch(job)
        match flow.press(job, action, today_in_warsaw()):
            case Deed.STOP:
                await self.bench.clear()
                return flow.stopped(job, await self._desk.ask(_latest))
            case Deed.DISCARD:
                await self.bench.clear()
                await self._record(chat, "discard", job.draft.act if job.draft else "")
                return flow.discarded(job)
            case Deed.PUBLISH:
                self._start(job, update, partial(self._publish, job))
                return Reply()
            case shown:
                return shown

    def asks_day(self, chat: Chat) -> bool:
        """Tell whether a person was asked for a day."""
        job = self.bench.job
        return job is not None and job.awaits_day and job.holder == chat.person

    async def write_day(self, text: str) -> None:
        """Take the day that was asked for, and ask once more whether it is meant."""
        job = self.bench.job
        assert job
        assert job.draft
        reply = flow.write_day(job, text, today_in_warsaw())
        if job.awaits_day:
            await send(self._bot, Destination(job.chat), reply)
            return
        self.bench.touch(job)
        await self._show(job, replace(told.which_day_reply(job.draft, job.token, job.lang), buttons=()))
        job.message = await send(self._bot, Destination(job.chat), reply)

    async def close(self) -> None:
        """End what runs; its update is kept, so that the next start takes it up or tells that it was interrupted."""
        self._closing = True
        await self.bench.clear()

    def _held(self, incoming: Incoming | None, lang: str) -> Reply:
        """Say who is at work, which is another; a file that was sent waits to take over."""
        job = self.bench.job
        assert job
        if incoming is None:
            return flow.held(job, job.name, job.since, lang)
        token = secrets.randbelow(10**9)
        self._waiting = dict(list(self._waiting.items())[1 - MOST_WAITING :]) | {token: incoming}
        return flow.held(job, job.name, job.since, lang, max(self.bench.free_at(), self.bench.now()), token)

    async def _take_over(self, update: Update, chat: Chat, lang: str, token: int) -> Reply:
        """Go on with the file of whoever pressed, in the place of another's; returns a word where that cannot be."""
        incoming = self._waiting.get(token)
        if incoming is None:
            return Reply(toast=say(flow.GONE, lang))
        if self.bench.is_anothers(chat.person) and self.bench.free_at() > self.bench.now():
            return Reply(toast=say("Not yet – from {until}.", lang, until=f"{self.bench.free_at():%H:%M}"))
        del self._waiting[token]
        await self._record(chat, "take over", "")
        await self._put_aside(chat)
        await self.receive(update, chat, incoming)
        return Reply()

    async def _gone(self, lang: str, token: int) -> Reply:
        """Say under a draft that a restart ended, what is in force now; another's draft stays as it is."""
        toast = say(flow.GONE, lang)
        if self.bench.job and self.bench.job.token == token:
            return Reply(toast=toast)
        text = say(
            "A restart interrupted me, and I no longer have that file. In force: {acts}. If need be, "
            "send the file again.",
            lang,
            acts=await self._desk.ask(_in_force),
        )
        return Reply(text, toast=toast)

    async def _put_aside(self, chat: Chat) -> None:
        """Take the job that lies on the bench off it, and tell its holder."""
        job = await self.bench.clear()
        if job:
            await self._show(job, flow.put_aside(job, "" if job.holder == chat.person else _name(chat)))

    def _start(self, job: ChatJob, update: Update, step: Step) -> None:
        key = self._inbox.keep(update)
        self.bench.touch(job)
        job.is_busy = True
        job.runner = asyncio.create_task(self._run(job, key, step))

    async def _run(self, job: ChatJob, key: str, step: Step) -> None:
        """Run a step to its end, then let go of the update that began it; a shutdown leaves it to the next start."""
        try:
            await step()
        except TelegramError as error:
            logger.error("a step of publishing could not be told: %s", error)
        except Exception:
            logger.exception("a step of publishing failed")
            await self._end(job, Reply(say(flow.STUCK, job.lang)))
        finally:
            job.is_busy = False
            self.bench.touch(job)
            if not self._closing:
                await self._inbox.drop(key)

    async def _read(self, job: ChatJob, incoming: Incoming) -> None:
        try:
            file = await self._bot.get_file(incoming.id)
            job.document = Document(incoming.name, bytes(await file.download_as_bytearray()))
        except TelegramError as error:
            is_large = isinstance(error, BadRequest) and "too big" in str(error)
            again = N_("Telegram did not give me {name}. Please send it again.")
            text = _too_large(incoming, job.lang) if is_large else say(again, job.lang, name=job.file)
            return await self._end(job, Reply(text))
        reading = N_("Reading {name}, and comparing it with what is in force …")
        await self._show(job, Reply(say(reading, job.lang, name=job.file)))
        return await self._work(job)

    async def _publish(self, job: ChatJob) -> None:
        latest = await self._desk.ask(_latest)
        job.latest = latest.id if latest else 0
        await self._show(job, flow.progress(job))
        await self._work(job)

    async def _work(self, job: ChatJob) -> None:
        """Have the next task of a job done, show how far it is, and tell what came of it."""
        shown = time.monotonic()

        async def hear(word: Word) -> None:
            nonlocal shown
            if word.step == "embed" and time.monotonic() - shown >= self._pause:
                await self._show(job, flow.progress(job, word))
                shown = time.monotonic()

        word = await work(flow.next_task(job, self._desk.settings), job.document.data, hear)
        if word.trace:
            logger.error("publishing failed: %s", word.trace)
        in_force = await self._turn() if word.results else []
        if word.draft:
            page, name = word.draft.page.encode("utf-8", "replace"), f"{word.draft.act or 'act'}.html"
            caption = say("The whole report and comparison", job.lang)
            await self._bot.send_document(job.chat, InputFile(page, name.replace("/", "-")), caption=caption)
        reply = flow.outcome(job, word, in_force, today_in_warsaw())
        await (self._end if job.is_over else self._show)(job, reply)
        if lost := [each for result in word.results or () for each in result.lost]:
            await self._bot.send_document(job.chat, InputFile(told.lost_file(lost), "lost.txt"))

    async def _turn(self) -> list[int]:
        """Let the answers come from what is in force now; returns the numbers of its editions."""
        await self._desk.prepare()
        return await self._desk.ask(_turn_to)

    async def _end(self, job: ChatJob, reply: Reply) -> None:
        """Take a job off the bench with a last word."""
        if self.bench.job is job:
            self.bench.job = None
        await self._show(job, reply)

    async def _show(self, job: ChatJob, reply: Reply) -> None:
        """Let a job's one message say something else."""
        job.message = await send(self._bot, Destination(job.chat, replaces=job.message), reply)

    async def _record(self, chat: Chat, deed: str, what: str) -> None:
        await self._desk.ask(lambda dialogue: Audit(dialogue.conversation.store).record(chat.person, deed, what))


def _name(chat: Chat) -> str:
    """Return what other admins are shown of an admin; it is kept in memory only."""
    return told.file_name(chat.names[0]) if chat.names else ""


def _too_large(incoming: Incoming, lang: str) -> str:
    size = f"{incoming.size / 1e6:.0f}" if incoming.size else f"> {MAX_BYTES // 1_000_000}"
    return say(
        "{name} has {size} MB, and Telegram gives bots {most} MB at most. An act without "
        "pictures, or as DOCX, is smaller; or use: python -m indexer publish FILE.",
        lang,
        name=told.file_name(incoming.name),
        size=size,
        most=MAX_BYTES // 1_000_000,
    )


def _latest(dialogue: Dialogue) -> Edition | None:
    return dialogue.conversation.store.latest()


def _in_force(dialogue: Dialogue) -> str:
    return acts_in_force(dialogue.conversation.store, today_in_warsaw())


def _turn_to(dialogue: Dialogue) -> list[int]:
    dialogue.conversation.refresh()
    return [each.id for each in dialogue.conversation.store.in_force(today_in_warsaw())]
