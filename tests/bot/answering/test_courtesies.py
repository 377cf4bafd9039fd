"""Greetings and thanks are answered in kind and leave no trace; a question that begins politely stays a question."""

import pytest

from bot.answering.courtesies import courtesy
from bot.replies.response import Remark

SAID = [
    ("Hej!", Remark.GREETING),
    ("dzień dobry", Remark.GREETING),
    ("DZIEN DOBRY.", Remark.GREETING),  # without diacritics
    ("Dziękuję :)", Remark.THANKS),
    ("ok, dzięki", Remark.THANKS),
    ("thank you", Remark.THANKS),
    ("hej, kto robi kopie zapasowe?", None),  # a question
    ("dziękuję, a kto jest szefem?", None),
    ("", None),
    ("👍", None),
]


@pytest.mark.parametrize(("text", "remark"), SAID)
def test_greetings_and_thanks_are_told_from_questions(text: str, remark: Remark | None) -> None:
    assert courtesy(text) == remark
