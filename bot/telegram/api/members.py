"""Who is a member of the chats whose members may ask: asked of Telegram, and remembered for a while."""

import logging
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from telegram import ChatMember, ChatMemberRestricted
from telegram.error import BadRequest, TelegramError

logger = logging.getLogger(__name__)

REFUSED_SECONDS = 60.0
"""For how long somebody is remembered not to be a member: soon after joining they are let in."""

GRACE_SECONDS = 12 * 3600.0
"""For how long a known member may go on asking while Telegram does not tell whether they still are one."""

PAUSE_SECONDS = 30.0
"""For how long Telegram is not asked about a known member again after it did not tell."""

MOST_REMEMBERED = 10_000

_MEMBERS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)

# What Telegram says of somebody it does not know, or who never was in the chat.
_STRANGER = ("user not found", "participant_id_invalid", "user_not_participant", "member not found")

Ask = Callable[[int, int], Awaitable[ChatMember]]
"""Return what Telegram says of a chat and a person, as `Bot.get_chat_member` does."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold whether somebody was a member when Telegram last told, and until when it is not asked again."""

    is_member: bool
    told_at: float
    until: float


class Members:
    """Tell who is a member of one of some chats; `seconds` are for how long one is believed to be it still."""

    def __init__(
        self, chats: Collection[int], ask: Ask, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._chats, self._ask, self._seconds, self._clock = sorted(chats), ask, seconds, clock
        self._seen: dict[tuple[int, int], Seen] = {}
        self.is_unsure = False
        """Whether Telegram did not tell when it was asked last."""

    async def includes(self, person: int) -> bool | None:
        """Tell whether a person is a member of one of the chats; None where Telegram does not tell."""
        found: bool | None = False
        for chat in self._chats:
            is_member = await self._is_member(chat, person)
            if is_member:
                return True
            found = None if is_member is None else found
        return found

    def asks_about(self, chat: int) -> bool:
        """Tell whether the members of a chat may ask."""
        return chat in self._chats

    def note(self, chat: int, member: ChatMember) -> None:
        """Take it from Telegram, unasked, that somebody has joined a chat or left it."""
        self._remember(chat, member.user.id, _is_inside(member))

    async def _is_member(self, chat: int, person: int) -> bool | None:
        seen, now = self._seen.get((chat, person)), self._clock()
        if seen and now < seen.until:
            return seen.is_member
        try:
            is_member = await self._told(chat, person)
            self.is_unsure = False
        except TelegramError as error:
            self.is_unsure = True
            logger.warning(
                "whether somebody is a member of chat %d cannot be told (%s): make the bot admin there", chat, error
            )
            return self._unsure(chat, person, seen, now)
        self._remember(chat, person, is_member)
        return is_member

    async def _told(self, chat: int, person: int) -> bool:
        """Ask Telegram; raises TelegramError where it does not tell."""
        try:
            member = await self._ask(chat, person)
        except BadRequest as error:
            if any(reason in str(error).lower() for reason in _STRANGER):
                return False
            raise
        return _is_inside(member)

    def _unsure(self, chat: int, person: int, seen: Seen | None, now: float) -> bool | None:
        """Go on letting in who was let in, for a bounded time, and nobody else."""
        if seen is None or not seen.is_member or now >= seen.told_at + GRACE_SECONDS:
            return None
        self._keep(chat, person, Seen(True, seen.told_at, min(now + PAUSE_SECONDS, seen.told_at + GRACE_SECONDS)))
        return True

    def _remember(self, chat: int, person: int, is_member: bool) -> None:
        now = self._clock()
        self._keep(chat, person, Seen(is_member, now, now + (self._seconds if is_member else REFUSED_SECONDS)))

    def _keep(self, chat: int, person: int, seen: Seen) -> None:
        self._seen.pop((chat, person), None)
        self._seen[(chat, person)] = seen
        if len(self._seen) > MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]


def _is_inside(member: ChatMember) -> bool:
    return member.status in _MEMBERS or (isinstance(member, ChatMemberRestricted) and member.is_member)
