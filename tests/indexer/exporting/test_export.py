"""Exports for other systems: stable, complete, described by a schema, safe in a spreadsheet, whole in one page."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from indexer.__main__ import main
from indexer.exporting.export import FORMATS, export
from indexer.exporting.forms import COLUMNS, SCHEMA, safe_cell, to_csv, to_json
from indexer.parsing.parse import parse
from indexer.publishing.publish import read_act
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.shipped import DECREE


@pytest.fixture(scope="module")
def decree() -> Act:
    return read_act(DECREE).act


@pytest.fixture(scope="module")
def hostile() -> Act:
    """An act whose words are formulas and mark-up."""
    return parse(
        lines_of(
            "§ 1. W skład Biura wchodzą:\n1) Referat <b>Dróg</b> (RD);\n"
            "§ 2. Do zakresu działania Referatu <b>Dróg</b> (RD) należy:\n"
            '1) =HYPERLINK("http://x");\n2) +48 12 | telefon;\n3) <script>alert(1)</script>;\n4) „ład”.'
        )
    ).act


@pytest.mark.parametrize("text", ["", "§ 1. Nic."])
def test_an_act_without_units_is_exported_too(text: str) -> None:
    act = parse(lines_of(text)).act
    for form in FORMATS:
        assert export(act, form)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(to_json(act))


def test_the_json_validates_against_the_schema_shipped_with_it(decree: Act) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(export(decree, "json")))


def test_the_schema_and_the_columns_name_the_same_things() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for table, columns in COLUMNS.items():
        assert tuple(schema["properties"][table]["items"]["properties"]) == columns


def test_every_unit_line_and_duty_is_exported(decree: Act) -> None:
    exported = to_json(decree)
    # 19 units, 5 posts and the Centre; 19 units and 3 deputies report to somebody; 233 duties
    assert [len(exported[table]) for table in COLUMNS] == [25, 22, 233]
    assert exported["reporting_lines"][-1] == {
        "unit": "IT-05-4",
        "unit_name": "Stanowiska ds. zarządzania aplikacjami desktopowymi",
        "superior": "I Zastępca Dyrektora",
        "superior_name": "I Zastępca Dyrektora",
        "citation": "§ 1 ust. 5 pkt 4 lit. d",
    }


@pytest.mark.parametrize("form", FORMATS)
def test_two_exports_of_one_act_are_the_same(decree: Act, form: str) -> None:
    assert export(decree, form) == export(read_act(DECREE).act, form)


def test_the_csv_has_one_row_a_record_with_the_table_in_front(decree: Act) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(decree))))
    assert len(rows) == 25 + 22 + 233
    assert (rows[0]["table"], rows[-1]["table"]) == ("units", "clauses")
    alone = list(csv.reader(io.StringIO(to_csv(decree, ["reporting_lines"]))))
    assert tuple(alone[0]) == COLUMNS["reporting_lines"]
    assert len(alone) == 1 + 22


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+48 12", "'+48 12"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("– w tym", "– w tym"),
        ("§ 1", "§ 1"),
        (7, 7),
        (None, ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(value: object, cell: object) -> None:
    assert safe_cell(value) == cell


def test_formulas_and_markup_of_an_act_do_no_harm(hostile: Act) -> None:
    texts = [row["text"] for row in csv.DictReader(io.StringIO(to_csv(hostile, ["clauses"])))]
    assert texts == ['\'=HYPERLINK("http://x")', "'+48 12 | telefon", "<script>alert(1)</script>", "„ład”"]
    page = export(hostile, "html")
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "+48 12 \\| telefon" in export(hostile, "md")


class Links(HTMLParser):
    """Gather what a page fetches or points to, and the anchors it has."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.targets += [value for name in ("href", "src") if (value := values.get(name))]
        if anchor := values.get("id"):
            self.anchors.add(anchor)


def test_the_page_needs_nothing_from_elsewhere_and_its_links_lead_somewhere(decree: Act) -> None:
    links = Links()
    page = export(decree, "html")
    links.feed(page)
    assert {target.removeprefix("#") for target in links.targets} <= links.anchors
    assert len(links.targets) == 19
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_holds_every_duty_ready_to_be_searched_without_polish_letters(decree: Act) -> None:
    page = export(decree, "html")
    assert page.count("data-text=") == 233
    assert "telekomunikacji i lacznosci" in page
    assert '<meta name="viewport"' in page
    assert "@media print" in page


def test_markdown_gives_each_unit_its_duties_as_sentences(decree: Act) -> None:
    text = export(decree, "md")
    assert (
        "| § 10 pkt 1 lit. a | realizacja zadań związanych z budżetem Centrum w zakresie: zbiorczego planu budżetu |"
        in text
    )
    assert text.count("\n| § ") == 233


def test_the_command_writes_utf8_to_a_file_and_says_where_it_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "none.db"))
    file = tmp_path / "export.json"
    assert main(["export", "--format", "json", "--output", str(file)]) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["act"]["number"] == "1454/2024"
    assert main(["export", "--output", str(tmp_path / "no" / "folder.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err
