"""Bringing in an act through the chat: fetch, read, show, ask, publish; each step shown in the job's one message."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import InputFile, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.dialogue.dialogue import Chat, Dialogue
from bot.publishing import drafts as told
from bot.publishing.editions import acts_in_force
from bot.publishing.workbench import Job, Workbench, work
from bot.replies.reply import Button, Reply
from bot.telegram.api.sending import Destination, send
from bot.telegram.handlers.answering_thread import Desk
from bot.telegram.incoming.inbox import Inbox
from indexer.publishing.worker import Task, Word
from indexer.reading.read import MAX_BYTES, Document
from knowledge.acts.edition import Edition
from knowledge.days import today_in_warsaw
from knowledge.store.audit import Audit
from knowledge.wording import N_, say

logger = logging.getLogger(__name__)

MOST_WAITING = 20

Bot = ExtBot[Any]
Step = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """Hold a file that was sent: Telegram's name for it, its own, and its size in bytes (0 where it is not told)."""

    id: str
    name: str
    size: int


class Publisher:
    """Lead admins through publishing and reindexing; what runs goes on beside the handlers."""

    def __init__(self, desk: Desk, inbox: Inbox, pause: float, today: Callable[[], date] = today_in_warsaw) -> None:
        self.bench = Workbench()
        self.today = today
        self._desk, self._inbox, self._pause = desk, inbox, pause
        self._waiting: dict[str, Incoming] = {}
        self._albums: set[str] = set()
        self._closing = False

    def is_new_album(self, group: str) -> bool:
        """Tell whether a file is the first that came of its album."""
        is_new = group not in self._albums
        self._albums = {*([] if len(self._albums) >= MOST_WAITING else self._albums), group}
        return is_new

    async def receive(self, bot: Bot, update: Update, chat: Chat, lang: str, incoming: Incoming) -> None:
        """Take in a file that an admin sent, unless another is at work."""
        assert update.effective_chat
        where = update.effective_chat.id
        if incoming.size > MAX_BYTES:
            await send(bot, Destination(where), Reply(_too_large(incoming, lang)))
        elif await self._is_held(bot, where, chat, lang, incoming):
            return
        else:
            await self._put_aside(bot, chat, _name(update))
            job = self.bench.begin(chat.person, _name(update), told.file_name(incoming.name), lang, where)
            job.message = await send(bot, Destination(where), Reply(say("Fetching {name} …", lang, name=job.file)))
            self._start(bot, job, update, lambda: self._read(bot, job, incoming))

    async def reindex(self, bot: Bot, update: Update, chat: Chat, lang: str) -> None:
        """Embed what is in force again, unless another is at work."""
        assert update.effective_chat
        where = update.effective_chat.id
        if await self._is_held(bot, where, chat, lang):
            return
        await self._put_aside(bot, chat, _name(update))
        job = self.bench.begin(chat.person, _name(update), "", lang, where)
        job.message = await send(bot, Destination(where), told.progress_reply(Word(), "", job.token, lang))
        self._start(bot, job, update, lambda: self._reindex(bot, job))

    async def take_over(self, bot: Bot, update: Update, chat: Chat, lang: str, token: str) -> str:
        """Go on with the file of whoever pressed, in the place of another's; returns a word where that cannot be."""
        incoming = self._waiting.get(token)
        if incoming is None:
            return say("I no longer have that file – please send it again.", lang)
        if self._is_anothers(chat) and self.bench.free_at() > self.bench.now():
            return say("Not yet – from {until}.", lang, until=f"{self.bench.free_at():%H:%M}")
        del self._waiting[token]
        await self._record(chat, "take over", "")
        await self._put_aside(bot, chat, _name(update))
        await self.receive(bot, update, chat, lang, incoming)
        return ""

    async def show(self, bot: Bot, job: Job, reply: Reply) -> None:
        """Let a job's one message say something else."""
        job.message = await send(bot, Destination(job.chat, replaces=job.message), reply)

    def publish(self, bot: Bot, update: Update, job: Job, day: date) -> None:
        """Begin to publish a job's act from a day on."""
        job.awaits_day = False
        self._start(bot, job, update, lambda: self._publish(bot, job, day))

    async def discard(self, bot: Bot, chat: Chat, job: Job) -> None:
        """Take a draft off the bench."""
        await self.bench.clear()
        if job.draft:
            await self._record(chat, "discard", job.draft.act)
        await self.show(bot, job, Reply(say("Discarded: {name}. Nothing has changed.", job.lang, name=job.file)))

    async def stop(self, bot: Bot, job: Job) -> None:
        """End what runs for a job; what was published by then stays."""
        before = job.latest
        await self.bench.clear()
        latest = await self._desk.ask(_latest)
        if job.document and before is not None and latest and latest.id != before:
            text = say(
                "Too late to cancel: {act} is published (edition {edition}). /editions can go back.",
                job.lang,
                act=told.act_name(latest.act, job.lang),
                edition=latest.id,
            )
        else:
            text = say("Cancelled. Nothing was published.", job.lang)
        await self.show(bot, job, Reply(text))

    async def close(self) -> None:
        """End what runs; its update is kept, so that the next start takes it up or tells that it was interrupted."""
        self._closing = True
        await self.bench.clear()

    async def acts_in_force(self) -> str:
        """Name the acts in force."""
        return await self._desk.ask(lambda dialogue: acts_in_force(dialogue.conversation.store, self.today()))

    def _is_anothers(self, chat: Chat) -> bool:
        return self.bench.job is not None and self.bench.job.holder != chat.person

    async def _is_held(self, bot: Bot, where: int, chat: Chat, lang: str, incoming: Incoming | None = None) -> bool:
        """Say who is at work where that is another; a file that was sent waits to take over."""
        job = self.bench.job
        if job is None or not self._is_anothers(chat):
            return False
        since = f"{job.since:%H:%M}"
        lines = [
            say(
                "{who} is at it now (since {since}, file {name})."
                if job.file
                else "{who} is embedding the acts again (since {since}).",
                lang,
                who=job.name,
                since=since,
                name=job.file,
            )
        ]
        rows: tuple[tuple[Button, ...], ...] = ()
        if incoming:
            until = max(self.bench.free_at(), self.bench.now())
            lines.append(say("If nothing happens, you can take over from {until}.", lang, until=f"{until:%H:%M}"))
            token = f"{len(self._waiting)}{job.token}"
            self._waiting = dict(list(self._waiting.items())[1 - MOST_WAITING :]) | {token: incoming}
            rows = ((told.button(lang, N_("Take over"), "take", token),),)
        await send(bot, Destination(where), Reply("\n".join(lines), buttons=rows))
        return True

    async def _put_aside(self, bot: Bot, chat: Chat, name: str) -> None:
        """Take the job that lies on the bench off it, and tell its holder."""
        job = await self.bench.clear()
        if job:
            text = say(
                "Put aside: {name} – another file was sent. Nothing has changed."
                if job.holder == chat.person
                else "Somebody else ({who}) has taken over from {name}. Nothing of it was published.",
                job.lang,
                name=job.file,
                who=name,
            )
            await self.show(bot, job, Reply(text))

    def _start(self, bot: Bot, job: Job, update: Update, step: Step) -> None:
        key = self._inbox.keep(update)
        self.bench.touch(job)
        job.is_busy = True
        job.runner = asyncio.create_task(self._run(bot, job, key, step))

    async def _run(self, bot: Bot, job: Job, key: str, step: Step) -> None:
        """Run a step to its end, then let go of the update that began it; a shutdown leaves it to the next start."""
        try:
            await step()
        except TelegramError as error:
            logger.error("a step of publishing could not be told: %s", error)
        except Exception:
            logger.exception("a step of publishing failed")
            await self._end(
                bot, job, say("Something got stuck on my side, and nothing was published. Please try again.", job.lang)
            )
        finally:
            job.is_busy = False
            self.bench.touch(job)
            if not self._closing:
                await self._inbox.drop(key)

    async def _read(self, bot: Bot, job: Job, incoming: Incoming) -> None:
        try:
            file = await bot.get_file(incoming.id)
            data = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            is_large = isinstance(error, BadRequest) and "too big" in str(error)
            text = (
                _too_large(incoming, job.lang)
                if is_large
                else say("Telegram did not give me {name}. Please send it again.", job.lang, name=job.file)
            )
            return await self._end(bot, job, text)
        await self.show(
            bot, job, Reply(say("Reading {name}, and comparing it with what is in force …", job.lang, name=job.file))
        )
        job.document = Document(incoming.name, data)
        word = await self._work(bot, job, "prepare")
        if word.draft is None:
            return await self._tell_error(bot, job, word)
        job.draft = draft = word.draft
        page, name = draft.page.encode("utf-8", "replace"), f"{draft.act or 'act'}.html".replace("/", "-")
        await bot.send_document(
            job.chat, InputFile(page, name), caption=say("The whole report and comparison", job.lang)
        )
        if draft.is_same or not draft.has_duties:
            self.bench.job = None
        job.is_busy = False
        return await self.show(bot, job, told.draft_reply(draft, job.file, job.token, job.lang))

    async def _publish(self, bot: Bot, job: Job, day: date) -> None:
        assert job.draft
        latest = await self._desk.ask(_latest)
        job.latest = latest.id if latest else 0
        await self.show(bot, job, told.progress_reply(Word(), job.draft.act, job.token, job.lang))
        word = await self._work(bot, job, "publish", day)
        if not word.results:
            return await self._tell_error(bot, job, word)
        in_force = await self._turn()
        self.bench.job = None
        await self.show(bot, job, told.result_reply(word.results, in_force, self.today(), job.lang))
        if lost := [each for result in word.results for each in result.lost]:
            await bot.send_document(job.chat, InputFile(told.lost_file(lost), "lost.txt"))
        return None

    async def _reindex(self, bot: Bot, job: Job) -> None:
        word = await self._work(bot, job, "reindex")
        if word.results is None:
            return await self._tell_error(bot, job, word)
        await self._turn()
        self.bench.job = None
        return await self.show(bot, job, told.reindexed_reply(word.results, job.lang))

    async def _turn(self) -> list[int]:
        """Let the answers come from what is in force now; returns the numbers of its editions."""
        await self._desk.prepare()
        return await self._desk.ask(_turn_to, self.today())

    async def _work(self, bot: Bot, job: Job, kind: Any, day: date | None = None) -> Word:
        """Have a task done and show how far it is."""
        settings, data = self._desk.settings, job.document.data if job.document else b""
        name = job.document.name if job.document else ""
        task = Task(
            kind, str(settings.database.absolute()), settings.encoder, job.lang, name, len(data), day, job.holder
        )
        shown = time.monotonic()

        async def hear(word: Word) -> None:
            nonlocal shown
            if word.step == "embed" and time.monotonic() - shown >= self._pause:
                await self.show(
                    bot, job, told.progress_reply(word, job.draft.act if job.draft else "", job.token, job.lang)
                )
                shown = time.monotonic()

        return await work(task, data, hear)

    async def _tell_error(self, bot: Bot, job: Job, word: Word) -> None:
        reason = word.error.said(job.lang) if word.error else ""
        if not reason:
            logger.error("publishing failed: %s", word.trace)
        text = N_("Something got stuck on my side, and nothing was published. Please try again.")
        if reason:
            is_refused = job.draft is None and job.file
            text = N_(
                "{reason}\nNothing has changed."
                if is_refused
                else "It did not work, and nothing was published: {reason}"
            )
        await self._end(bot, job, say(text, job.lang, reason=reason))

    async def _end(self, bot: Bot, job: Job, text: str) -> None:
        """Take a job off the bench with a last word."""
        if self.bench.job is job:
            self.bench.job = None
        await self.show(bot, job, Reply(text))

    async def _record(self, chat: Chat, deed: str, what: str) -> None:
        await self._desk.ask(lambda dialogue: Audit(dialogue.conversation.store).record(chat.person, deed, what))


def _name(update: Update) -> str:
    """Return what other admins are shown of an admin; it is kept in memory only."""
    return told.file_name(update.effective_user.full_name) if update.effective_user else ""


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


def _turn_to(dialogue: Dialogue, today: date) -> list[int]:
    dialogue.conversation.refresh()
    return [each.id for each in dialogue.conversation.store.in_force(today)]
