"""Names of units and posts as acts write them."""

import pytest

from indexer.phrases.names import (
    Declaration,
    begins_with_name,
    drop_end_mark,
    is_plural,
    is_roman,
    kind_of,
    parse_declaration,
    same_name,
)

KINDS = [
    ("Referat Budżetu", "referat"),
    ("Referatem Budżetu", "referat"),
    ("Samodzielnego stanowiska ds. kontroli", "samodzielne stanowisko"),
    ("Miejski Zarząd Dróg", "zarząd"),
    ("II Oddział Egzekucji", "oddział"),
    ("Działy", "działy"),
    ("Dyrektor Biura", "post"),  # the first noun tells
    ("Głównego Księgowego", "post"),
    ("Inspektorat Nadzoru", "inspektorat"),  # not an inspector
    ("Sekretariat", "sekretariat"),  # not a secretary
    ("Inspektorem Ochrony Danych", "post"),
    ("Z-ca Dyrektora", "post"),
    ("prowadzenie spraw wydziału", ""),  # a duty
    ("Działalność kulturalna", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_kind_is_the_first_noun(name: str, kind: str) -> None:
    assert kind_of(name) == kind


DECLARATIONS = [
    ("Referat ds. umów IT-03-2;", "Referat ds. umów", "IT-03-2"),  # bare, with a digit
    ("Wydział Finansowy (FN),", "Wydział Finansowy", "FN"),
    ("Wydział Finansowy – symbol „FN”;", "Wydział Finansowy", "FN"),
    ("Biuro Rady – BR", "Biuro Rady", "BR"),
    ("Biuro Rady, znak akt: BR.", "Biuro Rady", "BR"),
    ("FN Wydział Finansowy", "Wydział Finansowy", "FN"),  # before the name
    ("FN – Wydział Finansowy;", "Wydział Finansowy", "FN"),
    ("Wydział Finansowy\tFN", "Wydział Finansowy", "FN"),  # a table's next cell
    ("Oddział Egzekucji /OE/", "Oddział Egzekucji", "OE"),
    ("Referat Systemów IT;", "Referat Systemów IT", None),  # capitals alone are no code
    ("II Zastępca Dyrektora", "II Zastępca Dyrektora", None),
    ("Oddział Dzielnic I-XVIII", "Oddział Dzielnic I-XVIII", None),  # a range
    ("Biuro Prawne, którym kieruje Kierownik;", "Biuro Prawne", None),
    ("Stanowisko ds. kadr – 1 etat;", "Stanowisko ds. kadr", None),
    ("Biuro Prawne. W jego skład wchodzą radcy.", "Biuro Prawne", None),
]


@pytest.mark.parametrize(("text", "name", "code"), DECLARATIONS)
def test_a_name_is_split_from_its_code(text: str, name: str, code: str | None) -> None:
    assert parse_declaration(text) == Declaration(name, code)


SAME = [
    ("Urząd Miasta", "Urzędu Miasta", True),
    (
        "Referat ds. umów i zamówień",
        "Referatem do spraw umów oraz zamówień",
        True,
    ),  # what acts write one way or another
    ("Kancelaria Rady Miasta Krakowa", "Kancelarii RMK", True),
    ("Wydział I", "Wydziału I", True),
    ("Wydział I", "Wydziału II", False),
    ("Wydział Finansowy", "Wydziału Finansowego i Budżetu", False),  # more than the name
    ("Biuro Prawne", "Biuro Prasowe", False),
]


@pytest.mark.parametrize(("name", "phrase", "same"), SAME)
def test_a_name_is_known_in_another_case(name: str, phrase: str, same: bool) -> None:
    assert same_name(name, phrase) is same


def test_words_of_the_organisation_after_a_name_do_not_count() -> None:
    assert same_name("Biuro Prawne", "Biura Prawnego Urzędu Miasta", ignoring=["Urząd Miasta"])


def test_a_text_begins_with_a_name_in_any_case() -> None:
    assert begins_with_name("Biuro Prawne", "Biurem Prawnym kieruje Kierownik")
    assert not begins_with_name("Biuro Prawne", "Za Biuro Prawne odpowiada")


PLURALS = [
    ("referatów", True),
    ("wszystkich wydziałów", True),
    ("komórek organizacyjnych", True),
    ("kierowników", True),
    ("samodzielnych stanowisk pracy", True),
    ("stanowisk pracy", True),
    ("Stanowisk ds. kadr", False),  # one unit of several posts
    ("referatu", False),
    ("Biuro Rady", False),
    ("Sekcji Kadr", False),  # one section's
]


@pytest.mark.parametrize(("phrase", "plural"), PLURALS)
def test_units_in_general_are_told(phrase: str, plural: bool) -> None:
    assert is_plural(phrase) is plural


END_MARKS = [
    ("prowadzenie rejestru;", "prowadzenie rejestru"),
    ("prowadzenie  rejestru,", "prowadzenie rejestru"),
    ("zakup papieru, tonerów itp.", "zakup papieru, tonerów itp."),  # the dot is the abbreviation's
    ("od 1 stycznia 2024 r.", "od 1 stycznia 2024 r."),
    ("kontrola.", "kontrola"),
]


@pytest.mark.parametrize(("text", "without"), END_MARKS)
def test_the_mark_that_ends_an_item_is_dropped(text: str, without: str) -> None:
    assert drop_end_mark(text) == without


def test_a_roman_number_is_no_code() -> None:
    assert [is_roman(code) for code in ("II", "IX", "FN", "IT")] == [True, True, False, False]
