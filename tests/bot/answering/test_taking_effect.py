"""Acts take effect by themselves at midnight; what they will change, and what held before, is told."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import to_text
from bot.screens.buttons import press
from bot.screens.commands import Call, obey
from bot.screens.messages import hear
from indexer.__main__ import main as indexer
from indexer.publishing.publish import publish
from knowledge.acts.project_orders import Order
from knowledge.embedding.encoder import load_encoder
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.acts import KEYS, PARKS, SMALL_ACT, amending, numbered, successor_text

ANNA = Chat("anna")
LAST_DAY, FIRST_DAY = date(2026, 12, 31), date(2027, 1, 1)
GSM = "kto zarządza usługami GSM?"


@pytest.fixture(scope="module")
def with_successor(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the decree in force and its successor, 901/2026, coming on 1 January 2027."""
    folder = tmp_path_factory.mktemp("coming")
    database = Path(shutil.copy(published, folder / "coming.db"))
    (folder / "act.md").write_text(successor_text(), encoding="utf-8")
    with Store(database) as store:
        publish(folder / "act.md", store, load_encoder(), valid_from=FIRST_DAY)
    return database


class Today:
    """A day that a test moves on."""

    def __init__(self) -> None:
        self.day = LAST_DAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def today() -> Today:
    return Today()


@pytest.fixture
def conversation(with_successor: Path, today: Today) -> Iterator[Conversation]:
    conversation = Conversation(KnowledgeSettings(with_successor), today=today)
    yield conversation
    conversation.close()


def test_the_successor_answers_from_the_first_second_of_its_day(conversation: Conversation, today: Today) -> None:
    assert "IT-04-2" in conversation.ask(GSM).reply
    today.day = FIRST_DAY
    assert conversation.ask(GSM).reply.startswith("Zarządzenie nr 901/2026 nie przypisuje tego żadnej komórce.")


# Questions, and what the successor changes in the answer; "" where the answer stays, whatever was numbered anew.
CHANGES = [
    (GSM, "🗓 Od 1 stycznia 2027 r. odpowiedź się zmieni: zarządzenie 901/2026 nie przypisze tego żadnej komórce."),
    (
        "kto prowadzi ewidencję kwalifikacji zawodowych?",  # moved to another unit
        "🗓 Od 1 stycznia 2027 r. odpowiedź się zmieni (zarządzenie 901/2026): "
        "IT-03-1 · Referat ds. finansów i kontrolingu, § 10 pkt 4 (podlega: Dyrektor).",
    ),
    (
        "who supervises the source code repository?",
        "🗓 From 1 January 2027 the answer changes (decree 901/2026): "
        "IT-01-3 · Referat ds. analizy biznesowej i architektury aplikacji, § 5 pkt 6 (reports to: Dyrektor).",
    ),
    (
        "kto zarządza bazami danych?",  # reworded
        "🗓 Od 1 stycznia 2027 r. przepis będzie brzmieć (zarządzenie 901/2026): "
        "„baz danych i hurtowni danych” (§ 13 pkt 1 lit. d).",
    ),
    (
        "komu podlega IT-04-2?",  # recoded
        "🗓 Od 1 stycznia 2027 r. odpowiedź się zmieni (zarządzenie 901/2026):\n"
        "  IT-04-2 → IT-06-1 · Referat ds. wsparcia użytkowników (podlega: III Zastępca Dyrektora)",
    ),
    (
        "komu podlega IT-03-1?",  # moved to the director
        "🗓 Od 1 stycznia 2027 r. odpowiedź się zmieni (zarządzenie 901/2026):\n  podlega: Dyrektor",
    ),
    (
        "co mówi § 8?",  # dropped, and another in its place
        "🗓 Od 1 stycznia 2027 r. odpowiedź się zmieni (zarządzenie 901/2026):",
    ),
    ("kto robi kopie zapasowe?", ""),
    ("kto zajmuje się certyfikatami SSL?", ""),
    ("komu podlega IT-04-1?", ""),
    ("kto piecze chleb?", ""),
    ("co mówi § 18?", ""),
]


@pytest.mark.parametrize(("question", "change"), CHANGES)
def test_until_its_day_a_reply_tells_what_the_successor_changes_in_it(
    conversation: Conversation, question: str, change: str
) -> None:
    reply = conversation.ask(question).reply
    assert change in reply
    assert ("🗓" in reply) == bool(change)


def test_a_day_that_was_chosen_is_told_beside_the_acts_own(tmp_path: Path) -> None:
    database = tmp_path / "k.db"
    (tmp_path / "act.md").write_text(SMALL_ACT, encoding="utf-8")
    (tmp_path / "change.md").write_text(amending(KEYS), encoding="utf-8")
    with Store(database) as store:
        publish(tmp_path / "act.md", store, load_encoder(), valid_from=date(2026, 1, 5))
        publish(tmp_path / "change.md", store, load_encoder())
    today = Today()
    dialogue = Dialogue(Conversation(KnowledgeSettings(database), "pl", today=today), Memory(Store(database)))
    own = "obowiązuje od: 3 lutego 2025 r. – wyliczone z reguły i z daty podpisania (3 lutego 2025 r.)"
    told = {}
    for today.day in (date(2026, 2, 1), date(2026, 3, 1)):
        for said in (to_text(obey(dialogue, ANNA, Call("akt"))), to_text(hear(dialogue, ANNA, "od kiedy obowiązuje?"))):
            lines = [line.strip() for line in said.partition("🗓")[0].splitlines()]
            assert own in lines
            told.setdefault(today.day.month, set()).update({line for line in lines if " od: " in line} - {own})
    assert told == {2: {"tu odpowiada od: 5 stycznia 2026 r."}, 3: {"w tym brzmieniu od: 1 marca 2026 r."}}


def test_a_day_that_is_the_acts_own_is_told_once(conversation: Conversation) -> None:
    assert "tu odpowiada od" not in conversation.ask("od kiedy obowiązuje?").reply.partition("🗓")[0]


BESIDE = ["co mówi § 18?", "komu podlega IT-04-1?", "kto zarządza usługami GSM?", "od kiedy obowiązuje?"]


@pytest.mark.parametrize("question", BESIDE)
def test_an_act_that_will_only_stand_beside_changes_no_answer_and_names_no_act_over_nothing(
    database: Path, tmp_path: Path, question: str
) -> None:
    (tmp_path / "act.md").write_text(PARKS, encoding="utf-8")
    with Store(database) as store:
        publish(tmp_path / "act.md", store, load_encoder(), valid_from=FIRST_DAY)
    conversation = Conversation(KnowledgeSettings(database), "pl", today=Today())
    lines = conversation.ask(question).reply.splitlines()
    assert not lines[-1].endswith(":")
    assert ("🗓" in "".join(lines)) is (question == BESIDE[-1])  # which then has two answers


TIMES = [
    ("kto będzie zarządzał usługami GSM od 1 stycznia 2027?", "zarządzenie 901/2026 (od 1 stycznia 2027 r.).", False),
    ("kto zarządzał usługami GSM w 2025?", "zarządzenie 1454/2024 (od 22 maja 2024 r. do 31 grudnia 2026 r.).", True),
    ("kto zarządzał usługami GSM w czerwcu 2024 r.?", "zarządzenie 1454/2024 (od 22 maja 2024 r. do", True),
    ("kto zarządzał usługami GSM w 2023?", "aktu z tego czasu nie mam. Najstarszy, jaki mam (zarządzenie 1454", True),
    ("wg zarządzenia 901/2026 kto zarządza usługami GSM?", "zacznie obowiązywać 1 stycznia 2027 r.:", False),
    ("who managed GSM services in March 2023?", "I do not have the act that was in force then. The oldest", True),
]


@pytest.mark.parametrize(("question", "said", "by_it_2"), TIMES)
def test_a_question_about_another_time_is_answered_by_what_is_in_force_then(
    conversation: Conversation, question: str, said: str, by_it_2: bool
) -> None:
    reply = conversation.ask(question).reply
    assert said in reply.split("\n\n")[0]
    assert ("IT-04-2" in reply) is by_it_2


def test_after_its_day_what_held_before_can_still_be_asked(conversation: Conversation, today: Today) -> None:
    today.day = date(2027, 3, 1)
    reply = conversation.ask("kto zarządzał usługami GSM w grudniu 2026?").reply
    assert reply.startswith("W grudniu 2026 – obowiązywało: zarządzenie 1454/2024 (od 22 maja 2024 r. do 31 grudnia")
    assert "IT-04-2" in reply
    assert "IT-04-2" in conversation.ask("wg zarządzenia 1454/2024 kto zarządzał usługami GSM?").reply


def test_project_orders_count_on_the_days_on_which_they_are_in_force(
    with_successor: Path, tmp_path: Path, today: Today
) -> None:
    database = Path(shutil.copy(with_successor, tmp_path / "orders.db"))
    texts = dict.fromkeys(("powers", "working_time", "reporting"), "x")
    order = Order(
        "1/2025", "Portal", ("IT-03-1",), "Dyrektor", starts=date(2025, 3, 1), ends=date(2025, 6, 30), **texts
    )
    with Store(database) as store:
        store.record_order(order)
    conversation = Conversation(KnowledgeSettings(database), today=today)
    told = [conversation.ask(f"komu podlegał IT-03-1 w {month} 2025?").reply for month in ("kwietniu", "lipcu")]
    assert ["w projekcie Portal do 30.06.2025" in each for each in told] == [True, False]


def test_a_time_in_which_the_act_changed_is_answered_part_by_part(conversation: Conversation, today: Today) -> None:
    today.day = date(2027, 3, 1)
    told = conversation.ask("kto zarządzał usługami GSM w 2024?").reply
    assert [line.split(" – ")[:2] for line in told.splitlines() if " – " in line and "2024 r. –" in line] == [
        ["1 stycznia 2024 r.", "21 maja 2024 r."],
        ["22 maja 2024 r.", "31 grudnia 2024 r."],
    ]
    assert "Traci moc zarządzenie nr 1756/2022" in told  # by which the act of the first part can be found


def test_buttons_of_an_act_that_is_to_come_say_so(conversation: Conversation) -> None:
    dialogue = Dialogue(conversation, Memory(conversation.store))
    reply = hear(dialogue, ANNA, "kto będzie nadzorował repozytorium kodów źródłowych od 1 stycznia 2027?")
    action = next(b.action for row in reply.buttons for b in row if b.label.startswith("📖"))
    opening = press(dialogue, ANNA, action).opening
    assert opening == "⚠️ Zarządzenie 901/2026 zacznie obowiązywać dopiero 1 stycznia 2027 r."


def test_a_first_act_that_is_to_come_answers_and_says_from_when(tmp_path: Path) -> None:
    path = tmp_path / "act.md"
    path.write_text(SMALL_ACT, encoding="utf-8")
    with Store(tmp_path / "k.db") as store:
        publish(path, store, load_encoder(), valid_from=FIRST_DAY)
    conversation = Conversation(KnowledgeSettings(tmp_path / "k.db"), today=lambda: LAST_DAY)
    assert conversation.ask("kto wydaje klucze do pomieszczeń?").reply.startswith(
        "Zarządzenie 7/2025 zacznie obowiązywać 1 stycznia 2027 r.; do tego dnia nie mam aktu, który obowiązuje. "
        "Od 1 stycznia 2027 r.:\n\nBO-01 · Referat ds. kluczy"
    )


def test_an_edition_that_is_prepared_beside_the_answers_takes_over_between_two_questions(
    database: Path, tmp_path: Path
) -> None:
    conversation = Conversation(KnowledgeSettings(database), today=lambda: FIRST_DAY)
    conversation.warm_up()
    conversation.is_patient = True
    path = tmp_path / "act.md"
    path.write_text(successor_text(), encoding="utf-8")
    with Store(database) as store:
        publish(path, store, load_encoder(), valid_from=FIRST_DAY)
        conversation.refresh()
        assert conversation.act.number == "1454/2024"  # which answers on while the other is made ready
        conversation.prepare(store)
        conversation.refresh()
        assert conversation.act.number == "901/2026"
        store.rollback(store.edition(1))
        conversation.refresh()  # what was withdrawn answers no further question
        assert conversation.act.number == "1454/2024"


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "k.db"))
    return tmp_path


def test_the_command_line_publishes_from_a_day_lists_and_rolls_back(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (at / "old.md").write_text(SMALL_ACT, encoding="utf-8")
    (at / "new.md").write_text(numbered("9/2099", repeals="7/2025"), encoding="utf-8")
    assert indexer(["publish", str(at / "old.md")]) == 0
    assert "edition 1 of 7/2025 is in force since 2025-02-03 in " in capsys.readouterr().out
    assert indexer(["publish", str(at / "new.md"), "--from", "01.01.2099"]) == 0
    assert "edition 2 of 9/2099 is coming: in force from 2099-01-01 in " in capsys.readouterr().out
    assert indexer(["publish", str(at / "new.md"), "--from", "2099-01-01"]) == 0
    assert capsys.readouterr().out.endswith("is coming: in force from 2099-01-01 already\n")
    assert indexer(["editions"]) == 0
    told = [line.partition("  (")[0] for line in capsys.readouterr().out.splitlines()]
    assert told == [
        "1  7/2025  in force since 2025-02-03, until 2099-01-01",
        "2  9/2099  coming: in force from 2099-01-01",
    ]
    assert indexer(["rollback", "1"]) == 0
    told = [line.partition("  (")[0] for line in capsys.readouterr().out.splitlines()]
    assert told == ["1  7/2025  in force since 2025-02-03", "2  9/2099  withdrawn"]


WRONG = [
    (["publish", "{act}", "--from", "kiedyś"], "error: 'kiedyś' is no day; write 2027-01-31 or 31.01.2027\n"),
    (["publish", "{act}", "--from", "2027-02-30"], "error: '2027-02-30' is no day; write 2027-01-31 or 31.01.2027\n"),
    (["rollback", "9"], "error: there is no edition 9; there are: 1\n"),
]


@pytest.mark.parametrize(("arguments", "error"), WRONG)
def test_what_is_wrong_is_said_on_one_line(
    at: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], error: str
) -> None:
    (at / "act.md").write_text(SMALL_ACT, encoding="utf-8")
    assert indexer(["publish", str(at / "act.md")]) == 0
    capsys.readouterr()
    assert indexer([each.format(act=at / "act.md") for each in arguments]) == 1
    assert capsys.readouterr().err == error


def test_before_anything_is_published_there_is_nothing_to_list(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert indexer(["editions"]) == 1
    assert "k.db yet; run: python -m indexer publish FILE" in capsys.readouterr().err
    assert not (at / "k.db").exists()
