"""Webhook mode: the address that Telegram calls, and beside it `/health` for whoever watches over the bot."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from http import HTTPStatus
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Updater
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.telegram.api.retries import REFUSED_TOKEN, Pulse
from bot.telegram.incoming.inbox import Inbox
from bot.telegram.incoming.received import Received, is_numbered
from knowledge.errors import AddressTaken
from knowledge.wording import Message

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
HEALTH = "/health"
LARGEST_UPDATE = 1024 * 1024

Health = Callable[[], Awaitable[dict[str, Any]]]
"""Tells how the bot is: `status` is "ok" or "failing"."""


class Webhook(Updater):
    """Receive updates by webhook; python-telegram-bot's own server has room for no other page."""

    def __init__(self, bot: Bot, inbox: Inbox, health: Health) -> None:
        super().__init__(bot, inbox)
        self._health = health
        self._server: HTTPServer | None = None

    @property
    def running(self) -> bool:
        """Tell whether the server listens."""
        return self._server is not None

    async def start_webhook(  # type: ignore[override]
        self,
        listen: str,
        port: int,
        url_path: str,
        *,
        webhook_url: str,
        secret_token: str,
        allowed_updates: list[str] | None = None,
        **_: Any,
    ) -> "Inbox":
        """Listen, then tell Telegram the address, until it takes it; raises AddressTaken, InvalidToken."""
        pages: list[tuple[str, Any, dict[str, Any]]] = [
            (f"/{url_path}/?", _Updates, {"bot": self.bot, "inbox": self.update_queue, "secret": secret_token}),
            (HEALTH, _Health, {"health": self._health}),
        ]
        server = HTTPServer(Application([*pages], log_function=lambda _: None), max_body_size=LARGEST_UPDATE)
        try:
            server.listen(port, listen)
        except OSError as error:
            raise AddressTaken(
                "{host}:{port} cannot be listened on ({reason}): set WEBHOOK_LISTEN",
                host=listen,
                port=port,
                reason=error.strerror,
            ) from error
        self._server = server
        while not await self._announced(webhook_url, secret_token, allowed_updates):
            pass
        assert isinstance(self.update_queue, Inbox)
        return self.update_queue

    async def stop(self) -> None:
        """Listen no more, once the requests that are open have been answered."""
        if self._server:
            server, self._server = self._server, None
            server.stop()
            await server.close_all_connections()

    async def _announced(self, url: str, secret: str, allowed: list[str] | None) -> bool:
        try:  # that a try takes its time is up to the limiter, which waits between its own
            return await self.bot.set_webhook(url, secret_token=secret, allowed_updates=allowed)
        except NetworkError as error:
            logger.error("Telegram does not take the webhook %s (%s): look at WEBHOOK_URL and the network", url, error)
            return False


async def watch(bot: Bot, url: str, pulse: Pulse, pause: float) -> None:
    """Look every `pause` seconds whether Telegram calls another address or refuses the token, until there is a verdict.

    When its calls do not arrive, the log says so.
    """
    failed = None
    while not pulse.verdict:
        await asyncio.sleep(pause)
        try:
            known = await bot.get_webhook_info()
        except InvalidToken:
            pulse.verdict = REFUSED_TOKEN
            return
        except TelegramError as error:
            logger.warning("whether Telegram still calls %s is not known: %s", url, error)
            continue
        if known.url != url:
            pulse.verdict = Message("Telegram calls {url} no more: end the other program that uses this token", url=url)
        if known.last_error_date and known.last_error_date != failed:
            failed, why = known.last_error_date, known.last_error_message
            logger.warning("Telegram's calls do not arrive (%s): look at WEBHOOK_URL and the proxy", why)


class _Updates(RequestHandler):
    SUPPORTED_METHODS = ("POST",)

    def initialize(self, bot: Bot, inbox: Inbox, secret: str) -> None:
        self._bot, self._inbox, self._secret = bot, inbox, secret

    async def post(self) -> None:
        """Keep an update, then let Telegram count it as delivered; one that cannot be read passes by."""
        if not compare_digest(self.request.headers.get(SECRET_HEADER, "").encode(), self._secret.encode()):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        try:
            data = json.loads(self.request.body)
        except (ValueError, RecursionError):
            data = None
        if not is_numbered(data):
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        await self._inbox.receive(Received.read(data, self._bot))


class _Health(RequestHandler):
    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, health: Health) -> None:
        self._health = health

    async def get(self) -> None:
        """Answer 200 or 503, with one JSON object."""
        told = await self._health()
        self.set_status(HTTPStatus.OK if told["status"] == "ok" else HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Cache-Control", "no-store")
        self.write(told)

    head = get
