"""Commands as Telegram writes them: "/kto@bot zepsuta drukarka"."""

import re

from telegram import Message

from bot.screens.commands import NAMES, Call
from bot.telegram.handlers.groups import is_private, text_of

_COMMAND = re.compile(r"/(\w{1,64})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


def read_call(message: Message, username: str, days: int) -> Call | None:
    """Return the command that a message gives the bot; None where it gives none, or gives it to another bot.

    In a group an unknown command is the bot's only where its name stands with it. A forwarded message gives no command:
    whoever wrote it has not the role of whoever forwards it.
    """
    if message.forward_origin:
        return None
    match = _COMMAND.fullmatch(text_of(message).strip())
    if not match or (match[2] and match[2].casefold() != username.casefold()):
        return None
    if not is_private(message) and not match[2] and match[1].casefold() not in NAMES:
        return None
    quoted = message.reply_to_message
    return Call(match[1], (match[3] or "").strip(), text_of(quoted) if quoted else "", f"@{username}", days)
