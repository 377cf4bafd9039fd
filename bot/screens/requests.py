"""Ways in: an invitation is taken up, or whoever may not ask presses a button, and an administrator decides."""

from bot.access.limits import Verdict
from bot.access.permissions import Role
from bot.answering.aside_replies import EXAMPLES, START
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.talk import Talk
from bot.replies.actions import Action
from bot.replies.reply import Button, Reply, Tidings
from bot.screens.access_screens import ROLES
from knowledge.errors import shorten
from knowledge.language import printable
from knowledge.staff.roles import Ended, Person
from knowledge.wording import N_, say

LONGEST_NAME = 64

_ENDED = {
    Ended.UNKNOWN: N_(
        "I do not know this invitation; perhaps its link was cut off. Open the whole link, or ask an administrator for "
        "a new one."
    ),
    Ended.EXPIRED: N_("This invitation has expired. Ask an administrator for a new one."),
    Ended.WITHDRAWN: N_("This invitation was withdrawn. Ask an administrator for a new one."),
    Ended.USED_UP: N_("This invitation has been used up. Ask an administrator for a new one."),
    Ended.REVOKED: N_("Your role was revoked after this invitation was made. Ask an administrator for a new one."),
}


def take_up(dialogue: Dialogue, chat: Chat, code: str) -> Reply:
    """Admit whoever opened the link of an invitation, or say why it does not work; whoever guesses learns nothing."""
    dialogue.leave(chat)
    talk = Talk.of(dialogue, chat)
    assert talk.dialogue.admission
    if ended := talk.dialogue.admission.redeem(code, talk.chat.person):
        return Reply(talk.say(_ENDED[ended]))
    role = talk.say(ROLES[talk.dialogue.admission.role(talk.chat.person)])
    welcome = talk.say("You have access: {role}.", role=role)
    hello = talk.say(START)
    return Reply(
        f"{welcome}\n\n{hello}",
        closing=talk.say(EXAMPLES),
    )


def request_button(lang: str) -> Button:
    """Make the button by which somebody asks to be admitted."""
    return Button(say("Ask for access", lang), str(Action("request", (), 0)))


def request(talk: Talk, _: Action) -> Reply:
    """Ask the administrators to admit whoever presses, once a day."""
    admission = talk.dialogue.admission
    if admission is None or not talk.chat.is_private:
        return talk.toast("I do not know this button – please ask again.")
    if talk.may(Role.EMPLOYEE):
        return talk.toast("You have access already. Just ask.")
    if admission.requests.judge(talk.chat.person) is not Verdict.ANSWER:
        return talk.toast("You have asked today already. Please wait for an administrator.")
    person = admission.person(talk.chat.person) or admission.grants.look_up(talk.chat.person)
    name = shorten(printable(talk.chat.names[0]) if talk.chat.names else "", LONGEST_NAME)
    notice = Tidings(admission.holders(Role.ADMIN), lambda lang: _asked(person, name, lang), person.id)
    return Reply(talk.say("The administrators have your request. I will write to you here."), tells=(notice,))


def admit(talk: Talk, action: Action) -> Reply:
    """Make whoever has asked an employee."""
    return _decide(talk, action, Role.EMPLOYEE)


def deny(talk: Talk, action: Action) -> Reply:
    """Refuse whoever has asked."""
    return _decide(talk, action, Role.NOBODY)


def _decide(talk: Talk, action: Action, role: Role) -> Reply:
    """Decide a request where nobody has changed the person's role since, and tell the person and all admins."""
    admission = talk.dialogue.admission
    person = admission.grants.numbered(action.number(0)) if admission else None
    if admission is None or person is None or person.version != action.number(1) or person.role:
        return talk.toast("Somebody has changed this meanwhile – here is how it stands now.")
    if not admission.grant(person, person.version, role, talk.chat.person):
        return talk.toast("Somebody has changed this meanwhile – here is how it stands now.")
    done = N_("✔ Person {sign} has access now." if role else "✖ Person {sign} was refused access.")
    others = Tidings(
        admission.holders(Role.ADMIN), lambda lang: Reply(say(done, lang, sign=person.sign)), person.id, is_last=True
    )
    own = Tidings((person.person,), lambda lang: Reply(_decided(role, lang)))
    return Reply(talk.say(done, sign=person.sign), tells=(others, own))


def _asked(person: Person, name: str, lang: str) -> Reply:
    text = say("{name} (person {sign}) asks for access. Let them ask me?", lang, name=name or "?", sign=person.sign)
    numbers = person.id, person.version
    buttons = (
        Button(say("✔ Admit", lang), str(Action("admit", numbers, 0))),
        Button(say("✖ Refuse", lang), str(Action("deny", numbers, 0))),
    )
    return Reply(text, buttons=(buttons,))


def _decided(role: Role, lang: str) -> str:
    if not role:
        return say("An administrator has refused your request for access.", lang)
    welcome = say("You have access: {role}.", lang, role=say(ROLES[role], lang))
    return f"{welcome}\n\n{say(START, lang)}"
