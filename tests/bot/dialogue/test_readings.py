"""How a short message is read after a question, and how often the bot then goes on rightly."""

import json
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.question_parts import QuestionParts, parts_of, words_of
from bot.dialogue.readings import MessageReading, Takes, readings
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from tests.support.dialogues import measure, shares

DIALOGUES = Path(__file__).parents[2] / "questions" / "dialogues" / "open.jsonl"

PARTS = [
    # question, its deed, its object
    ("kto robi kopie zapasowe?", "kto robi", "kopie zapasowe"),
    ("kto zajmuje się wifi?", "kto zajmuje się", "wifi"),
    ("Która komórka może mi naprawić laptop?", "Która komórka może mi naprawić", "laptop"),
    ("who is responsible for the budget?", "who is responsible for", "budget"),
    ("mam nowy skaner, kto go podłączy?", "kto go podłączy", "nowy skaner"),
    # statements
    ("drukarka nie działa", "nie działa", "drukarkę"),
    ("laptop mi nie startuje", "nie startuje", "laptop"),
    ("nie działa internet", "nie działa internet", "internet"),
    ("zepsuł się kolejkomat", "zepsuł się kolejkomat", "kolejkomat"),
    ("zgubiłem telefon służbowy", "", "telefon służbowy"),
    ("my printer is broken", "is broken", "printer"),
]


@pytest.mark.parametrize(("question", "deed", "thing"), PARTS)
def test_a_question_has_a_deed_and_an_object(question: str, deed: str, thing: str) -> None:
    found = parts_of(words_of(question))
    assert (" ".join(found.deed), " ".join(found.object)) == (deed, thing)


READ = [
    # last question, message, the ways to read it that take something from that question
    ("kto kupuje laptopy?", "a drukarki?", [(Takes.DEED, "kto kupuje drukarki")]),
    ("kto kupuje laptopy?", "to samo dla monitorów?", [(Takes.DEED, "kto kupuje monitorów")]),
    ("drukarka nie drukuje", "a skaner?", [(Takes.DEED, "skaner nie działa")]),
    ("kto prowadzi ewidencję licencji?", "a upoważnień?", [(Takes.DEED, "kto prowadzi ewidencję upoważnień")]),
    ("kto kupuje laptopy?", "a kto je naprawia?", [(Takes.OBJECT, "kto naprawia laptopy")]),
    ("kto tworzy aplikacje?", "kto nadaje do nich dostęp?", [(Takes.OBJECT, "kto nadaje dostęp do aplikacje")]),
    ("kto opiniuje zakup programów?", "a kto je instaluje?", [(Takes.OBJECT, "kto instaluje programów")]),
    ("kto kupuje laptopy?", "a naprawa?", [(Takes.OBJECT, "naprawa laptopy")]),
    (
        "drukarka nie działa",
        "a kto kupi nową, jak tej się nie naprawi?",
        [(Takes.OBJECT, "kto kupi drukarkę"), (Takes.OBJECT, "kto kupi nową drukarkę")],
    ),
    ("telefon VoIP nie działa", "kto to naprawi?", [(Takes.OBJECT, "kto naprawi telefon VoIP nie działa")]),
    ("my printer is broken", "who will buy a new one?", [(Takes.OBJECT, "who will buy a new printer")]),
    ("who buys laptops?", "and who repairs them?", [(Takes.OBJECT, "who repairs laptops")]),
    ("kto zarządza kontami?", "a w szkołach?", [(Takes.ALL_BUT_PLACE, "kto zarządza kontami w szkołach")]),
    ("kto zarządza kontami w szkołach?", "w geodezji", [(Takes.ALL_BUT_PLACE, "kto zarządza kontami w geodezji")]),
    ("kto odpowiada za budżet?", "a za przetargi?", [(Takes.ALL_BUT_PLACE, "kto odpowiada za przetargi")]),
    ("dostęp do aplikacji podatkowej", "a szkolnej?", [(Takes.ALL_BUT_PLACE, "dostęp do aplikacji szkolnej")]),
    ("kto zajmuje się drukarkami?", "a od telefonów?", [(Takes.DEED, "kto zajmuje się telefonów")]),
    ("drukarka nie drukuje", "dalej nie działa", [(Takes.OBJECT, "drukarkę dalej nie działa")]),
    (
        "kto zajmuje się siecią?",
        "nie o to pytam, chodzi mi o hotspoty",
        [(Takes.DEED, "kto zajmuje się hotspoty")],
    ),
    # these stand for themselves
    ("kto kupuje laptopy?", "kto robi kopie zapasowe?", []),
    ("kto kupuje laptopy?", "drukarki", []),
    ("kto kupuje laptopy?", "mam nowy telefon, kto mi go ustawi?", []),
    ("kto kupuje laptopy?", "i mam wirusa na komputerze", []),
    ("kto kupuje laptopy?", "po aktualizacji nie działa VPN", []),
    ("kto kupuje laptopy?", "kiedy mecz?", []),
    ("kto kupuje laptopy?", "kto kupuje sprzęt IT?", []),
    ("kto kupuje laptopy?", "jak się z nimi skontaktować?", []),
    ("kto kupuje laptopy?", "", []),
]


@pytest.mark.parametrize(("last", "text", "expected"), READ)
def test_what_a_message_leaves_out_stands_in_the_question_before_it(
    last: str, text: str, expected: list[tuple[Takes, str]]
) -> None:
    alone, *others = readings(text, MessageReading(Takes.NOTHING, last))
    assert (alone.takes, [(each.takes, each.question) for each in others]) == (Takes.NOTHING, expected)


def test_what_a_message_was_about_is_kept_though_its_words_hide_it() -> None:
    last = MessageReading(Takes.OBJECT, "kto sprawdza ile jest umowy", ("umowy",))
    assert readings("a kto je rozlicza?", last)[1].question == "kto rozlicza umowy"


def test_where_the_area_was_asked_for_a_bare_word_names_it() -> None:
    last = MessageReading(Takes.NOTHING, "kto nadaje dostęp?")
    assert [len(readings("szkoły", last, is_asked=is_asked)) for is_asked in (False, True)] == [1, 2]


def test_what_is_wrong_with_one_thing_is_said_of_another_in_plain_words() -> None:
    assert QuestionParts(("is", "jamming"), ("printer",), is_fault=True).about(("scanner",)) == "scanner does not work"


def test_of_the_open_dialogues_most_go_on_rightly(database: Path) -> None:
    conversation = Conversation(KnowledgeSettings(database))
    rows = [json.loads(line) for line in DIALOGUES.read_text(encoding="utf-8").splitlines()]
    found = shares(measure(Dialogue(conversation, Memory(conversation.store)), rows))
    conversation.close()
    assert found.dialogues >= 0.85
    assert found.turns >= 0.9
