"""Logging, with the secrets left out of every line."""

import logging


class Discreet(logging.Formatter):
    """Write a record, tracebacks included, with each secret replaced by "…"."""

    def __init__(self, *secrets: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "…")
        return line


def configure(level: str, *secrets: str) -> None:
    """Log to standard error from a level on; what the HTTP library says of each request only at DEBUG."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet(*secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    if level != "DEBUG":
        for chatty in ("httpx", "httpcore", "apscheduler", "telegram.ext"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
