"""What is said to a message: a follow-up to the last answer, a unit or provision that is named, or a question."""

from bot.answering.aside_replies import compose_aside
from bot.answering.conversation import LONGEST_QUESTION
from bot.answering.courtesies import courtesy
from bot.corrections.choosing import listen
from bot.dialogue import follow_ups
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.talk import Talk
from bot.replies.paging import cut_short
from bot.replies.reply import Reply
from bot.screens.access_screens import take_note
from bot.screens.going_on import go_on, read_on
from knowledge.errors import NothingInForce
from knowledge.language import sound


def hear(
    dialogue: Dialogue, chat: Chat, text: str, about: int | None = None, ticket: bool = False, spoken: str = ""
) -> Reply:
    """Answer a message; `about` is the message of an earlier reply to which it answers, `ticket` that it is forwarded.

    `spoken` is its language where more than the words tells it.
    """
    dialogue.conversation.refresh()
    text = sound(text)
    plain = " ".join(text.split())
    talk = Talk.of(dialogue, chat, plain if not spoken else "", spoken)
    if not plain:
        return Reply(talk.say("Write what it is about, e.g. “who handles SSL certificates?”"))
    if len(text) > LONGEST_QUESTION:
        return Reply(
            talk.say(
                "That is too long ({length} characters, I read {most}). Please send the part that matters.",
                length=len(text),
                most=LONGEST_QUESTION,
            )
        )
    if heard := (None if ticket else take_note(talk, text)) or listen(talk, text, ticket):
        return heard
    if remark := courtesy(plain):
        return compose_aside(remark, plain, talk.lang)
    try:
        return _answer(talk, text, about, ticket)
    except NothingInForce:
        return talk.silent()


def _answer(talk: Talk, text: str, about: int | None, ticket: bool) -> Reply:
    dialogue, chat, plain = talk.dialogue, talk.chat, " ".join(text.split())
    memory = dialogue.memory
    last = (memory.told_in(chat.key, about) if about else None) or memory.last(chat.key, dialogue.seconds)
    wish = None if ticket or dialogue.is_unit(plain) else follow_ups.read(text)  # "I Zastępca Dyrektora"
    if wish:
        return go_on(talk, wish, text, last)
    reply = None if ticket or not last else read_on(talk, text, last)
    reply = reply or dialogue.answer(chat, text, talk.lang, ticket, last)
    return cut_short(reply, talk.say("This is not all – please ask for less at once."))
