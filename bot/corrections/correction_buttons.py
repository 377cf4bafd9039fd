"""What the buttons of corrections are about: somebody's question, or a correction that stands."""

from collections.abc import Callable

from bot.dialogue.talk import Talk
from bot.replies.actions import Action
from bot.replies.reply import Reply
from knowledge.errors import UnknownCorrection
from knowledge.staff.conversations import Turn

Press = Callable[[Talk, Action], Reply]


def of_question(show: Callable[[Talk, Turn, Action], Reply]) -> Press:
    """Return what a button does that goes on with correcting a turn's question, which may be somebody else's."""

    def press(talk: Talk, action: Action) -> Reply:
        turn = talk.dialogue.memory.turn(action.number(0))
        return show(talk, turn, action) if turn and turn.question else talk.gone()

    return press


def of_correction(show: Callable[[Talk, int], Reply]) -> Press:
    """Return what a button does that is about the correction of its first number."""

    def press(talk: Talk, action: Action) -> Reply:
        try:
            return show(talk, action.number(0))
        except UnknownCorrection:
            return talk.gone()

    return press
