"""Requests over connections that stay open: python-telegram-bot's own, through httpx, take three times the work."""

import ssl
from functools import cache
from typing import Any
from urllib.request import getproxies

import aiohttp
import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

POOL_SECONDS = 20.0
"""For how long a request waits until one of the connections is free."""


class Connections(BaseRequest):
    """Make requests, at most `count` at a time; all times are in seconds.

    An answer is to begin within `read`, and a message with its files to be gone within `write`.
    """

    def __init__(self, count: int = 1, *, connect: float = 5.0, read: float = 5.0, write: float = 20.0) -> None:
        self._count, self._connect, self._read, self._write = count, connect, read, write
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Tell within how many seconds an answer is to begin."""
        return self._read

    async def initialize(self) -> None:
        """Be ready; connections are made when they are needed."""
        self._session = self._session or aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._count, ssl=_trusted()),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            trust_env=bool(getproxies()),
        )

    async def shutdown(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Return status and body of the answer; raises TimedOut, NetworkError, whose words never hold the address."""
        if self._session is None:
            raise RuntimeError("requests are made after initialize and before shutdown")
        read = float(read_timeout) if isinstance(read_timeout, int | float) else self._read
        whole = POOL_SECONDS + self._connect + self._write + read if request_data else None
        timeout = aiohttp.ClientTimeout(
            total=whole, connect=POOL_SECONDS + self._connect, sock_connect=self._connect, sock_read=read
        )
        body = _body(request_data) if request_data else {}
        try:
            async with self._session.request(method, url, timeout=timeout, allow_redirects=False, **body) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(_words(error)) from None  # the error itself may hold the address, and that the token


def _body(request: RequestData) -> dict[str, Any]:
    """Return what a request says: as JSON, for quoting a form takes as long as all else; with files as a form."""
    if not request.contains_files:
        return {"json": request.parameters}
    form = aiohttp.FormData(request.json_parameters)
    for name, (filename, content, kind) in request.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


def _words(error: Exception) -> str:
    """Say what kind of error it is, and what the system says of it."""
    said = error.strerror if isinstance(error, OSError) else ""
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom encrypted connections trust: loaded once, for it takes some MB."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # not every system has certificates of its own
    return context
