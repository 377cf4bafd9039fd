"""How requests to the Bot API bear its faults: replies are sent again, and a deaf or broken poll is noticed."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiolimiter import AsyncLimiter
from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)

PAUSES = (0.3, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)
"""How long to wait, in seconds, before a request that failed is made again; two minutes in all."""

MOST_CONFLICTS = 5
"""How many refusals in a row for another instance's sake end this one."""

MOST_REFUSALS = 3
"""How many refusals of the token in a row are believed."""

REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)

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

    def __init__(self, per_second: float, per_group_minute: float) -> None:
        self.stopping: Callable[[], bool] = lambda: False
        self.pauses: tuple[float, ...] = PAUSES
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
        faults = iter(self.pauses[: _FEWER.get(endpoint)])
        waits = iter(range(MOST_WAITS))
        while True:
            try:
                async with (
                    self._group_limit(data.get("chat_id")),
                    self._overall if "chat_id" in data else nullcontext(),
                ):
                    return await callback(*args, **kwargs)
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

    async def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.stopping():
            await asyncio.sleep(min(left, 0.5))


def _pause(error: TelegramError, faults: Iterator[float], waits: Iterator[int]) -> float | None:
    """Return how long to wait before a request is made again; None where it is given up."""
    if isinstance(error, RetryAfter):
        return _asked(error) if next(waits, None) is not None else None
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
        self.verdict = ""

    def start(self) -> None:
        """Begin to count silence from now on."""
        self.last = time.monotonic()

    def beat(self, status: int) -> None:
        """Take note of an answer to getUpdates."""
        self.last = time.monotonic()
        self.conflicts = self.conflicts + 1 if status == HTTPStatus.CONFLICT else 0
        self.refusals = self.refusals + 1 if status in REFUSED else 0
        if self.refusals >= MOST_REFUSALS:
            self.verdict = (
                "Telegram refuses the token: set TELEGRAM_BOT_TOKEN to the one @BotFather shows, and start again"
            )
        elif self.conflicts >= MOST_CONFLICTS:
            self.verdict = "another instance polls with the same token: end it, or give this one its own token"

    def check(self, silence: float) -> str:
        """Return the verdict; a poll that is silent for so many seconds gets one too."""
        silent = time.monotonic() - self.last
        if not self.verdict and silent > silence:
            self.verdict = f"Telegram has not answered for {silent:.0f} s: look at the network, and start again"
        return self.verdict


class PollRequest(HTTPXRequest):
    """Poll for updates, feel the pulse, and let an update that cannot be read pass by."""

    def __init__(self, pulse: Pulse) -> None:
        super().__init__(connection_pool_size=2, read_timeout=15.0, connect_timeout=10.0)
        self._pulse = pulse

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request and take note of the answer's status.

        A refusal of the token is passed on as a fault of the server: python-telegram-bot would stop polling for it and
        say nothing. Whoever checks the pulse ends the program.
        """
        status, payload = await super().do_request(*args, **kwargs)
        self._pulse.beat(status)
        return HTTPStatus.BAD_GATEWAY if status in REFUSED else status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read the answer; an update that python-telegram-bot cannot read keeps nothing but its number."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [_readable(each) for each in answer["result"] if "update_id" in each]
        return answer


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update, None)
    except Exception:  # whatever a malformed update makes it raise
        logger.warning(
            "update %s cannot be read and is passed over: %s", update["update_id"], json.dumps(sorted(update))
        )
        return {"update_id": update["update_id"]}
    return update
