"""What is no question about the act is told so, in the chat and by the command, and leaves no trace as unanswered."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import to_text
from bot.replies.response import Remark
from bot.screens.messages import hear
from knowledge.answer import Outcome
from knowledge.embedding.noise import is_noise
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory

QUESTIONS = Path(__file__).parents[2] / "questions"
ANNA = Chat("anna", "anna", "pl")

REMARKS = [
    ("...!?", Remark.WORDLESS),
    ("🤷‍♀️", Remark.WORDLESS),
    ("4711", Remark.WORDLESS),  # a number that no provision has alone
    ("zxcvb", Remark.NOISE),
    ("LKJHG", Remark.NOISE),  # keys in a row are noise in capitals too
    ("lalalala lalala", Remark.NOISE),
    ("wqzrt plmkv", Remark.NOISE),
    ("У кого попросити нову клавіатуру?", Remark.UKRAINIAN),
    ("не працює інтернет", Remark.UKRAINIAN),
    ("ποιος φτιάχνει τους υπολογιστές", Remark.ALPHABET),
    ("谁负责打印机", Remark.ALPHABET),
    ("Wo bekomme ich eine neue Tastatur?", Remark.GERMAN),
    ("mein Telefon geht nicht mehr", Remark.GERMAN),
    ("Wen muss ich wegen der Rechnung fragen", Remark.GERMAN),
    ("pomóż mi, proszę", Remark.HELP),
    ("Jak z ciebie korzystać?", Remark.HELP),
    ("w czym mi możesz pomóc", Remark.HELP),
    ("how do I use this bot?", Remark.HELP),
    ("jestes botem?", Remark.WHO),
    ("z kim ja rozmawiam", Remark.WHO),
    ("what's your name", Remark.WHO),
    ("nie o to pytałam", Remark.MISTAKEN),
    ("to nie była odpowiedź na moje pytanie", Remark.MISTAKEN),
    ("no, you misunderstood me", Remark.MISTAKEN),
    ("tak", Remark.NOISE),  # yes to what
    ("a to co?", Remark.NOISE),
    ("to zła jednostka", Remark.MISTAKEN),
    ("siema", Remark.GREETING),
    ("wielkie dzięki!", Remark.THANKS),
]
ASKED = [
    "pomoc w sprawie monitora",  # the matter is a monitor
    "potrzebuję pomocy z pocztą",
    "jak działa telefon VoIP",
    "źle wyświetla się strona",
    "kto odpowiada za robota na stronie",
    "nie działa",
    "QGIS",  # capitals are a name
    "IT-04-2",
    "§ 14",
    "5G",
    "Kto obsługuje VPN і сеть?",  # a few letters of another alphabet
    "was ist VPN, kto to wie i kto to ma w urzędzie",
]


@pytest.fixture(scope="module")
def conversation(published: Path) -> Conversation:
    return Conversation(KnowledgeSettings(published))


@pytest.fixture
def dialogue(database: Path) -> Dialogue:
    conversation = Conversation(KnowledgeSettings(database))
    return Dialogue(conversation, Memory(conversation.store))


def judged() -> list[dict[str, object]]:
    return [
        json.loads(line) for path in QUESTIONS.glob("*.jsonl") for line in path.read_text("utf-8").splitlines() if line
    ]


@pytest.mark.parametrize(("text", "remark"), REMARKS)
def test_what_is_no_question_is_told_from_questions(conversation: Conversation, text: str, remark: Remark) -> None:
    response = conversation.ask(text)
    assert (response.remark, response.answer.outcome, response.answer.units) == (remark, Outcome.ASIDE, ())
    assert response.reply


@pytest.mark.parametrize("text", ASKED)
def test_a_question_that_only_sounds_alike_stays_one(conversation: Conversation, text: str) -> None:
    assert conversation.ask(text).remark is None


def test_no_judged_question_that_a_unit_answers_is_taken_for_anything_else(conversation: Conversation) -> None:
    asked = [each for each in judged() if each["units"]]
    assert len(asked) > 900
    assert [each["question"] for each in asked if conversation.respond(str(each["question"]), "pl").remark] == []


def test_of_judged_questions_that_nobody_answers_only_talk_to_the_bot_is_taken_for_that(
    conversation: Conversation,
) -> None:
    asked = [str(each["question"]) for each in judged() if not each["units"]]
    taken = {text for text in asked if conversation.respond(text, "pl").remark}
    assert taken <= {
        "dzięki!",
        "hi there",
        "jak sie masz",
        "are you a real person or a robot?",
        "Are you a robot or a real person?",
    }


def slipped(text: str, chance: random.Random) -> str:
    """Return a text with a slip of the finger in every twelve letters."""
    letters = list(text)
    for _ in range(max(1, len(text) // 12)):
        at = chance.randrange(len(letters))
        letters[at] = chance.choice(("", letters[at] * 2, chance.choice("abcdefghijklmnoprstuwyz")))
    return "".join(letters)


def test_slips_of_the_finger_hardly_ever_make_noise_of_a_question() -> None:
    chance = random.Random(20)
    taken = [text for text in (slipped(str(each["question"]), chance) for each in judged()) if is_noise(text)]
    assert len(taken) <= 3  # of 1,380


def _key(chance: random.Random, keys: str, least: int, most: int) -> str:
    return "".join(chance.choice(keys) for _ in range(chance.randint(least, most)))


NOISES: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: _key(chance, "qwertyuiopasdfghjklzxcvbnm", 6, 14),  # any keys
    lambda chance: _key(chance, "asdfghjkl", 5, 12),  # the middle row
    lambda chance: "qwertyuiop"[(start := chance.randrange(6)) : start + chance.randint(4, 10)],  # along a row
    lambda chance: chance.choice("hjkluyb") * chance.randint(4, 12),  # one key held down
    lambda chance: _key(chance, "wsxedcrfv", 2, 3) * chance.randint(3, 5),  # the same keys again and again
    lambda chance: " ".join(_key(chance, "qwsxzjkvbnmp", 4, 7) for _ in range(3)),  # in groups
)


def test_what_fingers_do_on_a_keyboard_is_noise() -> None:
    chance = random.Random(4)
    played = [chance.choice(NOISES)(chance) for _ in range(200)]
    missed = [text for text in played if not is_noise(text)]
    assert len(missed) <= 12


def test_a_word_of_the_act_alone_is_no_noise() -> None:
    assert is_noise("kzxqv")
    assert not is_noise("kzxqv", lambda word: word == "kzxqv")


def test_foreigners_are_told_in_their_language_and_in_one_line(conversation: Conversation) -> None:
    ukrainian, german = (
        conversation.ask("хто ремонтує комп'ютери"),
        conversation.ask("Wer repariert den Computer hier?"),
    )
    assert ukrainian.reply.startswith("Я розумію лише польську та англійську.")
    assert german.reply.startswith("Ich verstehe nur Polnisch und Englisch.")
    assert "\n" not in ukrainian.reply + german.reply


def test_what_is_no_question_is_not_remembered_and_what_was_last_stays_so(dialogue: Dialogue) -> None:
    hear(dialogue, ANNA, "kto robi kopie zapasowe serwerów?")
    for text in ("?", "zxcvb", "kim jesteś", "Де мій стіл?", "co umiesz"):
        assert hear(dialogue, ANNA, text).turn is None
    last = dialogue.memory.last(ANNA.key, 60)
    assert last is not None
    assert last.question == "kto robi kopie zapasowe serwerów?"
    assert "podlega: III Zastępca Dyrektora" in to_text(hear(dialogue, ANNA, "a kto jest ich szefem?"))


def test_whoever_was_misunderstood_is_offered_the_other_units(dialogue: Dialogue) -> None:
    first = hear(dialogue, ANNA, "kto robi kopie zapasowe serwerów?")
    others = hear(dialogue, ANNA, "źle mnie zrozumiałeś")
    assert others.opening.splitlines()[0].startswith("W takim razie źle zrozumiałem.")
    assert others.blocks
    assert {block.title for block in others.blocks}.isdisjoint(block.title for block in first.blocks)


def test_whoever_was_misunderstood_before_anything_was_said_is_asked_for_other_words(dialogue: Dialogue) -> None:
    reply = hear(dialogue, ANNA, "nie o to pytam")
    assert (reply.opening.startswith("W takim razie źle zrozumiałem."), reply.blocks) == (True, ())


def test_what_one_may_ask_is_asked_in_going_on_too(dialogue: Dialogue) -> None:
    hear(dialogue, ANNA, "kto robi kopie zapasowe serwerów?")
    assert hear(dialogue, ANNA, "a co potrafisz").command == "pomoc"


def test_the_command_tells_programs_that_it_was_no_question(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(published))
    assert main(["ask", "--json", "jak się nazywasz?"]) == 0
    told = json.loads(capsys.readouterr().out)
    reply = told.pop("reply")
    assert told == {
        "question": "jak się nazywasz?",
        "outcome": "aside",
        "units": [],
        "clauses": [],
        "confidence": 0.0,
    }
    assert reply.startswith("Jestem programem")
