"""Several acts in force at once: citations name theirs, a question can be limited to one, buttons refer to theirs."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main as bot
from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply, to_text
from bot.screens.buttons import press
from bot.screens.commands import Call, obey
from bot.screens.messages import hear
from bot.screens.suggestions import suggest
from indexer.examples.corpus import read_judged
from indexer.publishing.publish import publish
from knowledge.answer import Outcome
from knowledge.embedding.encoder import load_encoder
from knowledge.errors import InvalidQuestion
from knowledge.in_force.statute_book import number_in
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.acts import PARKS

ANNA = Chat("anna")

# Another department's act: it has a unit whose code the decree has too, and a duty in the same words.
CLASHING = PARKS.replace("WZ-01", "IT-04-2").replace(
    "2) nadzór nad parkami", "2) nadzór nad parkami;\n3) zarządzanie kontami użytkowników"
)


@pytest.fixture(scope="module")
def two_acts(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the decree and another department's act in force."""
    folder = tmp_path_factory.mktemp("two")
    database = Path(shutil.copy(published, folder / "two.db"))
    (folder / "act.md").write_text(CLASHING, encoding="utf-8")
    with Store(database) as store:
        publish(folder / "act.md", store, load_encoder())
    return database


@pytest.fixture(scope="module")
def dialogue(two_acts: Path) -> Dialogue:
    conversation = Conversation(KnowledgeSettings(two_acts), today=lambda: date(2026, 11, 23))
    return Dialogue(conversation, Memory(conversation.store))


def labels(reply: Reply) -> list[str]:
    return [button.label for row in reply.buttons for button in row]


def pressed(dialogue: Dialogue, reply: Reply, label: str) -> Reply:
    return press(dialogue, ANNA, next(b.action for row in reply.buttons for b in row if label in b.label))


CITED = [
    ("kto robi kopie zapasowe?", "IT-04-1", "§ 13 pkt 1 lit. e, zarządzenie 1454/2024"),
    ("kto przycina drzewa?", "IT-04-2", "§ 2 pkt 1, zarządzenie 8/2025"),
    ("who makes backups?", "IT-04-1", "§ 13 pkt 1 lit. e, decree 1454/2024"),
]


@pytest.mark.parametrize(("question", "code", "citation"), CITED)
def test_citations_name_the_act_that_answers(dialogue: Dialogue, question: str, code: str, citation: str) -> None:
    reply = hear(dialogue, ANNA, question)
    assert (reply.blocks[0].title.split(" · ")[0], reply.blocks[0].quotes[0].citation) == (code, citation)


def test_the_decrees_questions_are_answered_as_when_it_is_alone(dialogue: Dialogue) -> None:
    judged = [each for each in read_judged(Path("tests/questions/open.jsonl")) if each.units][::5]
    first = [dialogue.conversation.searcher.answer(each.question).units[:1] for each in judged]
    right = [
        bool(found and found[0].act.number == "1454/2024" and found[0].unit.code in each.units)
        for found, each in zip(first, judged, strict=True)
    ]
    assert sum(right) >= 0.95 * len(judged)


def test_what_no_act_gives_to_anybody_is_said_of_all(dialogue: Dialogue) -> None:
    reply = hear(dialogue, ANNA, "kto piecze chleb?")
    assert reply.opening == (
        "Żaden z obowiązujących aktów (zarządzenie 1454/2024, zarządzenie 8/2025) nie przypisuje tego żadnej komórce."
    )


LIMITED = [
    "wg zarządzenia 8/2025 kto przycina drzewa?",
    "kto przycina drzewa zgodnie z zarządzeniem nr 8/2025 Burmistrza Miasta?",
    "according to decree 8/2025 kto przycina drzewa",
]


@pytest.mark.parametrize("question", LIMITED)
def test_a_question_is_limited_to_the_act_that_it_names(dialogue: Dialogue, question: str) -> None:
    assert {each.act.number for each in dialogue.conversation.ask(question).answer.units} == {"8/2025"}
    other = dialogue.conversation.ask(question.replace("8/2025", "1454/2024")).answer
    assert {each.act.number for each in (*other.units, *other.nearest)} == {"1454/2024"}


def test_an_act_that_is_not_held_is_said_not_to_be(dialogue: Dialogue) -> None:
    reply = hear(dialogue, ANNA, "wg zarządzenia 77/2020 kto przycina drzewa?")
    assert reply.opening == "Aktu 77/2020 nie mam; odpowiadam według tego, co obowiązuje dziś:"
    assert reply.blocks[0].quotes[0].citation == "§ 2 pkt 1, zarządzenie 8/2025"


NUMBERS = [
    ("wg zarządzenia nr 1454/2024 kto robi kopie?", ("1454/2024", "kto robi kopie?", True)),
    ("od kiedy obowiązuje zarządzenie 1454/2024?", ("1454/2024", "od kiedy obowiązuje?", False)),
    ("kto naprawia drukarki zgodnie z zarządzeniem nr 9", ("9", "kto naprawia drukarki", True)),
    ("kto naprawi drukarkę w pokoju nr 9", None),  # no act
    ("zgłoszenie 1454/2024/17", None),  # a longer number
    ("zgłoszenie 11454/2024", None),
    ("kto robi kopie", None),
]


@pytest.mark.parametrize(("question", "found"), NUMBERS)
def test_an_act_is_named_by_its_number(question: str, found: tuple[str, str, bool] | None) -> None:
    named = number_in(question, ["9", "1454/2024"])
    assert (named and (named.number, named.rest, named.is_led)) == found


def test_a_button_limits_an_answer_of_several_acts_to_one(dialogue: Dialogue) -> None:
    reply = hear(dialogue, ANNA, "kto prowadzi nadzór nad parkami i nad repozytorium kodów źródłowych?")
    assert [block.quotes[0].citation for block in reply.blocks[:2]] == [
        "§ 6 pkt 6, zarządzenie 1454/2024",
        "§ 2 pkt 2, zarządzenie 8/2025",
    ]
    limited = pressed(dialogue, reply, "Tylko zarządzenie 8/2025")
    assert limited.opening == "Tylko zarządzenie 8/2025:"
    assert [block.title for block in limited.blocks] == ["IT-04-2 · Referat ds. drzew"]
    assert "IT-01-5" in to_text(pressed(dialogue, limited, "Wróć"))


def test_buttons_and_follow_ups_refer_to_the_act_of_the_unit_that_was_named(dialogue: Dialogue) -> None:
    reply = hear(dialogue, ANNA, "kto przycina drzewa?")
    assert pressed(dialogue, reply, "📖 § 2").blocks[0].title == "§ 2"
    assert "przycinanie drzew" in to_text(pressed(dialogue, reply, "📖 § 2"))
    assert pressed(dialogue, reply, "🗂 IT-04-2").blocks[0].title == "IT-04-2 · Referat ds. drzew"
    assert to_text(hear(dialogue, ANNA, "a kto jest ich szefem?")).startswith("IT-04-2 · Referat ds. drzew")


def test_a_code_and_a_provision_that_two_acts_have_ask_which_is_meant(dialogue: Dialogue) -> None:
    assert labels(hear(dialogue, ANNA, "IT-04-2")) == ["🗂 IT-04-2 · 1454/2024", "🗂 IT-04-2 · 8/2025"]
    which = hear(dialogue, ANNA, "§ 2")
    assert (which.opening, labels(which)) == (
        "W którym akcie?",
        ["§ 2 · zarządzenie 1454/2024", "§ 2 · zarządzenie 8/2025"],
    )
    assert "przycinanie drzew" in to_text(pressed(dialogue, which, "8/2025"))


STRUCTURE = [
    ("komu podlega IT-04-1?", ["Zarządzenie 1454/2024:"]),
    ("komu podlega IT-04-2?", ["Zarządzenie 1454/2024:", "Zarządzenie 8/2025:"]),  # both have the code
    ("co mówi § 3?", ["Zarządzenie 1454/2024:", "Zarządzenie 8/2025:"]),
    ("co mówi § 14?", ["Zarządzenie 1454/2024:"]),  # the other has no § 14
    ("co mówi § 3 zarządzenia 8/2025?", ["Zarządzenie 8/2025:"]),
    ("co uchyla zarządzenie?", ["Zarządzenie 1454/2024:"]),  # the other repeals nothing
    ("czym zajmuje się referat ds. drzew?", ["Zarządzenie 8/2025:"]),
]


@pytest.mark.parametrize(("question", "headings"), STRUCTURE)
def test_questions_about_structure_are_answered_under_the_names_of_the_acts(
    dialogue: Dialogue, question: str, headings: list[str]
) -> None:
    response = dialogue.conversation.ask(question)
    assert response.answer.outcome is Outcome.STRUCTURE
    assert [line for line in response.reply.splitlines() if re.fullmatch("Zarządzenie [0-9/]+:", line)] == headings


def test_a_duty_of_a_unit_is_confirmed_from_the_act_that_gives_it(dialogue: Dialogue) -> None:
    reply = hear(dialogue, ANNA, "czy IT-04-2 przycina drzewa?")
    assert (reply.opening, reply.blocks[0].quotes[0].citation) == ("Tak – IT-04-2:", "§ 2 pkt 1, zarządzenie 8/2025")


def test_the_commands_show_every_act(dialogue: Dialogue) -> None:
    told = to_text(obey(dialogue, ANNA, Call("akt")))
    assert ("Zarządzenie nr 1454/2024" in told, "Zarządzenie nr 8/2025" in told) == (True, True)
    assert labels(obey(dialogue, ANNA, Call("struktura"))) == ["🗺 zarządzenie 8/2025"]
    assert labels(obey(dialogue, ANNA, Call("struktura", "8/2025"))) == ["🗺 zarządzenie 1454/2024"]
    assert obey(dialogue, ANNA, Call("komorka", "drzew")).blocks[0].title == "IT-04-2 · Referat ds. drzew"


def test_inline_suggestions_tell_the_act(dialogue: Dialogue) -> None:
    offered = suggest(dialogue, ANNA, "przycinanie drzew")[0]
    assert (offered.title, offered.description) == (
        "IT-04-2 · Referat ds. drzew",
        "zarządzenie 8/2025: przycinanie drzew",
    )


def test_the_command_line_limits_questions_to_one_act(
    two_acts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(two_acts))
    assert bot(["ask", "--json", "--act", "8/2025", "kto przycina drzewa?"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert ({each["act"] for each in told["units"]}, {each["act"] for each in told["clauses"]}) == ({"8/2025"},) * 2
    assert bot(["ask", "--act", "zieleni", "kto robi kopie zapasowe serwerów?"]) == 0  # words of its title
    assert capsys.readouterr().out.startswith("Zarządzenie nr 8/2025 nie przypisuje tego żadnej komórce.")
    assert bot(["ask", "--act", "5/1999", "kto?"]) == 1
    told_error = "error: no act in force is called '5/1999'; there are: zarządzenie 1454/2024, zarządzenie 8/2025\n"
    assert capsys.readouterr().err == told_error


def test_a_chart_is_drawn_of_the_act_that_has_the_unit(two_acts: Path) -> None:
    conversation = Conversation(KnowledgeSettings(two_acts), act="8/2025")
    assert conversation.draw_chart(["referat ds. drzew"], "svg").startswith(b"<?xml")
    with pytest.raises(InvalidQuestion, match="the act has no unit 'IT-09-9'"):
        conversation.draw_chart(["IT-09-9"])
