"""Where persons can be written to of the bot's own accord: kept in memory alone, and stored nowhere."""

from bot.access.limits import MOST_PERSONS
from bot.access.pseudonyms import Keys
from bot.configuration import BotSettings


class Addresses:
    """Hold the numbers of those whom the settings name, and of whoever has written since the start, by their keys."""

    def __init__(self, settings: BotSettings, keys: Keys) -> None:
        self._keys = keys
        named = settings.admins | settings.agents | (settings.who_may_ask or frozenset())
        self._fixed = {keys.person(number): number for number in named if number > 0}
        self._seen: dict[str, int] = {}

    def key_of(self, number: int) -> str:
        """Return a person's key, by which the number is known from now on; who came longest ago is forgotten first."""
        key = self._keys.person(number)
        self._seen.pop(key, None)
        self._seen[key] = number
        if len(self._seen) > MOST_PERSONS:
            del self._seen[next(iter(self._seen))]
        return key

    def number(self, key: str) -> int | None:
        """Return the number of a person; None where it is not known."""
        return self._seen.get(key) or self._fixed.get(key)
