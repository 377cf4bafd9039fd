"""How a unit is reached, as replies tell it: always as something that the act does not say."""

from datetime import datetime

from knowledge.days import OFFICE_ZONE
from knowledge.staff.contacts import Contact, ContactBook, ContactDetails
from knowledge.wording import N_, say

_TOLD = {
    "telephone": N_("tel. {value}"),
    "email": N_("e-mail {value}"),
    "room": N_("room {value}"),
    "hours": N_("hours {value}"),
    "report": N_("report to: {value}"),
}


def contact_line(contact: Contact, lang: str) -> str:
    """Tell a unit's contact on one line, with the day on which it was set."""
    day = f"{datetime.fromtimestamp(contact.set_at, OFFICE_ZONE):%d.%m.%Y}"
    return say("contact (not from the act, {day}): {details}", lang, day=day, details=listed(contact.details, lang))


def whose_contact(whose: str, lang: str) -> str:
    """Say that it cannot be told whose contact is meant, where nobody is named or found."""
    return say(
        "I do not know whose contact “{whose}” would be: name a unit or a matter. The decree gives no telephones, "
        "rooms, hours or addresses."
        if whose
        else "Whose? Name a unit or a matter. The decree gives no telephones, rooms, hours or addresses.",
        lang,
        whose=whose,
    )


def listed(details: ContactDetails, lang: str) -> str:
    """Tell all that is known of how somebody is reached."""
    return "; ".join(say(_TOLD[name], lang, value=value) for name, value in details.known.items())


def contacts_of(edition: int, contacts: ContactBook) -> dict[str, Contact]:
    """Return the contacts of the units of one edition's act, by their codes."""
    return {code: contact for (number, code), contact in contacts.items() if number == edition}
