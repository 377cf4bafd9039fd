"""The bot's settings: one record, read once; all that is missing or wrong is said at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self, TypeVar
from urllib.parse import urlsplit

from knowledge.errors import InvalidSettings
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message

EVERYBODY = "everybody"

SHORTEST_KEY = 16

T = TypeVar("T")

# "123456789:AAE…": the bot's number and a secret; a self-hosted server may give shorter ones.
_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)


@dataclass(frozen=True, slots=True)
class BotSettings(KnowledgeSettings):
    """Hold what the bot runs with; `.env.example` says what each is for.

    The token, the webhook's secret and the key of the stored digests are in no repr. `who_may_ask` is None for
    everybody. Rates of 0 are not limited.
    """

    token: str = field(default="", repr=False)
    api_url: str = "https://api.telegram.org"
    file_url: str = "https://api.telegram.org/file"
    bot_name: str = ""
    who_may_ask: frozenset[int] | None = frozenset()
    admins: frozenset[int] = frozenset()
    agents: frozenset[int] = frozenset()
    language: str = ""
    memory_minutes: float = 15.0
    retention_days: int = 90
    webhook_url: str = ""
    webhook_listen: tuple[str, int] = ("127.0.0.1", 8080)
    webhook_secret: str = field(default="", repr=False)
    messages_per_second: float = 30.0
    group_messages_per_minute: float = 20.0
    silence_seconds: float = 90.0
    log_level: str = "INFO"
    hash_key: str = field(default="", repr=False)
    log_questions: bool = True
    membership_minutes: float = 30.0
    requests_per_minute: float = 100.0
    requests_per_minute_in_all: float = 3000.0
    log_format: str = "text"
    agents_confirm: bool = False

    @property
    def kept_days(self) -> int:
        """For how many days questions are stored; 0 where they are not stored at all."""
        return self.retention_days if self.log_questions else 0

    @property
    def kept_seconds(self) -> float | None:
        """For how many seconds answers are remembered in the program's memory alone; None where they are stored."""
        return None if self.kept_days else self.memory_minutes * 60

    @classmethod
    def from_mapping(cls, values: Mapping[str, str]) -> Self:
        """Read the settings; raises InvalidSettings that names all that is wrong."""
        reader = _Reader(values)
        knowledge = KnowledgeSettings.from_mapping(values)
        closed: frozenset[int] | None = frozenset()
        api_url = reader.read("TELEGRAM_API_URL", "https://api.telegram.org", _url)
        settings = cls(
            database=knowledge.database,
            encoder=knowledge.encoder,
            token=reader.read("TELEGRAM_BOT_TOKEN", "", _token),
            api_url=api_url,
            file_url=reader.read("TELEGRAM_FILE_URL", f"{api_url}/file", _url),
            bot_name=reader.read("BOT_NAME", "", _name),
            who_may_ask=reader.read("WHO_MAY_ASK", closed, _numbers_or_everybody),
            admins=reader.read("ADMINS", frozenset(), _numbers),
            agents=reader.read("AGENTS", frozenset(), _numbers),
            language=reader.read("BOT_LANGUAGE", "", _language),
            memory_minutes=reader.read("MEMORY_MINUTES", 15.0, _amount),
            retention_days=reader.read("QUESTION_RETENTION_DAYS", 90, _days),
            webhook_url=reader.read("WEBHOOK_URL", "", _url),
            webhook_listen=reader.read("WEBHOOK_LISTEN", ("127.0.0.1", 8080), _address),
            webhook_secret=reader.read("WEBHOOK_SECRET", "", _secret),
            messages_per_second=reader.read("MESSAGES_PER_SECOND", 30.0, _amount),
            group_messages_per_minute=reader.read("GROUP_MESSAGES_PER_MINUTE", 20.0, _amount),
            silence_seconds=reader.read("SILENCE_SECONDS", 90.0, _amount),
            log_level=reader.read("LOG_LEVEL", "INFO", _log_level),
            hash_key=reader.read("HASH_KEY", "", _hash_key),
            log_questions=reader.read("LOG_QUESTIONS", True, _switch),
            membership_minutes=reader.read("MEMBERSHIP_MINUTES", 30.0, _amount),
            requests_per_minute=reader.read("REQUESTS_PER_MINUTE", 100.0, _amount),
            requests_per_minute_in_all=reader.read("REQUESTS_PER_MINUTE_IN_ALL", 3000.0, _amount),
            log_format=reader.read("LOG_FORMAT", "text", _log_format),
            agents_confirm=reader.read("WHO_CONFIRMS", False, _who_confirms),
        )
        if settings.webhook_url and not settings.webhook_secret:
            reader.problems.append(
                Message("WEBHOOK_SECRET is missing: set it to a long random word of A-Z a-z 0-9 _ -")
            )
        if reader.problems:
            raise InvalidSettings(reader.problems)
        return settings


class _Reader:
    """Read settings one by one and gather what is wrong with them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.problems: list[Message] = []

    def read(self, name: str, default: T, parse: Callable[[str], T]) -> T:
        """Return a setting, or the default where it is empty or wrong."""
        text = self._values.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            is_secret = name in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "HASH_KEY")
            reason = error.args[0] if isinstance(error.args[0], Message) else Message("give a whole number")
            # what was given is quoted unless it is a secret
            given = Message(name) if is_secret else Message("{name} {text!r}", name=name, text=text)
            self.problems.append(Message("{given} is wrong: {reason}", given=given, reason=reason))
            return default


def _token(text: str) -> str:
    return _matching(_TOKEN, text, Message("it looks like 123456789:AAE…, as @BotFather gave it"))


def _secret(text: str) -> str:
    return _matching(_SECRET, text, Message("up to 256 of A-Z a-z 0-9 _ -"))


def _matching(pattern: re.Pattern[str], text: str, reason: Message) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(reason)
    return text


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(Message("give an address such as https://api.telegram.org"))
    return text.rstrip("/")


def _name(text: str) -> str:
    if len(text) > 64:
        raise ValueError(Message("a bot's name has 64 characters at most"))
    return text


def _numbers(text: str) -> frozenset[int]:
    try:
        return frozenset(int(number) for number in re.split(r"[\s,;]+", text) if number)
    except ValueError:
        raise ValueError(Message("give the numbers of users and chats, separated by commas")) from None


def _numbers_or_everybody(text: str) -> frozenset[int] | None:
    if text.casefold() == EVERYBODY:
        return None
    try:
        return _numbers(text)
    except ValueError:
        raise ValueError(
            Message("give '{everybody}', or numbers of users and chats, separated by commas", everybody=EVERYBODY)
        ) from None


def _language(text: str) -> str:
    if text not in ("pl", "en"):
        raise ValueError(Message("give pl or en, or nothing to follow each question"))
    return text


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < 1e6:
        raise ValueError(Message("give a number from 0 on"))
    return amount


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(Message("give host:port, such as 127.0.0.1:8080"))
    return host, int(port)


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > 3650:
        raise ValueError(Message("give a whole number of days from 0 (questions are not stored) to 3650"))
    return int(text)


def _switch(text: str) -> bool:
    if text.casefold() not in ("on", "off"):
        raise ValueError(Message("give on or off"))
    return text.casefold() == "on"


def _hash_key(text: str) -> str:
    if len(text) < SHORTEST_KEY:
        raise ValueError(
            Message("give at least {least} random characters, such as openssl rand -hex 32 prints", least=SHORTEST_KEY)
        )
    return text


def _log_format(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError(Message("give text or json"))
    return text


def _who_confirms(text: str) -> bool:
    if text.casefold() not in ("admins", "agents"):
        raise ValueError(Message("give admins, or agents for a second agent too"))
    return text.casefold() == "agents"


def _log_level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(Message("give DEBUG, INFO, WARNING or ERROR"))
    return text.upper()
