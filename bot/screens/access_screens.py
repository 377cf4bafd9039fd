"""The admins' conversation about access: who has which role, granting, revoking, inviting."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.access.admission import OFFERS, Offer
from bot.access.permissions import Role
from bot.dialogue.prompts import Prompt
from bot.dialogue.talk import Talk
from bot.replies.actions import Action
from bot.replies.reply import Block, Button, Item, Reply, Tidings
from knowledge.days import OFFICE_ZONE
from knowledge.errors import shorten
from knowledge.language import printable
from knowledge.staff.roles import Person
from knowledge.wording import N_, say

ROLES = (N_("no role"), N_("employee"), N_("helpdesk"), N_("administrator"))
_OFFERED_ROLES = (N_("Revoke"), N_("Employee"), N_("Helpdesk"), N_("Administrator"))
"""What a role is called, by its number: in a sentence, and on the button that gives it."""

_BUTTONS = {
    "whom": N_("👤 Point out a person"),
    "invite": N_("✉️ Invite"),
    "people": N_("👥 Granted roles"),
    "links": N_("🔗 Invitations"),
}

LONGEST_NOTE = 60
NO_NOTE = ("-", "–", "—")
"""What an admin writes for no note."""

PAGE = 8
"""How many persons or invitations a list shows at once."""

Rows = tuple[tuple[Button, ...], ...]


def obey_access(talk: Talk, subject: str | None, argument: str) -> Reply:
    """Do /access: show the person it is about, or what there is to do.

    `subject` is the person's key, "" where a person is meant but cannot be told, None where none is.
    """
    if refusal := _nowhere(talk):
        return Reply(refusal)
    screens, admission = Screens(talk), talk.dialogue.admission
    assert admission
    if subject:
        return screens.person(admission.person(subject) or admission.grants.look_up(subject))
    if subject is None and not argument:
        return screens.menu()
    return Reply(
        talk.say(
            "Give the person's number, e.g. /access 123456789 – the bot tells it to whoever has no access."
            if argument
            else "This person hides who they are in forwarded messages. Point them out with the button, "
            "give their number, or send them an invitation.",
        )
    )


def take_note(talk: Talk, text: str) -> Reply | None:
    """Take a typed message for the note an admin was asked for; None where none was, or it is rather a question."""
    prompt = talk.dialogue.prompts.asked(talk.chat.key, talk.chat.person)
    if prompt is None or prompt.kind != "note" or talk.dialogue.admission is None:
        return None
    talk.dialogue.prompts.forget(talk.chat.key, talk.chat.person)
    if not talk.may(Role.ADMIN) or text.rstrip().endswith("?"):
        return None
    note = "" if text.strip() in NO_NOTE else shorten(" ".join(printable(text).split()), LONGEST_NOTE)
    person = talk.dialogue.admission.write_note(prompt.number, note, talk.chat.person)
    return Screens(talk).person(person, talk.say("Done.")) if person else talk.gone()


def on_screen(show: "Callable[[Screens, Action], Reply]") -> Callable[[Talk, Action], Reply]:
    """Return what a button of these screens does: a screen, where they may be shown at all."""

    def press(talk: Talk, action: Action) -> Reply:
        if refusal := _nowhere(talk):
            return Reply(toast=refusal)
        return show(Screens(talk), action)

    return press


def _nowhere(talk: Talk) -> str:
    """Say why access is not talked about here; "" where it may be."""
    if talk.dialogue.admission is None:
        return talk.say("Roles are granted in Telegram, in the chat with the bot.")
    return (
        "" if talk.chat.is_private else talk.say("Let us talk about access in private – write to me in our own chat.")
    )


class Screens:
    """Show the screens of one admin's chat; `on_screen` has checked that they may be shown."""

    def __init__(self, talk: Talk) -> None:
        assert talk.dialogue.admission
        self._admission, self._talk = talk.dialogue.admission, talk

    def menu(self, _: Action | None = None) -> Reply:
        """Say who may ask, and what can be done."""
        allowed = self._admission.settings.who_may_ask
        who = N_("Only those may ask who were granted a role – here or in the settings.")
        if allowed is None:
            who = N_("Everybody may ask.")
        elif allowed:
            who = N_(
                "Those may ask who are listed in the settings (WHO_MAY_ASK) or are members of the groups listed there, "
                "and those who were granted a role."
            )
        rows = ((self._button("whom"), self._button("invite")), (self._button("people"), self._button("links")))
        return Reply(
            blocks=(
                Block(
                    self._talk.say("Access"),
                    facts=(
                        self._talk.say(who),
                        self._talk.say(
                            "To grant a role: point out the person with the button, forward me a message of theirs "
                            "and reply to it with /access, write /access and their number – or send them an "
                            "invitation.",
                        ),
                    ),
                ),
            ),
            buttons=rows,
        )

    def whom(self, _: Action) -> Reply:
        """Ask to point out a person."""
        return Reply(
            self._talk.say("Press the button below the input field and choose the person."),
            asks_person=self._talk.say("👤 Choose a person"),
        )

    def card(self, action: Action) -> Reply:
        """Show the person with a number, and expect no note any more."""
        self._talk.dialogue.prompts.forget(self._talk.chat.key, self._talk.chat.person)
        person = self._admission.grants.numbered(action.number(0))
        return (
            self.person(person)
            if person
            else Reply(toast=self._talk.say("Somebody has changed this meanwhile – here is how it stands now."))
        )

    def person(self, person: Person, said: str = "", before: int | None = None) -> Reply:
        """Show a person's role with the buttons that change it, first back to the one before where that just ended."""
        fixed = self._admission.fixed.get(person.person, Role.NOBODY)
        role = self._admission.role(person.person)
        facts = [self._role(role)]
        if fixed == role and role:
            facts[0] = self._talk.say("{role} – by the settings – only they can change it", role=facts[0])
        elif person.role:
            facts[0] = self._since(person)
        if person.person == self._talk.chat.person:
            facts.append(self._talk.say("This is you."))
        if note := self._admission.note(person):
            facts.append(self._talk.say("Note: {note}", note=note))
        block = Block(self._talk.say("Person {sign}", sign=person.sign), facts=tuple(facts))
        undo = () if before is None else ((self._granting(person, "↩ Undo", max(before, fixed)),),)
        note_row = (Button(self._talk.say("✎ Note"), _action("note", person.id)),)
        rows = (*undo, *self._changes(person, fixed), note_row, (self._button("people"), self._menu()))
        return Reply(said, (block,), buttons=rows)

    def note(self, action: Action) -> Reply:
        """Ask for a note about a person."""
        prompt = Prompt("note", action.number(0))
        self._talk.dialogue.prompts.ask(self._talk.chat.key, self._talk.chat.person, prompt)
        asked = self._talk.say(
            "Write a few words by which administrators know this person. They are kept encrypted, and shown to "
            "administrators alone; “-” deletes them."
        )
        return Reply(asked, buttons=((Button(self._talk.say("‹ Back"), _action("person", action.number(0))),),))

    def grant(self, action: Action) -> Reply:
        """Change a role as a button says, where nothing has changed since it was drawn."""
        person = self._admission.grants.numbered(action.number(0))
        if person is None or action.number(2) > Role.ADMIN:
            return Reply(toast=self._talk.say("Somebody has changed this meanwhile – here is how it stands now."))
        if action.number(2) < self._admission.fixed.get(person.person, Role.NOBODY):
            return Reply(toast=self._talk.say("This role comes from the settings and can be changed only there."))
        done = self._admission.grant(person, action.number(1), Role(action.number(2)), self._talk.chat.person)
        now = self._admission.grants.numbered(person.id) or person
        unchanged = now.version == action.number(1)
        shown = self.person(
            now,
            self._talk.say(
                "Done."
                if done
                else "This is the last administrator – grant that role to somebody else first."
                if unchanged
                else "Somebody has changed this meanwhile – here is how it stands now.",
            ),
            person.role if done else None,
        )
        is_news = now.role != person.role and now.person != self._talk.chat.person
        return replace(shown, tells=self._told(now)) if is_news else shown

    def _told(self, person: Person) -> tuple[Tidings, ...]:
        """Tell a person which role they have by now."""
        role = self._admission.role(person.person)
        said = N_(
            "An administrator has given you a role: {role}." if role else "An administrator has revoked your role."
        )
        return (Tidings((person.person,), lambda lang: Reply(say(said, lang, role=say(ROLES[role], lang)))),)

    def people(self, action: Action) -> Reply:
        """List the granted roles."""
        found, page = self._admission.grants.persons(), action.number(0)
        shown = found[page * PAGE : page * PAGE + PAGE]
        notes = {each.id: self._admission.note(each) for each in shown}
        items = tuple(Item(each.sign, " · ".join(filter(None, (notes[each.id], self._since(each))))) for each in shown)
        buttons = tuple(Button(f"👤 {notes[each.id] or each.sign}", _action("person", each.id)) for each in shown)
        rows = (*_pairs(buttons), self._turning("people", page, len(found)), (self._menu(),))
        return self._list(
            N_("Granted roles" if items else "Nobody has been granted a role in a chat yet."), items, rows
        )

    def links(self, action: Action) -> Reply:
        """List the invitations that can still be taken up."""
        found, page = self._admission.grants.invitations(), action.number(0)
        shown = found[page * PAGE : page * PAGE + PAGE]
        items = tuple(
            Item(
                f"{each.id}.",
                self._talk.say(
                    "{role}, {left} of {places} left, until {day}",
                    role=self._role(each.role),
                    left=each.left,
                    places=each.places,
                    day=_day(each.expires_at),
                ),
            )
            for each in shown
        )
        buttons = tuple(
            Button(self._talk.say("✖ Withdraw {number}", number=each.id), _action("unlink", each.id)) for each in shown
        )
        rows = (*_pairs(buttons), self._turning("links", page, len(found)), (self._menu(),))
        return self._list(
            N_(
                "Invitations that can still be taken up"
                if items
                else "There are no invitations that could be taken up."
            ),
            items,
            rows,
        )

    def unlink(self, action: Action) -> Reply:
        """Withdraw an invitation and list those that are left."""
        self._admission.grants.withdraw(action.number(0), self._talk.chat.person)
        return self.links(Action("links", (), 0))

    def invite(self, _: Action) -> Reply:
        """Offer what an invitation may be."""
        offers = tuple((Button(self._offered(each), _action("offer", at)),) for at, each in enumerate(OFFERS))
        return Reply(
            self._talk.say("To which role, for how many people, for how long?"), buttons=(*offers, (self._menu(),))
        )

    def offer(self, action: Action) -> Reply:
        """Make the invitation that was chosen and show its link, this once."""
        if action.number(0) >= len(OFFERS):
            return Reply(toast=self._talk.say("Somebody has changed this meanwhile – here is how it stands now."))
        made, link = self._admission.invite(OFFERS[action.number(0)], self._talk.chat.person)
        role, day = self._role(made.role), _day(made.expires_at)
        said = self._talk.say(
            "Invitation {number}: {role}, people: {places}, valid until {day}. Pass this link on; I "
            "will not show it again:",
            number=made.id,
            role=role,
            places=made.places,
            day=day,
        )
        withdraw = Button(self._talk.say("✖ Withdraw {number}", number=made.id), _action("unlink", made.id))
        return Reply(said, closing=link, buttons=((withdraw, self._menu()),))

    def _changes(self, person: Person, fixed: Role) -> Rows:
        """Return the buttons that give another role than the one there is, above what the settings give anyway."""
        roles = [each for each in Role if each >= fixed and each != person.role and (each > fixed or person.role)]
        ranked = sorted(roles, key=lambda each: each or len(Role))
        return tuple((self._granting(person, _OFFERED_ROLES[each], each),) for each in ranked)

    def _granting(self, person: Person, label: str, role: int) -> Button:
        return Button(self._talk.say(label), _action("grant", person.id, person.version, role))

    def _role(self, role: int) -> str:
        return self._talk.say(ROLES[role])

    def _since(self, person: Person) -> str:
        return self._talk.say("{role}, since {day}", role=self._role(person.role), day=_day(person.changed_at))

    def _offered(self, offer: Offer) -> str:
        words = self._talk.say(
            "{role} · 1 person · 1 day"
            if (offer.places, offer.days) == (1, 1)
            else "{role} · {places} people · {days} days",
        )
        return words.format(role=self._role(offer.role), places=offer.places, days=offer.days)

    def _list(self, title: str, items: tuple[Item, ...], rows: Rows) -> Reply:
        return Reply(blocks=(Block(self._talk.say(title), items=items),), buttons=tuple(row for row in rows if row))

    def _turning(self, kind: str, page: int, count: int) -> tuple[Button, ...]:
        before = (Button("‹", _action(kind, page - 1)),) if page else ()
        return (*before, Button("›", _action(kind, page + 1))) if (page + 1) * PAGE < count else before

    def _button(self, kind: str) -> Button:
        return Button(self._talk.say(_BUTTONS[kind]), _action(kind))

    def _menu(self) -> Button:
        return Button(self._talk.say("‹ Access"), _action("access"))


def _action(kind: str, *numbers: int) -> str:
    """Print an action that refers to no edition of an act."""
    return str(Action(kind, tuple(int(each) for each in numbers), 0))


def _pairs(buttons: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    return (buttons[at : at + 2] for at in range(0, len(buttons), 2))


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, OFFICE_ZONE):%d.%m.%Y}"
