"""Decree 1454/2024: its structure as a reader finds it in the text and the notes on its irregularities."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from indexer.parsing.parse import Reading, parse
from indexer.parsing.report import judgement, render, unpublishable
from indexer.reading.read import read
from knowledge.acts.act import ALL_UNITS
from knowledge.acts.citation import Citation

DECREE = Path(__file__).parents[3] / "knowledge" / "shipped" / "decrees" / "1454-2024.md"
CENTRUM = "Centrum Obsługi Informatycznej"
DIRECTOR, FIRST, SECOND, THIRD = "Dyrektor", "I Zastępca Dyrektora", "II Zastępca Dyrektora", "III Zastępca Dyrektora"

# code, name in § 1 ust. 3, whole, superior by § 1 ust. 4-7, number of duties
UNITS = (
    ("IT-01-1", "Referat ds. zarządzania projektami IT", CENTRUM, DIRECTOR, 6),  # § 3
    ("IT-01-3", "Referat ds. analizy biznesowej i architektury aplikacji", CENTRUM, DIRECTOR, 5),  # § 4
    ("IT-01-4", "Stanowiska ds. projektów Smart City", CENTRUM, DIRECTOR, 4),  # § 5
    ("IT-01-5", "Referat ds. rozwiązań własnych", CENTRUM, DIRECTOR, 7),  # § 6
    ("IT-02-2", "Referat ds. cyberbezpieczeństwa Systemu Informatycznego UMK", CENTRUM, FIRST, 9),  # § 7
    ("IT-02-3", "Referat ds. zarządzania awarią i zgłoszeniami", CENTRUM, FIRST, 5),  # § 8: 3 pkt and 2 lit.
    ("IT-02-5", "Referat ds. standardów i zarządzania wiedzą IT", CENTRUM, FIRST, 8),  # § 9
    ("IT-03-1", "Referat ds. finansów i kontrolingu", CENTRUM, SECOND, 8),  # § 10: 6 lit. and 2 pkt
    ("IT-03-2", "Referat ds. umów i zamówień publicznych", CENTRUM, SECOND, 8),  # § 11: 4 lit. and 4 pkt
    ("IT-03-4", "Referat ds. organizacyjno – prawnych", CENTRUM, SECOND, 21),  # § 12
    ("IT-04-1", "Referat ds. zarządzania infrastrukturą teleinformatyczną", CENTRUM, THIRD, 23),  # § 13: 17 + 5 + 1
    ("IT-04-2", "Referat ds. wsparcia użytkowników", CENTRUM, THIRD, 22),  # § 14: 6 + 3 + 3 lit. and 10 pkt
    ("IT-04-3", "Referat ds. analiz i utrzymania zasobów stanowiskowych", CENTRUM, THIRD, 5),  # § 15
    ("IT-04-4", "Referat ds. telekomunikacji i łączności", CENTRUM, THIRD, 23),  # § 16: 13 + 7 + 2 lit. and pkt 4
    ("IT-05", "Oddział ds. zarządzania aplikacjami", CENTRUM, FIRST, 6),  # § 17 ust. 1
    ("IT-05-1", "Stanowiska ds. zarządzania aplikacjami biznesowymi", "IT-05", FIRST, 9),  # § 17 ust. 2 pkt 1
    ("IT-05-2", "Stanowiska ds. zarządzania portalami internetowymi", "IT-05", FIRST, 9),
    ("IT-05-3", "Stanowiska ds. zarządzania aplikacjami oświatowymi", "IT-05", FIRST, 9),  # lit. e twice
    ("IT-05-4", "Stanowiska ds. zarządzania aplikacjami desktopowymi", "IT-05", FIRST, 9),
)

# citation, occurrence, unit, text: one or more of every irregularity in the notes
DUTIES = (
    ("§ 3 pkt 1", 1, "IT-01-1", "zarządzanie portfelem projektów realizowanych przez Centrum"),  # "- § 3." in a list
    (
        "§ 5 pkt 4",
        1,
        "IT-01-4",
        "weryfikacja zgodności propozycji inicjatyw Smart City ze strategią rozwoju Portfela Projektów Smart City",
    ),  # after a page break
    (
        "§ 7 pkt 3",
        1,
        "IT-02-2",
        "współpraca z użytkownikami, dostawcami w zakresie realizacji zmian, testów, odtwarzania itd.",
    ),  # the dot is the abbreviation's
    (
        "§ 8 pkt 2 lit. b",
        1,
        "IT-02-3",
        "rozwiązaniu zgłoszeń lub przekazaniu ich do II linii wsparcia wraz z pełnym "
        "komentarzem, w przypadku braku możliwości ich rozwiązania",
    ),
    ("§ 9 pkt 4", 1, "IT-02-5", "koordynacja polityki informacyjnej Centrum"),  # nearly pkt 8 again
    ("§ 9 pkt 6", 1, "IT-02-5", "koordynacja procesów zakupowych w ramach Pionu IT-02"),  # no unit of the list
    ("§ 11 pkt 1 lit. a", 1, "IT-03-2", "planów zamówień publicznych"),
    (
        "§ 12 pkt 14",
        1,
        "IT-03-4",
        "aktualizacja danych pracowników Centrum w Systemie Obsługi Warstwy Organizacyjnej - INTEGRATOR",
    ),
    (
        "§ 13 pkt 1 lit. q",
        1,
        "IT-04-1",
        "środowiska developerskiego (w tym również testowego) dla procesu związanego z "
        "wytwarzaniem aplikacji na potrzeby Centrum i innych komórek organizacyjnych GMK",
    ),
    (
        "§ 13 pkt 3",
        1,
        "IT-04-1",
        "wsparcie użytkowników, zgodnie z procedurami obowiązującymi w UMK (II linia wsparcia)",
    ),
    ("§ 16 pkt 4", 1, "IT-04-4", "Wsparcie w zakresie teletechnicznym obsługi Dzielnic RMK"),
    (
        "§ 17 ust. 1 pkt 5",
        1,
        "IT-05",
        "realizacja zadań w ramach Oddziału odbywa się pod bezpośrednim nadzorem "
        "wskazanych przez Kierownika Oddziału Koordynatorów stanowisk (IT-05-1, IT-05-2, IT-05-3, IT-05-4)",
    ),
    (
        "§ 17 ust. 2 pkt 1 lit. g",
        1,
        "IT-05-1",
        "zarządzanie dostępem do aplikacji, w tym kontami użytkowników i certyfikatami SSL",
    ),
    (
        "§ 17 ust. 2 pkt 3 lit. e",
        1,
        "IT-05-3",
        "instalowanie aplikacji w SI UMK, zgodnie z umowami zawartymi z "
        "dostawcami aplikacji lub nadzór nad instalacjami wykonywanymi przez dostawców",
    ),
    ("§ 17 ust. 2 pkt 3 lit. e", 2, "IT-05-3", "monitorowanie i optymalizację działania aplikacji"),
    (
        "§ 17 ust. 2 pkt 3 lit. f",
        1,
        "IT-05-3",
        "zarządzanie dostępem do aplikacji, w tym kontami użytkowników i certyfikatami SSL",
    ),  # lit. g in the other three
    (
        "§ 17 ust. 2 pkt 4 lit. i",
        1,
        "IT-05-4",
        "wsparcie użytkowników, zgodnie z procedurami obowiązującymi w UMK (II linia wsparcia)",
    ),
    ("§ 19 pkt 37", 1, ALL_UNITS, "wykonywanie poleceń przełożonego w sprawach nieuregulowanych zakresem obowiązków"),
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return parse(read(DECREE))


def test_the_units_their_wholes_and_superiors_are_those_of_paragraph_1(reading: Reading) -> None:
    found = [(unit.code, unit.name, unit.parent, unit.reports_to) for unit in reading.act.units]
    assert found == [row[:4] for row in UNITS]


def test_every_unit_bears_its_duties_and_all_bear_the_common_ones(reading: Reading) -> None:
    expected = {code: count for code, *_, count in UNITS} | {ALL_UNITS: 37}
    assert Counter(clause.unit for clause in reading.act.clauses) == expected
    assert sum(expected.values()) == 233


def test_the_deputies_report_to_the_director_and_the_plenipotentiary_is_a_post(reading: Reading) -> None:
    assert {(post.code, post.reports_to) for post in reading.act.posts} == {
        (DIRECTOR, None),
        (FIRST, DIRECTOR),
        (SECOND, DIRECTOR),
        (THIRD, DIRECTOR),
        ("TC", None),
    }


@pytest.mark.parametrize(("citation", "occurrence", "unit", "text"), DUTIES)
def test_a_duty_is_found_at_its_place(reading: Reading, citation: str, occurrence: int, unit: str, text: str) -> None:
    key = (Citation.parse(citation), occurrence)
    assert [(clause.unit, clause.text) for clause in reading.act.clauses if clause.key == key] == [(unit, text)]


def test_every_duty_stands_in_the_decree_letter_for_letter(reading: Reading) -> None:
    source = re.sub(r"\s+", "", DECREE.read_text(encoding="utf-8"))
    assert [clause for clause in reading.act.clauses if re.sub(r"\s+", "", clause.text) not in source] == []


def test_every_duty_has_an_identity_of_its_own(reading: Reading) -> None:
    assert max(Counter(clause.key for clause in reading.act.clauses).values()) == 1


def test_the_head_and_the_final_provisions_are_read(reading: Reading) -> None:
    act = reading.act
    assert (act.kind, act.number, act.issuer, act.day) == (
        "zarządzenie",
        "1454/2024",
        "PREZYDENTA MIASTA KRAKOWA",
        date(2024, 5, 14),
    )
    assert act.commencement is not None
    assert act.commencement.day == date(2024, 5, 22)  # seven whole days after the day of signing
    assert [str(repeal.citation) for repeal in act.repeals] == ["§ 21"]
    assert [str(annex.citation) for annex in act.annexes] == ["§ 20"]


def test_the_old_name_of_the_centre_is_an_alias(reading: Reading) -> None:
    assert reading.act.organisation is not None
    assert {"Centrum", "Wydział Informatyki", "COI"} <= set(reading.act.organisation.aliases)


def test_the_report_says_at_the_top_how_well_the_decree_was_read(reading: Reading) -> None:
    assert judgement(reading) == "19 units, 233 duties, every line read, 3 things to look at."
    assert unpublishable(reading) == ()
    report = render(reading)
    assert "§ 9 pkt 6 names IT-02, which is declared nowhere" in report
    assert "§ 17 ust. 2 pkt 3 lit. e stands 2 times" in report
    assert "§ 20: the annex it names is not in the text" in report
