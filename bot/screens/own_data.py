"""A person's own data: what is kept of it and why, and its deletion."""

from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.actions import Action
from bot.replies.reply import Button, Reply
from bot.wording.privacy_wording import PRIVACY_WORDS


def explain(dialogue: Dialogue, lang: str, days: int) -> Reply:
    """Say what is kept of a question, for how many days (0 where questions are not stored), why, and in which form."""
    words = PRIVACY_WORDS[lang]
    first = words["kept" if days else "not_kept"].format(days=days)
    return Reply("\n\n".join((first, *(words[key] for key in ("who", "masked", "waiting", "forget")))))


def ask_to_forget(dialogue: Dialogue, chat: Chat, lang: str) -> Reply:
    """Say what would be deleted, over a button that deletes it."""
    words = PRIVACY_WORDS[lang]
    turns, verdicts = dialogue.memory.kept_of(chat.person)
    action = Action("forget", (_mark(chat),), dialogue.conversation.edition.id)
    button = Button(words["button_forget"], str(action))
    return Reply(words["sure"].format(turns=turns, verdicts=verdicts), buttons=((button,),))


def forget(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Delete what is a person's own; in a group nobody else's press does."""
    lang = dialogue.language(chat)
    if action.number(0) != _mark(chat):
        return Reply(toast=PRIVACY_WORDS[lang]["not_yours"])
    dialogue.memory.forget_person(chat.person, chat.key if chat.is_private else "")
    return Reply(PRIVACY_WORDS[lang]["forgotten"])


def _mark(chat: Chat) -> int:
    """Return a number of nine digits at most by which a person's button knows its person."""
    return sum(byte << 8 * at for at, byte in enumerate(chat.person.encode()[:16])) % 999_999_937
