"""What lives as long as the application, and what runs beside its handlers: from its start until it is told to end."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.ext import Application, ExtBot

from bot.access.permissions import Role
from bot.configuration import BotSettings
from bot.corrections.queue import news
from bot.dialogue.dialogue import Dialogue
from bot.telegram.answering_thread import Desk
from bot.telegram.api.menus import set_menus
from bot.telegram.api.pauses import Pauses
from bot.telegram.api.retries import Pulse
from bot.telegram.incoming.gate import Gate
from bot.telegram.incoming.inbox import Inbox
from bot.telegram.incoming.webhook import watch
from bot.telegram.notices import Notices
from bot.telegram.publisher import Publisher
from knowledge.errors import DatabaseUnusable, KnowledgeError
from knowledge.staff.conversations import Memory
from knowledge.store.claim import Claim
from knowledge.store.store import Store

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often it is looked whether another edition is to answer."""

HEALTH_SECONDS = 5.0

Telegram = Application[Any, Any, Any, Any, Any, Any]


class Life:
    """Hold what lives as long as the application: the desk, the inbox, the pulse of the poll, and what watches it."""

    def __init__(self, settings: BotSettings, pauses: Pauses, is_meant: Callable[[Update, ExtBot[None]], bool]) -> None:
        self.settings, self.pauses = settings, pauses
        self.desk = Desk(settings)
        self.gate = Gate(settings, self._lets_in)
        self.inbox = Inbox(self.desk.keys, self.gate, pauses.later)
        self.notices: Notices  # as well as the next
        self.publisher: Publisher  # once there is a bot that it can speak through
        self._is_meant = is_meant
        self._bot: ExtBot[None] | None = None
        self.pulse = Pulse()
        self.end: Callable[[], None] = lambda: None
        self._claim: Claim | None = None
        self._store: Store | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self, application: Telegram) -> None:
        """Open the database, take up updates that wait, and start what runs beside the handlers."""
        self._claim = Claim(self.settings.database)
        self._bot = application.bot
        await self.desk.open(application.bot, lambda message: logger.info("%s", message))
        for line in await self.desk.ask(_first_words, application.bot.username):
            logger.info("%s", line)
        self._store = Store(self.settings.database)
        memory = Memory(self._store)
        memory.forget(self.settings.kept_days)
        if waiting := await self.inbox.open(memory, application.bot):
            logger.info("%d updates wait since the last end", waiting)
        self.pulse.start()
        tasks = [set_menus(application.bot, self.settings), self._forget(memory), self._look_ahead()]
        tasks += [self._draw_ahead(), self._tell_news()]
        tasks.append(self._watch_webhook(application.bot) if self.settings.webhook_url else self._watch())
        self._tasks = [asyncio.create_task(task) for task in tasks]
        if not (self.settings.who_may_ask is None or self.settings.who_may_ask):
            logger.warning("only admins and agents may ask: set WHO_MAY_ASK to everybody, or to users and chats")

    async def finish(self, _: Telegram) -> None:
        """End what runs beside the handlers, then close the database."""
        for task in self._tasks:
            task.cancel()
        for ended in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                logger.error("what ran beside the answers has failed", exc_info=ended)
        await self.publisher.close()
        await self.desk.close()
        self.inbox.close()
        if self._store:
            self._store.close()
        if self._claim:
            self._claim.release()

    async def health(self) -> dict[str, Any]:
        """Tell whether answers can be given, from which edition, and how many updates wait."""
        try:
            edition = await asyncio.wait_for(self.desk.ask(_edition), HEALTH_SECONDS)
        except (KnowledgeError, TimeoutError) as error:
            logger.error("not healthy: %s", error or "answering takes too long")
            return {"status": "failing", "edition": None, "waiting": self.inbox.qsize()}
        return {"status": "ok", "edition": edition, "waiting": self.inbox.qsize()}

    def _lets_in(self, update: Update) -> bool:
        if update.chat_member:
            members = self.desk.members
            return members is not None and members.asks_about(update.chat_member.chat.id)
        return self._bot is None or self._is_meant(update, self._bot)

    async def _watch(self) -> None:
        """End the application when the poll is refused, disturbed or silent: its own loop would never say so."""
        while not self.pulse.check(self.settings.silence_seconds):
            await asyncio.sleep(self.pauses.pulse)
        logger.critical("%s", self.pulse.verdict)
        self.end()

    async def _look_ahead(self) -> None:
        while True:
            await self.desk.prepare()
            await asyncio.sleep(LOOK_SECONDS)

    async def _draw_ahead(self) -> None:
        """Draw the charts before anybody asks for them, and those of an act that comes into force."""
        await asyncio.sleep(self.pauses.drawing)
        while True:
            await self.desk.draw()
            await asyncio.sleep(LOOK_SECONDS)

    async def _tell_news(self) -> None:
        """Tell agents and admins what has come into the queue, each hour where something has."""
        last = 0
        with suppress(KnowledgeError):
            _, last = await self.desk.ask(news, 0)
        while True:
            await asyncio.sleep(self.pauses.news)
            try:
                notice, last = await self.desk.ask(news, last)
                await self.notices.tell(filter(None, (notice,)))
            except KnowledgeError as error:
                logger.error("nobody was told what came into the queue: %s", error)

    async def _watch_webhook(self, bot: ExtBot[Any]) -> None:
        """End the application when Telegram does not call it any more."""
        await watch(bot, self.settings.webhook_url, self.pulse, self.pauses.webhook)
        logger.critical("%s", self.pulse.verdict)
        self.end()

    async def _forget(self, memory: Memory) -> None:
        while True:
            await asyncio.sleep(self.pauses.forgetting)
            try:
                await self.inbox.run(memory.forget, self.settings.kept_days)
            except DatabaseUnusable as error:
                logger.error("old questions could not be deleted; it is tried again: %s", error)


def _edition(dialogue: Dialogue) -> int:
    dialogue.conversation.refresh()
    return dialogue.conversation.edition.id


def _first_words(dialogue: Dialogue, username: str) -> list[str]:
    """Say which bot answers, from which acts, and for whom; and how there comes to be an administrator."""
    admission = dialogue.admission
    assert admission
    in_force = dialogue.conversation.store.in_force(dialogue.conversation.today)
    acts = ", ".join(f"edition {each.id} ({each.act})" for each in in_force)
    allowed = admission.settings.who_may_ask
    chats = sum(number < 0 for number in allowed or ())
    persons = f"persons: {len(admission.holders(Role.EMPLOYEE))}, groups whose members may ask: {chats}"
    whom = "everybody" if allowed is None else persons
    link = admission.first_link()
    first = f"nobody is administrator; whoever first opens this link, within 24 hours, becomes one: {link}"
    return [f"@{username} answers from {acts or 'no act'}, for {whom}", *([first] if link else [])]
