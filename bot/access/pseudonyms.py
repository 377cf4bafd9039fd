"""The keys under which persons and chats are stored: keyed digests, from which neither can be told without the key."""

from base64 import urlsafe_b64encode
from hashlib import blake2b, sha256

from cryptography.fernet import Fernet

from bot.configuration import BotSettings


class Keys:
    """Make keys from `HASH_KEY`, or from the token where that is not set: another token then makes other keys."""

    def __init__(self, settings: BotSettings) -> None:
        self._secret = sha256((settings.hash_key or settings.token).encode()).digest()

    def person(self, number: int | None) -> str:
        """Return the key of a person."""
        return self._key("person", number)

    def chat(self, number: int | None, thread: int | None = None) -> str:
        """Return the key of a chat, or of one of its topics."""
        return self._key("chat", number, thread)

    def digest(self, text: str) -> str:
        """Return a short digest of a text, by which it is known again."""
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._secret, digest_size=12).hexdigest()

    def cipher(self, what: bytes) -> Fernet:
        """Return the cipher of "updates" that wait, which hold numbers and names, or of the "notes" about persons."""
        key = blake2b(key=self._secret, person=what, digest_size=32).digest()
        return Fernet(urlsafe_b64encode(key))

    def _key(self, *parts: object) -> str:
        return blake2b(repr(parts).encode(), key=self._secret, digest_size=16).hexdigest()
