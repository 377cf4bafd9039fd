"""The conversation without a messenger: memory, old buttons, the terminal."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply, to_text
from bot.screens.buttons import press
from bot.screens.messages import hear
from bot.screens.suggestions import suggest
from bot.telegram.api.html import render
from bot.terminal.terminal import Terminal
from indexer.publishing.publish import publish
from knowledge.embedding.encoder import load_encoder
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import DAY, Memory
from knowledge.store.store import Store
from tests.support.telegram_rules import check_text

QUESTION = "kto odpowiada za cyberbezpieczeństwo?"
ANNA = Chat("anna", "anna", "pl")
SMALL_ACT = """ZARZĄDZENIE NR 7/2026
PREZYDENTA MIASTA KRAKOWA
Z DNIA 2 stycznia 2026 r.

w sprawie podziału na wewnętrzne komórki organizacyjne oraz zakresu działania Centrum Obsługi Informatycznej

§ 1. 1. Centrum Obsługi Informatycznej, zwanym dalej „Centrum”, kieruje Dyrektor.

2. W skład Centrum wchodzi następujące wewnętrzne komórki organizacyjne:

1) Referat ds. bezpieczeństwa IT-09-1;
2) Referat ds. sieci IT-09-2.

§ 2. Do zakresu działania Referatu ds. bezpieczeństwa (IT-09-1) należy:

1) nadzór nad cyberbezpieczeństwem;
2) obsługa incydentów.

§ 3. Do zakresu działania Referatu ds. sieci (IT-09-2) należy:

1) utrzymanie sieci komputerowej.
"""


class Clock:
    """Stand still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dialogue(database: Path, clock: Clock) -> Dialogue:
    conversation = Conversation(KnowledgeSettings(database))
    return Dialogue(conversation, Memory(conversation.store, clock))


def action(reply: Reply, label: str) -> str:
    return next(button.action for row in reply.buttons for button in row if label in button.label)


def test_units_of_which_none_is_sure_are_offered_to_choose_from(dialogue: Dialogue) -> None:
    searcher = dialogue.conversation.searcher
    assert searcher.calibrations[0] is not None
    searcher.calibrations = [replace(searcher.calibrations[0], sure=1.1)]
    reply = hear(dialogue, ANNA, QUESTION)
    assert reply.opening == "Najpewniej:"
    matters = [row[0].label for row in reply.buttons[:-1]]
    assert len(matters) == len(reply.blocks) == 3
    assert "cyberbezpieczeństwa" in matters[0]
    chosen = press(dialogue, ANNA, action(reply, matters[0]))
    assert chosen.blocks[0].title == "IT-02-2 · Referat ds. cyberbezpieczeństwa Systemu Informatycznego UMK"
    assert action(chosen, "Wróć").startswith("back")


def test_thanks_are_answered_in_kind_and_are_no_question(dialogue: Dialogue) -> None:
    hear(dialogue, ANNA, QUESTION)
    before = dialogue.memory.last(ANNA.key, DAY)
    assert to_text(hear(dialogue, ANNA, "Dziękuję!")).startswith("Proszę bardzo.")
    assert dialogue.memory.last(ANNA.key, DAY) == before


@pytest.fixture(scope="module")
def patient_dialogue(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Dialogue:
    """Return a dialogue that many texts are tried on."""
    conversation = Conversation(
        KnowledgeSettings(Path(shutil.copy(published, tmp_path_factory.mktemp("any") / "k.db")))
    )
    return Dialogue(conversation, Memory(conversation.store))


_WORDS = st.sampled_from(
    "a i kto co więcej szef ich and more § 17 ust. pkt IT-04-2 IT-0 drukarka Temat: Od: > -- <b> & 👍".split()
    + list("\u202e\x07\n")
)


@given(text=st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join)), ticket=st.booleans())
@settings(max_examples=80, deadline=None)
def test_whatever_is_said_gets_a_reply_that_telegram_takes(patient_dialogue: Dialogue, text: str, ticket: bool) -> None:
    reply = hear(patient_dialogue, ANNA, text_without_surrogates(text), ticket=ticket)
    for message in render(reply):
        check_text(message, "HTML")
    for row in reply.buttons:
        for button in row:
            assert button.label.strip()
            assert 1 <= len(button.action.encode()) <= 64
            assert not press(patient_dialogue, ANNA, button.action).toast.startswith("Tego")


def text_without_surrogates(text: str) -> str:
    """Return a text as the Telegram side hands it on."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def test_the_last_answer_is_remembered_for_some_minutes_only(dialogue: Dialogue, clock: Clock) -> None:
    hear(dialogue, ANNA, QUESTION)
    clock.now += 14 * 60
    assert "IT-02-2" in to_text(hear(dialogue, ANNA, "a kto jest ich szefem?"))
    clock.now += 16 * 60
    assert to_text(hear(dialogue, ANNA, "a kto jest ich szefem?")).startswith("Nie wiem, o kogo chodzi")


def test_chats_do_not_hear_each_other(dialogue: Dialogue) -> None:
    hear(dialogue, ANNA, QUESTION)
    assert to_text(hear(dialogue, Chat("jan"), "pokaż więcej")).startswith("Nie wiem, o kogo chodzi")


def test_an_old_button_shows_the_old_act_and_says_that_a_newer_one_is_in_force(
    dialogue: Dialogue, tmp_path: Path, database: Path
) -> None:
    before = hear(dialogue, ANNA, QUESTION)
    file = tmp_path / "act.md"
    file.write_text(SMALL_ACT, encoding="utf-8")
    with Store(database) as store:
        publish(file, store, load_encoder())
    card = press(dialogue, ANNA, action(before, "IT-02-2"))
    notice = "⚠️ To ze starszego aktu (zarządzenie 1454/2024). Teraz obowiązuje zarządzenie 7/2026 – zapytaj ponownie."
    assert card.opening == notice
    assert card.blocks[0].title == "IT-02-2 · Referat ds. cyberbezpieczeństwa Systemu Informatycznego UMK"
    assert press(dialogue, ANNA, action(before, "§ 7")).opening == notice
    anew = press(dialogue, ANNA, action(card, "Zapytaj ponownie"))
    assert anew.blocks[0].title == "IT-09-1 · Referat ds. bezpieczeństwa"
    assert {each.title for each in suggest(dialogue, ANNA, "")} == {
        "IT-09-1 · Referat ds. bezpieczeństwa",
        "IT-09-2 · Referat ds. sieci",
    }
    assert to_text(hear(dialogue, ANNA, "czym się zajmują?")).startswith("Nie wiem, o kogo chodzi")
    assert hear(dialogue, ANNA, "pokaż więcej").opening.startswith("⚠️ To ze starszego aktu")


def test_a_button_of_the_same_act_published_again_still_holds(dialogue: Dialogue, database: Path) -> None:
    before = hear(dialogue, ANNA, QUESTION)
    with Store(database) as store:
        published = store.load()
        same = {name: getattr(published.edition, name) for name in ("source", "source_hash", "encoder", "calibration")}
        store.publish(published.act, store.examples(published), examples_hash="other", vectors={}, **same)
    card = press(dialogue, ANNA, action(before, "IT-02-2"))
    assert (card.opening, card.blocks[0].title[:7]) == ("", "IT-02-2")
    assert to_text(hear(dialogue, ANNA, "a szef?")).startswith("IT-02-2")


def test_what_is_older_than_the_retention_is_forgotten(dialogue: Dialogue, clock: Clock) -> None:
    reply = hear(dialogue, ANNA, QUESTION)
    press(dialogue, ANNA, action(reply, "👍"))
    clock.now += 91 * DAY
    kept = hear(dialogue, Chat("jan"), QUESTION)
    dialogue.memory.forget(90)
    assert press(dialogue, ANNA, action(reply, "👍")).toast.startswith("Tego już nie pamiętam")
    assert press(dialogue, Chat("jan"), action(kept, "👍")).toast == "Dziękuję! Dobrze wiedzieć."
    with dialogue.conversation.store.reading() as db:
        assert [row["turn"] for row in db.table("verdicts").rows] == [kept.turn]


def test_a_turn_keeps_its_outcome_how_sure_it_was_whose_it_is_and_no_personal_number(dialogue: Dialogue) -> None:
    chat = Chat("group", "anna", "pl", names=("Anna",))
    for text in ("Tu Anna, tel. 600 100 200: kto odpowiada za cyberbezpieczeństwo?", "a szef?", "więcej", "IT-04-2"):
        hear(dialogue, chat, text)
    with dialogue.conversation.store.reading() as db:
        kept = [(row["person"], row["outcome"], row["question"]) for row in db.table("turns").rows]
        sure = [row["confidence"] for row in db.table("turns").rows]
    question = "Tu [osoba], tel. [telefon]: kto odpowiada za cyberbezpieczeństwo?"
    assert kept == [
        ("anna", "answer", question),
        ("anna", "structure", question),
        ("anna", "", question),
        ("anna", "structure", "IT-04-2"),
    ]
    assert sure[0] > 0.8
    assert sure[1:] == [None, None, 1.0]


def test_a_number_of_a_turn_is_never_given_again(dialogue: Dialogue, clock: Clock) -> None:
    clock.now = 1_800_000_000.0
    first, second = hear(dialogue, ANNA, QUESTION), hear(dialogue, ANNA, QUESTION)
    clock.now += 100 * DAY
    dialogue.memory.forget(90)
    third = hear(dialogue, ANNA, QUESTION)
    assert (first.turn, second.turn, third.turn) == (32_774_400, 32_774_401, 32_774_400 + 100 * 86_400)


def test_the_last_verdict_of_a_person_counts(dialogue: Dialogue) -> None:
    reply = hear(dialogue, ANNA, QUESTION)
    for label in ("👍", "👎"):
        press(dialogue, ANNA, action(reply, label))
    with dialogue.conversation.store.reading() as db:
        assert [(row["person"], row["liked"]) for row in db.table("verdicts").rows] == [("anna", 0)]


def test_an_update_is_received_once_and_given_up_after_three_attempts(database: Path) -> None:
    with Store(database) as store:
        memory = Memory(store)
        assert [memory.receive("1:a", "{}"), memory.receive("1:a", "{}"), memory.receive("2:b", "{}")] == [
            True,
            False,
            True,
        ]
        memory.handled("2:b")
        assert not memory.receive("2:b", "{}")
        for _ in range(3):
            assert [waiting[:2] for waiting in memory.waiting()] == [("1:a", "{}")]
            memory.attempt("1:a")
        assert memory.waiting() == ()


def test_in_the_terminal_buttons_are_numbers_and_commands_begin_with_a_slash(dialogue: Dialogue) -> None:
    terminal = Terminal(dialogue)
    answer = terminal.say(QUESTION)
    assert answer.splitlines()[-1] == "[1] 📖 § 7   [2] 🗂 IT-02-2   [3] 🔎 Inne komórki   [4] 👍   [5] 👎"
    assert terminal.say("4") == "Dziękuję! Dobrze wiedzieć."
    assert terminal.say("2").startswith("IT-02-2 · Referat ds. cyberbezpieczeństwa")
    assert terminal.say("a kto jest ich szefem?").startswith("IT-02-2")
    assert terminal.say("/par 18").startswith("§ 18")
    assert terminal.say("/nic").startswith("Nie znam /nic.")
    assert terminal.greeting().splitlines()[1].startswith("Ask who is responsible.")


def test_without_a_token_three_lines_say_how_to_get_one_and_what_goes_without(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    assert main([]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert "@BotFather" in lines[0]
    assert lines[2].endswith("python -m bot chat")


def test_wrong_settings_are_told_one_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "nonsense")
    monkeypatch.setenv("ADMINS", "me")
    assert main(["run"]) == 2
    assert [line.split()[1] for line in capsys.readouterr().err.splitlines()] == ["TELEGRAM_BOT_TOKEN", "ADMINS"]
