"""Invented acts in the styles of the genre, each with what a reader finds in it, written before the parser saw them."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.parsing.parse import Reading, parse
from indexer.reading.read import read
from knowledge.acts.act import ALL_UNITS

ACTS = Path(__file__).parents[2] / "acts"


@dataclass(frozen=True)
class Expected:
    """Hold what stands in an act: units with their wholes, duties by unit, a sample of citations, head and entry."""

    units: dict[str, str | None]
    duties: dict[str, int]
    sample: dict[str, tuple[str, str]]
    head: tuple[str, str, str, str] = ("", "", "", "")


URZAD = "Urząd Gminy Jodłowa Góra"
CUW = "Centrum Usług Wspólnych w Brzozowie Dolnym"
BOI = "Biuro Obsługi Inwestora"
BIBLIOTEKA = "Biblioteka Główna Uniwersytetu Przykładowego"

EXPECTED = {
    # Codes after a dash in quotation marks, a broken word, headings for units, an annex, "uchyla się", bullets.
    "regulamin_gmina.txt": Expected(
        units={
            "OR": URZAD,
            "FP": URZAD,
            "stanowisko ds. wymiaru podatków": "FP",
            "stanowisko ds. księgowości budżetowej": "FP",
            "IGP": URZAD,
            "USC": URZAD,
            "ZK": URZAD,
            "RP": URZAD,
        },
        duties={ALL_UNITS: 2, "OR": 4, "FP": 2, "IGP": 3, "USC": 1, "ZK": 3, "RP": 2},
        sample={
            "zał. 1 § 5 pkt 2 lit. b": ("OR", "prowadzenie rejestru uchwał"),
            "zał. 1 § 6 ust. 2 pkt 1": ("FP", "opracowywanie projektu budżetu"),
            "zał. 1 § 9 tiret 3": ("ZK", "współpraca z jednostkami ochotniczych straży pożarnych"),
            "zał. 1 § 10 pkt 2": ("RP", "występuje przed sądami w imieniu Gminy"),
        },
        head=("zarządzenie", "12/2023", "2023-01-02", "2023-02-01"),
    ),
    # Dotted codes, tiret, § 6a, ";" inside an item, a gap, one sentence for a duty, reporting lines in a sentence.
    "dotted_codes.md": Expected(
        units={
            "OR.I": "Wydział Organizacyjny",
            "OR.II": "Wydział Organizacyjny",
            "OR.II.1": "OR.II",
            "OR.II.2": "OR.II",
            "OR-III": "Wydział Organizacyjny",
        },
        duties={"OR.I": 4, "OR.II": 1, "OR.II.1": 2, "OR.II.2": 2, "OR-III": 3},
        sample={
            "§ 4 pkt 1 lit. b tiret 2": ("OR.I", "rozliczeń"),
            "§ 5 ust. 1": (
                "OR.II",
                "Do obowiązków Oddziału Obsługi Klienta (OR.II) należy koordynacja pracy komórek "
                "wymienionych w § 1 pkt 2",
            ),
            "§ 5 ust. 3 pkt 3": ("OR.II.2", "prowadzenie ewidencji skarg"),
            "§ 6 pkt 1": ("OR-III", "sieć lokalną; utrzymanie serwerów"),
            "§ 6a": ("OR-III", "Wieloosobowe stanowisko ds. informatyki prowadzi ponadto ewidencję licencji"),
        },
        head=("zarządzenie", "WO.120.7.2024", "2024-03-15", "2024-03-30"),
    ),
    # A web page: the unit's name above, its symbol on a line of its own, bullets, addresses and people between.
    "page_department.txt": Expected(
        units={"SZ-07": None},
        duties={"SZ-07": 3},
        sample={"tiret 2": ("SZ-07", "udzielanie dotacji")},
    ),
    # Groups I, II, each with numbers that begin again; no mark at the end of any item.
    "page_groups.txt": Expected(
        units={"Wydział Komunikacji i Transportu": None},
        duties={"Wydział Komunikacji i Transportu": 6},
        sample={"pkt 3 tiret 2": ("Wydział Komunikacji i Transportu", "stacjami kontroli pojazdów")},
    ),
    # A statute: posts among the units, duties as verbs and in one sentence, grounds after the end.
    "statut_zaklad.txt": Expected(
        units={
            "Dział Księgowości": CUW,
            "Dział Płac i Kadr": CUW,
            "Stanowisko Głównego Specjalisty ds. Prawnych": CUW,
            "Główny Księgowy": CUW,
        },
        duties={"Dział Księgowości": 3, "Dział Płac i Kadr": 1},
        sample={
            "zał. 1 § 3 ust. 2 pkt 1": ("Dział Księgowości", "prowadzi księgi rachunkowe"),
            "zał. 1 § 3 ust. 3": (
                "Dział Płac i Kadr",
                "Dział Płac i Kadr nalicza wynagrodzenia oraz prowadzi akta osobowe",
            ),
        },
        head=("uchwała", "XLI/311/2021", "2021-09-30", ""),
    ),
    # Everything on one line, § signs lost; the numbers of § and ust. must be told apart.
    "flat_signs_lost.txt": Expected(
        units={"WI-1": "Wydział Informatyki", "WI-2": "Wydział Informatyki", "WI-3": "Wydział Informatyki"},
        duties={"WI-1": 4, "WI-2": 2, "WI-3": 1},
        sample={
            "§ 2 pkt 1 lit. b": ("WI-1", "bezprzewodowej"),
            "§ 2 pkt 2": ("WI-1", "monitorowanie ruchu (zob. § 4 ust. 2 regulaminu)"),
            "§ 3 pkt 2": ("WI-2", "testy, o których mowa w ust. 1 pkt 2"),
            "§ 4": (
                "WI-3",
                "Do zakresu działania Stanowiska ds. Szkoleń (WI-3) należy organizowanie szkoleń pracowników",
            ),
        },
        head=("zarządzenie", "88/2019", "2019-06-03", "2019-06-03"),
    ),
    # An amending act declares nothing of its own.
    "amending.txt": Expected({}, {}, {}, ("zarządzenie", "45/2022", "2022-07-07", "2022-07-07")),
    # "1/", "a/", divisions A and B above the units, codes between slashes, a date that was never filled in.
    "stanowiska_lit.txt": Expected(
        units={
            "Pion Techniczny": "Powiatowy Zarząd Dróg w Sosnowej",
            "DU": "Pion Techniczny",
            "DM": "Pion Techniczny",
            "Pion Ekonomiczny": "Powiatowy Zarząd Dróg w Sosnowej",
            "DF": "Pion Ekonomiczny",
            "BHP": "Pion Ekonomiczny",
        },
        duties={"DU": 2, "DM": 1, "DF": 2, "BHP": 1},
        sample={"§ 3 ust. 3 lit. b": ("DF", "rozlicza dotacje")},
        head=("decyzja", "9", "", ""),
    ),
    # Units in lower case in a sentence; a head's duties after a sentence of their own.
    "sentence_units.txt": Expected(
        units={
            "Oddział geodezji": "Urząd Rejonowy",
            "Oddział architektury": "Urząd Rejonowy",
            "Oddział ochrony środowiska": "Urząd Rejonowy",
        },
        duties={"Oddział geodezji": 2, "Oddział architektury": 1, "Oddział ochrony środowiska": 3, "Kierownik": 2},
        sample={"§ 4 pkt 3": ("Oddział ochrony środowiska", "lasów niestanowiących własności Skarbu Państwa")},
        head=("rozporządzenie", "2/98", "1998-05-05", "1998-06-01"),
    ),
    # The unit's name stands as the first line of a paragraph; "do spraw" for "ds."; a bare "Zespołu".
    "headings_as_units.txt": Expected(
        units={
            "Zespół Promocji Gospodarczej": BOI,
            "Zespół Obsługi Projektów": BOI,
            "Zespół ds. analiz": BOI,
        },
        duties={"Zespół Promocji Gospodarczej": 4, "Zespół Obsługi Projektów": 3, "Zespół ds. analiz": 2, ALL_UNITS: 2},
        sample={
            "§ 3 pkt 2": ("Zespół Promocji Gospodarczej", "przygotowanie materiałów promocyjnych"),
            "§ 4 ust. 3": ("Zespół Obsługi Projektów", "Zespół prowadzi rejestr projektów"),
            "§ 5 pkt 2": ("Zespół ds. analiz", "raporty kwartalne"),
            "§ 6 pkt 1": (ALL_UNITS, "dbałość o wizerunek Biura"),
        },
        head=("regulamin", "", "", ""),
    ),
    # An item that names another bearer for the letters below it.
    "relative_owner.txt": Expected(
        units={"Wydział Geodezji i Kartografii": None, "PODGiK": None},
        duties={"PODGiK": 2, "Wydział Geodezji i Kartografii": 2},
        sample={"pkt 1 lit. a": ("PODGiK", "prowadzenie zasobu geodezyjnego")},
    ),
    # A table of contents, a footnote with a mark like a point's, page numbers, a torn letter, a lost point.
    "footnotes_toc.txt": Expected(
        units={
            "Oddział Gromadzenia Zbiorów": BIBLIOTEKA,
            "Oddział Udostępniania": BIBLIOTEKA,
            "Samodzielna Sekcja Informatyczna": BIBLIOTEKA,
        },
        duties={"Oddział Gromadzenia Zbiorów": 3, "Oddział Udostępniania": 3, "Samodzielna Sekcja Informatyczna": 2},
        sample={
            "§ 2 pkt 1": ("Oddział Gromadzenia Zbiorów", "zakup książek i czasopism"),
            "§ 2 pkt 4": ("Oddział Gromadzenia Zbiorów", "wymiana międzybiblioteczna"),
            "§ 4 pkt 2": ("Samodzielna Sekcja Informatyczna", "prowadzi stronę internetową"),
        },
        head=("uchwała", "163", "2015-06-25", "2015-06-25"),
    ),
    # A table under the lead-in, units called by their symbols ever after.
    "bilingual_table.txt": Expected(
        units={"ON": "Urząd Morski", "OW": "Urząd Morski", "IBŻ": "Urząd Morski"},
        duties={"ON": 2, "OW": 2, "IBŻ": 1},
        sample={"§ 2 pkt 2": ("ON", "utrzymanie pław"), "§ 3 pkt 1": ("OW", "budowa ostróg")},
        head=("zarządzenie", "604/2023", "2023-07-16", ""),
    ),
    # A court: units in one sentence, "oddziały: …" in adjectives, a sentence for a duty, duties of a head.
    "court.txt": Expected(
        units={
            "Wydział I Cywilny": None,
            "Wydział II Karny": None,
            "Oddział Administracyjny": None,
            "Oddział gospodarczy": "Oddział Administracyjny",
            "Oddział kadr": "Oddział Administracyjny",
            "Oddział informatyczny": "Oddział Administracyjny",
        },
        duties={"Wydział I Cywilny": 2, "Wydział II Karny": 1, "prezes sądu": 3, "Oddział Administracyjny": 2},
        sample={
            "§ 8": ("Wydział II Karny", "Wydział II Karny wykonuje zadania określone w odrębnych przepisach"),
            "§ 11 ust. 1 pkt 3": ("prezes sądu", "zadania, o których mowa w § 19 ust. 1 pkt 3—11"),
            "§ 11 ust. 2 pkt 2": ("Oddział Administracyjny", "transport"),
        },
        head=("rozporządzenie", "", "2007-02-23", ""),
    ),
    # Duties on lines of their own without any mark, each unit's address beside its name.
    "page_unmarked.txt": Expected(
        units={"AU-01-1": None, "AU-01-2": None},
        duties={"AU-01-1": 3, "AU-01-2": 2},
        sample={"tiret 3": ("AU-01-1", "udzielania informacji")},
    ),
    # Several units in one item of a reporting list; nothing but the lists declares them.
    "page_superiors.txt": Expected(
        units={
            "Zespół Prawny": None,
            "Oddział Finansowy": None,
            "Oddział Urbanistyki I": None,
            "Oddział Urbanistyki II": None,
            "Oddział Urbanistyki III": None,
        },
        duties={"Oddział Finansowy": 2},
        sample={"tiret 2": ("Oddział Finansowy", "sprawozdawczość")},
    ),
    # One line, bare numbers for §, chapters between, a letter-spaced title.
    "flat_bare_numbers.txt": Expected(
        units={
            "Referat Ewidencji Ludności": "Wydział Spraw Obywatelskich",
            "Referat Dowodów Osobistych": "Wydział Spraw Obywatelskich",
            "Stanowisko ds. skarg": "Wydział Spraw Obywatelskich",
        },
        duties={"Referat Ewidencji Ludności": 3, "Referat Dowodów Osobistych": 2, "Stanowisko ds. skarg": 1},
        sample={"§ 5 pkt 2": ("Referat Dowodów Osobistych", "wydawanie dowodów osobistych")},
        head=("regulamin", "", "", ""),
    ),
    # One line, bare numbers that begin again in the annex.
    "flat_annex.txt": Expected(
        units={"FN": "Urząd Gminy Brzezie", "OŚ": "Urząd Gminy Brzezie", "KD": "Urząd Gminy Brzezie"},
        duties={"FN": 2, "OŚ": 2, "KD": 1},
        sample={"zał. 1 § 5 pkt 2": ("OŚ", "dowóz uczniów"), "zał. 1 § 6 pkt 1": ("KD", "akta osobowe")},
        head=("zarządzenie", "15/2011", "2011-03-14", "2011-03-14"),
    ),
    # Symbols said in words, a unit's name as a paragraph's first line, "1." above "1)" and "1." alone.
    "starostwo.txt": Expected(
        units={"OR": "Starostwo", "KM": "Starostwo", "PRK": "Starostwo", "AW": "Starostwo"},
        duties={"OR": 3, "KM": 2, "PRK": 1, "AW": 1},
        sample={
            "zał. 1 § 2 ust. 1 pkt 2": ("OR", "prowadzenie kadr"),
            "zał. 1 § 3 ust. 2": ("KM", "Prawa jazdy"),
            "zał. 1 § 5": ("AW", "Audytor wewnętrzny wykonuje audyt"),
        },
        head=("uchwała", "BDG.0050.499.2015", "2015-01-29", "2015-02-01"),
    ),
    # One line with its § signs; posts among the units, units under letters.
    "flat_signed.txt": Expected(
        units={
            "Dyrektor": "Miejski Ośrodek Kultury",
            "Główny Księgowy": "Miejski Ośrodek Kultury",
            "Zespół Programowy": "Miejski Ośrodek Kultury",
            "Stanowisko ds. promocji": "Zespół Programowy",
            "Dział Administracyjny": "Miejski Ośrodek Kultury",
        },
        duties={"Zespół Programowy": 2, "Główny Księgowy": 2, "Dział Administracyjny": 1},
        sample={"§ 3 ust. 2 pkt 1": ("Główny Księgowy", "prowadzenie księgowości")},
        head=("regulamin", "", "", "2010-01-01"),
    ),
    # A dash for a code's sign, a unit set up where its duties stand, ";" inside an item.
    "created.txt": Expected(
        units={
            "NSAF": "Biuro Izby",
            "NSAK": "Biuro Izby",
            "Wydziały Zamiejscowe": "Biuro Izby",
            "Wydział Statystyki": "Biuro Izby",
        },
        duties={"Wydział Statystyki": 2, "NSAF": 3, "NSAK": 1},
        sample={
            "§ 4 tiret 2": (
                "NSAF",
                "obsługą kasową; wykonywanie uchwalonego budżetu oraz prowadzenie rachunkowości",
            ),
            "§ 6": ("NSAK", "Kancelaria Główna przyjmuje i wysyła korespondencję"),
        },
        head=("uchwała", "5", "2003-04-02", ""),
    ),
    # Nothing but a reporting list declares the units; two of them are parts of a third.
    "rector.txt": Expected(
        units={"ADT": None, "AKW": None, "AKW-1": "AKW", "AKW-2": "AKW", "ABZ": None},
        duties={"ADT": 3, "AKW": 2, "AKW-1": 2, "AKW-2": 1, "ABZ": 3},
        sample={
            "§ 2 pkt 1 lit. b": ("ADT", "laboratoriów"),
            "§ 3 pkt 2": ("AKW", "windykacja"),
            "§ 4 ust. 1 pkt 2": ("AKW-1", "rozlicza składki ZUS"),
        },
        head=("zarządzenie", "77/2020", "2020-09-15", "2020-10-01"),
    ),
    # Letters right under a paragraph, names in capitals below the sign, a second sentence that gives the duty.
    "care_centre.txt": Expected(
        units=dict.fromkeys(("D", "ZD", "DPŚ", "DŚR", "SUO", "SK"), "Miejski Ośrodek Pomocy Społecznej w Lipie"),
        duties={"D": 2, "DPŚ": 3, "DŚR": 2, "SUO": 1, "SK": 3},
        sample={
            "§ 3 ust. 2 lit. b": ("D", "zatrudnianie pracowników"),
            "§ 4 lit. b": ("DPŚ", "przeprowadzanie wywiadów środowiskowych"),
            "§ 5 lit. a": ("DŚR", "przyznawanie świadczeń"),
        },
        head=("regulamin", "", "", ""),
    ),
    # Two units on one page, each with its list from 1.
    "page_two_units.txt": Expected(
        units={"Wydział Budownictwa": None, "Wydział Ochrony Środowiska": None},
        duties={"Wydział Budownictwa": 3, "Wydział Ochrony Środowiska": 2},
        sample={"pkt 3": ("Wydział Budownictwa", "prowadzenie rejestrów")},
    ),
}


def read_act(name: str) -> Reading:
    """Parse one of the invented acts."""
    return parse(read(ACTS / name))


@pytest.mark.parametrize("name", EXPECTED)
def test_an_act_has_the_units_a_reader_finds(name: str) -> None:
    assert {unit.code: unit.parent for unit in read_act(name).act.units} == EXPECTED[name].units


@pytest.mark.parametrize("name", EXPECTED)
def test_each_duty_hangs_on_its_unit(name: str) -> None:
    assert Counter(clause.unit for clause in read_act(name).act.clauses) == EXPECTED[name].duties


@pytest.mark.parametrize("name", EXPECTED)
def test_duties_are_cited_as_printed(name: str) -> None:
    found = {str(clause.citation): (clause.unit, clause.text) for clause in read_act(name).act.clauses}
    sample = EXPECTED[name].sample
    assert {citation: found.get(citation) for citation in sample} == sample


@pytest.mark.parametrize("name", EXPECTED)
def test_the_head_says_what_is_printed_and_no_more(name: str) -> None:
    act = read_act(name).act
    force = act.commencement.day if act.commencement else None
    assert (act.kind, act.number, str(act.day or ""), str(force or "")) == EXPECTED[name].head
