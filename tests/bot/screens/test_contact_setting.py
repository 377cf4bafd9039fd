"""An admin sets a unit's contact in a chat: shown first, kept once confirmed, told to everybody from then on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from knowledge.staff.contacts import ContactDetails, Contacts
from knowledge.store.audit import Audit
from knowledge.store.store import Store
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ADMIN, AGENT, EMPLOYEE, ask, press, running, settings_for, toast

ANOTHER_ADMIN = 11
TYPED = "/kontakt IT-04-2 tel. 12 616 00 00; e-mail serwis@um.example.org; pokój 12; godziny 8-16"
LINE = "tel. 12 616 00 00; e-mail serwis@um.example.org; pokój 12; godziny 8-16"


@pytest_asyncio.fixture
async def office(api: BotApi, database: Path) -> AsyncIterator[BotApi]:
    """A bot of the test's own, with two admins."""
    async with running(settings_for(api.url, database, admins=frozenset({ADMIN, ANOTHER_ADMIN}))):
        yield api


async def test_a_contact_is_shown_first_and_told_once_it_is_kept(office: BotApi, database: Path) -> None:
    shown = await ask(office, ADMIN, TYPED)
    assert shown.text.startswith("Tak to rozumiem. Zapisać?")
    assert LINE in shown.text
    unset = await ask(office, EMPLOYEE, "jaki jest mail do IT-04-2?")
    assert "zarządzenie nie podaje telefonów" in unset.text
    await press(office, ADMIN, shown, "✔ Zapisz")
    assert shown.text.startswith("Zapisane.")
    assert LINE in shown.text
    for question in ("jaki jest mail do IT-04-2?", "/komorka IT-04-2"):
        told = (await ask(office, EMPLOYEE, question)).text
        assert "kontakt (spoza zarządzenia, " in told
        assert LINE in told, question
    with Store(database) as store:
        (kept,) = Contacts(store).all()
        deed = Audit(store).entries()[-1]
    assert (deed.deed, deed.who) == ("contact", kept.set_by)
    assert str(ADMIN) not in kept.set_by
    assert "serwis" not in deed.what


async def test_what_is_not_confirmed_by_whoever_typed_it_is_not_kept(office: BotApi, database: Path) -> None:
    shown = await ask(office, ADMIN, TYPED)
    data = shown.buttons[0][0]["callback_data"]
    assert await toast(office, AGENT, shown, data) == "To jest dla administratorów."
    assert "I no longer remember" in (await toast(office, ANOTHER_ADMIN, shown, data) or "")
    with Store(database) as store:
        assert Contacts(store).all() == ()


async def test_a_contact_that_another_admin_has_changed_meanwhile_is_looked_at_again(
    office: BotApi, database: Path
) -> None:
    first, second = await ask(office, ADMIN, TYPED), await ask(office, ANOTHER_ADMIN, "/kontakt IT-04-2 pokój 7")
    await press(office, ANOTHER_ADMIN, second, "✔ Zapisz")
    told = await toast(office, ADMIN, first, first.buttons[0][0]["callback_data"])
    assert told == "W międzyczasie coś się zmieniło – zobacz jeszcze raz."
    with Store(database) as store:
        assert [each.details for each in Contacts(store).all()] == [ContactDetails(room="7")]


async def test_one_thing_is_changed_taken_out_or_all_of_it(office: BotApi) -> None:
    for typed, told in (
        # the unit by its name, in lower case; one thing beside what is kept; one taken out; the whole
        ("/kontakt referat ds. wsparcia użytkowników pokój 7", "pokój 7"),
        ("/contact IT-04-2 hours 8-16", "room 7; hours 8-16"),
        ("/kontakt IT-04-2 pokój -", "godziny 8-16"),
        ("/kontakt IT-04-2 usuń", "bez kontaktu"),
    ):
        shown = await ask(office, ADMIN, typed)
        assert shown.text.splitlines()[-1].strip() == told
        await press(office, ADMIN, shown, "✔ Keep it" if "/contact" in typed else "✔ Zapisz")
    assert "nikt jeszcze nie dopisał" in (await ask(office, ADMIN, "/kontakt IT-04-2")).text


async def test_what_cannot_be_a_contact_is_named_and_a_private_address_in_a_question_stays_masked(
    office: BotApi, database: Path
) -> None:
    assert "„wstawaj” to nie telefon" in (await ask(office, ADMIN, "/kontakt IT-04-2 wstawaj")).text
    assert "Proszę podać komórkę i kontakt" in (await ask(office, ADMIN, "/kontakt")).text
    await ask(office, EMPLOYEE, "podaj maila do osoby od licencji, mój to jan.kowalski@example.org")
    with Store(database) as store, store.reading() as db:
        questions = [row["question"] for row in db.table("turns").rows]
    assert questions == ["podaj maila do osoby od licencji, mój to [e-mail]"]
