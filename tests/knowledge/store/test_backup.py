"""Backups: they answer the same elsewhere, tell of no question, and never destroy what was there."""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from indexer.__main__ import main
from indexer.examples.relocation import relocate
from indexer.publishing.publish import publish
from knowledge.acts.project_orders import Order
from knowledge.embedding.encoder import load_encoder
from knowledge.errors import DatabaseUnusable, InvalidBackup, NoEdition
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from knowledge.staff.corrections import Corrections, Stage
from knowledge.store.audit import Audit
from knowledge.store.backup import back_up, name_now, restore
from knowledge.store.claim import Claim
from knowledge.store.schema import CONVERSATIONS
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ask, running, settings_for
from tests.support.fake_encoder import FakeEncoder

ENCODER = load_encoder().name
QUESTIONS_FILE = Path(__file__).parents[3] / "knowledge" / "shipped" / "questions.jsonl"
QUESTIONS = (
    "kto robi kopie zapasowe serwerów?",
    "who handles SSL certificates?",
    "kto piecze chleb?",
    "kto jest przełożonym IT-04-2?",
    "kim jest opiekun projektu kapibara?",
)
ORDER = Order(
    number="5/2026",
    project="e-Obieg",
    units=("IT-01-5",),
    superior="I Zastępca Dyrektora",
    powers="odbiór",
    working_time="2 dni",
    reporting="raport",
    starts=date(2026, 1, 1),
    ends=date(2036, 1, 1),
)


def answers(database: Path) -> list[str]:
    conversation = Conversation(KnowledgeSettings(database))
    told = [conversation.ask(question).reply for question in (*QUESTIONS, "kto jest szefem IT-01-5?")]
    conversation.close()
    return told


def rows(database: Path, table: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    found = connection.execute(f"select * from {table}").fetchall()
    connection.close()
    return found


@pytest.fixture
def used(database: Path) -> Path:
    """Return a database with an order, an audit, and all that a conversation leaves."""
    with Store(database) as store:
        store.record_order(ORDER)
        Audit(store).record("5f3a", "grant", "agent")
        memory = Memory(store)
        turn = memory.remember("chat", 1, "pl", "pytanie o kapibary", (), "", person="anna", outcome="nobody")
        memory.judge(turn, "anna", False)
        memory.choose_language("chat", "pl")
        memory.receive("1:a", "body")
    return database


def test_restored_on_another_machine_it_answers_the_same(used: Path, tmp_path: Path) -> None:
    before = answers(used)
    backup, elsewhere = tmp_path / "b" / "k.backup.db", tmp_path / "elsewhere" / "knowledge.db"
    back_up(used, backup)
    restored = restore(backup, elsewhere, ENCODER)
    assert (restored.editions[0].act, restored.kept_aside) == ("1454/2024", None)
    assert answers(elsewhere) == before
    with Store(elsewhere) as store:
        assert store.orders() == (ORDER,)
        assert [entry.deed for entry in Audit(store).entries()][-2:] == ["grant", "restore"]


def test_a_correction_holds_where_its_backup_is_restored(used: Path, tmp_path: Path) -> None:
    question = "kim jest opiekun projektu kapibara?"
    with Store(used) as store:
        published, corrections = store.load(), Corrections(store)
        at = next(at for at, clause in enumerate(published.act.clauses) if clause.unit == "IT-02-2")
        proposed = corrections.propose(question, published.edition, at, published.act.clauses[at], "agent")
        relocate(store, load_encoder())
        assert corrections.decide(proposed.id, Stage.CONFIRMED, "admin")
    before = answers(used)
    assert before[4].startswith("IT-02-2")
    back_up(used, tmp_path / "b.db")
    restore(tmp_path / "b.db", tmp_path / "elsewhere.db", ENCODER)
    assert answers(tmp_path / "elsewhere.db") == before


def test_a_backup_is_one_file_that_holds_no_question(used: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    back_up(used, folder / "k.db")
    assert [path.name for path in folder.iterdir()] == ["k.db"]
    assert {table: rows(folder / "k.db", table) for table in CONVERSATIONS} == {table: [] for table in CONVERSATIONS}
    assert b"kapibary" not in (folder / "k.db").read_bytes()
    assert b"kapibary" in b"".join(path.read_bytes() for path in tmp_path.glob("knowledge.db*"))


def test_every_table_that_tells_of_chats_and_messages_is_left_out(used: Path) -> None:
    connection = sqlite3.connect(used)
    told = {
        table
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        if {"chat", "body", "turn"} & {row[1] for row in connection.execute(f"pragma table_info({table})")}
    }
    connection.close()
    assert told == set(CONVERSATIONS)


def test_a_database_in_use_is_copied_and_restored_as_it_was_but_for_what_was_asked(used: Path, tmp_path: Path) -> None:
    back_up(used, tmp_path / "b.db")
    (tmp_path / "small.md").write_text(SMALL_ACT, encoding="utf-8")
    with Store(used) as store:
        publish(tmp_path / "small.md", store, load_encoder())
        Memory(store).remember("chat", 2, "pl", "o nowym akcie", (), "", person="anna", outcome="answer")
        deeds = [entry.deed for entry in Audit(store).entries()]
    restored = restore(tmp_path / "b.db", used, ENCODER)
    assert restored.kept_aside is not None
    with Store(used) as store:
        assert [edition.act for edition in store.editions()] == ["1454/2024"]
        # nothing is taken from the audit, and questions about what is no longer there are forgotten
        assert [entry.deed for entry in Audit(store).entries()] == [*deeds, "restore"]
        with store.reading() as db:
            assert [row["question"] for row in db.table("turns").rows] == ["pytanie o kapibary"]
            assert [db.table(table).count for table in ("verdicts", "chats", "updates")] == [1, 1, 1]
    with Store(restored.kept_aside) as store:
        assert [edition.act for edition in store.editions()] == ["7/2025", "1454/2024"]
    assert b"o nowym akcie" not in b"".join(path.read_bytes() for path in tmp_path.glob("knowledge*.db*"))


def test_an_old_copy_of_a_whole_database_brings_back_no_question(used: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(used, tmp_path / "copy.db"))
    with Store(used) as store:
        Memory(store).forget_person("anna", "chat")
    restore(copy, used, ENCODER)
    assert rows(used, "turns") == []
    assert b"kapibary" not in b"".join(path.read_bytes() for path in tmp_path.glob("knowledge*.db*"))


async def test_a_bot_that_runs_is_copied_and_answers_from_what_is_restored(
    api: BotApi, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "small.md").write_text(SMALL_ACT, encoding="utf-8")
    other = tmp_path / "other.db"
    with Store(other) as store:
        publish(tmp_path / "small.md", store, load_encoder())
    back_up(other, tmp_path / "other.backup.db")
    async with running(settings_for(api.url, database)):
        assert (await ask(api, 1000, "/akt")).text.startswith("Zarządzenie nr 1454/2024")
        back_up(database, tmp_path / "decree.backup.db")
        restore(tmp_path / "other.backup.db", database, ENCODER)
        await answered(api, "kto wydaje klucze do pomieszczeń?", "BO-01 · Referat ds. kluczy")
        restore(tmp_path / "decree.backup.db", database, ENCODER)
        await answered(api, "kto odpowiada za cyberbezpieczeństwo?", "IT-02-2 · Referat ds. cyberbezpieczeństwa")


async def answered(api: BotApi, question: str, expected: str) -> None:
    """Ask until the answer is the expected one: the bot answers on while it prepares what was restored."""
    for _ in range(100):
        if (await ask(api, 1000, question)).text.startswith(expected):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(api.replies(1000)[-1].text)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def change_a_word(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("update clauses set text = text || 'x' where position = 3")
    connection.commit()
    connection.close()


def come_from_the_future(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('knowledge', 'z', '')")
    connection.commit()
    connection.close()


def be_another_programs(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("create table notes (text)")
    connection.close()


def lose_the_act(path: Path) -> None:
    path.unlink()
    Store(path).close()


REFUSALS = [
    # what befalls the backup, what is said of it
    (cut, "is damaged"),
    (change_a_word, "is damaged .*not those that were published"),
    (come_from_the_future, "is of a newer version of this program"),
    (be_another_programs, "is no backup of this program"),
    (lose_the_act, "holds no act"),
    (lambda path: path.write_bytes(b""), "is no backup of this program"),
    (lambda path: path.write_text("a letter, no database" * 99), "is no backup of this program"),
    (lambda path: path.unlink(), "is no file"),
]


@pytest.mark.parametrize(("befall", "said"), REFUSALS)
def test_what_is_no_whole_backup_is_refused_in_one_line_and_nothing_is_changed(
    database: Path, tmp_path: Path, befall: Callable[[Path], object], said: str
) -> None:
    backup = tmp_path / "b.db"
    back_up(database, backup)
    befall(backup)
    before = sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir())
    with pytest.raises(InvalidBackup, match=said) as refused:
        restore(backup, database, ENCODER)
    assert "\n" not in str(refused.value)
    assert sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir()) == before


def test_a_backup_by_another_encoder_is_refused_unless_forced(tmp_path: Path, database: Path) -> None:
    (tmp_path / "small.md").write_text(SMALL_ACT, encoding="utf-8")
    with Store(tmp_path / "other.db") as store:
        publish(tmp_path / "small.md", store, FakeEncoder())
    back_up(tmp_path / "other.db", tmp_path / "b.db")
    with pytest.raises(InvalidBackup, match=f"was embedded with fake, but the encoder set is {ENCODER}: set ENCODER"):
        restore(tmp_path / "b.db", database, ENCODER)
    assert restore(tmp_path / "b.db", database, ENCODER, force=True).editions[0].act == "7/2025"


def test_a_damaged_database_is_moved_away_unless_a_bot_runs_on_it(database: Path, tmp_path: Path) -> None:
    back_up(database, name_now(database))
    cut(database)
    damaged = database.read_bytes()
    claim = Claim(database)
    with pytest.raises(DatabaseUnusable, match="end the bot, then restore"):
        restore(next(tmp_path.glob("*.backup.db")), database, ENCODER)
    claim.release()
    restored = restore(next(tmp_path.glob("*.backup.db")), database, ENCODER)
    assert restored.was_damaged
    assert restored.kept_aside
    assert restored.kept_aside.read_bytes() == damaged
    with Store(database) as store:
        store.check()


def test_a_database_of_a_newer_version_is_not_taken_for_a_damaged_one(database: Path, tmp_path: Path) -> None:
    back_up(database, tmp_path / "b.db")
    come_from_the_future(database)
    with pytest.raises(DatabaseUnusable, match="newer version"):
        restore(tmp_path / "b.db", database, ENCODER)


def test_a_backup_never_takes_the_place_of_the_database_or_of_another_programs_file(
    database: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dzień dobry")
    for target in (database, letter):
        with pytest.raises(InvalidBackup):
            back_up(database, target)
    with pytest.raises(InvalidBackup, match="is the database itself"):
        restore(database, database, ENCODER)
    with pytest.raises(NoEdition):
        back_up(tmp_path / "missing.db", tmp_path / "b.db")
    assert letter.read_text() == "Dzień dobry"
    back_up(database, tmp_path / "b.db")
    back_up(database, tmp_path / "b.db")


def test_both_commands_say_what_they_did(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(used))
    assert main(["backup"]) == 0
    backup = next(tmp_path.glob("knowledge-*.backup.db"))
    assert capsys.readouterr().out.startswith(f"{backup} holds all that was published and taught; it holds no question")
    assert main(["restore", str(backup)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{used} is restored from {backup}: edition 1 of 1454/2024, published ")
    assert second.startswith(f"what was there is kept as {next(tmp_path.glob('*.replaced.db'))};")
    cut(used)
    assert main(["restore", str(backup)]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("the damaged file is kept as")
    assert main(["restore", str(tmp_path / "none.db")]) == 1
    assert capsys.readouterr().err.startswith(f"error: {tmp_path / 'none.db'} is no file")


def test_a_restore_names_every_act_in_force_with_the_questions_that_belong_to_its_duties(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(used))
    (tmp_path / "small.md").write_text(SMALL_ACT, encoding="utf-8")
    assert main(["publish", str(tmp_path / "small.md")]) == 0
    assert ": 2 units, 4 duties, 0 example questions, " in capsys.readouterr().out
    assert main(["backup", str(tmp_path / "b.db")]) == 0
    assert main(["restore", str(tmp_path / "b.db")]) == 0
    told = capsys.readouterr().out
    asked = len(QUESTIONS_FILE.read_text(encoding="utf-8").splitlines())
    for edition, count in (("edition 1 of 1454/2024", asked), ("edition 2 of 7/2025", 0)):
        assert re.search(rf"{edition}, published [-\d]{{10}}, {count} example questions[,;]", told)
