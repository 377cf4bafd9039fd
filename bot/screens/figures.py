"""What `/stats` shows: the figures of the last days, as a picture over their text."""

from datetime import datetime

from bot.dialogue.talk import Talk
from bot.figures.text import to_text
from bot.replies.actions import Action
from bot.replies.reply import Button, Reply
from knowledge.days import OFFICE_ZONE
from knowledge.staff.usage import SPANS, figures


def show_figures(talk: Talk, span: str) -> Reply:
    """Reply with the picture and the text of the last days, over buttons for the other spans."""
    if (span or "30") not in map(str, SPANS):
        return Reply(talk.say("Give a number of days: /stats 7, /stats 30 or /stats 90."))
    if not talk.dialogue.memory.is_stored:
        return Reply(
            talk.say(
                "Questions are not stored (LOG_QUESTIONS or QUESTION_RETENTION_DAYS), so there is nothing to count.",
            )
        )
    from bot.figures.picture import draw_figures

    found = figures(talk.dialogue.conversation.store, int(span or 30), datetime.now(OFFICE_ZONE))
    buttons = tuple(Button(talk.say("{days} days", days=days), str(Action("stats", (days,), 0))) for days in SPANS)
    return Reply(to_text(found, talk.lang), picture=draw_figures(found, talk.lang), buttons=(buttons,))
