"""What each button does when it is pressed."""

from dataclasses import replace

from bot.access import permissions as access
from bot.corrections.choosing import ask_unit
from bot.corrections.correction_buttons import correct
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.keyboards import unit_at
from bot.dialogue.views import Views
from bot.publishing.editions import press_editions
from bot.replies.actions import CORRECTING, Action
from bot.replies.cards import act_title
from bot.replies.reply import Reply
from bot.screens import own_data
from bot.screens.access_screens import PRESSES, press_access
from bot.screens.figures import show_figures
from knowledge.errors import InvalidAction
from knowledge.staff.conversations import Turn
from knowledge.wording import say, sentence

LANGUAGES = ("pl", "en", "")


def press(dialogue: Dialogue, chat: Chat, text: str) -> Reply:
    """Do what a button's action says where the person may; under an old message it shows the old act and says so."""
    dialogue.conversation.refresh()
    try:
        action = Action.parse(text)
    except InvalidAction:
        return Reply(toast=say("I do not know this button – please ask again.", dialogue.language(chat)))
    if not access.may(chat.role, access.ACTIONS, action.kind):
        return Reply(toast=access.refusal(access.ACTIONS, action.kind, dialogue.language(chat)))
    if action.kind in PRESSES:
        return press_access(dialogue, chat, action)
    if action.kind in ("editions", "return", "rollback"):
        return press_editions(dialogue, chat, action)
    if action.kind == "lang":
        return choose_language(dialogue, chat, action.number(0))
    if action.kind in ("yes", "no"):
        return _judge(dialogue, chat, action)
    if action.kind == "forget":
        return own_data.forget(dialogue, chat, action)
    if action.kind == "stats":
        return show_figures(dialogue, dialogue.language(chat), str(action.number(0)))
    if action.kind in CORRECTING:
        return correct(dialogue, chat, action)
    if action.kind in ("back", "others", "only"):
        return _about_turn(dialogue, chat, action)
    return _look(dialogue, chat, action)


def is_open(text: str) -> bool:
    """Tell whether even those who may not ask may press a button."""
    try:
        return access.may(access.Role.NOBODY, access.ACTIONS, Action.parse(text).kind)
    except InvalidAction:
        return False


def choose_language(dialogue: Dialogue, chat: Chat, number: int) -> Reply:
    """Keep the language that was chosen."""
    lang = LANGUAGES[number] if number < len(LANGUAGES) else ""
    dialogue.memory.choose_language(chat.key, lang)
    said = say(
        "I will reply in English." if lang else "I will reply in the language of the question.",
        lang or chat.lang or "pl",
    )
    return Reply(said, toast=said)


def _judge(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    turn = _own_turn(dialogue, chat, action.number(0))
    if turn is None:
        return Reply(toast=say("I no longer remember that – please ask again.", dialogue.language(chat)))
    liked = action.kind == "yes"
    dialogue.memory.judge(turn.id, chat.person, liked)
    if not liked and access.may(chat.role, access.ACTIONS, "fix") and turn.question:
        return ask_unit(dialogue, chat, turn)
    return Reply(
        toast=say(
            "Thank you! Good to know." if liked else "Thank you, noted. Try “Other units”, or put it in other words.",
            turn.lang,
        )
    )


def _about_turn(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Go back to an answer, or on from it; with a newer act in force, the question is answered from that one."""
    turn = _own_turn(dialogue, chat, action.number(0))
    if turn is None:
        return Reply(toast=say("I no longer remember that – please ask again.", dialogue.language(chat)))
    notice = _notice(dialogue, action.edition, turn.lang)
    if action.kind == "only":
        return dialogue.only(turn, action.edition) or _with_notice(dialogue.answer_anew(turn), notice)
    if action.kind == "others" and not notice:
        return dialogue.others(turn, action.number(1))
    return _with_notice(dialogue.answer_anew(turn), notice)


def _look(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Show a unit, a provision, the chart or a chosen clause of the edition that the button names."""
    turn = _own_turn(dialogue, chat, _turn_number(action))
    lang = turn.lang if turn else dialogue.language(chat)
    views = dialogue.views(lang, turn.id if turn else 0, action.edition)
    reply = _show(dialogue, views, action, turn) if views else None
    if reply is None:
        return Reply(toast=say("I no longer remember that – please ask again.", lang))
    notice = _notice(dialogue, action.edition, lang)
    if notice and turn and turn.question:
        again = dialogue.keyboards(lang, turn.id).button(say("Ask again", lang), "back", turn.id)
        reply = replace(reply, buttons=(*reply.buttons, (again,)))
    return _with_notice(reply, notice)


def _show(dialogue: Dialogue, views: Views, action: Action, turn: Turn | None) -> Reply | None:
    """Return the view that an action asks for; None where the act has nothing at that place."""
    place, act = action.number(0), views.act
    if action.kind == "tree":
        return views.tree(action.number(1))
    if action.kind == "chart":
        return views.chart(unit_at(place - 1, act) if place else None)
    if action.kind == "card":
        unit = unit_at(place, act)
        return views.card(unit, action.number(1)) if unit else None
    if action.kind == "pick":
        return dialogue.pick(act.clauses[place], turn, views.lang, views) if place < len(act.clauses) else None
    if place >= len(act.provisions):
        return None
    provision, page = act.provisions[place], action.number(1)
    return views.provision(provision.citation, page - 1) if page else views.paragraph(provision)


def _turn_number(action: Action) -> int:
    """Return the turn that an action names last."""
    return action.numbers[-1] if action.numbers else 0


def _own_turn(dialogue: Dialogue, chat: Chat, number: int) -> Turn | None:
    """Return a turn of this very chat: a number forged or copied from another finds nothing."""
    turn = dialogue.memory.turn(number) if number else None
    return turn if turn and turn.chat == chat.key else None


def _notice(dialogue: Dialogue, edition: int, lang: str) -> str:
    """Say that the act a button shows is in force no longer, or not yet; "" where it is."""
    conversation = dialogue.conversation
    shown = conversation.edition_numbered(edition)
    if shown is None or conversation.book.same(shown[0]):
        return ""
    if not shown[0].is_withdrawn and shown[0].valid_from > conversation.today:
        return sentence("⚠️ {act} takes effect only on {day}.", lang, act=act_title(shown[1]), day=shown[0].valid_from)
    lines = set(shown[0].lines)
    now = next((each.act for each in conversation.book.published if lines & set(each.edition.lines)), conversation.act)
    return say(
        "⚠️ This is from an older act ({old}). {new} is in force now – please ask again.",
        lang,
        old=act_title(shown[1]),
        new=act_title(now),
    )


def _with_notice(reply: Reply, notice: str) -> Reply:
    return replace(reply, opening="\n\n".join(filter(None, (notice, reply.opening)))) if notice else reply
