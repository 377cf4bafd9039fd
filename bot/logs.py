"""Logging, as lines or as JSON, with the secrets left out of every line."""

import json
import logging
from datetime import UTC, datetime


class Discreet(logging.Formatter):
    """Write a record, tracebacks included, with each secret replaced by "…"."""

    def __init__(self, *secrets: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = self.write(record)
        for secret in self._secrets:
            line = line.replace(secret, "…")
        return line

    def write(self, record: logging.LogRecord) -> str:
        """Return the line with all that is in it."""
        return super().format(record)


class DiscreetJson(Discreet):
    """Write a record as one JSON object on one line: time (UTC), level, logger, message, error with its traceback."""

    def write(self, record: logging.LogRecord) -> str:
        """Return the line with all that is in it."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


FORMATS = {"text": Discreet, "json": DiscreetJson}


def configure(level: str, form: str, *secrets: str) -> None:
    """Log to standard error from a level on.

    python-telegram-bot's own DEBUG lines hold whole updates, with whoever wrote them, and are never written.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATS[form](*secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("telegram").setLevel(max(logging.INFO, logging.getLevelName(level)))
    if level != "DEBUG":
        for chatty in ("apscheduler", "telegram.ext"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
