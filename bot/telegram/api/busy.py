"""Show that an answer is on its way ("typing …", "sending a photo …") where it takes a while."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.api.sending import Destination

SHOWN_SECONDS = 4.5
"""How long Telegram shows it, and a little less."""


@asynccontextmanager
async def busy(bot: ExtBot[None], place: Destination, after: float, *, draws: bool) -> AsyncIterator[None]:
    """Show in a chat, while this is entered and from so many seconds on, that something is written or drawn."""
    task = asyncio.create_task(_show(bot, place, after, ChatAction.UPLOAD_PHOTO if draws else ChatAction.TYPING))
    try:
        yield
    finally:
        task.cancel()


async def _show(bot: ExtBot[None], place: Destination, after: float, action: ChatAction) -> None:
    await asyncio.sleep(after)
    with contextlib.suppress(TelegramError):  # the answer itself will tell what is wrong
        while True:
            await bot.send_chat_action(place.chat, action, place.thread)
            await asyncio.sleep(SHOWN_SECONDS)
