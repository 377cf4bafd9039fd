"""Project orders under § 18: what they must state, how they overlay the reporting lines, and that they end."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.answering.conversation import Conversation
from indexer.__main__ import main
from indexer.commands.order_files import order_from
from indexer.parsing.parse import parse
from indexer.publishing.publish import publish, read_act
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.acts.project_orders import Order, in_force
from knowledge.embedding.calibration import Calibration, Calibrations
from knowledge.errors import InvalidOrder
from knowledge.settings import KnowledgeSettings
from knowledge.shipped import DECREE
from knowledge.store.audit import Audit
from knowledge.store.rows import COMMAND_LINE
from knowledge.store.store import Store

VALUES = {
    "number": "5/2026",
    "project": "e-Obieg",
    "units": "it051, III Zastępca Dyrektora",
    "superior": "II zastępca",
    "powers": "przydzielanie zadań i ich odbiór",
    "working_time": "2 dni w tygodniu",
    "reporting": "raport co dwa tygodnie",
    "starts": "01.10.2026",
    "ends": date(2027, 3, 31),
}
ORDER = Order(
    "5/2026",
    "e-Obieg",
    ("IT-05-1", "III Zastępca Dyrektora"),
    "II Zastępca Dyrektora",
    "przydzielanie zadań i ich odbiór",
    "2 dni w tygodniu",
    "raport co dwa tygodnie",
    date(2026, 10, 1),
    date(2027, 3, 31),
)


class FlatEncoder:
    """Embed everything alike."""

    name = "flat"
    dimension = 2
    calibrations: Calibrations | None = Calibrations(*[Calibration((0.0,) * 9, 0.0, 1.0, 0.1, 0.9)] * 2)

    def encode_document(self, texts: list[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 2), dtype=np.float32)

    encode_query = encode_document


@pytest.fixture(scope="module")
def decree() -> Act:
    return read_act(DECREE).act


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with the decree published."""
    with Store(tmp_path / "knowledge.db") as store:
        publish(DECREE, store, FlatEncoder())
    return tmp_path / "knowledge.db"


@pytest.fixture
def conversation_on(database: Path) -> Iterator[Callable[[date], Conversation]]:
    """Open a conversation on a given day, in Polish, on a database in which `ORDER` is recorded."""
    with Store(database) as store:
        store.record_order(ORDER)
    opened: list[Conversation] = []

    def open_on(day: date) -> Conversation:
        opened.append(Conversation(KnowledgeSettings(database, "/no/such/encoder"), "pl", today=lambda: day))
        return opened[-1]

    yield open_on
    for conversation in opened:
        conversation.close()


def test_an_order_is_read_with_codes_and_days_in_any_spelling(decree: Act) -> None:
    assert order_from(VALUES, decree) == ORDER


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("powers", "zakres kompetencji zarządczych"),
        ("working_time", "wymiar czasu pracy"),
        ("reporting", "sposób raportowania i rozliczania"),
        ("starts", "czas obowiązywania: od"),
        ("ends", "czas obowiązywania: do"),
    ],
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_order_without_a_demanded_part_is_refused_with_the_paragraph(
    decree: Act, field: str, named: str, value: str | None
) -> None:
    with pytest.raises(InvalidOrder, match=rf"{named}.*§ 18 demands it: „Dla potrzeb realizacji zadań projektowych"):
        order_from(VALUES | {field: value}, decree)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, "does not name its number"),
        ({"project": ""}, "does not name the project's name"),
        ({"units": []}, "does not name the units or posts"),
        ({"superior": ""}, "does not name to whom they report"),
        ({"units": "IT-01-2"}, "no unit or post 'IT-01-2'"),
        ({"superior": "IT-05-1"}, "cannot report to itself"),
        ({"ends": "2026-09-30"}, "before it starts"),
        ({"starts": "wkrótce"}, "'wkrótce' is no day"),
        ({"budget": "1"}, "an order has no 'budget'"),
    ],
)
def test_an_order_that_cannot_be_is_refused(decree: Act, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidOrder, match=message):
        order_from(VALUES | changes, decree)


def test_an_act_without_such_a_rule_takes_no_orders() -> None:
    act = parse(lines_of("§ 1. Biuro Obsługi, zwane dalej „Biurem”, jest wydziałem.")).act
    with pytest.raises(InvalidOrder, match="lets nobody set other reporting lines"):
        order_from(VALUES, act)


def test_an_order_is_in_force_on_its_first_and_last_day_and_not_beside() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [in_force([ORDER], day) for day in days] == [(), (ORDER,), (ORDER,), ()]


def test_a_recorded_order_is_found_again_and_its_number_is_taken(database: Path) -> None:
    with Store(database) as store:
        store.record_order(ORDER)
    with Store(database) as store:
        assert store.orders() == (ORDER,)
        with pytest.raises(InvalidOrder, match="recorded already"):
            store.record_order(ORDER)


def test_a_repealed_order_ends_on_the_day_given(database: Path) -> None:
    with Store(database) as store:
        store.record_order(ORDER)
        assert store.end_order("5/2026", date(2026, 12, 31)) == replace(ORDER, ends=date(2026, 12, 31))
        assert store.orders() == (replace(ORDER, ends=date(2026, 12, 31)),)
        with pytest.raises(InvalidOrder, match="no order '6/2026'"):
            store.end_order("6/2026", date(2026, 12, 31))


def test_orders_and_their_ends_stand_in_the_audit(database: Path) -> None:
    with Store(database) as store:
        store.record_order(ORDER)
        store.end_order("5/2026", date(2026, 12, 31))
        assert [(each.who, each.deed, each.what) for each in Audit(store).entries()[-2:]] == [
            (COMMAND_LINE, "order", "5/2026, from 2026-10-01 to 2027-03-31"),
            (COMMAND_LINE, "end order", "5/2026, on 2026-12-31"),
        ]


def test_a_conversation_that_goes_on_sees_what_another_program_orders_and_ends(database: Path) -> None:
    conversation = Conversation(KnowledgeSettings(database, "/no/such/encoder"), "pl", today=lambda: date(2026, 11, 23))

    def line() -> str:
        return conversation.ask("komu podlega IT-05-1").reply.splitlines()[1].strip()

    told = [line()]
    with Store(database) as store:
        store.record_order(ORDER)
        told.append(line())
        store.end_order("5/2026", date(2026, 11, 22))
        told.append(line())
    usual = "podlega: I Zastępca Dyrektora"
    in_project = "w projekcie e-Obieg do 31.03.2027 podlega: II Zastępca Dyrektora; poza nim: I Zastępca Dyrektora"
    conversation.close()
    assert told == [usual, in_project, usual]


def test_while_it_is_in_force_a_reply_shows_both_lines(conversation_on: Callable[[date], Conversation]) -> None:
    lines = conversation_on(date(2027, 3, 31)).ask("komu podlega IT-05-1").reply.splitlines()
    assert lines[1].strip() == (
        "w projekcie e-Obieg do 31.03.2027 podlega: II Zastępca Dyrektora; poza nim: I Zastępca Dyrektora"
    )


def test_after_its_last_day_a_reply_shows_the_usual_line(conversation_on: Callable[[date], Conversation]) -> None:
    lines = conversation_on(date(2027, 4, 1)).ask("komu podlega IT-05-1").reply.splitlines()
    assert lines[1].strip() == "podlega: I Zastępca Dyrektora"


def test_the_orders_in_force_stand_beside_the_paragraph(conversation_on: Callable[[date], Conversation]) -> None:
    reply = conversation_on(date(2026, 11, 23)).ask("kto może zmienić podległość w projekcie?").reply
    assert "5/2026, projekt e-Obieg, 01.10.2026 – 31.03.2027: IT-05-1, III Zastępca Dyrektora" in reply


def test_the_command_records_an_order_from_a_file_and_lists_it(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    file = tmp_path / "order.toml"
    file.write_text(
        'number = "5/2026"\nproject = "e-Obieg"\nunits = ["IT-05-1", "III Zastępca Dyrektora"]\n'
        'superior = "II Zastępca Dyrektora"\npowers = "przydzielanie zadań i ich odbiór"\n'
        'working_time = "2 dni w tygodniu"\nreporting = "raport co dwa tygodnie"\n'
        "starts = 2026-10-01\nends = 2027-03-31\n",
        encoding="utf-8",
    )
    assert main(["order", str(file)]) == 0
    with Store(database) as store:
        assert store.orders() == (ORDER,)
    assert main(["orders", "--end", "5/2026", "--on", "2026-10-31"]) == 0
    assert "2026-10-01 to 2026-10-31" in capsys.readouterr().out


def test_the_command_refuses_an_order_that_lacks_a_part(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    assert main(["order", "--number", "6/2026", "--project", "X", "--units", "IT-05-1", "--superior", "TC"]) == 1
    assert "§ 18 demands it" in capsys.readouterr().err
