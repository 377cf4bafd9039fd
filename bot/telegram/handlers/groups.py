"""Groups: when the bot is meant, and what was said to it."""

from telegram import Message, MessageEntity
from telegram.constants import ChatType

from knowledge.language import sound

PRIVATE = ChatType.PRIVATE


def is_private(message: Message) -> bool:
    """Tell whether a message stands in a chat with the bot alone."""
    return message.chat.type == PRIVATE


def text_of(message: Message) -> str:
    """Return what a message says, in words or under a picture, without what no text may hold."""
    return sound(message.text or message.caption or "")


def addressed(message: Message, username: str, bot: int) -> str | None:
    """Return what a message says to the bot, its mention left out; None where it is not meant.

    In a group it is meant when mentioned, replied to or commanded. A mention alone, in reply to somebody's message,
    asks about that message.
    """
    text = text_of(message)
    if is_private(message):
        return text
    mention = f"@{username}".casefold()
    mentioned = any(each.casefold() == mention for each in _entities(message, MessageEntity.MENTION))
    if mentioned:
        rest = " ".join(word for word in _without(text, mention).split() if word)
        target = message.reply_to_message
        return rest or (text_of(target) if target and not is_from(target, bot) else "")
    answered = message.reply_to_message
    if answered and is_from(answered, bot) and text:
        return text
    return None


def is_from(message: Message, person: int) -> bool:
    """Tell whether somebody wrote a message."""
    return bool(message.from_user and message.from_user.id == person)


def _entities(message: Message, kind: str) -> list[str]:
    found = message.parse_entities([kind]) if message.text else message.parse_caption_entities([kind])
    return list(found.values())


def _without(text: str, mention: str) -> str:
    at = text.casefold().find(mention)
    return f"{text[:at]} {text[at + len(mention) :]}" if at >= 0 else text
