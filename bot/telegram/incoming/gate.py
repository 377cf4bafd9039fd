"""What is let in of all that Telegram brings: judged before it is stored, so that a flood costs next to nothing."""

import logging
import time
from collections.abc import Callable, Hashable

from telegram import Update
from telegram.constants import ChatType

from bot.access.limits import MOST_PERSONS, Limits, Verdict
from bot.configuration import BotSettings

logger = logging.getLogger(__name__)

INLINE_SECONDS = 10.0
"""After how many seconds nobody waits any more for what is offered while they type."""

INLINE_FACTOR = 3
"""How many times as often as messages the words typed after the bot's name may change: each letter is a query."""

GROUP_SHARE = 0.5
"""How much of what Telegram lets the bot say in a group in a minute one person may claim."""


class Gate:
    """Let updates in, within each person's limits and those of all.

    `is_meant` tells whether an update is for the bot: what a group says among itself neither counts nor is stored.
    Whoever reaches a limit is let in once more, to be told so; the rest is dropped.
    """

    def __init__(
        self, settings: BotSettings, is_meant: Callable[[Update], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._is_meant, self._clock = is_meant, clock
        one, in_all = settings.requests_per_minute, settings.requests_per_minute_in_all
        self._limits = Limits(one, in_all, clock=clock)
        self._in_groups = Limits(settings.group_messages_per_minute * GROUP_SHARE, 0, clock=clock)
        self._inline = Limits(one * INLINE_FACTOR, in_all * INLINE_FACTOR, clock=clock)
        self._to_tell: set[int] = set()
        self._typed: dict[int, tuple[int, float]] = {}

    def lets_in(self, update: Update) -> bool:
        """Judge an update; False where it is dropped."""
        if not self._is_meant(update):
            return False
        if update.chat_member:
            return True
        person = update.effective_user.id if update.effective_user else 0
        if update.inline_query:
            self._note_typing(person, update.update_id)
            return self._inline.judge(person) is Verdict.ANSWER
        verdict = self._judge(update, person)
        if verdict is Verdict.WORD:
            logger.info("somebody asks for more than is answered in a minute, and is told so")
            self._to_tell.add(update.update_id)
        return verdict is not Verdict.SILENCE

    def tells_limit(self, update: Update) -> bool:
        """Tell whether an update is to be met with a word about the limit; asked once for each."""
        if update.update_id not in self._to_tell:
            return False
        self._to_tell.remove(update.update_id)
        return True

    def is_stale(self, update: Update) -> bool:
        """Tell whether words typed after the bot's name are out of date: more was typed, or nobody waits any more."""
        person = update.effective_user.id if update.effective_user else 0
        latest, at = self._typed.get(person, (update.update_id, self._clock()))
        return latest != update.update_id or self._clock() > at + INLINE_SECONDS

    def _judge(self, update: Update, person: int) -> Verdict:
        chat = update.effective_chat
        verdict = self._limits.judge(person)
        if verdict is not Verdict.ANSWER or chat is None or chat.type == ChatType.PRIVATE:
            return verdict
        place: Hashable = (person, chat.id)
        return self._in_groups.judge(place)

    def _note_typing(self, person: int, update: int) -> None:
        self._typed.pop(person, None)
        self._typed[person] = (update, self._clock())
        if len(self._typed) > MOST_PERSONS:
            del self._typed[next(iter(self._typed))]
