"""A person's own data: what is kept of it and why, and its deletion."""

from bot.dialogue.dialogue import Chat
from bot.dialogue.talk import Talk
from bot.replies.actions import Action
from bot.replies.reply import Button, Reply
from knowledge.wording import N_

_KEPT = (
    N_(
        "You and the chat are stored only as a digest from which nobody can be told without a secret key. I "
        "store no first or last name, no user name, no Telegram number and no pictures."
    ),
    N_(
        "Before a text is stored, PESEL, e-mail, telephone, card, account, tax and document numbers and IP "
        "addresses in it are replaced, say by “[e-mail]”. I cannot reliably tell other people's names – "
        "please leave them out."
    ),
    N_(
        "Administrators may write a note by which they know whoever has a role; it is kept encrypted, and they alone "
        "see it."
    ),
    N_("A message that is not answered yet waits encrypted. Backups hold no questions."),
    N_("/forget deletes all that is yours."),
)


def explain(talk: Talk, days: int) -> Reply:
    """Say what is kept of a question, for how many days (0 where questions are not stored), why, and in which form."""
    first = talk.say(
        "I keep your question, its time, the units named and your verdict (👍 or 👎) for {days} "
        "days, then delete them. What for: to understand follow-up questions, to improve the "
        "answers, and to know how many questions found none."
        if days
        else "I do not store your questions. I remember the last answer for some minutes, to "
        "understand follow-up questions – in the program's memory only.",
        days=days,
    )
    return Reply("\n\n".join((first, *(talk.say(text) for text in _KEPT))))


def ask_to_forget(talk: Talk) -> Reply:
    """Say what would be deleted, over a button that deletes it; how much it is concerns nobody else in a group."""
    action = Action("forget", (_mark(talk.chat),), 0)
    button = Button(talk.say("Delete"), str(action))
    if not talk.chat.is_private:
        told = talk.say("I will delete your questions and your verdicts, wherever you asked. This cannot be undone.")
        return Reply(told, buttons=((button,),))
    turns, verdicts = talk.dialogue.memory.kept_of(talk.chat.person)
    return Reply(
        talk.say(
            "I will delete your questions ({turns}), your verdicts ({verdicts}) and the language "
            "chosen in this chat. This cannot be undone. Roles that were granted and the record of "
            "administrators' deeds stay.",
            turns=turns,
            verdicts=verdicts,
        ),
        buttons=((button,),),
    )


def forget(talk: Talk, action: Action) -> Reply:
    """Delete what is a person's own; in a group nobody else's press does."""
    if action.number(0) != _mark(talk.chat):
        return talk.toast("This button is somebody else's. Delete what is yours with /forget.")
    talk.dialogue.memory.forget_person(talk.chat.person, talk.chat.key if talk.chat.is_private else "")
    return Reply(talk.say("Deleted. I no longer remember your questions and verdicts."))


def _mark(chat: Chat) -> int:
    """Return a number of nine digits at most by which a person's button knows its person."""
    return sum(byte << 8 * at for at, byte in enumerate(chat.person.encode()[:16])) % 999_999_937
