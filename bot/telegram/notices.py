"""What persons are told without having asked: a role, a request for access, an answer that was found later."""

import logging
from collections.abc import Iterable

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Tidings
from bot.telegram.answering_thread import Desk
from bot.telegram.api.sending import Destination, send

logger = logging.getLogger(__name__)

MOST_REQUESTS = 1000
"""Of how many requests it is known in which messages they stand; the oldest are forgotten first."""


class Notices:
    """Write to persons in their private chats, where their numbers are known and they can be reached."""

    def __init__(self, bot: ExtBot[None], desk: Desk) -> None:
        self._bot, self._desk = bot, desk
        self._shown: dict[int, dict[int, int]] = {}

    async def tell(self, notices: Iterable[Tidings]) -> None:
        """Tell each of a notice's persons; what becomes of a request takes the place of the request itself."""
        for notice in notices:
            shown = self._shown.pop(notice.request, {})
            for number in filter(None, map(self._desk.addresses.number, notice.whom)):
                message = await self._tell(number, notice, shown.get(number))
                if message and notice.request and not notice.is_last:
                    shown[number] = message
            if notice.request and not notice.is_last:
                self._shown = dict(list(self._shown.items())[1 - MOST_REQUESTS :]) | {notice.request: shown}

    async def _tell(self, number: int, notice: Tidings, message: int | None) -> int | None:
        chat = Chat(self._desk.keys.chat(number), self._desk.keys.person(number))
        lang = await self._desk.ask(Dialogue.language, chat)
        try:
            return await send(self._bot, Destination(number, replaces=message), notice.said(lang))
        except TelegramError as error:
            logger.info("somebody could not be told: %s", error)  # who has never written to the bot, or has blocked it
            return None
