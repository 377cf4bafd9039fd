"""Names of units and posts in the nominative and in other cases."""

import pytest

from indexer.phrases.declension import cases, is_nominative, nominative

NOMINATIVES = [
    # nouns that units are called by, with adjectives before and after
    ("Wydziału Organizacyjnego", "Wydział Organizacyjny"),
    ("Samodzielnego Stanowiska ds. BHP", "Samodzielne Stanowisko ds. BHP"),
    ("Biura Prawnego", "Biuro Prawne"),
    ("Biura", "Biuro"),  # not several of them
    ("Miejskiego Ośrodka Sportu i Rekreacji", "Miejski Ośrodek Sportu i Rekreacji"),
    ("Powiatowym Centrum Pomocy Rodzinie", "Powiatowe Centrum Pomocy Rodzinie"),
    ("Straży Miejskiej", "Straż Miejska"),
    ("Zakładowi Gospodarki Komunalnej", "Zakład Gospodarki Komunalnej"),
    ("Referatem Finansowo-Budżetowym", "Referat Finansowo-Budżetowy"),
    ("Referatu Organizacyjno – Prawnego", "Referat Organizacyjno – Prawny"),
    ("Wydziału Organizacyjnego i Kadrowego", "Wydział Organizacyjny i Kadrowy"),
    ("Wydziału Prawnego i Nadzoru", "Wydział Prawny i Nadzoru"),
    ("WYDZIAŁU FINANSOWEGO", "WYDZIAŁ FINANSOWY"),
    ("Oddziałów Terenowych", "Oddziały Terenowe"),
    ("urzędem miejskim", "Urząd miejski"),
    # whatever else a municipal body is called
    ("Stacji Uzdatniania Wody", "Stacja Uzdatniania Wody"),
    ("Ogrodu Botanicznego", "Ogród Botaniczny"),
    ("Żłobka Miejskiego nr 2", "Żłobek Miejski nr 2"),
    ("Świetlicy Wiejskiej", "Świetlica Wiejska"),
    ("Poradni Psychologiczno-Pedagogicznej", "Poradnia Psychologiczno-Pedagogiczna"),
    ("Klubu Seniora", "Klub Seniora"),
    ("Domu Pomocy Społecznej", "Dom Pomocy Społecznej"),
    ("Szkoły Podstawowej nr 5", "Szkoła Podstawowa nr 5"),
    ("Rady Miejskiej", "Rada Miejska"),
    # posts
    ("Rzecznika Prasowego", "Rzecznik Prasowy"),
    ("Głównego Księgowego", "Główny Księgowy"),
    ("I Zastępcy Dyrektora", "I Zastępca Dyrektora"),
    ("Pierwszemu Zastępcy Prezydenta", "Pierwszy Zastępca Prezydenta"),
    ("Miejskiego Konserwatora Zabytków", "Miejski Konserwator Zabytków"),
    ("Starosty", "Starosta"),
    ("Pełnomocnikiem ds. Ochrony Informacji Niejawnych", "Pełnomocnik ds. Ochrony Informacji Niejawnych"),
]
AS_THEY_ARE = [
    "Wydział Kultury",
    "Wydział prawa wodnego",  # no adjective "prawy" of the "wydział"
    "Kadry i Płace",
    "Informatyka",  # no genitive of "informatyk"
    "Działy Ośrodka",
    "Centrum Obsługi",
    "Ratownictwo Medyczne",
    "BHP",
    "zwanego dalej",
    "",
]


@pytest.mark.parametrize(("inflected", "name"), NOMINATIVES)
def test_a_name_is_put_into_the_nominative(inflected: str, name: str) -> None:
    assert nominative(inflected) == name
    assert nominative(name) == name


@pytest.mark.parametrize("name", AS_THEY_ARE)
def test_what_may_be_a_nominative_stays(name: str) -> None:
    assert nominative(name) == name


SINGULAR_NOMINATIVES = [
    ("Referat Kadr", True),
    ("Samodzielne Stanowisko ds. kadr", True),
    ("Referatu Kadr", False),
    ("Działy Ośrodka", False),
    ("Samodzielne Stanowiska ds. kadr", False),
]


@pytest.mark.parametrize(("name", "stands"), SINGULAR_NOMINATIVES)
def test_one_unit_in_the_nominative_is_told(name: str, stands: bool) -> None:
    assert is_nominative(name) is stands


def test_each_form_of_a_name_has_one_of_the_other() -> None:
    assert cases("referat", "biuro") == {
        "referat": "biuro",
        "referatu": "biura",
        "referatowi": "biuru",
        "referatem": "biurem",
        "referacie": "biurze",
    }


def test_a_form_that_may_be_two_cases_is_left_out() -> None:
    assert cases("Sekcja Kadr", "Zespół Kadr") == {
        "Sekcja Kadr": "Zespół Kadr",
        "Sekcję Kadr": "Zespół Kadr",
        "Sekcją Kadr": "Zespołem Kadr",
    }


def test_adjectives_take_the_cases_of_their_noun() -> None:
    assert cases("Wydział Organizacyjny", "Sekcja Prawna") == {
        "Wydziału Organizacyjnego": "Sekcji Prawnej",
        "Wydziałowi Organizacyjnemu": "Sekcji Prawnej",
        "Wydziałem Organizacyjnym": "Sekcją Prawną",
        "Wydziale Organizacyjnym": "Sekcji Prawnej",
    }


def test_only_units_and_posts_pass_their_case_on() -> None:
    assert cases("zadanie", "obowiązek") == {}
    assert cases("referatu", "biuro") == {}
