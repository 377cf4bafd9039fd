"""The two command lines as people run them: exit status, standard output, one clear line for what is wrong."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import commands as bot_commands
from bot.__main__ import main as bot
from indexer.__main__ import commands as indexer_commands
from indexer.__main__ import main as indexer
from knowledge.shipped import DECREE


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings or the database of the folder it was started in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ENCODER", raising=False)
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "knowledge.db"))


@pytest.fixture
def in_force(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    return database


ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]
Main = Callable[[list[str]], int]


def error_of(capsys: Captured) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = [line for line in captured.err.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1
    return lines[0]


def test_ask_answers_in_the_language_of_the_question(in_force: Path, capsys: Captured) -> None:
    assert bot(["ask", "who handles SSL certificates?"]) == 0
    reply = capsys.readouterr().out
    assert "The same duty" in reply
    assert "oświatowymi\n  … w zakresie systemów wspierających oświatę …\n  § 17 ust. 2 pkt 3 lit. f\n" in reply
    assert bot(["ask", "--lang", "pl", "who handles SSL certificates?"]) == 0
    assert "Ten sam obowiązek" in capsys.readouterr().out


def test_ask_reads_one_question_a_line_and_prints_one_object_a_line(
    in_force: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("kto robi kopie zapasowe?\n\ngdzie wyrobię paszport?\n"))
    assert bot(["ask", "--json"]) == 1
    first, empty, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["outcome"], first["units"][0]["code"]) == ("answer", "IT-04-1")
    assert set(first) == {"question", "outcome", "units", "clauses", "confidence", "reply"}
    assert set(first["units"][0]) == {"act", "code", "name", "reports_to", "score", "named"}
    assert set(first["clauses"][0]) == {"act", "citation", "occurrence", "unit", "text", "lead_in", "score"}
    assert empty == {
        "question": "",
        "error": "the question is empty; ask, for example: kto zajmuje się certyfikatami SSL?",
    }
    assert (last["outcome"], last["units"]) == ("nobody", [])


def test_ask_publishes_the_shipped_decree_visibly_where_there_is_none(tmp_path: Path, capsys: Captured) -> None:
    assert bot(["ask", "kto robi kopie zapasowe?"]) == 0
    captured = capsys.readouterr()
    assert "holds no act yet: publishing the one that comes with the program" in captured.err
    assert "IT-04-1" in captured.out
    assert (tmp_path / "knowledge.db").exists()


def test_chat_goes_on_after_a_question_that_cannot_be_answered(
    in_force: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter(["x" * 20_000, "kto robi kopie zapasowe?"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines, None) or (_ for _ in ()).throw(EOFError))
    assert bot(["chat"]) == 0
    captured = capsys.readouterr()
    assert "20000" in captured.out
    assert "IT-04-1" in captured.out


@pytest.mark.parametrize(("question", "message"), [("", "the question is empty"), ("a" * 100_000, "100000 characters")])
def test_a_question_of_no_length_or_too_long_is_refused(
    in_force: Path, capsys: Captured, question: str, message: str
) -> None:
    assert bot(["ask", question]) == 1
    assert message in error_of(capsys)


def test_check_prints_the_whole_act_as_json(capsys: Captured) -> None:
    assert indexer(["check", str(DECREE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (len(found["units"]), len(found["clauses"])) == (19, 233)
    assert found["act"]["number"] == "1454/2024"
    assert found["act"]["in_force_from"] == "2024-05-22"
    assert {"code", "name", "kind", "parent", "reports_to"} <= set(found["units"][0])
    assert {"citation", "occurrence", "unit", "text", "lead_in"} <= set(found["clauses"][0])
    assert set(found["warnings"][0]) >= {"line", "message"}


BAD_FILES = [
    ("missing.md", None, "does not exist"),
    ("empty.md", b"", "is empty"),
    ("binary.md", bytes(range(256)) * 50, "not"),
    ("recipe.md", "Weź dwa jajka.\nUbij pianę.\n".encode(), "it gives nobody a duty"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
def test_a_file_that_is_no_act_is_refused_and_the_database_stays_as_it_was(
    in_force: Path, tmp_path: Path, capsys: Captured, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = in_force.read_bytes()
    assert indexer(["publish", str(tmp_path / name)]) == 1
    assert message in error_of(capsys)
    assert in_force.read_bytes() == before


def test_publishing_again_says_that_nothing_changed(in_force: Path, capsys: Captured) -> None:
    assert indexer(["publish", str(DECREE)]) == 0
    assert capsys.readouterr().out.startswith("unchanged: edition 1 of 1454/2024")


SHOWN = [
    (
        "17.2.1.g",
        "§ 17 ust. 2 pkt 1 lit. g zarządzanie dostępem do aplikacji, w tym kontami użytkowników i certyfikatami SSL,\n",
    ),
    ("14.1.e", "§ 14 pkt 1 lit. e instalacja sprzętu drukująco – kopiującego,\n"),
    ("22", "§ 22 Zarządzenie wchodzi w życie po upływie 7 dni od dnia podpisania.\n"),
    ("14.9", "§ 14 pkt 9 zarządzanie zapasem serwisowym w zakresie kompetencji Referatu;\n"),
]


@pytest.mark.parametrize(("citation", "text"), SHOWN)
def test_show_prints_a_provision(citation: str, text: str, capsys: Captured) -> None:
    assert indexer(["show", citation]) == 0
    assert capsys.readouterr().out == text


def test_show_prints_what_a_provision_contains(capsys: Captured) -> None:
    assert indexer(["show", "par 17 ust 2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "§ 17 ust. 2 W ramach Oddziału funkcjonują:"
    assert lines[2] == "    a) pełnienie obowiązków administratora technicznego,"
    assert sum(line.strip().startswith("e)") for line in lines) == 5


@pytest.mark.parametrize(
    ("citation", "message"), [("§ 99", "has no § 99; it has § 1 to § 22"), ("siema", "is no citation; write it as")]
)
def test_show_names_what_there_is_instead(citation: str, message: str, capsys: Captured) -> None:
    assert indexer(["show", citation]) == 1
    assert message in error_of(capsys)


def test_an_encoder_that_does_not_exist_changes_nothing(
    in_force: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCODER", "/no/such/encoder")
    before = in_force.read_bytes()
    assert indexer(["publish", str(DECREE)]) == 1
    assert "set ENCODER" in error_of(capsys)
    assert in_force.read_bytes() == before


def test_a_database_that_is_none_is_named(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.db").write_bytes(b"not a database" * 1000)
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "bad.db"))
    assert bot(["ask", "kto robi kopie zapasowe?"]) == 1
    assert "set KNOWLEDGE_DB to another file" in error_of(capsys)


def test_chart_writes_the_picture_it_names(in_force: Path, tmp_path: Path, capsys: Captured) -> None:
    picture = tmp_path / "chart.svg"
    assert bot(["chart", str(picture), "--unit", "it042"]) == 0
    assert capsys.readouterr().out == f"{picture}\n"
    assert "IT-04-2" in picture.read_text(encoding="utf-8")


COMMANDS = [("bot", bot, name) for name in bot_commands.commands]
COMMANDS += [("indexer", indexer, name) for name in indexer_commands.commands]


@pytest.mark.parametrize(("program", "main", "name"), COMMANDS)
def test_every_command_has_a_line_in_the_help_and_an_example_in_its_own(
    program: str, main: Main, name: str, capsys: Captured
) -> None:
    assert main([name, "--help"]) == 0
    own = capsys.readouterr().out
    assert re.search(rf" python -m {program} {name}( .*)?$", own.partition("\n  example")[2], re.MULTILINE)
    assert main(["-h"]) == 0
    listed = re.search(rf"^  {name} +(.+\.)$", capsys.readouterr().out, re.MULTILINE)
    assert listed
    assert not listed[1].endswith("...")  # too long for its line
    assert f"\n  {listed[1]}\n" in own


# what is written; what is told, before where the help is
MISTYPED = [
    (bot, ["asq"], "error: No such command 'asq'. Did you mean 'ask'?"),
    (bot, ["ask", "who?", "when?"], "error: Got unexpected extra argument (when?)"),
    (indexer, ["publsh"], "error: No such command 'publsh'. Did you mean 'publish'?"),
    (indexer, ["publish"], "error: Missing argument 'FILE'."),
    (indexer, ["rollback", "one"], "error: Invalid value for 'EDITION': 'one' is not a valid integer."),
    (indexer, [], "error: Missing command."),
]


@pytest.mark.parametrize(("main", "written", "told"), MISTYPED)
def test_wrong_usage_is_told_in_one_line(main: Main, written: list[str], told: str, capsys: Captured) -> None:
    assert main(written) == 2
    assert re.fullmatch(rf"{re.escape(told)} See: .* --help", error_of(capsys))


def test_commands_tell_in_the_language_of_the_terminal(
    in_force: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")
    assert indexer(["editions"]) == 0
    assert "obowiązuje od 2024-05-22  (komórki: 19, zadania: 233, 1454-2024.md, " in capsys.readouterr().out
    assert indexer(["show", "§ 99"]) == 1
    assert capsys.readouterr().err == "błąd: 1454/2024 nie ma § 99; ma od § 1 do § 22\n"
    assert indexer(["compare", "1", "1"]) == 0
    assert "Komórki: 19 → 19; bez zmian" in capsys.readouterr().out


WRITING = [
    (bot, ["chart", "no/such/chart.svg"]),
    (bot, ["stats", "--csv", "no/such/chart.svg"]),
    (bot, ["stats", "--picture", "no/such/chart.svg"]),
    (indexer, ["compare", "1", "1", "--html", "no/such/chart.svg"]),
    (indexer, ["export", "--output", "no/such/chart.svg"]),
    (indexer, ["corrections", "--export", "no/such/chart.svg"]),
]


@pytest.mark.parametrize(("main", "written"), WRITING)
def test_a_file_that_cannot_be_written_is_named_in_one_line(
    in_force: Path, main: Main, written: list[str], capsys: Captured
) -> None:
    assert main(written) == 1
    told = "error: no/such/chart.svg cannot be written (No such file or directory); name another file\n"
    assert capsys.readouterr().err == told


def test_a_reader_who_has_seen_enough_ends_a_command_quietly() -> None:
    for command in ("show '§ 17'", "export"):
        script = f"{{ {sys.executable} -m indexer {command}; echo $? >&2; }} | true"
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stderr.splitlines()[1:] == ["1"]  # the first line tells that nothing is published


def test_evaluate_prints_every_mode(in_force: Path, tmp_path: Path, capsys: Captured) -> None:
    judged = {"question": "kto robi kopie zapasowe?", "kind": "colloquial", "lang": "pl"}
    judged |= {"units": ["IT-04-1"], "clauses": ["§ 13 pkt 1 lit. e"]}
    (tmp_path / "set.jsonl").write_text(json.dumps(judged))
    assert indexer(["evaluate", str(tmp_path / "set.jsonl")]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows[1:4]] == ["hybrid", "dense", "lexical"]


def test_compare_takes_files_and_editions_and_writes_every_form(
    in_force: Path, tmp_path: Path, capsys: Captured
) -> None:
    changed = DECREE.read_text(encoding="utf-8").replace("4) monitorowanie realizacji", "4) nadzór nad <b> realizacją")
    (tmp_path / "new.md").write_text(changed, encoding="utf-8")
    assert indexer(["compare", "1", str(tmp_path / "new.md"), "--json", "--html", str(tmp_path / "page.html")]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["units"], found["lead_ins"], found["unchanged"], found["renumbered"]) == ([], [], 232, 0)
    assert [(each["change"], each["after"]["citation"], each["words"]) for each in found["duties"]] == [
        (
            "reworded",
            "§ 3 pkt 4",
            [["-", "monitorowanie realizacji"], ["+", "nadzór nad <b> realizacją"], ["=", "projektów IT"]],
        )
    ]
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<del>monitorowanie realizacji</del> <ins>nadzór nad &lt;b&gt; realizacją</ins> projektów IT" in page
    assert indexer(["compare", "1", "1", "--lang", "pl"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1454/2024 (w mocy od: 2024-05-22) → 1454/2024 (w mocy od: 2024-05-22)",
        "Komórki: 19 → 19; bez zmian",
        "Zadania: 233 → 233; bez zmian",
        "Zadania, bez zmian: 233, pod innym numerem: 0",
        "Najwięcej zmian: brak",
    ]


def test_compare_names_an_edition_or_a_file_that_there_is_not(in_force: Path, capsys: Captured) -> None:
    assert indexer(["compare", "1", "7"]) == 1
    assert error_of(capsys) == "error: there is no edition 7; there are: 1"
    assert indexer(["compare", "1", "missing.md"]) == 1
    assert "missing.md does not exist" in error_of(capsys)
