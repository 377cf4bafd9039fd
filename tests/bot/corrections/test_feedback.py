"""A wrong answer in one chat, put right by the helpdesk: over real HTTP, by buttons and typed, role by role."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.access.permissions import Role
from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.buttons import press as press_button
from bot.screens.messages import hear
from bot.terminal.terminal import Terminal
from indexer.publishing.publish import publish
from knowledge.embedding.encoder import load_encoder
from knowledge.settings import KnowledgeSettings
from knowledge.shipped import DECREE
from knowledge.staff.conversations import Memory
from knowledge.staff.corrections import Corrections, Stage
from knowledge.store.audit import Audit
from knowledge.store.store import Store
from tests.support.bot_api import BotApi, Sent
from tests.support.bot_fixtures import ADMIN, AGENT, EMPLOYEE, GROUP, ask, press, press_data, running, settings_for

ANOTHER_AGENT, COLLEAGUE = 22, 1002

QUESTION = "kto karmi rybki w akwarium prezydenta?"
"""A question that the decree gives to nobody."""


@pytest_asyncio.fixture
async def helpdesk(api: BotApi, database: Path) -> AsyncIterator[BotApi]:
    """A bot of the test's own, with two agents; admins confirm."""
    async with running(settings_for(api.url, database, agents=frozenset({AGENT, ANOTHER_AGENT}))):
        yield api


async def settled(api: BotApi, message: Sent) -> Sent:
    """Wait until a correction was tried."""
    await api.wait_for(lambda: "Sprawdzam" not in message.text)
    return message


async def propose(api: BotApi, person: int, typed: str, question: str = QUESTION) -> Sent:
    """Say of a wrong answer where the question belongs; returns the message about the correction."""
    answer = await ask(api, person, question)
    await press(api, person, answer, "👎")
    return await settled(api, await ask(api, person, typed))


async def confirm(api: BotApi, person: int) -> Sent:
    """Confirm the correction that was proposed last."""
    cases = await ask(api, person, "/kolejka")
    await press(api, person, cases, "📝 Korekty (1)")
    await press_data(api, person, cases, cases.buttons[0][0]["callback_data"])
    await settled(api, cases)
    await press(api, person, cases, "Zatwierdź")
    return cases


async def test_what_an_employee_dislikes_is_assigned_confirmed_and_answered_in_every_chat_and_edition(
    helpdesk: BotApi, database: Path, tmp_path: Path
) -> None:
    answer = await ask(helpdesk, EMPLOYEE, QUESTION)
    assert "nie przypisuje tego żadnej komórce" in answer.text
    assert (await press(helpdesk, EMPLOYEE, answer, "👎")).startswith("Dziękuję, zapisuję.")
    assert answer.edits == 0

    queue = await ask(helpdesk, AGENT, "/kolejka")
    assert queue.text.startswith(f"Bez dobrej odpowiedzi – pytań: 1, spraw: 1\n1. {QUESTION}\n")
    assert "niczyje 1, 👎 1" in queue.text
    await press(helpdesk, AGENT, queue, "✍ 1. Przypisz")
    assert queue.text.startswith(f"Która komórka za to odpowiada?\n„{QUESTION}”")
    while not any(label.startswith("IT-04-2") for label in queue.labels):
        await press(helpdesk, AGENT, queue, "Dalej")
    await press(helpdesk, AGENT, queue, "IT-04-2")
    while not any(label.endswith("§ 14 pkt 9") for label in queue.labels):
        await press(helpdesk, AGENT, queue, "Dalej")
    await press(helpdesk, AGENT, queue, "§ 14 pkt 9")
    assert "Czeka na potwierdzenie przez administratora." in queue.text
    assert not any("Zatwierdź" in label for label in queue.labels)
    assert "nie przypisuje" in (await ask(helpdesk, COLLEAGUE, QUESTION)).text

    case = await confirm(helpdesk, ADMIN)
    assert "Zatwierdzona" in case.text
    assert (await ask(helpdesk, COLLEAGUE, QUESTION.upper())).text.startswith("IT-04-2 · ")
    assert (await ask(helpdesk, AGENT, "/kolejka")).text.startswith("Kolejka jest pusta")

    successor = tmp_path / "successor.md"
    text = DECREE.read_text(encoding="utf-8").replace("9) zarządzanie zapasem", "9) prowadzenie i zarządzanie zapasem")
    successor.write_text(text, encoding="utf-8")
    with Store(database) as store:
        assert publish(successor, store, load_encoder()).changed
    later = await ask(helpdesk, EMPLOYEE, QUESTION)
    while "prowadzenie i zarządzanie zapasem serwisowym" not in later.text:  # the edition before answers until then
        assert later.text.startswith("IT-04-2")
        later = await ask(helpdesk, EMPLOYEE, QUESTION)

    await press(helpdesk, ADMIN, case, "Cofnij")
    assert "nie przypisuje" in (await ask(helpdesk, EMPLOYEE, QUESTION)).text
    assert QUESTION in (await ask(helpdesk, AGENT, "/kolejka")).text
    with Store(database) as store:
        deeds = [each.deed for each in Audit(store).entries()]
        assert all(len(each.who) == 32 for each in Audit(store).entries() if each.deed != "publish")
    assert deeds == ["publish", "propose", "confirm", "publish", "undo"]


TYPED = [
    # what an agent types for the right place, what the reply then says
    ("§ 14 pkt 1 lit. e", "IT-04-2 · Referat ds. wsparcia użytkowników\ninstalacja sprzętu drukująco – kopiującego"),
    ("14.1.e", "instalacja sprzętu drukująco – kopiującego\n§ 14 pkt 1 lit. e"),
    ("to jest IT-04-2, § 14 pkt 1 lit. e", "instalacja sprzętu drukująco – kopiującego\n§ 14 pkt 1 lit. e"),
    ("IT-04-2", "Który to obowiązek?"),
    ("it042", "Który to obowiązek?"),
    ("wsparcie użytkowników", "IT-04-2 · Referat ds. wsparcia użytkowników\nIT-04-2 · § 14"),
    ("§ 14 pkt 1", "Chodzi o jeden z tych obowiązków?"),
    ("nie, raczej referat IT-04-2", "Który to obowiązek?"),
    ("Niczyje!", "Niczyje: akt nikomu tego nie przypisuje."),
    ("kto robi kopie zapasowe?", "IT-04-1 · Referat ds. zarządzania infrastrukturą teleinformatyczną"),
    ("/par 18", "Dla potrzeb realizacji zadań projektowych"),
]


@pytest.mark.parametrize(("typed", "expected"), TYPED)
async def test_the_right_place_is_typed_as_people_write_it(helpdesk: BotApi, typed: str, expected: str) -> None:
    assert expected in (await propose(helpdesk, AGENT, typed)).text


NEXT_TICKETS = [
    # what an agent sends after 👎 that is no place, what the reply says
    ("kopie zapasowe serwerów", "§ 13 pkt 1 lit. e"),
    ("drukarka w sekretariacie nie drukuje", "IT-02-3"),
    ("IT-04-2 nie odbiera telefonu, drukarka stoi", "IT-04"),
    ("Proszę wyjaśnić urzędnikom § 14 pkt 9", "§ 14 pkt 9"),
    ("who handles backups", "IT-04-1"),
    ("Temat: Monitor\n\nDzień dobry,\nniczyje biurko, a monitor nie świeci", "IT-04-2"),
]


@pytest.mark.parametrize(("text", "expected"), NEXT_TICKETS)
async def test_the_next_ticket_after_a_wrong_answer_is_answered_and_no_correction(
    helpdesk: BotApi, database: Path, text: str, expected: str
) -> None:
    assert expected in (await propose(helpdesk, AGENT, text)).text
    await ask(helpdesk, AGENT, "§ 14 pkt 9")
    assert corrections_in(database) == []


LEAVING = ["‹ Wróć", "🗂 IT-04-1", "/akt", "/kto drukarka", "/start", "dziękuję"]


@pytest.mark.parametrize("way", LEAVING)
async def test_whoever_leaves_a_correction_by_a_button_a_command_or_a_word_is_asked_no_more(
    helpdesk: BotApi, database: Path, way: str
) -> None:
    other = await ask(helpdesk, AGENT, "kto robi kopie zapasowe?")
    answer = await ask(helpdesk, AGENT, QUESTION)
    await press(helpdesk, AGENT, answer, "👎")
    if way.startswith(("‹", "🗂")):
        await press(helpdesk, AGENT, answer if way in answer.labels else other, way)
    else:
        await ask(helpdesk, AGENT, way)
    assert "zarządzanie zapasem serwisowym" in (await ask(helpdesk, AGENT, "§ 14 pkt 9")).text
    assert corrections_in(database) == []


def corrections_in(database: Path) -> list[str]:
    """Return the questions of all corrections."""
    with Store(database) as store:
        return [each.question for each in Corrections(store).all()]


NO_REASONS = [
    "kto robi kopie zapasowe",
    "drukarka w sekretariacie nie drukuje",
    "Dzień dobry, nowy monitor dla kadr",
    "proszę o dostęp do poczty",
    "potrzebny skaner do kancelarii",
    "ale czy na pewno?",
    "Od: Jan\nTemat: monitor\nnie świeci",
]


@pytest.mark.parametrize("text", NO_REASONS)
async def test_a_question_or_ticket_is_no_reason(helpdesk: BotApi, database: Path, text: str) -> None:
    case = await propose(helpdesk, AGENT, "§ 14 pkt 9")
    await press(helpdesk, AGENT, case, "Powód")
    await ask(helpdesk, AGENT, text)
    await ask(helpdesk, AGENT, "tak ustalono")
    with Store(database) as store:
        assert [each.reason for each in Corrections(store).all()] == [""]


async def test_a_reason_may_tell_of_a_fault(helpdesk: BotApi, database: Path) -> None:
    case = await propose(helpdesk, AGENT, "§ 14 pkt 9")
    await press(helpdesk, AGENT, case, "Powód")
    assert "Powód: bo oni ją wymieniają" in (await ask(helpdesk, AGENT, "bo oni ją wymieniają, gdy nie działa")).text


async def test_a_correction_gets_its_reason_and_can_be_withdrawn_by_its_author(
    helpdesk: BotApi, database: Path
) -> None:
    case = await propose(helpdesk, AGENT, "§ 14 pkt 9")
    await press(helpdesk, AGENT, case, "Powód")
    again = await ask(helpdesk, AGENT, "tak ustalono z panem Janem Kowalskim, tel. 600 100 200")
    assert "Powód: tak ustalono z panem [osoba], tel. [telefon]" in again.text
    await press(helpdesk, AGENT, again, "Cofnij")
    assert "Wycofana" in again.text
    assert QUESTION in (await ask(helpdesk, AGENT, "/kolejka")).text
    assert b"Kowalsk" not in database.read_bytes()


PRESSES = [
    # who proposes, who presses, which button's action, by the setting for agents, the short word or the new text
    (AGENT, EMPLOYEE, "confirm1@1", False, "To jest dla helpdesku i administratorów."),
    (AGENT, EMPLOYEE, "case1@1", False, "To jest dla helpdesku i administratorów."),
    (AGENT, EMPLOYEE, "queue0@1", False, "To jest dla helpdesku i administratorów."),
    (AGENT, EMPLOYEE, "skip1.0@1", False, "To jest dla helpdesku i administratorów."),
    (AGENT, AGENT, "confirm1@1", False, "Potwierdza administrator albo ktoś inny niż autor."),
    (AGENT, ANOTHER_AGENT, "confirm1@1", False, "Potwierdza administrator albo ktoś inny niż autor."),
    (AGENT, ANOTHER_AGENT, "reject1@1", False, "Potwierdza administrator albo ktoś inny niż autor."),
    (AGENT, ADMIN, "confirm1@1", False, "Zatwierdzona"),
    (ADMIN, ADMIN, "confirm1@1", False, "Zatwierdzona"),
    (AGENT, AGENT, "confirm1@1", True, "Potwierdza administrator albo ktoś inny niż autor."),
    (AGENT, ANOTHER_AGENT, "confirm1@1", True, "Zatwierdzona"),
    (AGENT, ANOTHER_AGENT, "reject1@1", True, "Odrzucona"),
    (AGENT, ADMIN, "undo1@1", False, "Ta korekta jest już rozstrzygnięta."),
    (AGENT, ADMIN, "confirm99@1", False, "Tego już nie pamiętam – zapytaj, proszę, jeszcze raz."),
    (AGENT, ADMIN, "fix99.0@1", False, "Tego już nie pamiętam – zapytaj, proszę, jeszcze raz."),
]


@pytest.mark.parametrize(("author", "person", "data", "agents", "expected"), PRESSES)
async def test_each_may_do_with_a_correction_what_the_role_allows(
    api: BotApi, database: Path, author: int, person: int, data: str, agents: bool, expected: str
) -> None:
    more: dict[str, Any] = {"agents": frozenset({AGENT, ANOTHER_AGENT}), "agents_confirm": agents}
    async with running(settings_for(api.url, database, **more)):
        await propose(api, author, "§ 14 pkt 9")
        message = await ask(api, person, "kto robi kopie zapasowe?")
        toast = await press_data(api, person, message, data)
        assert expected in (toast or message.text)


async def test_the_queue_is_for_agents_and_admins(helpdesk: BotApi) -> None:
    assert (await ask(helpdesk, EMPLOYEE, "/kolejka")).text == "To jest dla helpdesku i administratorów."
    for person in (AGENT, ADMIN):
        assert (await ask(helpdesk, person, "/queue")).text.startswith("The queue is empty")
    told = await ask(helpdesk, AGENT, "/kolejka", chat=GROUP)
    assert told.text == "Kolejkę pokazuję tylko w rozmowie ze mną: napisz do mnie /kolejka."


async def test_a_correction_that_spoils_answers_says_which_before_it_is_confirmed(helpdesk: BotApi) -> None:
    await propose(helpdesk, ADMIN, "§ 14 pkt 9")
    await confirm(helpdesk, ADMIN)
    case = await propose(helpdesk, ADMIN, "§ 7 pkt 2", QUESTION.replace("?", " !"))
    assert "⚠️ Pogorszyłaby odpowiedzi: 1 z " in case.text
    assert f"• {QUESTION}" in case.text
    assert "✔ Zatwierdź mimo to" in case.labels


async def test_what_is_nobodys_by_the_helpdesk_does_not_come_back_into_the_queue(helpdesk: BotApi) -> None:
    await ask(helpdesk, EMPLOYEE, QUESTION)
    queue = await ask(helpdesk, ADMIN, "/kolejka")
    await press(helpdesk, ADMIN, queue, "∅ 1. Niczyje")
    await press(helpdesk, ADMIN, await settled(helpdesk, queue), "Zatwierdź")
    assert "nie przypisuje" in (await ask(helpdesk, EMPLOYEE, QUESTION)).text
    assert (await ask(helpdesk, ADMIN, "/kolejka")).text.startswith("Kolejka jest pusta")


async def test_the_queue_has_pages_and_what_is_dismissed_leaves_them(helpdesk: BotApi) -> None:
    matters = ["kto piecze chleb?", "gdzie kupię rower?", "kiedy mecz?", "przepis na pierogi", "lot na Księżyc"]
    for matter in matters:
        await ask(helpdesk, EMPLOYEE, matter)
    await ask(helpdesk, COLLEAGUE, "Przepis na pierogi!")
    queue = await ask(helpdesk, AGENT, "/kolejka")
    first = queue.text.splitlines()[1]
    assert "pierogi" in first
    assert sum(matter.casefold() in queue.text.casefold() for matter in matters) == 4
    await press(helpdesk, AGENT, queue, "Dalej")
    assert queue.text.splitlines()[1].startswith("5. ")
    await press(helpdesk, AGENT, queue, "Wstecz")
    assert await press(helpdesk, AGENT, queue, "✖ 1. Pomiń") == "Pominięte."
    await helpdesk.wait_for(lambda: "pierogi" not in queue.text)
    assert await press(helpdesk, AGENT, queue, "Cofnij") == "Wróciło do kolejki."
    await helpdesk.wait_for(lambda: "pierogi" in queue.text)
    await press(helpdesk, AGENT, queue, "✖ 1. Pomiń")
    await helpdesk.wait_for(lambda: "pierogi" not in queue.text)
    assert "pytań: 4, spraw: 4" in queue.text


def test_the_terminal_corrects_as_telegram_does(database: Path) -> None:
    conversation = Conversation(KnowledgeSettings(database))
    terminal = Terminal(Dialogue(conversation, Memory(conversation.store)))
    said = terminal.say(QUESTION)
    terminal.say(said.rsplit("] 👎", 1)[0].rsplit("[", 1)[1])
    assert "żadna dobra odpowiedź się nie psuje" in terminal.say("§ 14 pkt 9")
    assert "Zatwierdzona" in terminal.say("1")
    assert terminal.say(QUESTION).startswith("IT-04-2")
    assert terminal.say("/kolejka").startswith("Kolejka jest pusta")
    conversation.close()


def test_a_confirmation_that_a_kill_cut_short_is_finished_when_its_press_is_handled_again(database: Path) -> None:
    conversation = Conversation(KnowledgeSettings(database))
    dialogue, admin = Dialogue(conversation, Memory(conversation.store)), Chat("admin", "admin", "pl", Role.ADMIN)
    turn = hear(dialogue, Chat("anna"), QUESTION).turn
    press_button(dialogue, admin, f"fixnone{turn}@1")
    hear(dialogue, Chat("jan"), QUESTION)
    (correction,) = conversation.corrections.all()
    conversation.corrections.decide(correction.id, Stage.CONFIRMED, "admin")  # and here the kill came
    waited = len(dialogue.queue.groups())
    press_button(dialogue, admin, f"confirm{correction.id}@1")
    assert (waited, len(dialogue.queue.groups())) == (1, 0)
    conversation.close()
