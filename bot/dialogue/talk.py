"""Who talks, and in which language: what every screen is given."""

from dataclasses import dataclass, replace

from bot.access.permissions import Role
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply
from knowledge.staff.conversations import Turn
from knowledge.wording import N_, say

SILENT = N_("No act is in force now, so I can answer nothing until one is published.")


@dataclass(frozen=True, slots=True)
class Talk:
    """Hold the dialogue, the chat and person, and "pl" or "en", in which they are told everything."""

    dialogue: Dialogue
    chat: Chat
    lang: str

    @classmethod
    def of(cls, dialogue: Dialogue, chat: Chat, text: str = "", default: str = "") -> "Talk":
        """Begin a talk in the language that the person chose, or else in that of a text, the default, or the client."""
        return cls(dialogue, chat, dialogue.language(chat, text, default))

    def speaking(self, lang: str) -> "Talk":
        """Return the same talk in another language."""
        return replace(self, lang=lang)

    def say(self, text: str, /, **values: object) -> str:
        """Say a sentence in the language of the talk."""
        return say(text, self.lang, **values)

    def toast(self, text: str, /, **values: object) -> Reply:
        """Say a sentence as a short word on a pressed button."""
        return Reply(toast=self.say(text, **values))

    def gone(self) -> Reply:
        """Say that what a button is about is remembered no longer."""
        return self.toast("I no longer remember that – please ask again.")

    def silent(self) -> Reply:
        """Say that no act answers."""
        return Reply(self.say(SILENT))

    def may(self, needs: Role) -> bool:
        """Tell whether the person may do what needs a role."""
        return self.chat.role >= needs

    def own_turn(self, number: int) -> Turn | None:
        """Return a turn of this very chat: a number forged or copied from another finds nothing."""
        turn = self.dialogue.memory.turn(number) if number else None
        return turn if turn and turn.chat == self.chat.key else None
