"""Amending acts applied to an invented act: what each way of ordering a change makes of its provisions."""

from functools import cache
from pathlib import Path

import pytest

from indexer.amending.consolidate import InapplicableAmendment, consolidate
from indexer.parsing.parse import Reading, parse
from indexer.reading.lines import lines_of
from indexer.reading.read import read
from knowledge.acts.amendment_notes import ActName, note
from knowledge.acts.citation import Citation
from knowledge.shipped import DECREE

ACTS = Path(__file__).parents[2] / "acts"
BASE = ACTS / "do_zmiany.txt"
HEAD = """ZARZĄDZENIE Nr 7/2025
PREZYDENTA MIASTA WYMYŚLONEGO
z dnia 3 lutego 2025 r.
zmieniające zarządzenie w sprawie podziału na wewnętrzne komórki organizacyjne Wydziału Spraw Obywatelskich
Na podstawie art. 33 ust. 1 ustawy z dnia 8 marca 1990 r. o samorządzie gminnym zarządza się, co następuje:
§ 1. W zarządzeniu Nr 120/2023 Prezydenta Miasta Wymyślonego z dnia 6 listopada 2023 r. w sprawie podziału na \
wewnętrzne komórki organizacyjne Wydziału Spraw Obywatelskich wprowadza się następujące zmiany:
"""
TAIL = "\n§ 2. Zarządzenie wchodzi w życie z dniem podpisania.\n"
WORDED, ADDED, CHANGED = (
    "w brzmieniu zarządzenia nr 7/2025",
    "dodany zarządzeniem nr 7/2025",
    "zmieniony zarządzeniem nr 7/2025",
)
REPEALED = ("(uchylony)", "uchylony zarządzeniem nr 7/2025")
GONE = None

Said = tuple[str, str] | None


@cache
def base() -> Reading:
    return parse(read(BASE))


def amended(instructions: str, annex: str = "") -> Reading:
    return consolidate([read(BASE), lines_of(HEAD + instructions + TAIL + annex)])


def said_by(reading: Reading) -> dict[str, tuple[str, str]]:
    """Return what an act says: the words of each provision and the note beside them, by its citation."""
    return {
        f"{each.citation}{'' if each.occurrence == 1 else f' [{each.occurrence}]'}": (
            each.text,
            note(each.amended, each.citation),
        )
        for each in reading.act.provisions
    }


def changes(reading: Reading) -> dict[str, Said]:
    """Return what is said otherwise than before; GONE for what is said no longer."""
    before, after = said_by(base()), said_by(reading)
    return {place: said for place, said in after.items() if before.get(place) != said} | dict.fromkeys(
        place for place in before if place not in after
    )


APPLIED: dict[str, tuple[str, dict[str, Said]]] = {
    "a point receives new wording": (
        "1) w § 4 pkt 2 otrzymuje brzmienie:\n„2) doręczanie dowodów osobistych;”.",
        {"§ 4 pkt 2": ("doręczanie dowodów osobistych;", WORDED)},
    ),
    # the levels one by one, each below the one above it
    "the scope stands in several sentences": (
        "1) w § 3:\na) w ust. 1:\n– w pkt 1 lit. a otrzymuje brzmienie:\n„a) zameldowanych na stałe,”.",
        {"§ 3 ust. 1 pkt 1 lit. a": ("zameldowanych na stałe,", "w brzmieniu zarządzenia nr 7/2025")},
    ),
    "an indent": (
        "1) w § 3 w ust. 1 w pkt 1 w lit. b tiret drugie otrzymuje brzmienie: „– obcokrajowców,”;",
        {"§ 3 ust. 1 pkt 1 lit. b tiret 2": ("obcokrajowców,", WORDED)},
    ),
    # "– –" is a level of its own in amending acts (ZTP § 57)
    "the scope goes down to a double indent": (
        "1) w § 3:\na) w ust. 1:\n– w pkt 1:\n– – lit. a otrzymuje brzmienie:\n„a) dorosłych,”,\n"
        "–– w lit. b uchyla się tiret drugie,\n– w pkt 3 wyraz „nadzór” zastępuje się wyrazem „opieka”.",
        {
            "§ 3 ust. 1 pkt 1 lit. a": ("dorosłych,", WORDED),
            "§ 3 ust. 1 pkt 1 lit. b tiret 2": ("(uchylone)", "uchylone zarządzeniem nr 7/2025"),
            "§ 3 ust. 1 pkt 3": ("opieka nad archiwum.", CHANGED),
        },
    ),
    "the words before a list may repeat their mark": (
        "1) w § 3 w ust. 1 w pkt 1 wprowadzenie do wyliczenia otrzymuje brzmienie: „1) rejestr mieszkańców:”;",
        {"§ 3 ust. 1 pkt 1": ("rejestr mieszkańców:", WORDED)},
    ),
    "an indent is added": (
        "1) w § 3 ust. 1 pkt 1 lit. b po tiret pierwszym dodaje się tiret drugie w brzmieniu: „– repatriantów,”;\n"
        "2) w § 3 ust. 1 pkt 1 lit. b dotychczasowe tiret drugie oznacza się jako tiret trzecie.",
        {
            "§ 3 ust. 1 pkt 1 lit. b tiret 2": ("repatriantów,", "dodane zarządzeniem nr 7/2025"),
            "§ 3 ust. 1 pkt 1 lit. b tiret 3": ("cudzoziemców;", "oznaczone tak zarządzeniem nr 7/2025"),
        },
    ),
    "several points receive wording at once": (
        "1) w § 4 pkt 2 i 3 otrzymują brzmienie:\n„2) druk dowodów;\n3) niszczenie dowodów;”.",
        {"§ 4 pkt 2": ("druk dowodów;", WORDED), "§ 4 pkt 3": ("niszczenie dowodów;", WORDED)},
    ),
    "each in quotation marks of its own": (
        "1) w § 4 pkt 2-3 otrzymują brzmienie:\n„2) druk dowodów;”,\n„3) niszczenie dowodów;”.",
        {"§ 4 pkt 2": ("druk dowodów;", WORDED), "§ 4 pkt 3": ("niszczenie dowodów;", WORDED)},
    ),
    # words that stay keep no note; what is new in the list says so
    "a subsection with its list": (
        "1) § 3 ust. 1 otrzymuje brzmienie:\n„1. Do zakresu działania Referatu Ewidencji Ludności (SO-01) należy:\n"
        "1) prowadzenie rejestru mieszkańców;\n2) wydawanie zaświadczeń, zwanych dalej „odpisami”;\n"
        "3) nadzór nad archiwum;\n4) meldunki.”.",
        {
            "§ 3 ust. 1 pkt 1": ("prowadzenie rejestru mieszkańców;", WORDED),
            "§ 3 ust. 1 pkt 1 lit. a": GONE,
            "§ 3 ust. 1 pkt 1 lit. b": GONE,
            "§ 3 ust. 1 pkt 1 lit. b tiret 1": GONE,
            "§ 3 ust. 1 pkt 1 lit. b tiret 2": GONE,
            "§ 3 ust. 1 pkt 3": ("nadzór nad archiwum;", WORDED),
            "§ 3 ust. 1 pkt 4": ("meldunki.", ADDED),
        },
    ),
    "a paragraph is added": (
        "1) po § 5 dodaje się § 5a i 5b w brzmieniu:\n„§ 5a. Do zakresu działania Zespołu Skarg i Wniosków (SO-03) "
        "należy również:\n1) prowadzenie rejestru skarg;\n2) analiza skarg.\n§ 5b. Zespół pracuje w soboty.”.",
        {
            "§ 5a": ("Do zakresu działania Zespołu Skarg i Wniosków (SO-03) należy również:", ADDED),
            "§ 5a pkt 1": ("prowadzenie rejestru skarg;", ADDED),
            "§ 5a pkt 2": ("analiza skarg.", ADDED),
            "§ 5b": ("Zespół pracuje w soboty.", ADDED),
        },
    ),
    "a paragraph whose sign is left out": (
        '1) § 2 otrzymuje brzmienie:\n"2. Wydziałem kieruje Kierownik."',
        {"§ 2": ("Wydziałem kieruje Kierownik.", WORDED)},
    ),
    "a letter between letters": (
        "1) w § 5 po lit. a dodaje się lit. aa w brzmieniu: ,,aa) przyjmowanie próśb,'';",
        {"§ 5 lit. aa": ("przyjmowanie próśb,", "dodana zarządzeniem nr 7/2025")},
    ),
    "a point goes to the end, and the full stop becomes a semicolon": (
        "1) w § 4 w pkt 4 kropkę zastępuje się średnikiem i dodaje się pkt 5 i 6 w brzmieniu:\n"
        "„5) obsługa okienka;\n6) obsługa infolinii.”;",
        {
            "§ 4 pkt 4": ("prowadzenie archiwum kopert dowodowych;", CHANGED),
            "§ 4 pkt 5": ("obsługa okienka;", ADDED),
            "§ 4 pkt 6": ("obsługa infolinii.", ADDED),
        },
    ),
    "repeals in three ways": (
        "1) uchyla się § 4 pkt 3;\n2) w § 4 skreśla się pkt 4;\n3) § 6 uchyla się.",
        {"§ 4 pkt 3": REPEALED, "§ 4 pkt 4": REPEALED, "§ 6": REPEALED},
    ),
    "a range is repealed": (
        "1) w § 4 uchyla się pkt 2-4.",
        {"§ 4 pkt 2": REPEALED, "§ 4 pkt 3": REPEALED, "§ 4 pkt 4": REPEALED},
    ),
    "a list of repeals": (
        "1) uchyla się:\na) § 4 pkt 3,\nb) § 5 lit. a.",
        {"§ 4 pkt 3": REPEALED, "§ 5 lit. a": ("(uchylona)", "uchylona zarządzeniem nr 7/2025")},
    ),
    "what is repealed takes its list with it": (
        "1) w § 3 w ust. 1 uchyla się pkt 1.",
        {
            "§ 3 ust. 1 pkt 1": REPEALED,
            "§ 3 ust. 1 pkt 1 lit. a": GONE,
            "§ 3 ust. 1 pkt 1 lit. b": GONE,
            "§ 3 ust. 1 pkt 1 lit. b tiret 1": GONE,
            "§ 3 ust. 1 pkt 1 lit. b tiret 2": GONE,
        },
    ),
    "words are replaced wherever they stand in the provision": (
        "1) w § 4 wyrazy „dowodów osobistych” zastępuje się wyrazami „dokumentów tożsamości”;",
        {
            "§ 4 pkt 2": ("wydawanie dokumentów tożsamości;", CHANGED),
            "§ 4 pkt 3": ("unieważnianie dokumentów tożsamości;", CHANGED),
        },
    ),
    "words in several provisions": (
        "1) w § 3 w ust. 1 w pkt 3 i w § 6 wyraz „archiwum” zastępuje się wyrazem „archiwami”;",
        {
            "§ 3 ust. 1 pkt 3": ("nadzór nad archiwami.", CHANGED),
            "§ 6": (
                "Do zakresu działania Stanowiska ds. Archiwum (SO-04) należy prowadzenie archiwami zakładowego.",
                CHANGED,
            ),
        },
    ),
    "words are added and deleted": (
        "1) w § 4:\na) w pkt 1 po wyrazie „wniosków” dodaje się wyrazy „i załączników”,\n"
        "b) w pkt 2 skreśla się wyraz „osobistych”,\n"
        "c) w pkt 3 przed wyrazem „unieważnianie” dodaje się wyraz „pilne”,\n"
        "d) w pkt 4 na końcu dodaje się wyrazy „oraz skorowidza”;",
        {
            "§ 4 pkt 1": ("przyjmowanie wniosków i załączników o dowody osobiste;", CHANGED),
            "§ 4 pkt 2": ("wydawanie dowodów;", CHANGED),
            "§ 4 pkt 3": ("pilne unieważnianie dowodów osobistych;", CHANGED),
            "§ 4 pkt 4": ("prowadzenie archiwum kopert dowodowych oraz skorowidza.", CHANGED),
        },
    ),
    # the shared words keep their case; "Zespół" passes its genitive on to "Referat"
    "a unit is renamed in all cases": (
        "1) użyte w § 1 pkt 3 i § 5 w różnych przypadkach wyrazy „Zespół Skarg i Wniosków” zastępuje się użytymi w "
        "odpowiednich przypadkach wyrazami „Referat Skarg i Petycji”.",
        {
            "§ 1 pkt 3": ("Referat Skarg i Petycji SO-03;", CHANGED),
            "§ 5": ("Do zakresu działania Referatu Skarg i Petycji (SO-03) należy:", CHANGED),
        },
    ),
    "words in the whole act, its annexes too": (
        "1) w całym zarządzeniu wyraz „Dyrektor” zastępuje się wyrazem „Naczelnik”;",
        {
            "§ 2": ("Wydziałem kieruje Naczelnik. Dyrektora zastępuje Zastępca Dyrektora.", CHANGED),
            "zał. 1 § 2": ("Pieczęć przechowuje Naczelnik.", CHANGED),
        },
    ),
    "the words before a list": (
        "1) w § 4 wprowadzenie do wyliczenia otrzymuje brzmienie: „Referat Dowodów Osobistych (SO-02) odpowiada za:”.",
        {"§ 4": ("Referat Dowodów Osobistych (SO-02) odpowiada za:", WORDED)},
    ),
    "a sentence": (
        "1) w § 2:\na) zdanie drugie otrzymuje brzmienie: „Dyrektor ma dwóch zastępców.”,\n"
        "b) dodaje się zdanie trzecie w brzmieniu: „Zastępców jest dwóch.”;",
        {"§ 2": ("Wydziałem kieruje Dyrektor. Dyrektor ma dwóch zastępców. Zastępców jest dwóch.", CHANGED)},
    ),
    "a text becomes the first subsection": (
        "1) w § 6 dotychczasową treść oznacza się jako ust. 1 i dodaje się ust. 2 w brzmieniu:\n"
        "„2. Archiwum jest czynne w środy.”;",
        {
            "§ 6": ("", CHANGED),
            "§ 6 ust. 1": (
                "Do zakresu działania Stanowiska ds. Archiwum (SO-04) należy prowadzenie archiwum zakładowego.",
                "oznaczony tak zarządzeniem nr 7/2025",
            ),
            "§ 6 ust. 2": ("Archiwum jest czynne w środy.", ADDED),
        },
    ),
    # the new point 3 needs the number of what is renumbered only afterwards
    "numbers move up for a new one": (
        "1) w § 4 po pkt 2 dodaje się pkt 3 w brzmieniu: „3) wymiana dowodów;”;\n"
        "2) w § 4 dotychczasowe pkt 3 i 4 otrzymują oznaczenie pkt 4 i 5.",
        {
            "§ 4 pkt 3": ("wymiana dowodów;", ADDED),
            "§ 4 pkt 4": ("unieważnianie dowodów osobistych;", "oznaczony tak zarządzeniem nr 7/2025"),
            "§ 4 pkt 5": ("prowadzenie archiwum kopert dowodowych.", "oznaczony tak zarządzeniem nr 7/2025"),
        },
    ),
    "an annex is changed inside": (
        "1) w załączniku nr 1 do zarządzenia w § 1 wyraz „okrągła” zastępuje się wyrazem „owalna”;",
        {"zał. 1 § 1": ("Pieczęć jest owalna.", CHANGED)},
    ),
    "an annex is repealed": (
        "1) uchyla się załącznik nr 1.",
        {"zał. 1 § 1": GONE, "zał. 1 § 2": GONE, "zał. 1": REPEALED},
    ),
    "a chapter is added": (
        "1) po rozdziale 2 dodaje się rozdział 2a w brzmieniu:\n„Rozdział 2a\nZastępstwa\n§ 6a. Zastępstwa ustala "
        "Dyrektor.”.",
        {"§ 6a": ("Zastępstwa ustala Dyrektor.", ADDED)},
    ),
    "a chapter is replaced": (
        "1) rozdział 1 otrzymuje brzmienie:\n„Rozdział 1\nOgólne\n§ 1. W skład Wydziału Spraw Obywatelskich wchodzą "
        "następujące komórki organizacyjne:\n1) Referat Ewidencji Ludności SO-01.\n§ 2. Wydziałem kieruje Dyrektor.”.",
        {
            "§ 1 pkt 1": ("Referat Ewidencji Ludności SO-01.", WORDED),
            "§ 1 pkt 2": GONE,
            "§ 1 pkt 3": GONE,
            "§ 1 pkt 4": GONE,
            "§ 2": ("Wydziałem kieruje Dyrektor.", WORDED),
        },
    ),
    # the mark inside closes nothing, though the line ends there
    "quotation marks within quotation marks": (
        "1) w § 4 pkt 1 otrzymuje brzmienie:\n„1) prowadzenie spraw zwanych dalej „sprawami”,\na) pilnych,\n"
        "b) zwykłych, zwanych dalej „zwykłymi”;”;\n2) w § 4 uchyla się pkt 4.",
        {
            "§ 4 pkt 1": ("prowadzenie spraw zwanych dalej „sprawami”,", WORDED),
            "§ 4 pkt 1 lit. a": ("pilnych,", "dodana zarządzeniem nr 7/2025"),
            "§ 4 pkt 1 lit. b": ("zwykłych, zwanych dalej „zwykłymi”;", "dodana zarządzeniem nr 7/2025"),
            "§ 4 pkt 4": REPEALED,
        },
    ),
    "two orders in one sentence": (
        "1) w § 4 pkt 3 uchyla się, a pkt 4 otrzymuje brzmienie: „4) skany.”.",
        {"§ 4 pkt 3": REPEALED, "§ 4 pkt 4": ("skany.", WORDED)},
    ),
    "the same again in one sentence of the act": (
        "1) w § 4 pkt 3 uchyla się;\n2) pozostałe postanowienia zarządzenia pozostają bez zmian.",
        {"§ 4 pkt 3": REPEALED},
    ),
}


@pytest.mark.parametrize("name", APPLIED)
def test_an_instruction_changes_what_it_names_and_nothing_else(name: str) -> None:
    instructions, expected = APPLIED[name]
    assert changes(amended(instructions)) == expected


REFUSED = {
    # no such provision: the lowest level that is there is not what is missing
    "1) w § 4 pkt 9 otrzymuje brzmienie: „9) x.”;": "the act has no § 4 pkt 9",
    "1) w § 14 w ust. 2 uchyla się pkt 3;": "the act has no § 14",
    "1) po § 11 dodaje się § 11a w brzmieniu: „§ 11a. X.”;": "the act has no § 11",
    # wording not found, or found where it is not sure which is meant
    "1) w § 4 wyrazy „paszportów” zastępuje się wyrazami „wiz”;": "§ 4 does not say „paszportów”",
    "1) w § 4 po wyrazie „osobistych” dodaje się wyrazy „i wiz”;": "says „osobistych” 2 times",
    "1) w § 3 wyraz „archiw” zastępuje się wyrazem „wiz”;": "§ 3 does not say „archiw”",
    # two provisions of one name
    "1) w § 5 uchyla się lit. b;": "§ 5 lit. b stands 2 times in the act",
    # numbers that are taken, or do not agree with the new text
    "1) po § 4 dodaje się § 5 w brzmieniu: „§ 5. X.”;": "the act has a § 5 already",
    "1) w § 4 pkt 2 otrzymuje brzmienie: „3) x;”;": "the new text begins '3) x;', not with 2)",
    "1) w § 4 dodaje się pkt 5 i 6 w brzmieniu: „5) x;”;": "the new text holds no § 4 pkt 6",
    "1) § 2 otrzymuje brzmienie:\n„§ 2. X.\n§ 3. Y.”;": "the new text holds § 2, § 3, not § 2",
    "1) w § 3 ust. 2 otrzymuje brzmienie:\n„2. X.\n3. Y.”;": "the new text of § 3 ust. 2 holds more than § 3 ust. 2",
    "1) w § 6 dodaje się ust. 2 w brzmieniu: „2. X.”;": "§ 6 has no ust.; its text has to become ust. 1 first",
    # repealed once, repealed for good
    "1) uchyla się § 6;\n2) w § 6 wyraz „archiwum” zastępuje się wyrazem „x”;": "§ 6 is repealed already",
    # not understood
    "1) w § 4 zmienia się sposób wydawania dowodów;": "what it orders is not understood",
    "1) w § 4 w części dotyczącej wniosków wyraz „a” zastępuje się wyrazem „b”;": "'części dotyczącej wniosków'",
    "1) w § 4 pkt 2 otrzymuje brzmienie: doręczanie dowodów;": "does not stand between quotation marks",
    "1) w § 2 zdanie piąte otrzymuje brzmienie: „X.”;": "§ 2 has 2 sentences",
    "1) uchyla się rozdział 9;": "the act has no chapter 9",
    "1) w załączniku nr 3 uchyla się § 1;": "the act has no zał. 3 § 1",
}


@pytest.mark.parametrize("instructions", REFUSED)
def test_an_instruction_that_cannot_be_applied_is_told_with_its_place(instructions: str) -> None:
    with pytest.raises(InapplicableAmendment) as refused:
        amended(instructions)
    fault = refused.value.faults[0]
    assert REFUSED[instructions] in str(fault.fault)
    assert fault.line >= 7
    assert fault.fault
    assert fault.fault.said("pl") != str(fault.fault)
    assert f"wiersz {fault.line} (§ 1 pkt {fault.citation.point}): " in refused.value.message.said("pl")
    assert f"line {fault.line} (§ 1 pkt {fault.citation.point}): " in str(refused.value)


def test_all_faults_are_told_at_once_in_their_order() -> None:
    with pytest.raises(InapplicableAmendment) as refused:
        amended("1) uchyla się § 40;\n2) uchyla się § 6;\n3) uchyla się § 50;")
    assert [(each.citation, each.line) for each in refused.value.faults] == [
        (Citation("1", point="1"), 7),
        (Citation("1", point="3"), 9),
    ]


def test_an_annex_receives_the_wording_of_the_amending_acts_annex() -> None:
    annex = "Załącznik do zarządzenia Nr 7/2025\n§ 1. Pieczęć jest okrągła.\n§ 2. Pieczęć przechowuje Zastępca.\n"
    order = "1) załącznik nr 1 do zarządzenia otrzymuje brzmienie określone w załączniku do niniejszego zarządzenia."
    assert changes(amended(order, annex)) == {"zał. 1 § 2": ("Pieczęć przechowuje Zastępca.", WORDED)}


def test_an_annex_that_is_only_mentioned_may_be_replaced_by_a_chart() -> None:
    order = "1) załącznik nr 2 otrzymuje brzmienie jak w załączniku do niniejszego zarządzenia."
    assert changes(amended(order)) == {}


def test_a_unit_renamed_where_it_is_declared_keeps_the_duties_that_still_use_its_old_name() -> None:
    reading = amended("1) w § 1 pkt 3 wyrazy „i Wniosków” zastępuje się wyrazami „i Petycji”.")
    assert [(unit.code, unit.name) for unit in reading.act.units][2] == ("SO-03", "Zespół Skarg i Petycji")
    assert sum(clause.unit == "SO-03" for clause in reading.act.clauses) == 3


def test_units_and_duties_follow_the_new_words() -> None:
    reading = amended(
        "1) w § 1:\na) po pkt 4 dodaje się pkt 5 w brzmieniu: „5) Referat Cmentarzy SO-05.”,\nb) uchyla się pkt 2;\n"
        "2) uchyla się § 4;\n3) po § 6 dodaje się § 6a w brzmieniu:\n„§ 6a. Do zakresu działania Referatu Cmentarzy "
        "(SO-05) należy:\n1) prowadzenie ksiąg;\n2) utrzymanie alejek.”."
    )
    assert [unit.code for unit in reading.act.units] == ["SO-01", "SO-03", "SO-04", "SO-05"]
    duties = [(str(each.citation), each.unit, each.text) for each in reading.act.clauses if each.unit != "SO-01"]
    assert duties == [
        ("§ 5 lit. a", "SO-03", "przyjmowanie skarg"),
        ("§ 5 lit. b", "SO-03", "przyjmowanie petycji"),
        ("§ 5 lit. b", "SO-03", "rozpatrywanie wniosków"),
        (
            "§ 6",
            "SO-04",
            "Do zakresu działania Stanowiska ds. Archiwum (SO-04) należy prowadzenie archiwum zakładowego",
        ),
        ("§ 6a pkt 1", "SO-05", "prowadzenie ksiąg"),
        ("§ 6a pkt 2", "SO-05", "utrzymanie alejek"),
    ]
    assert [each for each in reading.notices if each.topic == "stray"] == []


@pytest.mark.parametrize("path", sorted([*ACTS.iterdir(), DECREE]), ids=lambda path: path.name)
def test_an_act_is_read_the_same_from_the_lines_that_are_kept_of_it(path: Path) -> None:
    """To amend an act, its text is kept without what only the page or the site showed beside it."""
    reading = parse(read(path))
    assert parse(reading.source).act == reading.act


def test_amendments_stack_and_each_says_what_it_did() -> None:
    first = HEAD + "1) w § 4 po pkt 4 dodaje się pkt 5 w brzmieniu: „5) obsługa okienka.”;" + TAIL
    second = HEAD.replace("7/2025", "9/2025") + "1) w § 4 w pkt 5 wyraz „okienka” zastępuje się wyrazem „sali”;\n"
    second += "2) w § 4 pkt 1 otrzymuje brzmienie: „1) przyjmowanie wniosków;”;" + TAIL
    reading = consolidate([read(BASE), lines_of(first), lines_of(second)])
    assert changes(reading) == {
        "§ 4 pkt 1": ("przyjmowanie wniosków;", "w brzmieniu zarządzenia nr 9/2025"),
        "§ 4 pkt 5": ("obsługa sali.", "dodany zarządzeniem nr 7/2025, zmieniony zarządzeniem nr 9/2025"),
    }
    assert [each.number for each in reading.act.amended_by] == ["7/2025", "9/2025"]


def test_a_consolidated_act_keeps_its_own_head() -> None:
    reading = amended("1) tytuł otrzymuje brzmienie: „w sprawie organizacji Wydziału”.")
    assert (reading.act.number, reading.act.title) == ("120/2023", "w sprawie organizacji Wydziału")
    assert reading.act.commencement == base().act.commencement
    assert reading.act.amended_by == (ActName("zarządzenie", "7/2025", parse(lines_of(HEAD)).act.day),)


def test_an_act_amending_two_others_applies_to_each_what_is_meant_for_it() -> None:
    text = HEAD + "1) uchyla się § 6." + "\n§ 2. W zarządzeniu nr 5/2020 uchyla się § 2." + TAIL.replace("§ 2", "§ 3")
    reading = parse(lines_of(text))
    assert [(each.target.number, each.text) for each in reading.instructions] == [
        ("120/2023", "uchyla się § 6."),
        ("5/2020", "uchyla się § 2."),
    ]
    assert changes(consolidate([read(BASE), lines_of(text)])) == {"§ 6": REPEALED}
