"""Inline mode says what the chat says: who is sure, who is not, that nobody has it; what is half typed is looked up."""

import json
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import to_text
from bot.screens.suggestions import Suggestion, suggest
from knowledge.answer import Outcome
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory

QUESTIONS = Path(__file__).parents[2] / "questions" / "short.jsonl"
ANNA = Chat("anna", "anna", "pl")
DOUBT = "Nie mam pewności, ale może:"


@pytest.fixture(scope="module")
def dialogue(published: Path) -> Dialogue:
    conversation = Conversation(KnowledgeSettings(published), "pl")
    return Dialogue(conversation, Memory(conversation.store))


def questions() -> list[str]:
    return [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]


def typed(dialogue: Dialogue, text: str) -> tuple[Suggestion, ...]:
    return suggest(dialogue, ANNA, text)


def test_each_short_question_has_the_outcome_in_inline_mode_that_it_has_in_the_chat(dialogue: Dialogue) -> None:
    for text in questions():
        answer = dialogue.conversation.respond(text, "pl").answer
        found = typed(dialogue, text)
        shown = [each.title.split(" · ")[0] for each in found]
        doubted = [to_text(each.reply).startswith(DOUBT) for each in found]
        if answer.outcome in (Outcome.ANSWER, Outcome.UNSURE):
            count = len(answer.units)
            assert doubted[:count] == [answer.outcome is Outcome.UNSURE] * count, text
            named = [each.unit.code for each in answer.units if each.unit.code != "ALL"]
            assert [each for each in shown[:count] if not each.startswith("Wszystkie")] == named, text
        elif found[0].key == "nobody":
            assert (len(found), answer.outcome) == (1, Outcome.NOBODY), text


@pytest.mark.parametrize(
    ("text", "key", "title"),
    [
        ("kto karmi łabędzie", "nobody", "Zarządzenie nr 1454/2024 nie przypisuje tego żadnej komórce."),
        ("lkjhg", "aside", "Nie rozumiem „lkjhg”. Zapytaj, kto za coś odpowiada, na przykład:"),
        ("!!", "aside", "Nie widzę w „!!” żadnego słowa. Zapytaj, kto za coś odpowiada, na przykład:"),
        ("KD-06", "structure", "Zarządzenie nr 1454/2024 nie zna „KD-06”."),
        ("hej", "aside", "Dzień dobry. Napisz, w czym rzecz, a powiem, która komórka za to odpowiada."),
    ],
)
def test_what_no_unit_answers_is_one_article_that_says_so(dialogue: Dialogue, text: str, key: str, title: str) -> None:
    found = typed(dialogue, text)
    assert [(each.key, each.title) for each in found] == [(key, title)]
    assert to_text(found[0].reply).startswith(title)


def test_what_is_not_sure_says_so_in_the_list_and_in_what_is_pasted(dialogue: Dialogue) -> None:
    asked = next(
        each for each in questions() if dialogue.conversation.respond(each, "pl").answer.outcome is Outcome.UNSURE
    )
    first = typed(dialogue, asked)[0]
    assert first.description.startswith(DOUBT)
    assert first.reply.opening == DOUBT


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("archi", ["IT-01-3"]),
        ("teleko", ["IT-04-4"]),
        ("it.04", ["IT-04-1", "IT-04-2", "IT-04-3", "IT-04-4"]),
        ("it022", ["IT-02-2"]),
        ("IT-01/1", ["IT-01-1"]),
    ],
)
def test_half_a_name_or_code_is_looked_up(dialogue: Dialogue, text: str, codes: list[str]) -> None:
    shown = [each.title.split(" · ")[0] for each in typed(dialogue, text)]
    assert [code for code in shown if code in codes] == codes
