"""The admins' conversation about access: who has which role, granting, revoking, inviting."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.access.admission import OFFERS, Admission, Offer
from bot.access.permissions import Role
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.actions import Action
from bot.replies.reply import Block, Button, Item, Reply
from bot.wording.access_wording import ACCESS_WORDS
from bot.wording.words import WORDS
from knowledge.days import OFFICE_ZONE
from knowledge.staff.roles import Person

PAGE = 8
"""How many persons or invitations a list shows at once."""

Rows = tuple[tuple[Button, ...], ...]


def obey_access(dialogue: Dialogue, chat: Chat, subject: str | None, argument: str, lang: str) -> Reply:
    """Do /access: show the person it is about, or what there is to do.

    `subject` is the person's key, "" where a person is meant but cannot be told, None where none is.
    """
    if dialogue.admission is None or not chat.is_private:
        return Reply(ACCESS_WORDS[lang]["nowhere" if dialogue.admission is None else "privately"])
    screens = Screens(dialogue.admission, chat, lang)
    if subject:
        return screens.person(dialogue.admission.person(subject) or dialogue.admission.grants.look_up(subject))
    if subject is None and not argument:
        return screens.menu()
    return Reply(ACCESS_WORDS[lang]["bad_number" if argument else "hidden"])


def take_up(dialogue: Dialogue, chat: Chat, code: str) -> Reply:
    """Admit whoever opened the link of an invitation, or say that it does not work, whatever the reason is."""
    lang = dialogue.language(chat)
    if dialogue.admission is None or not dialogue.admission.redeem(code, chat.person):
        return Reply(ACCESS_WORDS[lang]["no_such_invitation"])
    role = ACCESS_WORDS[lang][f"role{dialogue.admission.role(chat.person):d}"]
    welcome = ACCESS_WORDS[lang]["welcome"].format(role=role)
    return Reply(f"{welcome}\n\n{WORDS[lang]['start']}", closing=WORDS[lang]["examples"])


def press_access(dialogue: Dialogue, chat: Chat, action: Action) -> Reply:
    """Do what a button of these screens stands for."""
    lang = dialogue.language(chat)
    if dialogue.admission is None or not chat.is_private:
        return Reply(toast=ACCESS_WORDS[lang]["nowhere" if dialogue.admission is None else "privately"])
    return PRESSES[action.kind](Screens(dialogue.admission, chat, lang), action)


class Screens:
    """Show the screens of one admin's chat; `press_access` has checked that an admin asks."""

    def __init__(self, admission: Admission, chat: Chat, lang: str) -> None:
        self._admission, self._chat, self._words = admission, chat, ACCESS_WORDS[lang]

    def menu(self) -> Reply:
        """Say who may ask, and what can be done."""
        allowed = self._admission.settings.who_may_ask
        who = "open_to_everybody" if allowed is None else "open_to_listed" if allowed else "open_to_admitted"
        rows = ((self._button("whom"), self._button("invite")), (self._button("people"), self._button("links")))
        return Reply(blocks=(Block(self._words["menu"], facts=(self._words[who], self._words["how"])),), buttons=rows)

    def whom(self, _: Action) -> Reply:
        """Ask to point out a person."""
        return Reply(self._words["whom"], asks_person=self._words["whom_label"])

    def card(self, action: Action) -> Reply:
        """Show the person with a number."""
        person = self._admission.grants.numbered(action.number(0))
        return self.person(person) if person else Reply(toast=self._words["changed_since"])

    def person(self, person: Person, said: str = "") -> Reply:
        """Show a person's role with the buttons that change it."""
        fixed = self._admission.fixed.get(person.person, Role.NOBODY)
        role = self._admission.role(person.person)
        facts = [self._role(role)]
        if fixed == role and role:
            facts[0] = f"{facts[0]} – {self._words['by_settings']}"
        elif person.role:
            facts[0] = f"{facts[0]}, {self._words['since'].format(day=_day(person.changed_at))}"
        if person.person == self._chat.person:
            facts.append(self._words["your_role"])
        block = Block(self._words["person"].format(sign=person.sign), facts=tuple(facts))
        return Reply(said, (block,), buttons=(*self._changes(person, fixed), (self._button("people"), self._menu())))

    def grant(self, action: Action) -> Reply:
        """Change a role as a button says, where nothing has changed since it was drawn."""
        person = self._admission.grants.numbered(action.number(0))
        if person is None or action.number(2) > Role.ADMIN:
            return Reply(toast=self._words["changed_since"])
        if action.number(2) < self._admission.fixed.get(person.person, Role.NOBODY):
            return Reply(toast=self._words["fixed"])
        done = self._admission.grant(person, action.number(1), Role(action.number(2)), self._chat.person)
        now = self._admission.grants.numbered(person.id) or person
        unchanged = now.version == action.number(1)
        return self.person(now, self._words["done" if done else "last_admin" if unchanged else "changed_since"])

    def people(self, action: Action) -> Reply:
        """List the granted roles."""
        found, page = self._admission.grants.persons(), action.number(0)
        shown = found[page * PAGE : page * PAGE + PAGE]
        items = tuple(
            Item(each.sign, f"{self._role(each.role)}, {self._words['since'].format(day=_day(each.changed_at))}")
            for each in shown
        )
        buttons = tuple(Button(f"👤 {each.sign}", _action("person", each.id)) for each in shown)
        rows = (*_pairs(buttons), self._turning("people", page, len(found)), (self._menu(),))
        return self._list("people" if items else "nobody_yet", items, rows)

    def links(self, action: Action) -> Reply:
        """List the invitations that can still be taken up."""
        found, page = self._admission.grants.invitations(), action.number(0)
        shown = found[page * PAGE : page * PAGE + PAGE]
        items = tuple(
            Item(
                f"{each.id}.",
                self._words["one_link"].format(
                    role=self._role(each.role), left=each.left, places=each.places, day=_day(each.expires_at)
                ),
            )
            for each in shown
        )
        buttons = tuple(
            Button(self._words["button_unlink"].format(number=each.id), _action("unlink", each.id)) for each in shown
        )
        rows = (*_pairs(buttons), self._turning("links", page, len(found)), (self._menu(),))
        return self._list("links" if items else "no_links", items, rows)

    def unlink(self, action: Action) -> Reply:
        """Withdraw an invitation and list those that are left."""
        self._admission.grants.withdraw(action.number(0), self._chat.person)
        return self.links(Action("links", (), 0))

    def invite(self, _: Action) -> Reply:
        """Offer what an invitation may be."""
        offers = tuple((Button(self._offered(each), _action("offer", at)),) for at, each in enumerate(OFFERS))
        return Reply(self._words["invite"], buttons=(*offers, (self._menu(),)))

    def offer(self, action: Action) -> Reply:
        """Make the invitation that was chosen and show its link, this once."""
        if action.number(0) >= len(OFFERS):
            return Reply(toast=self._words["changed_since"])
        made, link = self._admission.invite(OFFERS[action.number(0)], self._chat.person)
        role, day = self._role(made.role), _day(made.expires_at)
        said = self._words["link"].format(number=made.id, role=role, places=made.places, day=day)
        withdraw = Button(self._words["button_unlink"].format(number=made.id), _action("unlink", made.id))
        return Reply(said, closing=link, buttons=((withdraw, self._menu()),))

    def _changes(self, person: Person, fixed: Role) -> Rows:
        """Return the buttons that give another role than the one there is, above what the settings give anyway."""
        roles = [each for each in Role if each >= fixed and each != person.role and (each > fixed or person.role)]
        return tuple(
            (Button(self._words[f"make{each:d}"], _action("grant", person.id, person.version, each)),)
            for each in sorted(roles, key=lambda each: each or len(Role))
        )

    def _role(self, role: int) -> str:
        return self._words[f"role{role:d}"]

    def _offered(self, offer: Offer) -> str:
        words = self._words["offer1" if (offer.places, offer.days) == (1, 1) else "offer"]
        return words.format(role=self._role(offer.role), places=offer.places, days=offer.days)

    def _list(self, title: str, items: tuple[Item, ...], rows: Rows) -> Reply:
        return Reply(blocks=(Block(self._words[title], items=items),), buttons=tuple(row for row in rows if row))

    def _turning(self, kind: str, page: int, count: int) -> tuple[Button, ...]:
        before = (Button("‹", _action(kind, page - 1)),) if page else ()
        return (*before, Button("›", _action(kind, page + 1))) if (page + 1) * PAGE < count else before

    def _button(self, kind: str) -> Button:
        return Button(self._words[f"button_{kind}"], _action(kind))

    def _menu(self) -> Button:
        return Button(self._words["button_menu"], _action("access"))


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
