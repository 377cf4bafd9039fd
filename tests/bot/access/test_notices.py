"""Who is told what without having asked, and requests for access, over real HTTP."""

from dataclasses import replace
from pathlib import Path

from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ADMIN, AGENT, QUICK, ask, press, press_data, running, settings_for, toast

ANNA, JAN, ANOTHER_ADMIN = 1000, 1002, 12
QUESTION = "kto karmi rybki w akwarium prezydenta?"
"""A question that the decree gives to nobody."""


async def test_a_person_is_told_of_a_role_that_is_given_and_taken(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database)):
        await ask(api, ANNA, "/pomoc")
        card = await ask(api, ADMIN, f"/dostep {ANNA}")
        await press(api, ADMIN, card, "Helpdesk")
        given = await api.reply(ANNA, 2)
        await press(api, ADMIN, card, "Odbierz rolę")
        taken = await api.reply(ANNA, 3)
    assert (given.text, taken.text) == ("Administrator nadał Ci rolę: helpdesk.", "Administrator odebrał Twoją rolę.")


async def test_a_stranger_asks_for_access_once_a_day_and_all_admins_see_what_became_of_it(
    api: BotApi, database: Path
) -> None:
    admins = frozenset({ADMIN, ANOTHER_ADMIN})
    for admin in admins:
        await api.write(admin, "/pomoc")
    async with running(settings_for(api.url, database, who_may_ask=frozenset(), admins=admins)):
        refused = await ask(api, JAN, "kto zajmuje się certyfikatami SSL?")
        assert refused.labels == ["Poproś o dostęp"]
        data = refused.data("Poproś")
        await press(api, JAN, refused, "Poproś")
        assert refused.text == "Administratorzy mają Twoją prośbę. Napiszę tutaj, co zdecydowali."
        first, second = await api.reply(ADMIN, 2), await api.reply(ANOTHER_ADMIN, 2)
        assert first.labels == second.labels == ["✔ Dopuść", "✖ Odmów"]
        assert "prosi o dostęp" in first.text
        assert (await toast(api, JAN, refused, data)).startswith("Prośba z dzisiaj już czeka.")
        late = second.data("Odmów")
        await press(api, ADMIN, first, "Dopuść")
        await api.wait_for(lambda: first.text == second.text and not second.buttons)
        assert first.text.endswith("ma już dostęp.")
        assert (await api.reply(JAN, 2)).text.startswith("Masz dostęp: pracownik.")
        assert (await toast(api, ANOTHER_ADMIN, second, late)).startswith("Tymczasem ktoś to zmienił")
        assert (await ask(api, JAN, "§ 2")).text.startswith("§ 2")


async def test_a_request_that_is_refused_is_told_and_admits_nobody(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database, who_may_ask=frozenset())):
        await ask(api, ADMIN, "/pomoc")
        refused = await ask(api, JAN, "§ 2")
        await press(api, JAN, refused, "Poproś")
        await press(api, ADMIN, await api.reply(ADMIN, 2), "Odmów")
        assert (await api.reply(JAN, 2)).text == "Administrator odmówił dostępu."
        assert (await ask(api, JAN, "§ 2")).text.startswith("Odpowiadam tylko uprawnionym.")


async def test_whoever_was_told_nobody_is_told_once_when_a_correction_answers_it(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database)):
        await ask(api, ANNA, QUESTION)
        answer = await ask(api, ADMIN, QUESTION)
        await press(api, ADMIN, answer, "👎")
        case = await ask(api, ADMIN, "§ 14 pkt 9")
        await api.wait_for(lambda: any("Zatwierdź" in label for label in case.labels))
        data = case.data("Zatwierdź")
        await press(api, ADMIN, case, "Zatwierdź")
        assert (await api.reply(ANNA, 2)).text == f"Pytanie „{QUESTION}” ma już odpowiedź – zapytaj jeszcze raz."
        await press_data(api, ADMIN, case, data)
        assert (await ask(api, ANNA, QUESTION)).text.startswith("IT-04-2")
    assert len(api.replies(ANNA)) == 3


async def test_agents_and_admins_are_told_of_what_came_into_the_queue_and_nothing_twice(
    api: BotApi, database: Path
) -> None:
    for person in (ADMIN, AGENT):
        await api.write(person, "/pomoc")
    async with running(settings_for(api.url, database), replace(QUICK, news=0.3)):
        await api.reply(ADMIN), await api.reply(AGENT)
        await ask(api, ANNA, QUESTION)
        told = [(await api.reply(person, 2)).text for person in (ADMIN, AGENT)]
        await ask(api, ANNA, "§ 2")
    assert told == ["🔔 1 nowe pytanie w kolejce. /kolejka"] * 2
    assert [len(api.replies(person)) for person in (ADMIN, AGENT)] == [2, 2]
