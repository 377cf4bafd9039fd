"""Sixteen real acts, counted by hand from reading the files before the parser ever saw them.

The acts are not part of this repository: they stand in ../shared/decrees/real or where REAL_ACTS points.
"""

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.parsing.parse import Reading, parse
from indexer.parsing.report import render
from indexer.reading.read import read

REAL_ACTS = Path(os.environ.get("REAL_ACTS", Path(__file__).parents[4] / "shared" / "decrees" / "real"))
pytestmark = pytest.mark.skipif(not REAL_ACTS.is_dir(), reason="the real acts are not here; set REAL_ACTS")


@dataclass(frozen=True)
class Counted:
    """Hold what a reader finds in one act: units as (code, name) by parent, duties by unit, words of the report."""

    units: dict[str | None, list[str]] = field(default_factory=dict)
    duties: dict[str, int] = field(default_factory=dict)
    head: tuple[str, str, str] = ("", "", "")
    report: tuple[str, ...] = ()


GIODO = "Biuro Generalnego Inspektora Ochrony Danych Osobowych"
ABW = "Agencja Bezpieczeństwa Wewnętrznego"
RMK = "Kancelaria Rady Miasta i Dzielnic Krakowa"
UCI = "Uczelniane Centrum Informatyzacji"
BZ = "Biuro do Spraw Przestępczości Zorganizowanej"
APELACYJNA, OKREGOWA = "Prokuratura apelacyjna", "Prokuratura okręgowa"

COUNTED = {
    # The annex restarts at § 1; § 10 has lost its pkt 3 to OCR; § 7 ust. 1 and § 12 are duties in one sentence.
    "01": Counted(
        units={
            GIODO: [
                "Gabinet Generalnego Inspektora",
                "Departament Prawny",
                "Departament Inspekcji",
                "Departament Rejestracji Zbiorów Danych Osobowych",
                "Departament Informatyki",
                "Departament Administracyjno-Budżetowy",
            ]
        },
        duties={
            "Gabinet Generalnego Inspektora": 9,
            "Departament Prawny": 4,
            "Departament Inspekcji": 3,
            "Departament Rejestracji Zbiorów Danych Osobowych": 4,
            "Departament Informatyki": 4,
            "Departament Administracyjno-Budżetowy": 1,
        },
        head=("rozporządzenie", "", "1998-05-29"),
        report=("§ 10 pkt 4",),
    ),
    # Units by list only: the scope is left to a regulation, so no duty is right.
    "03": Counted(
        units={
            GIODO: [
                "Departament Organizacyjno-Administracyjny",
                "Departament Orzecznictwa, Legislacji i Skarg",
                "Departament Edukacji Społecznej i Współpracy Międzynarodowej",
                "Departament Inspekcji",
                "Departament Rejestracji Zbiorów Danych Osobowych",
                "Departament Informatyki",
                "Dział Finansowy",
                "Samodzielne Stanowisko do Spraw Ochrony Informacji Niejawnych",
                "Samodzielne Stanowisko do Spraw Pracowniczych",
                "Samodzielne Stanowisko do Spraw Audytu Wewnętrznego",
                "Zespół Rzecznika Prasowego",
            ]
        },
        head=("rozporządzenie", "", "2006-11-03"),
    ),
    # Codes in brackets are words ("Departament I", "Biuro A") or letters; the five field offices have none.
    "05": Counted(
        units={
            ABW: [
                *(f"Departament {roman}" for roman in "I II III IV V VI VII VIII".split()),
                "CAT",
                "CPT",
                *(f"Biuro {letter}" for letter in "ABDEFKL"),
                "COS",
                *(f"Delegatura ABW w {city}" for city in "Białymstoku Gdańsku Katowicach Lublinie Poznaniu".split()),
            ]
        },
        head=("zarządzenie", "163", "2018-09-26"),
    ),
    # Three bodies; "Wydział I Organizacyjny" twice, with other duties (§ 20 and § 25).
    "08": Counted(
        units={
            "Prokuratura Krajowa": [
                "Biuro Prezydialne",
                "Biuro Spraw Konstytucyjnych",
                "Biuro Postępowania Przygotowawczego",
                BZ,
                "Biuro Postępowania Sądowego",
                "Biuro Obrotu Prawnego z Zagranicą",
            ],
            "Biuro Prezydialne": [
                "Wydział do Spraw Informatyzacji i Analiz",
                "Zespół Organizacyjno-Wizytacyjny",
                "Zespół do Spraw Kadrowych Urzędników Prokuratury Krajowej",
                "Rzecznik Dyscyplinarny Prokuratora Generalnego",
                "Rzecznik Prasowy Prokuratora Generalnego",
            ],
            BZ: [
                "Wydział I Zamiejscowy w Białymstoku",
                "Wydział II Zamiejscowy w Gdańsku",
                "Wydział III Zamiejscowy w Katowicach",
                "Wydział IV Zamiejscowy w Krakowie",
                "Wydział V Zamiejscowy w Lublinie",
                "Wydział VI Zamiejscowy w Łodzi",
                "Wydział VII Zamiejscowy w Poznaniu",
                "Wydział VIII Zamiejscowy w Rzeszowie",
                "Wydział IX Zamiejscowy w Szczecinie",
                "Wydział X w Warszawie",
                "Wydział XI Zamiejscowy we Wrocławiu",
                "Zespół Koordynacji Postępowań Przygotowawczych, Analiz i Informatyki",
                "Zespół Współpracy Międzynarodowej",
                "Zespół Kontroli Działań Operacyjnych Organów Ścigania",
            ],
            "Biuro Postępowania Sądowego": [
                "Wydział do Spraw Ułaskawień",
                "Zespół Postępowania Sądowego w Sprawach Karnych",
                "Zespół Kasacji",
                "Zespół do Spraw Cywilnych i Administracyjnych",
            ],
            "Biuro Obrotu Prawnego z Zagranicą": [
                "Zespół Koordynacji Obrotu Prawnego z Zagranicą",
                "Zespół Koordynacji Obrotu Prawnego z Zagranicą w Sprawach Przestępczości Zorganizowanej",
                "Samodzielne Stanowisko do Spraw Protokolarnych",
                "Samodzielne Stanowisko do Spraw Kontaktów z Organami Rady Europy i Unii Europejskiej",
            ],
            APELACYJNA: [
                "Wydział I Organizacyjny",
                "Wydział II Postępowania Sądowego",
                "Wydział III Budżetowo-Administracyjny",
                "Wydział IV lub Samodzielny Dział do Spraw Informatyzacji i Analiz",
                "Samodzielny Dział do Spraw Ochrony Informacji Niejawnych",
            ],
            OKREGOWA: [
                f"Wydział I Organizacyjny ({OKREGOWA})",
                f"Wydział II Postępowania Sądowego ({OKREGOWA})",
                f"Wydział III Budżetowo-Administracyjny ({OKREGOWA})",
                f"Wydział IV lub Samodzielny Dział do Spraw Informatyzacji i Analiz ({OKREGOWA})",
                "Wydział V Śledczy",
                "Wydział VI do Spraw Przestępczości Gospodarczej",
                f"Samodzielny Dział do Spraw Ochrony Informacji Niejawnych ({OKREGOWA})",
            ],
        },
        duties={
            "Biuro Prezydialne": 18,  # 16 points, of which 8 has three letters
            "Biuro Spraw Konstytucyjnych": 8,
            "Biuro Postępowania Przygotowawczego": 5,
            BZ: 17,
            "Biuro Postępowania Sądowego": 16,
            "Biuro Obrotu Prawnego z Zagranicą": 7,
            "Wydział I Organizacyjny": 14,  # § 20 ust. 1: 10, ust. 2: 4
            "Wydział II Postępowania Sądowego": 5,
            "Wydział III Budżetowo-Administracyjny": 10,
            "Wydział IV lub Samodzielny Dział do Spraw Informatyzacji i Analiz": 10,
            f"Wydział I Organizacyjny ({OKREGOWA})": 13,
            f"Wydział II Postępowania Sądowego ({OKREGOWA})": 4,
            f"Wydział III Budżetowo-Administracyjny ({OKREGOWA})": 4,
        },
        head=("rozporządzenie", "", "2007-08-27"),
        report=("§ 9",),
    ),
    # One line, every § sign lost; the act breaks off in the eighth duty of BR-01.
    "11": Counted(
        units={RMK: [f"BR-0{number}" for number in range(1, 7)]},
        duties={"BR-01": 8},
        head=("zarządzenie", "667/2015", "2015-03-25"),
        report=("breaks off",),
    ),
    # A web page: one duty in a sentence, two referaty on lines of their own, no number anywhere.
    "15": Counted(units={None: ["AM-03"], "AM-03": ["AM-03-1", "AM-03-2"]}, duties={"AM-03": 1}),
    # One line, § signs lost; ZW-I is no unit of this act; § 3 and 4 have lost their numbers.
    "17": Counted(
        units={"Biuro Geodety Województwa": ["BGW-I", "BGW-II", "BGW-III"]},
        duties={
            "Dyrektor Biura": 1,
            "stanowisko Kierownika Wojewódzkiego Ośrodka Dokumentacji Geodezyjnej i Kartograficznej": 1,
        },
        head=("zarządzenie", "21/2016", "2016-03-25"),
        report=("breaks off",),
    ),
    # A web page of one unit; the fifteenth duty is cut.
    "19": Counted(
        units={None: ["Wydział Geodezji, Katastru i Gospodarki Nieruchomościami"]},
        duties={"Wydział Geodezji, Katastru i Gospodarki Nieruchomościami": 15},
        report=("breaks off",),
    ),
    # Units in a sentence; then "1. Sekcja …:" with its duties below.
    "22": Counted(
        units={
            UCI: [
                "Sekcja Utrzymania Infrastruktury Informatyczno-Technicznej",
                "Sekcja Zarządzania Zintegrowanym Systemem Informatycznym",
                "Sekcja Systemów Edukacyjnych",
                "Sekcja Audiowizji",
            ]
        },
        duties={"Sekcja Utrzymania Infrastruktury Informatyczno-Technicznej": 12},
        head=("regulamin", "94/2021", "2021-05-20"),  # brought in by an order that the page names
        report=("breaks off",),
    ),
    # A web page: the name alone before the colon, duties as verbs; the address lines are nothing.
    "25": Counted(units={None: ["Kancelaria Sejmiku"]}, duties={"Kancelaria Sejmiku": 7}),
    # An amending act: what it quotes belongs to the act it amends; the start of that act follows.
    "28": Counted(head=("zarządzenie", "25/07", "2007-04-27"), report=("amend", "another act")),
    # Letters lost in conversion: read as far as it goes, and said so.
    "30": Counted(head=("zarządzenie", "151/ 127/2007", "2007-05-28"), report=("letters are lost",)),
    # Definitions and acts of law in lists: neither units nor duties.
    "36": Counted(head=("zarządzenie", "41", "2014-07-31"), report=("breaks off",)),
    # Two towns' tables of symbols, symbol and name now on one line, now on two; five symbols stand in both.
    "41": Counted(
        units={
            None: [
                *"FN OR GKOŚ WDT GN USC SO EDU ZDR LZK OP BRM BPP BZK BKS RM ZI ZP KA BOI ABI".split(),
                *"KPM KB POL SSG EKS IE OS ITK UR SL ZKIN SM SPM BM RSP ZRP AKW BKM ZPM OIN".split(),
                *"RP NW BHP ZPK AZ".split(),
                *(f"{code} (2)" for code in "GN SO USC BRM ABI".split()),
            ]
        },
    ),
    # A table of contents that alone names the units; cut inside the last.
    "44": Counted(
        units={
            None: ["Wydział Nadzoru i Kontroli", "Wydział Finansów i Budżetu", "Wydział Infrastruktury"],
            "Wydział Nadzoru i Kontroli": [
                "Oddział Nadzoru",
                "Oddział Kontroli i Skarg",
                "Oddział Kontroli i Egzekucji",
                "Samodzielne Stanowiska do Spraw Obsługi Prawnej",
            ],
            "Wydział Finansów i Budżetu": [
                "Oddział Budżetu i Planowania",
                "Oddział Kontroli Finansowej",
                "Główny Księgowy Budżetu Wojewody",
                "Oddział Księgowości i Sprawozdawczości Finansów Publicznych",
                "Oddział Realizacji Dochodów Mandatowych",
                "Samodzielne Stanowisko do Spraw Obsługi Funduszu Skarbu Państwa",
            ],
            "Wydział Infrastruktury": ["Oddział Architektury i"],
        },
        head=("zarządzenie", "72", "2015-03-05"),
        report=("breaks off", "table of contents"),
    ),
    # Two acts in one file: definitions only; then a regulation without any §, duties of the centre itself.
    "46": Counted(
        duties={"Międzyuniwersyteckie Centrum Informatyzacji": 9},
        head=("zarządzenie", "120.33.2012", "2012-08-27"),
    ),
}


def read_act(number: str) -> Reading:
    """Parse the real act whose file name starts with this number."""
    (path,) = REAL_ACTS.glob(f"{number}_*")
    return parse(read(path))


@pytest.mark.parametrize("number", COUNTED)
def test_the_units_are_those_a_reader_finds(number: str) -> None:
    act = read_act(number).act
    found: dict[str | None, list[str]] = {}
    for unit in act.units:
        found.setdefault(unit.parent, []).append(unit.code)
    expected = COUNTED[number].units
    assert {parent: sorted(codes) for parent, codes in found.items()} == {
        parent: sorted(codes) for parent, codes in expected.items()
    }


@pytest.mark.parametrize("number", COUNTED)
def test_every_duty_stands_under_its_unit(number: str) -> None:
    assert Counter(clause.unit for clause in read_act(number).act.clauses) == COUNTED[number].duties


@pytest.mark.parametrize("number", COUNTED)
def test_the_head_is_read_and_nothing_is_guessed(number: str) -> None:
    act = read_act(number).act
    assert (act.kind, act.number, str(act.day or "")) == COUNTED[number].head


@pytest.mark.parametrize("number", COUNTED)
def test_the_report_names_what_is_odd(number: str) -> None:
    report = render(read_act(number))
    assert [words for words in COUNTED[number].report if words not in report] == []


@pytest.mark.parametrize(
    ("number", "citation", "unit", "start"),
    [
        ("01", "zał. 1 § 7 ust. 1", "Gabinet Generalnego Inspektora", "Gabinet Generalnego Inspektora realizuje"),
        ("01", "zał. 1 § 10 pkt 4", "Departament Rejestracji Zbiorów Danych Osobowych", "udostępnianiem danych"),
        ("08", "§ 16 ust. 1 pkt 1 lit. a", BZ, "o charakterze terrorystycznym"),
        ("08", "§ 25 ust. 2 pkt 5", f"Wydział I Organizacyjny ({OKREGOWA})", "prowadzenie śledztw i"),
        ("11", "§ 2 ust. 1 pkt 6", "BR-01", "prowadzenie rejestru uchwał"),
        ("17", "§ 5 pkt 1", "Dyrektor Biura", "kierowanie całokształtem"),
        (
            "22",
            "§ 1 ust. 1 pkt 11",
            "Sekcja Utrzymania Infrastruktury Informatyczno-Technicznej",
            "administrowanie siecią",
        ),
        ("25", "pkt 4", "Kancelaria Sejmiku", "prowadzi rejestr uchwał Sejmiku"),
        ("46", "zał. 1 ust. 3 lit. d", "Międzyuniwersyteckie Centrum Informatyzacji", "inicjowanie nowych projektów"),
    ],
)
def test_a_duty_is_cited_as_the_act_prints_it(number: str, citation: str, unit: str, start: str) -> None:
    found = [clause for clause in read_act(number).act.clauses if clause.text.startswith(start)]
    assert [(str(clause.citation), clause.unit) for clause in found] == [(citation, unit)]
