"""Setting a unit's contact in a chat: what was understood is shown first, and kept when that is confirmed."""

from bot.dialogue.proposed_contacts import ProposedContact
from bot.dialogue.talk import Talk
from bot.replies.actions import Action
from bot.replies.reply import Block, Button, Reply, unit_title
from bot.wording.contact_line import contact_line, listed
from indexer.publishing.contact_places import carry_contacts
from knowledge.answer import UnitHits
from knowledge.errors import InvalidContact
from knowledge.questions.typed_units import units_typed
from knowledge.staff.contacts import NOTHING, ContactDetails, Contacts, read_details

_REMOVE = ("usuń", "usun", "brak", "remove", "none", NOTHING)


def propose_contact(talk: Talk, typed: str) -> Reply:
    """Show what is understood of "IT-04-2 tel. 12 616 00 00; pokój 12", with a button that keeps it."""
    found, rest = _unit_first(talk, typed)
    if found is None:
        return Reply(
            talk.say(
                "Write the unit and its contact, e.g. /contact IT-04-2 tel. 12 616 00 00; e-mail it@example.org; "
                "room 12; hours 8-16; report: https://example.org – “-” takes something out, “remove” the whole."
            )
        )
    known = talk.dialogue.conversation.contacts.get((found.edition, found.unit.code))
    title = unit_title(found.unit, talk.lang)
    if not rest:
        told = contact_line(known, talk.lang) if known else talk.say("No contact was set for this unit.")
        return Reply(blocks=(Block(title, facts=(told,)),))
    before = known.details if known else ContactDetails()
    try:
        after = ContactDetails() if rest.casefold() in _REMOVE else before.changed(read_details(rest))
    except InvalidContact as error:
        return Reply(error.message.said(talk.lang))
    number = talk.dialogue.proposed_contacts.add(ProposedContact(talk.chat.person, found, before, after))
    told = listed(after, talk.lang) or talk.say("no contact any more")
    button = Button(talk.say("✔ Keep it"), str(Action("contact", (number,), found.edition)))
    return Reply(talk.say("I understood this. Shall I keep it?"), (Block(title, facts=(told,)),), buttons=((button,),))


def _unit_first(talk: Talk, typed: str) -> tuple[UnitHits | None, str]:
    """Part a text into the unit that its first words name, as many as do, and the rest."""
    words = typed.split()
    everyone = talk.dialogue.conversation.book.everyone
    for end in range(len(words), 0, -1):
        found = units_typed(everyone, " ".join(words[:end]))
        if len(found) == 1:
            return found[0], " ".join(words[end:])
    return None, typed


def keep_contact(talk: Talk, number: int) -> Reply:
    """Keep a contact that was shown to the very admin who confirms it, where it was not changed meanwhile."""
    proposed = talk.dialogue.proposed_contacts.waiting.get(number)
    if proposed is None or proposed.by != talk.chat.person:
        return talk.gone()
    del talk.dialogue.proposed_contacts.waiting[number]
    conversation, found = talk.dialogue.conversation, proposed.found
    known = conversation.contacts.get((found.edition, found.unit.code))
    standing = conversation.in_force(found.edition)
    if standing is None or (known.details if known else ContactDetails()) != proposed.before:
        return talk.toast("Something has changed meanwhile – look again.")
    Contacts(conversation.store).set(standing.edition, found.unit, proposed.after, talk.chat.person)
    carry_contacts(conversation.store, who=talk.chat.person)
    told = listed(proposed.after, talk.lang) or talk.say("no contact any more")
    return Reply(talk.say("Kept."), (Block(unit_title(found.unit, talk.lang), facts=(told,)),))
