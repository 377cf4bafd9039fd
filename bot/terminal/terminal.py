"""The conversation in a terminal: commands as in Telegram, buttons as numbers."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.access.permissions import Role
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Button, Reply, to_text
from bot.screens.buttons import press
from bot.screens.commands import NAMES, Call, obey
from bot.screens.messages import hear
from bot.terminal.publishing import TerminalPublisher
from knowledge.store.rows import COMMAND_LINE
from knowledge.wording import say

CHAT = Chat("terminal", COMMAND_LINE, role=Role.ADMIN)
"""Whoever runs the terminal has the database file, and with it all that an admin may do."""


class Terminal:
    """Hold the numbers that the buttons of the last reply have; `days` is for how many questions are stored."""

    def __init__(self, dialogue: Dialogue, days: int = 0) -> None:
        self._dialogue = dialogue
        self._days = days
        self._publisher = TerminalPublisher(dialogue)
        self._buttons: tuple[Button, ...] = ()

    def greeting(self) -> str:
        """Return the first line."""
        chosen = self._dialogue.conversation.lang
        return "\n".join(
            say("Ask who is responsible. A number presses a button. (Ctrl-D: end)", lang)
            for lang in ((chosen,) if chosen else ("pl", "en"))
        )

    def say(self, line: str) -> str:
        """Return what is said to a line: a message, a command with a slash, or the number of a button."""
        text = line.strip()
        if text.isdecimal() and 0 < int(text) <= len(self._buttons):
            return self._shown(self._pressed(self._buttons[int(text) - 1].action))
        if text.startswith("/") and len(text) > 1:
            name, _, argument = text[1:].partition(" ")
            return self._shown(self._obeyed(Call(name, argument.strip(), days=self._days)))
        if asked := self._publisher.day(text):
            return self._shown(asked)
        reply = hear(self._dialogue, CHAT, line)
        return self._shown(self._obeyed(Call(reply.command)) if reply.command else reply)

    def _pressed(self, action: str) -> Reply:
        reply = press(self._dialogue, CHAT, action)
        return self._publisher.press(reply.step) if reply.step else reply

    def _obeyed(self, call: Call) -> Reply:
        """Do what a command says; what takes its time in a messenger is done here at once."""
        known = NAMES.get(call.name.casefold())
        lang = self._dialogue.language(CHAT)
        if known and known.name == "reindex":
            return self._publisher.reindex(lang)
        if known and known.name == "publish" and call.argument:
            return self._publisher.open(Path(call.argument), lang)
        return obey(self._dialogue, CHAT, call)

    def _shown(self, reply: Reply) -> str:
        if reply.is_toast:
            return reply.toast
        if reply.later:
            reply = reply.later()
        self._buttons = tuple(button for row in reply.buttons for button in row)
        numbered = "   ".join(f"[{at}] {button.label}" for at, button in enumerate(self._buttons, start=1))
        picture = f"🖼 {_saved(reply.picture)}" if reply.picture else ""
        return "\n\n".join(filter(None, (to_text(reply), picture, numbered)))


def _saved(picture: bytes) -> str:
    """Save a picture for the person to open; returns where."""
    with NamedTemporaryFile(prefix="kto-", suffix=".png", delete=False) as file:
        file.write(picture)
    return str(Path(file.name))
