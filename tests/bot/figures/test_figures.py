"""The figures: what is counted, on which day, and how it is shown."""

import random
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.access.pseudonyms import Keys
from bot.configuration import BotSettings
from bot.figures.picture import draw_figures
from bot.figures.text import to_csv, to_text
from knowledge.days import OFFICE_ZONE
from knowledge.staff.conversations import DAY, Memory, Named
from knowledge.staff.usage import Count, Figures, UnitCount, figures
from knowledge.store.audit import Audit
from knowledge.store.rows import COMMAND_LINE
from knowledge.store.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OFFICE_ZONE)
PNG = b"\x89PNG"


class Clock:
    def __init__(self) -> None:
        self.now = NOW.timestamp()

    def __call__(self) -> float:
        return self.now


def ask(memory: Memory, outcome: str, units: tuple[int, ...] = (), seconds: float | None = None) -> int:
    places = tuple(Named(1, at) for at in units)
    turn = memory.remember("c", 1, "pl", "pytanie", places, "", person="p", outcome=outcome)
    memory.amend(turn, seconds=seconds)
    return turn


def position(store: Store, code: str) -> int:
    return [unit.code for unit in store.load().act.everyone].index(code)


@pytest.fixture
def found(database: Path) -> Figures:
    """Return the figures of three days: nothing, two questions yesterday late, four today."""
    with Store(database) as store:
        clock = Clock()
        memory = Memory(store, clock)
        server, printer = position(store, "IT-04-1"), position(store, "IT-04-2")
        clock.now = datetime(2026, 11, 20, 23, 59, tzinfo=OFFICE_ZONE).timestamp()
        ask(memory, "answer", (server,), 9.0)  # on the day before the first
        clock.now = datetime(2026, 11, 22, 23, 59, tzinfo=OFFICE_ZONE).timestamp()
        memory.judge(ask(memory, "answer", (server, printer), 0.2), "p", True)
        ask(memory, "nobody", (), 0.4)
        clock.now = datetime(2026, 11, 23, 0, 1, tzinfo=OFFICE_ZONE).timestamp()
        liked = ask(memory, "answer", (printer,), 0.1)
        memory.judge(liked, "p", True)
        memory.judge(liked, "another", False)
        ask(memory, "unsure", (server,))
        ask(memory, "structure", (server,), 0.3)
        ask(memory, "", (server,), 5.0)  # "show more" is no question
        return figures(store, 3, NOW)


YESTERDAY = Count(answered=1, nobody=1, liked=1, median=0.3, p95=0.4)
TODAY = Count(answered=2, unsure=1, liked=1, disliked=1, median=0.2, p95=0.3)


def test_questions_are_counted_by_the_offices_days_outcomes_and_units(found: Figures) -> None:
    assert found.days == ((date(2026, 11, 21), Count()), (date(2026, 11, 22), YESTERDAY), (date(2026, 11, 23), TODAY))
    assert found.total == Count(3, 1, 1, 2, 1, 0.25, 0.4)
    assert [(unit.code, unit.questions, unit.liked, unit.disliked) for unit in found.units] == [
        ("IT-04-2", 2, 2, 1),
        ("IT-04-1", 1, 1, 0),
    ]


def test_the_text_tells_all_of_it_in_both_languages(found: Figures) -> None:
    assert to_text(found, "pl").splitlines() == [
        "Pytania od 21.11.2026 do 23.11.2026",
        "pytań: 5, średnio 1,7 dziennie",
        "z odpowiedzią: 3 (60,0 %)",
        "bez pewności: 1 (20,0 %)",
        "niczyje: 1 (20,0 %)",
        "oceny: 👍 2, 👎 1",
        "czas odpowiedzi: połowa do 0,25 s, 95 % do 0,40 s",
        "",
        "Najczęściej wskazywane komórki:",
        "IT-04-2 – 2 · 👍 2 · 👎 1",
        "IT-04-1 – 1 · 👍 1 · 👎 0",
    ]
    assert to_text(found, "en").splitlines()[:3] == [
        "Questions from 21 Nov 2026 to 23 Nov 2026",
        "questions: 5, 1.7 a day on average",
        "answered: 3 (60.0 %)",
    ]


def test_csv_has_a_line_a_day_or_a_unit(found: Figures) -> None:
    assert to_csv(found).splitlines() == [
        "day,questions,answered,unsure,nobody,liked,disliked,median_seconds,p95_seconds",
        "2026-11-21,0,0,0,0,0,0,,",
        "2026-11-22,2,1,0,1,1,0,0.3,0.4",
        "2026-11-23,3,2,1,0,1,1,0.2,0.3",
    ]
    assert [line.split(",")[0] for line in to_csv(found, "unit").splitlines()] == ["unit", "IT-04-2", "IT-04-1"]


UNITS = tuple(UnitCount(f"BO-{number:02}", "Referat", 99 - number, 1, 0) for number in range(30))
DAYS = tuple((date.fromordinal(740_000 + day), Count(day, 2, 1)) for day in range(90))


@pytest.mark.parametrize(("days", "units"), [(DAYS, UNITS), (DAYS[:7], UNITS[:1]), (DAYS[:1], ())])
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_many_or_few_figures_fit_a_phone(
    days: tuple[tuple[date, Count], ...], units: tuple[UnitCount, ...], lang: str
) -> None:
    picture = draw_figures(Figures(days, days[-1][1], units), lang)
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert picture.startswith(PNG)
    assert width == 1080
    assert height < 2 * width


def test_ten_thousand_questions_are_all_counted(database: Path) -> None:
    drawn = random.Random(7)
    outcomes = drawn.choices(["answer", "structure", "unsure", "nobody"], k=10_000)
    with Store(database) as store:
        rows = [
            {
                "id": number,
                "chat": "c",
                "asked_at": NOW.timestamp() - drawn.random() * 89 * DAY,
                "edition": 1,
                "lang": "pl",
                "question": "pytanie",
                "units": f"[[1, {drawn.randrange(20)}]]",
                "more": "",
                "outcome": outcome,
                "seconds": drawn.random(),
            }
            for number, outcome in enumerate(outcomes, start=1)
        ]
        with store.writing() as db:
            db.table("turns").insert_all(rows)
            db.table("verdicts").insert_all(
                {"turn": turn, "person": "p", "liked": turn % 2, "given_at": 0.0} for turn in range(1, 5001)
            )
        total = figures(store, 90, NOW).total
    assert (total.questions, total.liked, total.disliked) == (10_000, 2500, 2500)


def test_the_command_line_prints_the_figures_and_writes_both_files(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    with Store(database) as store:
        ask(Memory(store), "answer", (position(store, "IT-04-1"),), 0.1)
    assert main(["stats", "--days", "7", "--csv", "u.csv", "--by", "unit", "--picture", "f.png", "--lang", "pl"]) == 0
    assert "pytań: 1, średnio 0,1 dziennie" in capsys.readouterr().out
    assert (tmp_path / "u.csv").read_text().splitlines()[1].startswith("IT-04-1,Referat ds.")
    assert (tmp_path / "f.png").read_bytes().startswith(PNG)
    assert main(["stats", "--csv", "no/such/folder.csv"]) == 1
    assert capsys.readouterr().err.startswith("error: no/such/folder.csv cannot be written")


def test_the_audit_tells_by_number_whom_the_settings_name(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    monkeypatch.setenv("ADMINS", "4711")
    monkeypatch.setenv("HASH_KEY", "a key of more than 16 letters")
    keys = Keys(BotSettings(hash_key="a key of more than 16 letters"))
    with Store(database) as store:
        audit = Audit(store, lambda: NOW.timestamp())
        audit.record(keys.person(4711), "rollback", "edition 1")
        audit.record("5f3a", "correct", "§ 14")
        audit.record("5f3a", "grant", f"person {keys.person(4711)[:8]}: role 1 -> 2")
        audit.record(COMMAND_LINE, "publish", "edition 2")
    assert main(["audit"]) == 0
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "2026-11-23 12:00:00+01:00  admin 4711  rollback  edition 1",
        "2026-11-23 12:00:00+01:00  5f3a  correct  § 14",
        "2026-11-23 12:00:00+01:00  5f3a  grant  admin 4711: role 1 -> 2",
        "2026-11-23 12:00:00+01:00  command line  publish  edition 2",
    ]
    assert main(["audit", "--json"]) == 0
    assert capsys.readouterr().out.splitlines()[-3] == (
        '{"when": "2026-11-23 12:00:00+01:00", "who": "5f3a", "deed": "correct", "what": "§ 14"}'
    )
