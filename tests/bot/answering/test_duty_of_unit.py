"""Does this unit do that? Yes with the clause, or no with who does; by the bundled encoder on the shipped decree."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from knowledge.answer import Outcome
from knowledge.settings import KnowledgeSettings


@pytest.fixture(scope="module")
def conversation(published: Path) -> Iterator[Conversation]:
    opened = Conversation(KnowledgeSettings(published), today=lambda: date(2026, 11, 23))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "opening", "fragment"),
    [
        ("czy IT-04-1 robi kopie zapasowe?", "Tak – IT-04-1:", "§ 13 pkt 1 lit. e"),
        ("czy it042 robi kopie zapasowe?", "Nie – zarządzenie nie przypisuje tego IT-04-2.", "§ 13 pkt 1 lit. e"),
        ("does IT-04-4 maintain the VoIP telephones?", "Yes – IT-04-4:", "§ 16 pkt 2"),
        ("does IT-03-1 run the wifi network?", "No – the decree does not assign this to IT-03-1.", "IT-04-1"),
        # a division answers for its parts, every unit for the duties of all
        ("czy IT-05 zarządza kontami w e-dzienniku?", "Tak – IT-05:", "IT-05-3"),
        ("czy referat cyber archiwizuje dokumenty?", "Tak – IT-02-2:", "§ 19 pkt 36"),
        # a deputy answers for those who report to him
        ("czy II zastępca odpowiada za plan budżetu?", "Tak – II Zastępca Dyrektora:", "§ 10 pkt 1 lit. a"),
        ("kto w IT-04-1 zajmuje się kopiami zapasowymi?", "W zakresie działania IT-04-1:", "§ 13 pkt 1 lit. e"),
        ("kto w IT-03-4 robi kopie zapasowe?", "W zakresie działania IT-03-4 tego nie ma.", "IT-04-1"),
        ("czy IT-04-2 naprawia windy?", "Nie – zarządzenie nie przypisuje tego IT-04-2.", "żadnej komórce"),
    ],
)
def test_a_duty_question_about_a_unit_is_answered_with_yes_or_no(
    conversation: Conversation, question: str, opening: str, fragment: str
) -> None:
    reply = conversation.ask(question).reply
    assert reply.splitlines()[0] == opening
    assert fragment in reply


def test_where_the_unit_does_not_do_it_the_json_names_who_does(conversation: Conversation) -> None:
    response = conversation.ask("czy IT-04-2 robi kopie zapasowe?")
    assert response.answer.outcome is Outcome.ANSWER
    assert response.to_json()["units"][0]["code"] == "IT-04-1"
    assert response.to_json()["question"] == "czy IT-04-2 robi kopie zapasowe?"
