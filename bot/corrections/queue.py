"""The queue as agents and admins see it: what found no good answer, and what is to be done with it."""

from datetime import datetime

from bot.corrections.correction_keys import CorrectionKeys, filled, pages_of
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Block, Item, Reply
from bot.wording.correction_wording import say
from knowledge.days import OFFICE_ZONE
from knowledge.errors import shorten
from knowledge.staff.corrections import Stage
from knowledge.staff.unanswered import AskedAlike

GROUPS_A_PAGE = 4
LONGEST_QUESTION = 300


def show_queue(dialogue: Dialogue, chat: Chat, page: int = 0, toast: str = "", lang: str = "") -> Reply:
    """Show a page of the queue; what was asked most often comes first."""
    lang = lang or dialogue.language(chat)
    if not chat.is_private:  # what others asked is not for everybody in a group
        return Reply(say(lang, "queue_private"))
    keys = CorrectionKeys(lang, dialogue.conversation.edition.id)
    groups = dialogue.queue.groups()
    count = pages_of(len(groups), GROUPS_A_PAGE)
    page = min(page, max(count - 1, 0))
    shown = list(enumerate(groups[page * GROUPS_A_PAGE : (page + 1) * GROUPS_A_PAGE], page * GROUPS_A_PAGE + 1))
    waiting = len(dialogue.conversation.corrections.all(Stage.PROPOSED))
    cases = keys.button("button_cases", "cases", 0, count=waiting)
    rows = [
        (
            keys.button("button_assign", "fix", group.turn, 0, number=number),
            keys.button("button_none", "fixnone", group.turn, number=number),
            keys.button("button_skip", "skip", group.turn, page, number=number),
        )
        for number, group in shown
    ]
    turning = keys.pages("queue", (), page, count)
    if not shown:
        return Reply(say(lang, "queue_empty"), buttons=((cases,),), toast=toast)
    title = say(lang, "queue", questions=sum(len(group.turns) for group in groups), groups=len(groups))
    items = tuple(item for number, group in shown for item in _items(group, number, lang))
    return Reply(blocks=(Block(title, items=items),), buttons=filled(*rows, turning, (cases,)), toast=toast)


def skip(dialogue: Dialogue, chat: Chat, turn: int, page: int) -> Reply:
    """Take a group from the queue without more ado."""
    dialogue.queue.deal_with(turn, chat.person)
    return show_queue(dialogue, chat, page, say(dialogue.language(chat), "skipped"))


def _items(group: AskedAlike, number: int, lang: str) -> tuple[Item, ...]:
    counts = {"nobody": group.nobody, "unsure": group.unsure, "disliked": group.disliked}
    how = ", ".join(say(lang, f"fared_{name}", count=count) for name, count in counts.items() if count)
    day = f"{datetime.fromtimestamp(group.asked_at, OFFICE_ZONE):%d.%m.%Y}"
    fared = say(lang, "fared", times=len(group.turns), how=how, day=day)
    return Item(f"{number}.", shorten(group.question, LONGEST_QUESTION)), Item("", fared, 1)
