"""The queue as agents and admins see it: what found no good answer, and what is to be done with it."""

from datetime import datetime
from functools import partial

from bot.access.permissions import Role
from bot.corrections.case import LONGEST_ASKED
from bot.corrections.correction_keys import CorrectionKeys, filled, pages_of
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.talk import Talk
from bot.replies.reply import Block, Item, Reply, Tidings
from knowledge.days import OFFICE_ZONE
from knowledge.errors import shorten
from knowledge.staff.corrections import Stage
from knowledge.staff.unanswered import AskedAlike
from knowledge.wording import N_, Message, say

GROUPS_A_PAGE = 4


def show_queue(talk: Talk, page: int = 0, toast: str = "", dismissed: int = 0) -> Reply:
    """Show a page of the queue, what was asked most often first; what was just dismissed can be taken back."""
    if not talk.chat.is_private:  # what others asked is not for everybody in a group
        return Reply(talk.say("I show the queue only in a chat with me: write to me /queue."))
    keys = CorrectionKeys(talk.lang, talk.dialogue.conversation.edition.id)
    groups = talk.dialogue.queue.groups()
    count = pages_of(len(groups), GROUPS_A_PAGE)
    page = min(page, max(count - 1, 0))
    shown = list(enumerate(groups[page * GROUPS_A_PAGE : (page + 1) * GROUPS_A_PAGE], page * GROUPS_A_PAGE + 1))
    waiting = len(talk.dialogue.conversation.corrections.all(Stage.PROPOSED))
    cases = keys.button(N_("📝 Corrections ({count})"), "cases", 0, count=waiting)
    rows = [
        (
            keys.button(N_("✍ {number}. Assign"), "fix", group.turn, 0, number=number),
            keys.button(N_("∅ {number}. Nobody's"), "fixnone", group.turn, number=number),
            keys.button(N_("✖ {number}. Dismiss"), "skip", group.turn, page, number=number),
        )
        for number, group in shown
    ]
    turning = keys.pages("queue", (), page, count)
    undo = (keys.button(N_("↩ Undo"), "unskip", dismissed, page),) if dismissed else ()
    if not shown:
        empty = talk.say("The queue is empty: every question has an answer.")
        return Reply(empty, buttons=filled(undo, (cases,)), toast=toast)
    title = talk.say(
        "Without a good answer – questions: {questions}, matters: {groups}",
        questions=sum(len(group.turns) for group in groups),
        groups=len(groups),
    )
    items = tuple(item for number, group in shown for item in _items(group, number, talk.lang))
    return Reply(blocks=(Block(title, items=items),), buttons=filled(undo, *rows, turning, (cases,)), toast=toast)


def skip(talk: Talk, turn: int, page: int) -> Reply:
    """Take a group from the queue without more ado."""
    talk.dialogue.queue.deal_with(turn, talk.chat.person)
    return show_queue(talk, page, talk.say("Dismissed."), turn)


def unskip(talk: Talk, turn: int, page: int) -> Reply:
    """Put a group that was dismissed back into the queue."""
    talk.dialogue.queue.take_back(turn)
    return show_queue(talk, page, talk.say("It is in the queue again."))


def news(dialogue: Dialogue, after: int) -> tuple[Tidings | None, int]:
    """Tell agents and admins of the questions that came into the queue after a turn; returns the last one's turn.

    None where there are none.
    """
    found, last = dialogue.queue.news(after)
    if not found or dialogue.admission is None:
        return None, last
    return Tidings(dialogue.admission.holders(Role.AGENT), partial(_told_news, found)), last


def _told_news(found: int, lang: str) -> Reply:
    told = Message.counted("{count} new question in the queue.", "{count} new questions in the queue.", found)
    return Reply(f"🔔 {told.said(lang)} /{'queue' if lang == 'en' else 'kolejka'}")


def _items(group: AskedAlike, number: int, lang: str) -> tuple[Item, ...]:
    counts = {N_("nobody's {count}"): group.nobody, N_("unsure {count}"): group.unsure, "👎 {count}": group.disliked}
    how = ", ".join(say(text, lang, count=count) for text, count in counts.items() if count)
    day = f"{datetime.fromtimestamp(group.asked_at, OFFICE_ZONE):%d.%m.%Y}"
    fared = say("{times}× · {how} · last on {day}", lang, times=len(group.turns), how=how, day=day)
    return Item(f"{number}.", shorten(group.question, LONGEST_ASKED)), Item("", fared, 1)
