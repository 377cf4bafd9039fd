"""Logging, as lines or as JSON, with the secrets left out of every line."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

LONG_ENOUGH = 16
"""How long a part of a secret must be to be one itself, and no word that lines hold anyway."""


class Discreet(logging.Formatter):
    """Write a record, tracebacks included, with each secret replaced by "…", however it is written."""

    def __init__(self, *secrets: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        forms = {form for secret in secrets for form in _forms(secret)}
        self._secrets = sorted(forms, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return self.hide(super().format(record))

    def hide(self, text: str) -> str:
        """Return a text without the secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text


def _forms(secret: str) -> Iterator[str]:
    """Yield a secret as it stands in an address, a repr or JSON, and that half of a token which alone is secret."""
    if secret:
        yield from (secret, quote(secret), quote(secret, safe=""), repr(secret)[1:-1], json.dumps(secret)[1:-1])
    half = secret.rpartition(":")[2]
    if len(half) >= LONG_ENOUGH:
        yield half


class DiscreetJson(Discreet):
    """Write a record as one JSON object on one line: time (UTC), level, logger, message, error with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.hide(record.getMessage()),
        }
        if record.exc_info:
            told["error"] = self.hide(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


FORMATS = {"text": Discreet, "json": DiscreetJson}


def configure(level: str, form: str, *secrets: str) -> None:
    """Log to standard error from a level on.

    python-telegram-bot's own DEBUG lines hold whole updates, with whoever wrote them, and are never written.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATS[form](*secrets))
    handler.addFilter(lambda record: not _refuses_token(record))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("telegram").setLevel(max(logging.INFO, logging.getLevelName(level)))
    if level != "DEBUG":
        for chatty in ("apscheduler", "httpx", "telegram.ext"):
            logging.getLogger(chatty).setLevel(logging.WARNING)


def _refuses_token(record: logging.LogRecord) -> bool:
    """Tell whether a line holds the trace of a refused token: what to do then is said in one line at the end."""
    return bool(record.exc_info and type(record.exc_info[1]).__name__ == "InvalidToken")
