"""What `/stats` shows: the figures of the last days, as a picture over their text."""

from datetime import datetime

from bot.dialogue.dialogue import Dialogue
from bot.figures.text import to_text
from bot.replies.actions import Action
from bot.replies.reply import Button, Reply
from bot.wording.figures_wording import FIGURES_WORDS
from knowledge.days import OFFICE_ZONE
from knowledge.staff.usage import SPANS, figures


def show_figures(dialogue: Dialogue, lang: str, span: str) -> Reply:
    """Reply with the picture and the text of the last days, over buttons for the other spans."""
    words = FIGURES_WORDS[lang]
    if (span or "30") not in map(str, SPANS):
        return Reply(words["usage"])
    if not dialogue.memory.is_stored:
        return Reply(words["off"])
    from bot.figures.picture import draw_figures

    found = figures(dialogue.conversation.store, int(span or 30), datetime.now(OFFICE_ZONE))
    edition = dialogue.conversation.edition.id
    buttons = tuple(Button(words["button"].format(days=days), str(Action("stats", (days,), edition))) for days in SPANS)
    return Reply(to_text(found, lang), picture=draw_figures(found, lang), buttons=(buttons,))
