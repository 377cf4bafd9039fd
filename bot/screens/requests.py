"""Requests for access: whoever may not ask presses a button, and an administrator says yes or no."""

from bot.access.limits import Verdict
from bot.access.permissions import Role
from bot.dialogue.courtesies import START
from bot.dialogue.talk import Talk
from bot.replies.actions import Action
from bot.replies.reply import Button, Reply, Tidings
from bot.screens.access_screens import ROLES
from knowledge.errors import shorten
from knowledge.language import printable
from knowledge.staff.roles import Person
from knowledge.wording import N_, say

LONGEST_NAME = 64


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
