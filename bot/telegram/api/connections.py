"""Requests by python-telegram-bot's own client, whose errors are put in words that never hold the address."""

from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

POOL_SECONDS = 20.0
"""For how long a request waits until one of the connections is free."""


class Connections(HTTPXRequest):
    """Make requests, at most `count` at a time; all times are in seconds."""

    def __init__(self, count: int = 1, *, connect: float = 5.0, read: float = 5.0, write: float = 20.0) -> None:
        super().__init__(
            count, connect_timeout=connect, read_timeout=read, write_timeout=write, pool_timeout=POOL_SECONDS
        )

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Return status and body of the answer; raises TimedOut, NetworkError, whose words never hold the address."""
        try:
            return await super().do_request(url, *args, **kwargs)
        except TimedOut:
            raise
        except NetworkError as error:
            raise NetworkError(type(error.__cause__ or error).__name__) from None  # the error may hold the address
