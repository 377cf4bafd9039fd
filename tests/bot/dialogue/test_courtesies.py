"""Greetings and thanks are answered in kind and leave no trace; a question that begins politely stays a question."""

import pytest

from bot.dialogue.courtesies import courtesy

HELLO = "Hello. Write what it is about, and I will name the unit that is responsible."
WELCOME = "You are welcome. Ask again whenever you need to."

SAID = [
    ("Hej!", HELLO),
    ("dzień dobry", HELLO),
    ("DZIEN DOBRY.", HELLO),  # without diacritics
    ("Dziękuję :)", WELCOME),
    ("ok, dzięki", WELCOME),
    ("thank you", WELCOME),
    ("hej, kto robi kopie zapasowe?", ""),  # a question
    ("dziękuję, a kto jest szefem?", ""),
    ("", ""),
    ("👍", ""),
]


@pytest.mark.parametrize(("text", "answer"), SAID)
def test_greetings_and_thanks_are_told_from_questions(text: str, answer: str) -> None:
    assert courtesy(text) == answer
