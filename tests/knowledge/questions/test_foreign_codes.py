"""What is set like a unit's code and is none of the act's is said to be none; products and norms are no codes."""

from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from indexer.parsing.parse import parse
from indexer.reading.lines import lines_of
from knowledge.answer import Outcome
from knowledge.language import detect_language
from knowledge.questions.foreign_codes import foreign_codes, nearest_by_spelling
from knowledge.questions.mentions import Text
from knowledge.settings import KnowledgeSettings
from tests.support.acts import SMALL_ACT

FOREIGN = [
    # the message, the code that is told
    ("KD-06", "KD-06"),
    ("kd 06", "KD-06"),
    ("kd06", "KD-06"),
    ("KD.06", "KD-06"),
    ("KD/06", "KD-06"),
    ("gk 03 1", "GK-03-1"),
    ("GK031", "GK-03-1"),  # run together as the act's own may be
    ("SEK-03-2", "SEK-03-2"),  # other letters, the act's grouping
    ("ZP-14", "ZP-14"),  # as many letters as the act's, alone
    ("AU-1-2-3", "AU-1-2-3"),  # numbers with hyphens, alone
    ("komu podlega KD-06?", "KD-06"),
    ("what does KD-06 do", "KD-06"),
    ("czy GK-03-1 naprawia komputery?", "GK-03-1"),  # asked of it, whatever else is asked
]
OTHER = [
    "ISO 9001",
    "PN-EN 301549",
    "MS-900",
    "COVID-19",
    "VAT-7",
    "CIT-8",
    "PIT-11",
    "office 2021",
    "A3",
    "L4",
    "HP 27",  # a printer, set with a space
    "WCAG 2.1",
    "kto ustawia TLS 1.2",
    "nr 07",
    "w KD-06 nie drukuje drukarka",  # where somebody sits
    "drukarka HP-21 się zacina",
    "do 05 maja",
]


@pytest.fixture(scope="module")
def conversation(published: Path) -> Conversation:
    return Conversation(KnowledgeSettings(published))


@pytest.mark.parametrize(("text", "code"), FOREIGN)
def test_a_code_of_no_unit_is_said_to_be_none(conversation: Conversation, text: str, code: str) -> None:
    response = conversation.ask(text)
    answer = response.answer
    assert (answer.outcome, answer.units, answer.confidence) == (Outcome.STRUCTURE, (), 0.0)
    assert f"“{code}”" in response.reply or f"„{code}”" in response.reply
    assert response.to_json()["units"] == []


@pytest.mark.parametrize("text", OTHER)
def test_products_norms_and_rooms_are_no_codes(conversation: Conversation, text: str) -> None:
    answer = conversation.ask(text).answer
    assert answer.outcome is not Outcome.STRUCTURE


def test_units_whose_codes_differ_little_are_named_as_such_alone(conversation: Conversation) -> None:
    reply = conversation.ask("GT-04-2").reply
    assert reply.startswith("Zarządzenie nr 1454/2024 nie zna „GT-04-2”. Najbliższe samą pisownią:")
    assert "IT-04-2" in reply
    assert conversation.ask("WX-77-9").reply == "Zarządzenie nr 1454/2024 nie zna „WX-77-9”."
    assert nearest_by_spelling("GT-04-2", conversation.act)[0].code == "IT-04-2"


@pytest.mark.parametrize("text", ["it 04 2", "IT042", "it-04/2", "it.04.2", "It 04-2"])
def test_a_code_is_no_word_of_a_language_and_the_same_in_every_spelling(conversation: Conversation, text: str) -> None:
    response = conversation.ask(text)
    assert (response.lang, [each.unit.code for each in response.answer.units]) == ("pl", ["IT-04-2"])
    assert detect_language(text, "") == ""


def test_codes_are_told_by_the_shape_of_the_acts_own() -> None:
    act = parse(lines_of(SMALL_ACT.replace("BO-01", "BOK-1").replace("BO-02", "BOK-2"))).act

    def found(text: str) -> list[str]:
        return [each.code for each in foreign_codes(Text.of(text), act)]

    assert {text: found(text) for text in ("SEK-4", "SEK 4", "SEK-04", "KD-4", "kto kieruje SEK-4")} == {
        "SEK-4": ["SEK-4"],
        "SEK 4": [],  # a space may stand between any word and number
        "SEK-04": [],  # other numbers than the act's
        "KD-4": [],  # other letters
        "kto kieruje SEK-4": [],  # no more than a name in a sentence
    }
