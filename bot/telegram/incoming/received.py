"""An update as it arrived: read, and in the words it came in."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeGuard

from telegram import Bot, Update

logger = logging.getLogger(__name__)

LARGEST_NUMBER = 2**63 - 1


def is_numbered(data: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether something that arrived is an update: an object with a number of its own."""
    number = data.get("update_id") if isinstance(data, dict) else None
    return type(number) is int and abs(number) <= LARGEST_NUMBER


@dataclass(frozen=True, slots=True)
class Received:
    """Hold an update, with the JSON it was read from: the same whenever Telegram brings the same update."""

    update: Update
    text: str

    @classmethod
    def read(cls, data: dict[str, Any], bot: Bot | None) -> "Received":
        """Read an update; one that python-telegram-bot cannot read keeps nothing but its number."""
        text = json.dumps(data, sort_keys=True)
        try:
            update = Update.de_json(data, bot)
        except Exception:  # whatever a malformed update makes it raise
            number = data["update_id"]
            pass_over(number, data)
            return cls(Update(number), json.dumps({"update_id": number}))
        return cls(update, text)


def pass_over(number: int, kinds: Iterable[str]) -> None:
    """Say in the log that an update cannot be understood, with the names of what it holds and nothing else of it."""
    logger.warning("update %s cannot be read and is passed over: %s", number, json.dumps(sorted(kinds)))
