import pytest

from bot.answering.tickets import split_questions

QUESTIONS = [
    ("Kto robi kopie zapasowe?", ("Kto robi kopie zapasowe?",)),
    ("Kto robi kopie? A kto kupuje laptopy?", ("Kto robi kopie?", "A kto kupuje laptopy?")),
    # a statement belongs to the question after it, the last one to the question before it
    (
        "Padł serwer. Kto go podniesie? Kto kupi nowy? Pilne.",
        ("Padł serwer. Kto go podniesie?", "Kto kupi nowy? Pilne."),
    ),
    ("drukarka nie drukuje. proszę o pomoc", ("drukarka nie drukuje. proszę o pomoc",)),
    ("", ("",)),
]


@pytest.mark.parametrize(("message", "questions"), QUESTIONS)
def test_splits_a_message_into_its_questions(message: str, questions: tuple[str, ...]) -> None:
    assert split_questions(message) == questions
