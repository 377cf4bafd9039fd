"""How requests to the Bot API bear its faults: replies are sent again, and a deaf or broken poll is noticed."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)

PAUSES = (0.3, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)
"""How long to wait, in seconds, before a request that failed is made again; two minutes in all."""

MOST_CONFLICTS = 5
"""How many refusals in a row for another instance's sake end this one."""

MOST_REFUSALS = 3
"""How many refusals of the token in a row are believed."""

REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)

_LATE = frozenset({"answerInlineQuery", "answerCallbackQuery"})
"""What nobody waits for after some seconds."""


class PatientLimiter(AIORateLimiter):
    """Keep to Telegram's rates, and make a request again that a fault of server or network let fail.

    A reply that was cut off may have been sent; it is sent again all the same, for a reply that comes twice does less
    harm than one that never comes. `stopping` tells that the program is about to end and nothing is to be waited for.
    """

    def __init__(self, per_second: float, per_group_minute: float) -> None:
        super().__init__(overall_max_rate=per_second, group_max_rate=per_group_minute, max_retries=3)
        self.stopping: Callable[[], bool] = lambda: False
        self.pauses: tuple[float, ...] = PAUSES

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make a request, again and again where a fault passes; raises the last error where it does not."""
        pauses = self.pauses[:4] if endpoint in _LATE else self.pauses
        for pause in pauses:
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except (BadRequest, Conflict):
                raise
            except NetworkError as error:
                if self.stopping():
                    raise
                logger.warning("%s failed (%s); trying again in %s s", endpoint, error, pause)
            await self._wait(pause)
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

    async def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.stopping():
            await asyncio.sleep(min(left, 0.5))


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
