"""The admins' conversation about access: who has which role, granting, revoking, inviting."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.access.admission import OFFERS, Admission, Offer
from bot.access.permissions import Role
from bot.dialogue.courtesies import EXAMPLES, START
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.actions import Action
from bot.replies.reply import Block, Button, Item, Reply
from knowledge.days import OFFICE_ZONE
from knowledge.staff.roles import Person
from knowledge.wording import N_, say

_ROLES = (N_("no role"), N_("employee"), N_("helpdesk"), N_("administrator"))
_OFFERED_ROLES = (N_("Revoke"), N_("Employee"), N_("Helpdesk"), N_("Administrator"))
"""What a role is called, by its number: in a sentence, and on the button that gives it."""

_BUTTONS = {
    "whom": N_("👤 Point out a person"),
    "invite": N_("✉️ Invite"),
    "people": N_("👥 Granted roles"),
    "links": N_("🔗 Invitations"),
}

PAGE = 8
"""How many persons or invitations a list shows at once."""

Rows = tuple[tuple[Button, ...], ...]


def obey_access(dialogue: Dialogue, chat: Chat, subject: str | None, argument: str, lang: str) -> Reply:
    """Do /access: show the person it is about, or what there is to do.

    `subject` is the person's key, "" where a person is meant but cannot be told, None where none is.
    """
    if dialogue.admission is None or not chat.is_private:
        return Reply(
            say(
                "Roles are granted in Telegram, in the chat with the bot."
                if dialogue.admission is None
                else "Let us talk about access in private – write to me in our own chat.",
                lang,
            )
        )
    screens = Screens(dialogue.admission, chat, lang)
    if subject:
        return screens.person(dialogue.admission.person(subject) or dialogue.admission.grants.look_up(subject))
    if subject is None and not argument:
        return screens.menu()
    return Reply(
        say(
            "Give the person's number, e.g. /access 123456789 – the bot tells it to whoever has no access."
            if argument
            else "This person hides who they are in forwarded messages. Point them out with the button, "
            "give their number, or send them an invitation.",
            lang,
        )
    )


def take_up(dialogue: Dialogue, chat: Chat, code: str) -> Reply:
    """Admit whoever opened the link of an invitation, or say that it does not work, whatever the reason is."""
    lang = dialogue.language(chat)
    if dialogue.admission is None or not dialogue.admission.redeem(code, chat.person):
        return Reply(
            say(
                "This invitation does not work: it has expired, was withdrawn, or has been used up. Ask "
                "an administrator for a new one.",
                lang,
            )
        )
    role = say(_ROLES[dialogue.admission.role(chat.person)], lang)
    welcome = say("You have access: {role}.", lang, role=role)
    hello = say(START, lang)
    return Reply(
        f"{welcome}\n\n{hello}",
        closing=say(EXAMPLES, lang),
    )


def press_access(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Do what a button of these screens stands for."""
    lang = dialogue.language(chat)
    if dialogue.admission is None or not chat.is_private:
        return Reply(
            toast=say(
                "Roles are granted in Telegram, in the chat with the bot."
                if dialogue.admission is None
                else "Let us talk about access in private – write to me in our own chat.",
                lang,
            )
        )
    return PRESSES[action.kind](Screens(dialogue.admission, chat, lang), action)


class Screens:
    """Show the screens of one admin's chat; `press_access` has checked that an admin asks."""

    def __init__(self, admission: Admission, chat: Chat, lang: str) -> None:
        self._admission, self._chat, self._lang = admission, chat, lang

    def menu(self) -> Reply:
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
                    say("Access", self._lang),
                    facts=(
                        say(who, self._lang),
                        say(
                            "To grant a role: point out the person with the button, forward me a message of theirs "
                            "and reply to it with /access, write /access and their number – or send them an "
                            "invitation.",
                            self._lang,
                        ),
                    ),
                ),
            ),
            buttons=rows,
        )

    def whom(self, _: Action) -> Reply:
        """Ask to point out a person."""
        return Reply(
            say("Press the button below the input field and choose the person.", self._lang),
            asks_person=say("👤 Choose a person", self._lang),
        )

    def card(self, action: Action) -> Reply:
        """Show the person with a number."""
        person = self._admission.grants.numbered(action.number(0))
        return (
            self.person(person)
            if person
            else Reply(toast=say("Somebody has changed this meanwhile – here is how it stands now.", self._lang))
        )

    def person(self, person: Person, said: str = "") -> Reply:
        """Show a person's role with the buttons that change it."""
        fixed = self._admission.fixed.get(person.person, Role.NOBODY)
        role = self._admission.role(person.person)
        facts = [self._role(role)]
        if fixed == role and role:
            facts[0] = say("{role} – by the settings – only they can change it", self._lang, role=facts[0])
        elif person.role:
            facts[0] = self._since(person)
        if person.person == self._chat.person:
            facts.append(say("This is you.", self._lang))
        block = Block(say("Person {sign}", self._lang, sign=person.sign), facts=tuple(facts))
        return Reply(said, (block,), buttons=(*self._changes(person, fixed), (self._button("people"), self._menu())))

    def grant(self, action: Action) -> Reply:
        """Change a role as a button says, where nothing has changed since it was drawn."""
        person = self._admission.grants.numbered(action.number(0))
        if person is None or action.number(2) > Role.ADMIN:
            return Reply(toast=say("Somebody has changed this meanwhile – here is how it stands now.", self._lang))
        if action.number(2) < self._admission.fixed.get(person.person, Role.NOBODY):
            return Reply(toast=say("This role comes from the settings and can be changed only there.", self._lang))
        done = self._admission.grant(person, action.number(1), Role(action.number(2)), self._chat.person)
        now = self._admission.grants.numbered(person.id) or person
        unchanged = now.version == action.number(1)
        return self.person(
            now,
            say(
                "Done."
                if done
                else "This is the last administrator – grant that role to somebody else first."
                if unchanged
                else "Somebody has changed this meanwhile – here is how it stands now.",
                self._lang,
            ),
        )

    def people(self, action: Action) -> Reply:
        """List the granted roles."""
        found, page = self._admission.grants.persons(), action.number(0)
        shown = found[page * PAGE : page * PAGE + PAGE]
        items = tuple(Item(each.sign, self._since(each)) for each in shown)
        buttons = tuple(Button(f"👤 {each.sign}", _action("person", each.id)) for each in shown)
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
                say(
                    "{role}, {left} of {places} left, until {day}",
                    self._lang,
                    role=self._role(each.role),
                    left=each.left,
                    places=each.places,
                    day=_day(each.expires_at),
                ),
            )
            for each in shown
        )
        buttons = tuple(
            Button(say("✖ Withdraw {number}", self._lang, number=each.id), _action("unlink", each.id)) for each in shown
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
        self._admission.grants.withdraw(action.number(0), self._chat.person)
        return self.links(Action("links", (), 0))

    def invite(self, _: Action) -> Reply:
        """Offer what an invitation may be."""
        offers = tuple((Button(self._offered(each), _action("offer", at)),) for at, each in enumerate(OFFERS))
        return Reply(
            say("To which role, for how many people, for how long?", self._lang), buttons=(*offers, (self._menu(),))
        )

    def offer(self, action: Action) -> Reply:
        """Make the invitation that was chosen and show its link, this once."""
        if action.number(0) >= len(OFFERS):
            return Reply(toast=say("Somebody has changed this meanwhile – here is how it stands now.", self._lang))
        made, link = self._admission.invite(OFFERS[action.number(0)], self._chat.person)
        role, day = self._role(made.role), _day(made.expires_at)
        said = say(
            "Invitation {number}: {role}, people: {places}, valid until {day}. Pass this link on; I "
            "will not show it again:",
            self._lang,
            number=made.id,
            role=role,
            places=made.places,
            day=day,
        )
        withdraw = Button(say("✖ Withdraw {number}", self._lang, number=made.id), _action("unlink", made.id))
        return Reply(said, closing=link, buttons=((withdraw, self._menu()),))

    def _changes(self, person: Person, fixed: Role) -> Rows:
        """Return the buttons that give another role than the one there is, above what the settings give anyway."""
        roles = [each for each in Role if each >= fixed and each != person.role and (each > fixed or person.role)]
        return tuple(
            (Button(say(_OFFERED_ROLES[each], self._lang), _action("grant", person.id, person.version, each)),)
            for each in sorted(roles, key=lambda each: each or len(Role))
        )

    def _role(self, role: int) -> str:
        return say(_ROLES[role], self._lang)

    def _since(self, person: Person) -> str:
        return say("{role}, since {day}", self._lang, role=self._role(person.role), day=_day(person.changed_at))

    def _offered(self, offer: Offer) -> str:
        words = say(
            "{role} · 1 person · 1 day"
            if (offer.places, offer.days) == (1, 1)
            else "{role} · {places} people · {days} days",
            self._lang,
        )
        return words.format(role=self._role(offer.role), places=offer.places, days=offer.days)

    def _list(self, title: str, items: tuple[Item, ...], rows: Rows) -> Reply:
        return Reply(blocks=(Block(say(title, self._lang), items=items),), buttons=tuple(row for row in rows if row))

    def _turning(self, kind: str, page: int, count: int) -> tuple[Button, ...]:
        before = (Button("‹", _action(kind, page - 1)),) if page else ()
        return (*before, Button("›", _action(kind, page + 1))) if (page + 1) * PAGE < count else before

    def _button(self, kind: str) -> Button:
        return Button(say(_BUTTONS[kind], self._lang), _action(kind))

    def _menu(self) -> Button:
        return Button(say("‹ Access", self._lang), _action("access"))


PRESSES: Mapping[str, Callable[[Screens, Action], Reply]] = {
    "access": lambda screens, _: screens.menu(),
    "whom": Screens.whom,
    "person": Screens.card,
    "grant": Screens.grant,
    "people": Screens.people,
    "invite": Screens.invite,
    "offer": Screens.offer,
    "links": Screens.links,
    "unlink": Screens.unlink,
}
"""What each kind of button of these screens does."""


def _action(kind: str, *numbers: int) -> str:
    """Print an action that refers to no edition of an act."""
    return str(Action(kind, tuple(int(each) for each in numbers), 0))


def _pairs(buttons: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    return (buttons[at : at + 2] for at in range(0, len(buttons), 2))


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, OFFICE_ZONE):%d.%m.%Y}"
