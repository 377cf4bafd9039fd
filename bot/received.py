"""An update as it arrived: read, and in the words it came in."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update

logger = logging.getLogger(__name__)


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
            logger.warning("update %s cannot be read and is passed over: %s", number, json.dumps(sorted(data)))
            return cls(Update(number), json.dumps({"update_id": number}))
        return cls(update, text)
