"""What each button does when it is pressed, and which role it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.access.permissions import Role, refusal
from bot.corrections.case import ask_reason, decide, list_cases, open_case
from bot.corrections.choosing import ask_unit, choose_clause, choose_unit, propose
from bot.corrections.correction_buttons import of_correction, of_question
from bot.corrections.queue import show_queue, skip, unskip
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.keyboards import unit_at
from bot.dialogue.talk import Talk
from bot.dialogue.views import Views
from bot.publishing.editions import ask_to_return, ask_to_withdraw, go_back, list_editions, withdraw
from bot.replies.actions import Action
from bot.replies.reply import Reply
from bot.screens import own_data
from bot.screens.access_screens import Screens, on_screen
from bot.screens.contact_setting import keep_contact
from bot.screens.figures import show_figures
from bot.screens.requests import admit, deny, request
from bot.wording.act_names import act_name
from knowledge.acts.succession import taking_effect
from knowledge.errors import InvalidAction, NothingInForce
from knowledge.staff.conversations import Turn
from knowledge.staff.corrections import Stage
from knowledge.wording import say, sentence

LANGUAGES = ("pl", "en", "")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold a kind of button: the least role that may press it, and what it does."""

    needs: Role
    press: Callable[[Talk, Action], Reply]


def press(dialogue: Dialogue, chat: Chat, text: str) -> Reply:
    """Do what a button's action says where the person may; under an old message it shows the old act and says so."""
    dialogue.conversation.refresh()
    dialogue.leave(chat)  # a button that is a step of a correction asks again
    talk = Talk.of(dialogue, chat)
    try:
        action = Action.parse(text)
        kind = KINDS[action.kind]
    except (InvalidAction, KeyError):
        return talk.toast("I do not know this button – please ask again.")
    try:
        return kind.press(talk, action) if talk.may(kind.needs) else Reply(toast=refusal(kind.needs, talk.lang))
    except NothingInForce:
        return talk.silent()


def is_open(text: str) -> bool:
    """Tell whether even those who may not ask may press a button."""
    try:
        return KINDS[Action.parse(text).kind].needs is Role.NOBODY
    except (InvalidAction, KeyError):
        return False


def _choose_language(talk: Talk, action: Action) -> Reply:
    """Keep the language that was chosen."""
    lang = LANGUAGES[action.number(0)] if action.number(0) < len(LANGUAGES) else ""
    talk.dialogue.memory.choose_language(talk.chat.key, lang)
    said = say(
        "I will reply in English." if lang else "I will reply in the language of the question.",
        lang or talk.chat.lang or "pl",
    )
    return Reply(said, toast=said)


def _judge(talk: Talk, action: Action) -> Reply:
    turn = talk.own_turn(action.number(0))
    if turn is None:
        return talk.gone()
    liked = action.kind == "yes"
    talk.dialogue.memory.judge(turn.id, talk.chat.person, liked)
    if not liked and talk.may(Role.AGENT) and turn.question:
        return ask_unit(talk, turn)
    return Reply(
        toast=say(
            "Thank you! Good to know." if liked else "Thank you, noted. Try “Other units”, or put it in other words.",
            turn.lang,
        ),
        marks=True,
    )


def _about_turn(talk: Talk, action: Action) -> Reply:
    """Go back to an answer, or on from it; with a newer act in force, the question is answered from that one."""
    turn = talk.own_turn(action.number(0))
    if turn is None:
        return talk.gone()
    notice = _notice(talk.speaking(turn.lang), action.edition)
    if action.kind == "only":
        return talk.dialogue.only(turn, action.edition, talk.chat.role) or _with_notice(
            talk.dialogue.answer_anew(turn, talk.chat.role), notice
        )
    if action.kind == "others" and not notice:
        return talk.dialogue.others(turn, action.number(1))
    return _with_notice(talk.dialogue.answer_anew(turn, talk.chat.role), notice)


def _mean(talk: Talk, action: Action) -> Reply:
    """Answer the one of two questions that was meant."""
    turn = talk.own_turn(action.number(0))
    return talk.dialogue.answer(talk.chat, turn.question, turn.lang) if turn else talk.gone()


def _looking(show: Callable[[Views, Action], Reply | None]) -> Callable[[Talk, Action], Reply]:
    """Return what a button does that shows something of the edition that it names; None says the act lacks it."""

    def press(talk: Talk, action: Action) -> Reply:
        turn = talk.own_turn(_turn_number(action))
        return _under_notice(talk, action, turn, lambda views: show(views, action))

    return press


def _pick(talk: Talk, action: Action) -> Reply:
    """Show the clause that was chosen of several as the answer."""
    turn, place = talk.own_turn(_turn_number(action)), action.number(0)

    def show(views: Views) -> Reply | None:
        clauses = views.act.clauses
        return talk.dialogue.pick(clauses[place], turn, views.lang, views) if place < len(clauses) else None

    return _under_notice(talk, action, turn, show)


def _matter(talk: Talk, action: Action) -> Reply:
    """Tell of the matter that was chosen of those that a question may be about."""
    turn, place = talk.own_turn(_turn_number(action)), action.number(0)

    def show(views: Views) -> Reply | None:
        clauses = views.act.clauses
        return (
            talk.dialogue.matter(clauses[place], turn, views.lang, views, talk.chat.role)
            if turn and place < len(clauses)
            else None
        )

    return _under_notice(talk, action, turn, show)


def _under_notice(talk: Talk, action: Action, turn: Turn | None, show: Callable[[Views], Reply | None]) -> Reply:
    """Show something of an edition, saying where that is in force no longer, or not yet."""
    talk = talk.speaking(turn.lang) if turn else talk
    views = talk.dialogue.views(talk.lang, turn.id if turn else 0, action.edition)
    reply = show(views) if views else None
    if reply is None:
        return talk.gone()
    notice = _notice(talk, action.edition)
    if notice and turn and turn.question:
        again = talk.dialogue.keyboards(talk.lang, turn.id).button(talk.say("Ask again"), "back", turn.id)
        reply = replace(reply, buttons=(*reply.buttons, (again,)))
    return _with_notice(reply, notice)


def _chart(views: Views, action: Action) -> Reply:
    place = action.number(0)
    return views.chart(unit_at(place - 1, views.act) if place else None)


def _card(views: Views, action: Action) -> Reply | None:
    unit = unit_at(action.number(0), views.act)
    return views.card(unit, action.number(1)) if unit else None


def _provision(views: Views, action: Action) -> Reply | None:
    place, page = action.number(0), action.number(1)
    if place >= len(views.act.provisions):
        return None
    provision = views.act.provisions[place]
    return views.card(provision.citation, page - 1) if page else views.paragraph(provision)


def _turn_number(action: Action) -> int:
    """Return the turn that an action names last."""
    return action.numbers[-1] if action.numbers else 0


def _notice(talk: Talk, edition: int) -> str:
    """Say that the act a button shows is in force no longer, or not yet; "" where it is."""
    conversation = talk.dialogue.conversation
    shown = conversation.edition_numbered(edition)
    if shown is None or conversation.book.same(shown[0]):
        return ""
    if shown[0].valid_from > conversation.today and shown[0] in taking_effect(conversation.store.editions()):
        name, day = act_name(shown[1], talk.lang), shown[0].valid_from
        return "⚠️ " + sentence("{act} takes effect only on {day}.", talk.lang, act=name, day=day)
    lines = set(shown[0].lines)
    now = next((each.act for each in conversation.book.published if lines & set(each.edition.lines)), conversation.act)
    return talk.say(
        "⚠️ This is from an older act ({old}). {new} is in force now – please ask again.",
        old=act_name(shown[1], talk.lang),
        new=act_name(now, talk.lang),
    )


def _with_notice(reply: Reply, notice: str) -> Reply:
    return replace(reply, opening="\n\n".join(filter(None, (notice, reply.opening)))) if notice else reply


def _step(talk: Talk, action: Action) -> Reply:
    """Leave a step of bringing in an act to the messenger's side, which has what the act's file holds."""
    return Reply(step=action)


KINDS: Mapping[str, Kind] = {
    # looking
    "card": Kind(Role.EMPLOYEE, _looking(_card)),
    "par": Kind(Role.EMPLOYEE, _looking(_provision)),
    "chart": Kind(Role.EMPLOYEE, _looking(_chart)),
    "pick": Kind(Role.EMPLOYEE, _pick),
    "matter": Kind(Role.EMPLOYEE, _matter),
    # about an answer
    "back": Kind(Role.EMPLOYEE, _about_turn),
    "others": Kind(Role.EMPLOYEE, _about_turn),
    "only": Kind(Role.EMPLOYEE, _about_turn),
    "mean": Kind(Role.EMPLOYEE, _mean),
    "yes": Kind(Role.EMPLOYEE, _judge),
    "no": Kind(Role.EMPLOYEE, _judge),
    # one's own
    "lang": Kind(Role.EMPLOYEE, _choose_language),
    "forget": Kind(Role.NOBODY, own_data.forget),
    # corrections and the queue
    "fix": Kind(Role.AGENT, of_question(lambda talk, turn, action: ask_unit(talk, turn, action.number(1)))),
    "fixunit": Kind(Role.AGENT, of_question(choose_unit)),
    "fixto": Kind(Role.AGENT, of_question(choose_clause)),
    "fixnone": Kind(Role.AGENT, of_question(lambda talk, turn, _: propose(talk, turn, None))),
    "case": Kind(Role.AGENT, of_correction(open_case)),
    "why": Kind(Role.AGENT, of_correction(ask_reason)),
    "confirm": Kind(Role.AGENT, of_correction(lambda talk, number: decide(talk, number, Stage.CONFIRMED))),
    "reject": Kind(Role.AGENT, of_correction(lambda talk, number: decide(talk, number, Stage.REJECTED))),
    "undo": Kind(Role.AGENT, of_correction(lambda talk, number: decide(talk, number, Stage.UNDONE))),
    "cases": Kind(Role.AGENT, lambda talk, action: list_cases(talk, action.number(0))),
    "queue": Kind(Role.AGENT, lambda talk, action: show_queue(talk, action.number(0))),
    "skip": Kind(Role.AGENT, lambda talk, action: skip(talk, action.number(0), action.number(1))),
    "unskip": Kind(Role.AGENT, lambda talk, action: unskip(talk, action.number(0), action.number(1))),
    "stats": Kind(Role.AGENT, lambda talk, action: show_figures(talk, str(action.number(0)))),
    # access
    "request": Kind(Role.NOBODY, request),
    "admit": Kind(Role.ADMIN, admit),
    "deny": Kind(Role.ADMIN, deny),
    "access": Kind(Role.ADMIN, on_screen(Screens.menu)),
    "whom": Kind(Role.ADMIN, on_screen(Screens.whom)),
    "person": Kind(Role.ADMIN, on_screen(Screens.card)),
    "note": Kind(Role.ADMIN, on_screen(Screens.note)),
    "grant": Kind(Role.ADMIN, on_screen(Screens.grant)),
    "people": Kind(Role.ADMIN, on_screen(Screens.people)),
    "invite": Kind(Role.ADMIN, on_screen(Screens.invite)),
    "offer": Kind(Role.ADMIN, on_screen(Screens.offer)),
    "links": Kind(Role.ADMIN, on_screen(Screens.links)),
    "unlink": Kind(Role.ADMIN, on_screen(Screens.unlink)),
    # contacts
    "contact": Kind(Role.ADMIN, lambda talk, action: keep_contact(talk, action.number(0))),
    # editions
    "editions": Kind(Role.ADMIN, lambda talk, action: list_editions(talk, action.number(0))),
    "return": Kind(Role.ADMIN, lambda talk, action: ask_to_return(talk, action.number(0))),
    "rollback": Kind(Role.ADMIN, lambda talk, action: go_back(talk, action.number(0), action.number(1))),
    "withdraw": Kind(Role.ADMIN, lambda talk, action: ask_to_withdraw(talk, action.number(0))),
    "withdrawn": Kind(Role.ADMIN, lambda talk, action: withdraw(talk, action.number(0), action.number(1))),
    # bringing in an act
    "draft": Kind(Role.ADMIN, _step),
    "when": Kind(Role.ADMIN, _step),
    "day": Kind(Role.ADMIN, _step),
    "publish": Kind(Role.ADMIN, _step),
    "discard": Kind(Role.ADMIN, _step),
    "stop": Kind(Role.ADMIN, _step),
    "take": Kind(Role.ADMIN, _step),
}
"""Every kind of button. What is not here does nothing: there is no other way in for a press."""
