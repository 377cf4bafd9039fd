"""Polling: updates are fetched, kept all at once, and then confirmed with the next poll."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import NetworkError
from telegram.ext import Updater

from bot.telegram.api.retries import Pulse, TellingRequest
from bot.telegram.incoming.inbox import Inbox
from bot.telegram.incoming.received import Received, is_numbered

logger = logging.getLogger(__name__)

READ_SECONDS = 15.0
"""How much longer than it asks for a poll waits for its answer."""

MOST_EMPTY = 3
"""How many polls in a row may bring nothing at once: a server that does not hold them open is asked once a second."""

LAST_SECONDS = 3.0
"""For how long the last confirmation is waited for when the program ends; without it updates only come once more."""


class Polling(Updater):
    """Fetch updates until told to stop, bearing all faults; whoever checks the pulse ends the program where it must.

    With python-telegram-bot's own loop these tests of faults fail (`tests/whole`): a token that is refused or revoked,
    a poll that stays silent, and another instance with the same token end the program with what to do; a server that
    answers at once with nothing is not asked 100 times a second; what asks to wait for long is not waited for deafly;
    an update that cannot be read keeps back no other. It has updates kept one by one, too.
    """

    def __init__(self, bot: Bot, inbox: Inbox, pulse: Pulse, pauses: tuple[float, float]) -> None:
        super().__init__(bot, inbox)
        self._first_pause, self._last_pause = pauses
        self._inbox, self._pulse = inbox, pulse
        self._request = TellingRequest(connect=10.0)
        self._asked: dict[str, Any] = {}
        self._task: asyncio.Task[None] | None = None
        self._offset = 0
        self._empty = 0

    @property
    def running(self) -> bool:
        """Tell whether updates are fetched."""
        return self._task is not None

    async def start_polling(  # type: ignore[override]
        self, *, timeout: float, allowed_updates: Sequence[str], **_: Any
    ) -> Inbox:
        """Make sure that Telegram calls no address, then poll; raises InvalidToken."""
        while not await self._is_free():
            pass
        await self._request.initialize()
        self._asked = {"timeout": timeout, "allowed_updates": json.dumps(allowed_updates)}
        self._task = asyncio.create_task(self._poll())
        return self._inbox

    async def stop(self) -> None:
        """Fetch no more, and let Telegram know what was received, which it would bring again."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        if self._offset and not self._pulse.verdict:
            await self._confirm()
        await self._request.shutdown()

    async def _is_free(self) -> bool:
        try:  # that a try takes its time is up to the limiter, which waits between its own
            return await self.bot.delete_webhook()
        except NetworkError as error:
            logger.error("Telegram does not forget the webhook (%s): look at the network and TELEGRAM_API_URL", error)
            return False

    async def _poll(self) -> None:
        while True:
            try:
                updates = await self._fetch()
                await self._inbox.receive(*(Received.read(each, self.bot) for each in updates))
            except Exception:
                logger.exception("updates could not be kept; they are fetched again")
                await asyncio.sleep(self._first_pause)
            else:
                self._offset = updates[-1]["update_id"] + 1 if updates else self._offset

    async def _confirm(self) -> None:
        try:
            await asyncio.wait_for(self._post(timeout=0), LAST_SECONDS)
        except (NetworkError, TimeoutError) as error:
            logger.info("the last updates could not be confirmed (%s): they will be recognised", type(error).__name__)

    async def _fetch(self) -> list[dict[str, Any]]:
        """Poll, again and again where a fault passes; wait for the program's end where it does not."""
        pause = self._first_pause
        while not self._pulse.verdict:
            begin = time.monotonic()
            try:
                status, payload = await self._post(**self._asked)
            except NetworkError:
                pass
            else:
                self._pulse.beat(status)
                if status == HTTPStatus.OK and (updates := _updates(payload)) is not None:
                    await self._slow_down(bool(updates) or time.monotonic() - begin >= 1.0)
                    return updates
                logger.warning("Telegram refuses a poll (%d); trying again", status)
                pause = max(pause, min(_retry_after(payload), self._last_pause))
            await asyncio.sleep(pause)
            pause = min(1.5 * pause, self._last_pause)
        await asyncio.Event().wait()  # another poll would only disturb the other instance's
        return []

    async def _post(self, timeout: float, **asked: Any) -> tuple[int, bytes]:
        query = urlencode({"offset": self._offset, "timeout": timeout, **asked})
        url = f"{self.bot.base_url}/getUpdates?{query}"
        return await self._request.do_request(url, "POST", read_timeout=timeout + READ_SECONDS)

    async def _slow_down(self, was_held_open: bool) -> None:
        """Ask once a second a server that holds no poll open."""
        self._empty = 0 if was_held_open else self._empty + 1
        if self._empty > MOST_EMPTY:
            await asyncio.sleep(1.0)


def _updates(payload: bytes) -> list[dict[str, Any]] | None:
    """Return the updates of an answer; None where it is none."""
    try:
        updates = json.loads(payload)["result"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return list(filter(is_numbered, updates)) if isinstance(updates, list) else None


def _retry_after(payload: bytes) -> float:
    """Return for how many seconds a refusal says to wait."""
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (KeyError, TypeError, ValueError):
        return 0.0
