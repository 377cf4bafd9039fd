"""Updates on their way: kept in the database before Telegram drops them, handled once, in order within a chat."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bot.access.pseudonyms import Keys
from bot.telegram.incoming.gate import Gate
from bot.telegram.incoming.received import Received, pass_over
from bot.telegram.incoming.writer import Writer
from knowledge.errors import DatabaseUnusable
from knowledge.staff.conversations import Memory

logger = logging.getLogger(__name__)

MOST_WAITING = 1024
"""How many updates may wait in memory; while there are as many, no more are fetched."""

AT_ONCE = 16
"""How many chats are served at a time."""

INLINE_AT_ONCE = 4
"""How many persons who type after the bot's name are served at a time, beside the chats."""

MOST_TASKS = 8 * MOST_WAITING
"""How many updates may be under way, nearly all of them waiting for their turn."""

T = TypeVar("T")

Lane = tuple[str, int]


class Inbox(asyncio.Queue[object]):
    """Keep each update in the database before it is confirmed, and drop what was received before.

    Telegram counts an update as delivered with the next poll, or with the answer to its webhook: by then it is stored,
    and after a crash it is handled at the next start. Reading and writing happen in a thread of its own, and what waits
    for it is written together. What is stored is encrypted, for it names whoever wrote.
    """

    def __init__(self, keys: Keys, gate: Gate | None = None, later: tuple[float, ...] = ()) -> None:
        super().__init__()
        self._pauses = later
        self._gate = gate
        self._keys = keys
        self._cipher: Fernet = keys.cipher(b"updates")
        self._memory: Memory | None = None
        self._writer: Writer | None = None
        self._room = asyncio.Semaphore(MOST_WAITING)
        self._held: dict[int, str] = {}
        self._restored: dict[int, str] = {}
        self._received: dict[int, float] = {}
        self._told: dict[int, tuple[int, int, int]] = {}
        self._unfinished: set[int] = set()
        self._kept: set[int] = set()
        self._later: dict[int, asyncio.TimerHandle] = {}
        self._tries: dict[int, int] = {}
        self._key_of: dict[int, str] = {}
        self.started = False

    async def open(self, memory: Memory, bot: Bot) -> int:
        """Take up what was received and not handled before the last end; returns how many updates."""
        self._memory, self._writer = memory, Writer(memory)
        for key, body, received_at in await self._writer.write(memory.waiting):
            try:
                update = Update.de_json(json.loads(self._cipher.decrypt(body)), bot)
            except InvalidToken:
                logger.warning("an update that waits was kept under another token or HASH_KEY and is dropped")
                await self._writer.write(memory.handled, key)
                continue
            self._restored[update.update_id] = key
            self._received[update.update_id] = received_at
            await super().put(update)
        return len(self._restored)

    async def put(self, item: object) -> None:
        """Queue what comes from within, such as the signal to end; updates are received."""
        if isinstance(item, Update):
            await self.receive(Received(item, item.to_json()))
        else:
            await super().put(item)

    async def receive(self, *received: Received) -> None:
        """Store updates, in one transaction, and queue them in their order; one that came before is dropped."""
        await asyncio.gather(*map(self._receive, received))

    def _lets_in(self, update: Update) -> bool:
        """Ask the gate; what it cannot even judge is let pass by, or Telegram would bring it again and nothing else."""
        try:
            return self._gate is None or self._gate.lets_in(update)
        except Exception:  # whatever an update makes it raise that lacks what each has
            pass_over(update.update_id, update.to_dict())
            return False

    async def _receive(self, received: Received) -> None:
        update = received.update
        if not self._lets_in(update):
            return None
        if self._memory is None or is_fleeting(update):
            return await super().put(update)
        await self._room.acquire()
        key = self._key(update.update_id, received.text)
        if await self._is_new(key, received.text, update):
            self._held[update.update_id] = key
            self._received[update.update_id] = time.time()
            return await super().put(update)
        logger.info("update %s was received before", update.update_id)
        self._room.release()
        return None

    def may_be_answered(self, update: Update) -> bool:
        """Tell whether an earlier attempt at an update may have answered it."""
        return update.update_id in self._restored or update.update_id in self._key_of

    def told(self, update: Update, turn: int, asked_in: int, told_in: int) -> None:
        """Take note of the messages in which a turn's question and answer stand, to be kept once it is handled."""
        self._told[update.update_id] = (turn, asked_in, told_in)

    def leave(self, update: Update) -> None:
        """Leave an update for later, or the next start: its reply could not be sent."""
        if not is_fleeting(update):
            self._unfinished.add(update.update_id)

    def keep(self, update: Update) -> str:
        """Keep an update beyond its handler, for work that goes on after it; returns the key with which to drop it."""
        self._kept.add(update.update_id)
        keys = (known.get(update.update_id, "") for known in (self._held, self._restored, self._key_of))
        return next(filter(None, keys), "")

    async def drop(self, key: str) -> None:
        """Take an update that was kept as handled."""
        if key and self._memory and self._writer:
            await self._writer.write(self._memory.handled, key)

    async def begin(self, update: object) -> None:
        """Count the attempt at an update that an earlier run left."""
        self.started = True
        key = self._restored.get(update.update_id) if isinstance(update, Update) else None
        if key and self._memory and self._writer:
            await self._writer.write(self._memory.attempt, key)

    async def finish(self, update: object) -> None:
        """Take an update as handled."""
        if not isinstance(update, Update) or self._writer is None or is_fleeting(update):
            return
        now, told = time.time(), self._told.pop(update.update_id, None)
        seconds = max(0.0, now - self._received.pop(update.update_id, now))
        key = self._restored.pop(update.update_id, "") or self._key_of.pop(update.update_id, "")
        if update.update_id in self._held:
            key = self._held.pop(update.update_id)
            self._room.release()
        if update.update_id in self._kept:
            self._kept.remove(update.update_id)
            return
        if update.update_id in self._unfinished:
            self._unfinished.remove(update.update_id)
            self._put_off(update, key)
            return
        self._tries.pop(update.update_id, None)
        try:
            await self._writer.write(self._settle, key, told, seconds)
        except DatabaseUnusable as error:
            logger.error("update %s stays marked as waiting: %s", update.update_id, error)

    async def run(self, function: Callable[..., T], *values: Any) -> T:
        """Call a function of the memory in the inbox's thread, where nothing else writes meanwhile."""
        assert self._writer is not None
        return await self._writer.call(function, *values)

    def close(self) -> None:
        """End the thread that writes."""
        for timer in self._later.values():
            timer.cancel()
        if self._writer:
            self._writer.close()

    def _put_off(self, update: Update, key: str) -> None:
        """Take an update up again after a while, a few times."""
        tries = self._tries.get(update.update_id, 0)
        if tries == len(self._pauses):
            return
        self._tries[update.update_id] = tries + 1
        loop = asyncio.get_running_loop()
        self._later[update.update_id] = loop.call_later(self._pauses[tries], self._take_up, update, key)

    def _take_up(self, update: Update, key: str) -> None:
        del self._later[update.update_id]
        self._key_of[update.update_id] = key
        super().put_nowait(update)

    async def _is_new(self, key: str, text: str, update: Update) -> bool:
        assert self._writer is not None
        try:
            return await self._writer.write(self._store, key, text)
        except DatabaseUnusable as error:
            # an answer now is worth more than one that would survive a crash
            logger.error("update %s cannot be stored and is handled at once: %s", update.update_id, error)
            return True

    def _key(self, number: int, text: str) -> str:
        """Name an update by number and contents: a server that was set up anew starts its numbers again."""
        return f"{number}:{self._keys.digest(text)}"

    def _store(self, key: str, text: str) -> bool:
        assert self._memory is not None
        body = self._cipher.encrypt(text.encode("utf-8", "surrogatepass")).decode()
        return self._memory.receive(key, body)

    def _settle(self, key: str, told: tuple[int, int, int] | None, seconds: float) -> None:
        assert self._memory is not None
        if told:
            turn, asked_in, told_in = told
            self._memory.amend(turn, asked_in=asked_in, told_in=told_in, seconds=round(seconds, 4))
        self._memory.handled(key)


class InOrder(BaseUpdateProcessor):
    """Handle the updates of a chat one after the other and those of many chats at once."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(MOST_TASKS)
        self._inbox = inbox
        self._lanes: dict[Lane, tuple[asyncio.Lock, int]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._inline_places = asyncio.Semaphore(INLINE_AT_ONCE)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await an update's turn in its chat, then a place, and handle it."""
        await self._inbox.begin(update)
        is_inline = isinstance(update, Update) and update.inline_query
        async with self._lane(update), self._inline_places if is_inline else self._places:
            await coroutine
        await self._inbox.finish(update)

    async def initialize(self) -> None:
        """Do nothing: the inbox is opened when the application starts."""

    async def shutdown(self) -> None:
        """Do nothing."""

    @asynccontextmanager
    async def _lane(self, update: object) -> Any:
        """Hold the lane of an update's chat, or of its person where it has no chat; forget lanes that are free."""
        number = _lane_of(update)
        lock, waiting = self._lanes.get(number, (asyncio.Lock(), 0))
        self._lanes[number] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            waiting = self._lanes[number][1] - 1
            if waiting:
                self._lanes[number] = (lock, waiting)
            else:
                del self._lanes[number]


def is_fleeting(update: Update) -> bool:
    """Tell whether nobody waits for an update after a crash: words typed in passing, or that somebody left a chat."""
    return bool(update.inline_query or update.chat_member)


def _lane_of(update: object) -> Lane:
    """Return what an update waits behind: what comes from the same chat, or is typed by the same person."""
    if not isinstance(update, Update):
        return ("chat", 0)
    if update.inline_query:
        return ("inline", update.inline_query.from_user.id)
    where = update.effective_chat or update.effective_user
    return ("chat", where.id if where else 0)
