"""How requests to the Bot API bear its faults: they are made again, and a deaf or broken poll is noticed."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.telegram.api.connections import Connections
from knowledge.wording import Message

logger = logging.getLogger(__name__)

MOST_CONFLICTS = 5
"""How many refusals in a row for another instance's sake end this one."""

MOST_REFUSALS = 3
"""How many refusals of the token in a row are believed."""

REFUSED_TOKEN = Message(
    "Telegram refuses the token: set TELEGRAM_BOT_TOKEN to the one @BotFather shows, and start again"
)

REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)

LONGEST_PAUSE = 60.0
"""Longer than so many seconds no request waits for Telegram's word to come again; its update is taken up later."""

TELL_AGAIN = 60.0
"""How many seconds lie between two lines of the log about the same fault."""

GRACE_SECONDS = 5.0
"""For how long a request that is under way is waited for when the program ends; then its update is left for later."""

_FEWER = {"answerInlineQuery": 4, "answerCallbackQuery": 4, "getChatMember": 1}
"""How often at most a request is made again whose answer nobody waits for after some seconds."""

MOST_WAITS = 3
"""How often a request is made again after Telegram asked to wait."""

MOST_GROUPS = 1024

Result = bool | dict[str, Any] | list[dict[str, Any]]


class PatientLimiter(BaseRateLimiter[None]):
    """Keep to Telegram's rates, and make a request again that a fault of server or network let fail.

    A reply that was cut off may have been sent; it is sent again all the same, for a reply that comes twice does less
    harm than one that never comes. When Telegram asks to wait, only the request that it asked waits: it may be for one
    chat that is written to too fast, and others are not to wait for that. `stopping` tells that the program is about to
    end and nothing is to be waited for. Rates of 0 are no limit.
    """

    def __init__(self, per_second: float, per_group_minute: float, pauses: tuple[float, ...]) -> None:
        self.stopping: Callable[[], bool] = lambda: False
        self._pauses = pauses
        self._ends = 0.0
        self._overall = AsyncLimiter(per_second, 1) if per_second else nullcontext()
        self._per_group_minute = per_group_minute
        self._groups: dict[int, AsyncLimiter] = {}

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Do nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Result:
        """Make a request, again and again where a fault passes; raises the last error where it does not."""
        if endpoint == "sendChatAction":  # worth nothing later, and nothing else is to wait for it
            return await self._in_time(callback(*args, **kwargs))
        faults = iter(self._pauses[: _FEWER.get(endpoint)])
        waits = iter(range(MOST_WAITS))
        while True:
            try:
                async with (
                    self._group_limit(data.get("chat_id")),
                    self._overall if "chat_id" in data else nullcontext(),
                ):
                    return await self._in_time(callback(*args, **kwargs))
            except (BadRequest, Conflict):
                raise
            except (NetworkError, RetryAfter) as error:
                pause = _pause(error, faults, waits)
                if pause is None or self.stopping():
                    raise
                logger.warning("%s failed (%s); trying again in %s s", endpoint, error, pause)
            await self._wait(pause)

    def _group_limit(self, chat: object) -> AbstractAsyncContextManager[Any]:
        """Return the limit of a group, of which fewer messages are taken; the one used longest ago is forgotten."""
        if not self._per_group_minute or not isinstance(chat, int) or chat >= 0:
            return nullcontext()
        limit = self._groups.pop(chat, None) or AsyncLimiter(self._per_group_minute, 60)
        self._groups[chat] = limit
        if len(self._groups) > MOST_GROUPS:
            del self._groups[next(iter(self._groups))]
        return limit

    async def _in_time(self, request: Coroutine[Any, Any, Result]) -> Result:
        """Await a request; raises TimedOut where it goes on for long after the program has been told to end."""
        task = asyncio.ensure_future(request)
        try:
            while not (await asyncio.wait({task}, timeout=0.5))[0]:
                if self.stopping() and self._grace_is_over():
                    raise TimedOut("the program ends")
            return task.result()
        finally:
            task.cancel()

    def _grace_is_over(self) -> bool:
        self._ends = self._ends or time.monotonic() + GRACE_SECONDS
        return time.monotonic() > self._ends

    async def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.stopping():
            await asyncio.sleep(min(left, 0.5))


def _pause(error: TelegramError, faults: Iterator[float], waits: Iterator[int]) -> float | None:
    """Return how long to wait before a request is made again; None where it is given up."""
    if isinstance(error, RetryAfter):
        wait = _asked(error)
        return wait if wait < LONGEST_PAUSE and next(waits, None) is not None else None
    return next(faults, None)


def _asked(error: RetryAfter) -> float:
    """Return how many seconds Telegram asks to wait, and a little more."""
    wait = error.retry_after
    return (wait.total_seconds() if isinstance(wait, timedelta) else float(wait)) + 0.1


class Pulse:
    """Hold when the poll last answered, and the verdict that ends the program."""

    def __init__(self) -> None:
        self.last = time.monotonic()
        self.conflicts = 0
        self.refusals = 0
        self.verdict: Message | None = None

    def start(self) -> None:
        """Begin to count silence from now on."""
        self.last = time.monotonic()

    def beat(self, status: int) -> None:
        """Take note of an answer to getUpdates."""
        self.last = time.monotonic()
        self.conflicts = self.conflicts + 1 if status == HTTPStatus.CONFLICT else 0
        self.refusals = self.refusals + 1 if status in REFUSED else 0
        if self.refusals >= MOST_REFUSALS:
            self.verdict = REFUSED_TOKEN
        elif self.conflicts >= MOST_CONFLICTS:
            self.verdict = Message("another instance polls with the same token: end it, or give this one its own token")

    def check(self, silence: float) -> Message | None:
        """Return the verdict; a poll that is silent for so many seconds gets one too."""
        silent = time.monotonic() - self.last
        if not self.verdict and silent > silence:
            self.verdict = Message(
                "Telegram has not answered for {seconds:.0f} s: look at the network, and start again", seconds=silent
            )
        return self.verdict


class TellingRequest(Connections):
    """Make requests, and say in the log when Telegram cannot be reached, and when it can again."""

    def __init__(self, count: int = 1, **seconds: float) -> None:
        super().__init__(count, **seconds)
        self._told = 0.0

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request."""
        try:
            answer = await super().do_request(url, *args, **kwargs)
        except NetworkError as error:
            if not self._told or time.monotonic() - self._told > TELL_AGAIN:
                logger.warning(
                    "Telegram cannot be reached (%s): look at the network and TELEGRAM_API_URL; trying again",
                    error,
                )
                self._told = time.monotonic()
            raise
        logger.debug("%s: %d", url.rpartition("/")[2], answer[0])
        if self._told:
            logger.info("Telegram answers again")
            self._told = 0.0
        return answer
