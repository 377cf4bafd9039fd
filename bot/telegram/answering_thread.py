"""What the handlers share: the conversation in its own thread, and the keys that stand for chats and persons."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from telegram import Chat as TelegramChat
from telegram import Update, User
from telegram.ext import ExtBot

from bot.access.addresses import Addresses
from bot.access.admission import Admission
from bot.access.limits import Limits
from bot.access.permissions import Role, role_of
from bot.access.pseudonyms import Keys
from bot.answering.opening import open_conversation
from bot.configuration import BotSettings
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.views import Views
from bot.replies.chart import UndrawableChart
from bot.telegram.api.members import Members
from indexer.examples.relocation import relocate
from knowledge.embedding.encoder import Encoder
from knowledge.errors import EncoderChanged, KnowledgeError
from knowledge.staff.conversations import Memory
from knowledge.staff.roles import Grants
from knowledge.staff.unanswered import Unanswered
from knowledge.store.store import Published, Store
from knowledge.wording import Progress

T = TypeVar("T")

logger = logging.getLogger(__name__)

MOST_CODES = 5
"""How many codes of invitations one person may try in an hour."""


def names_of(person: User) -> tuple[str, ...]:
    """Return what Telegram calls a person: whole, part by part, and by the user name."""
    parts = [part for name in (person.first_name, person.last_name) if name for part in name.split()]
    return tuple(dict.fromkeys(filter(None, (person.full_name, *parts, person.username))))


class Desk:
    """Ask the conversation from the event loop; search and encoder run in one thread beside it."""

    def __init__(self, settings: BotSettings) -> None:
        self.settings = settings
        self.keys = Keys(settings)
        self.addresses = Addresses(settings, self.keys)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answer")
        self._ahead = ThreadPoolExecutor(1, thread_name_prefix="prepare")
        self._door = ThreadPoolExecutor(1, thread_name_prefix="access")
        self._store: Store | None = None
        self._queue: Unanswered | None = None
        self._relocated: int | None = None
        self._drawn: tuple[Published, ...] = ()
        self._register: Store | None = None
        self._dialogue: Dialogue | None = None
        self.admission: Admission | None = None
        self.members: Members | None = None
        self.tries = Limits(MOST_CODES, 0, seconds=3600)

    async def open(self, bot: ExtBot[None], say: Progress) -> None:
        """Open the database, publish the shipped decree where there is none, load the encoder."""
        chats = [number for number in self.settings.who_may_ask or () if number < 0]
        self.members = Members(chats, bot.get_chat_member, self.settings.membership_minutes * 60)
        self._dialogue = await self._in_thread(self._start, bot.username, say)
        self._register = Store(self.settings.database)
        self.admission = self._dialogue.admission

    async def ask(self, function: Callable[..., T], *values: Any, **named: Any) -> T:
        """Call a function of the conversation, which gets the dialogue first, in its thread."""
        return await self._in_thread(lambda: function(self._dialogue, *values, **named))

    async def prepare(self) -> None:
        """Build beside the answers what will answer next: an edition that was published, or whose day comes."""
        await asyncio.get_running_loop().run_in_executor(self._ahead, self._prepare)

    async def draw(self) -> None:
        """Draw the charts of the acts in force where they are others than the last time."""
        await asyncio.get_running_loop().run_in_executor(self._ahead, self._draw)

    async def close(self) -> None:
        """Close the database and end the threads."""
        self._ahead.shutdown()
        self._door.shutdown()
        for store in filter(None, (self._store, self._register)):
            store.close()
        if self._dialogue:
            await self._in_thread(self._dialogue.conversation.close)
        self._thread.shutdown()

    @property
    def cannot_check(self) -> bool:
        """Whether Telegram did not tell last whether somebody is a member."""
        return self.members is not None and self.members.is_unsure

    async def role(self, update: Update) -> Role:
        """Return what the person behind an update may do, now."""
        person, chat = update.effective_user, update.effective_chat
        role = role_of(self.settings, person.id if person else None, chat.id if chat else None)
        if person and self.admission and self._register:
            register = Grants(self._register)
            await asyncio.get_running_loop().run_in_executor(self._door, self.admission.refresh, register)
            role = max(role, self.admission.role(self.keys.person(person.id)))
        if role is Role.NOBODY and person and not person.is_bot and self.members:
            return Role.EMPLOYEE if await self.members.includes(person.id) else Role.NOBODY
        return role

    async def chat(self, update: Update) -> Chat:
        """Return chat and person of an update under keys from which neither can be told, with the person's role now."""
        message, person = update.effective_message, update.effective_user
        where = update.effective_chat or person
        thread = message.message_thread_id if message and message.is_topic_message else None
        lang = (person.language_code or "")[:2] if person else ""
        return Chat(
            self.keys.chat(where.id if where else None, thread),
            self.addresses.key_of(person.id) if person else self.keys.person(None),
            "pl" if lang == "pl" else "en" if lang else "",
            await self.role(update),
            names_of(person) if person else (),
            not isinstance(where, TelegramChat) or where.type == TelegramChat.PRIVATE,
        )

    def _start(self, username: str, say: Progress) -> Dialogue:
        conversation = open_conversation(self.settings, self.settings.language, say)
        try:
            conversation.warm_up()
        except EncoderChanged as error:  # what the act itself says is answered, and an admin can mend the rest
            logger.error("%s; or an admin writes /reindex to the bot", error)
        conversation.is_patient = True
        memory = Memory(conversation.store, kept_seconds=self.settings.kept_seconds)
        dialogue = Dialogue(conversation, memory, self.settings.memory_minutes, self.settings.agents_confirm)
        dialogue.admission = Admission(self.settings, self.keys, Grants(conversation.store), username)
        return dialogue

    def _prepare(self) -> None:
        if self._dialogue is None:
            return
        self._store = self._store or Store(self.settings.database)
        try:
            self._dialogue.conversation.prepare(self._store)
            self._queue = self._queue or Unanswered(self._store)
            self._queue.embed_ahead(self._dialogue.conversation.encoder)
            self._relocate(self._store, self._dialogue.conversation.encoder)
        except KnowledgeError as error:
            if self._dialogue.conversation.is_patient:
                logger.error("another edition is to answer, but cannot: %s", error)
            self._dialogue.conversation.is_patient = False  # rather no answer than one of an act that is none any more
        else:
            self._dialogue.conversation.is_patient = True

    def _draw(self) -> None:
        assert self._dialogue
        conversation = self._dialogue.conversation
        published = conversation.book.published
        if published is not self._drawn:
            self._drawn = published
            for each in published:
                with suppress(UndrawableChart):
                    Views(each.act, each.edition.id, "pl", 0, conversation.orders).chart(None)

    def _relocate(self, store: Store, encoder: Encoder) -> None:
        """Find the places of corrections where a publication was killed, or made by an earlier version."""
        version = store.version()
        if version != self._relocated:
            relocate(store, encoder)
            self._relocated = version

    async def _in_thread(self, function: Callable[..., T], *values: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *values)
