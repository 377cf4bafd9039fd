"""Greetings and thanks are answered in kind and leave no trace; a question that begins politely stays a question."""

import pytest

from bot.dialogue.courtesies import courtesy

SAID = [
    ("Hej!", "greeting"),
    ("dzień dobry", "greeting"),
    ("DZIEN DOBRY.", "greeting"),  # without diacritics
    ("Dziękuję :)", "welcome"),
    ("ok, dzięki", "welcome"),
    ("thank you", "welcome"),
    ("hej, kto robi kopie zapasowe?", ""),  # a question
    ("dziękuję, a kto jest szefem?", ""),
    ("", ""),
    ("👍", ""),
]


@pytest.mark.parametrize(("text", "kind"), SAID)
def test_greetings_and_thanks_are_told_from_questions(text: str, kind: str) -> None:
    assert courtesy(text) == kind
