import pytest

from knowledge.message import split_questions, strip_message

MESSAGES = [
    # greeting and closing
    ("Dzień dobry, drukarka nie drukuje. Pozdrawiam, Anna Nowak, tel. 12 616 00 00", "drukarka nie drukuje"),
    ("Hello, who backs up the servers? Regards, Tom", "who backs up the servers?"),
    # several greetings
    ("Witam, dzień dobry! Nie działa VPN.", "Nie działa VPN."),
    # history of another's words
    ("Kto to naprawi? W dniu 3.06.2024 Jan Kowalski napisał: proszę o fakturę", "Kto to naprawi?"),
    ("The scanner is dead.\n> please restart it\n> Jan", "The scanner is dead."),
    # thanks in the middle are no closing, for a question follows
    ("Dziękuję za pomoc z myszką. Kto zamówi monitor?", "Dziękuję za pomoc z myszką. Kto zamówi monitor?"),
    # nothing but a greeting stays
    ("Dzień dobry", "Dzień dobry"),
    ("hi", "hi"),
    # a word that only begins like a greeting
    ("hejter w komentarzach portalu", "hejter w komentarzach portalu"),
]


@pytest.mark.parametrize(("message", "asked"), MESSAGES)
def test_leaves_of_a_message_what_is_asked(message: str, asked: str) -> None:
    assert strip_message(message) == asked


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
