"""What each button of corrections and of the queue does when it is pressed."""

from bot.corrections import case as cases
from bot.corrections.choosing import ask_unit, choose_clause, choose_unit, propose
from bot.corrections.queue import show_queue, skip
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.actions import Action
from bot.replies.reply import Reply
from knowledge.errors import UnknownCorrection
from knowledge.staff.corrections import Stage
from knowledge.wording import say

_STAGES = {"confirm": Stage.CONFIRMED, "reject": Stage.REJECTED, "undo": Stage.UNDONE}


def correct(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Do what a button of corrections or of the queue stands for."""
    if action.kind == "queue":
        return show_queue(dialogue, chat, action.number(0))
    if action.kind == "skip":
        return skip(dialogue, chat, action.number(0), action.number(1))
    if action.kind == "cases":
        return cases.list_cases(dialogue, chat, action.number(0))
    if action.kind.startswith("fix"):
        return _about_turn(dialogue, chat, action)
    try:
        return _about_correction(dialogue, chat, action)
    except UnknownCorrection:
        return _gone(dialogue, chat)


def _about_turn(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Go on with correcting a turn's question, which may be somebody else's."""
    turn = dialogue.memory.turn(action.number(0))
    if turn is None or not turn.question:
        return _gone(dialogue, chat)
    match action.kind:
        case "fix":
            return ask_unit(dialogue, chat, turn, action.number(1))
        case "fixunit":
            return choose_unit(dialogue, chat, turn, action)
        case "fixto":
            return choose_clause(dialogue, chat, turn, action)
    return propose(dialogue, chat, turn, None)


def _about_correction(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    number = action.number(0)
    match action.kind:
        case "case":
            return cases.open_case(dialogue, chat, number)
        case "why":
            return cases.ask_reason(dialogue, chat, number)
    return cases.decide(dialogue, chat, number, _STAGES[action.kind])


def _gone(dialogue: Dialogue, chat: Chat) -> Reply:
    return Reply(toast=say("I no longer remember that – please ask again.", dialogue.language(chat)))
