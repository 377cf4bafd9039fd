"""What a lead-in opens: duties of somebody, a list of units, a list of subordinates, or none of these."""

import pytest

from indexer.phrases.lead_ins import (
    declares_units,
    duty_owner,
    is_amendment,
    is_common,
    is_definition,
    is_everyone,
    is_repealed,
    sentences,
    starts_paragraph,
    superior_in,
    whole_of,
)

OWNERS = [
    ("Do zadań Referatu Kadr należy:", "Referatu Kadr"),
    ("Do podstawowych zadań Biura, z wyłączeniem spraw kadrowych, należy w szczególności:", "Biura"),
    ("Do zakresu działania Wydziału Finansowego należą sprawy:", "Wydziału Finansowego"),
    ("Do Referatu Kadr należą sprawy:", "Referatu Kadr"),
    ("Zakres działania Dyrektora Biura:", "Dyrektora Biura"),
    ("Zadania Referatu obejmują:", "Referatu"),
    ("Zadaniem Sekcji Płac jest:", "Sekcji Płac"),
    ("W zakresie zadań Wydziału Geodezji pozostaje:", "Wydziału Geodezji"),
    ("Za promocję miasta odpowiada Referat Promocji, w tym za:", "Referat Promocji"),
    ("Sprawy kadrowe prowadzi Biuro Kadr.", "Biuro Kadr"),
    ("W Biurze tworzy się Wydział Statystyki, który wykonuje:", "Wydział Statystyki"),
    ("Zakres działania:", ""),  # of whoever stands above
    ("Do zadań należy:", ""),
    ("Zadania określone w ust. 1 wykonuje się niezwłocznie.", None),
    ("Dyrektor kieruje Centrum.", None),
    ("W skład Wydziału wchodzą:", None),
]


@pytest.mark.parametrize(("text", "owner"), OWNERS)
def test_a_stem_of_duties_names_their_owner(text: str, owner: str | None) -> None:
    assert duty_owner(text) == owner


COMPOSITIONS = [
    ("W skład Wydziału Finansowego wchodzą:", "Wydziału Finansowego"),
    ("W ramach Centrum działają następujące referaty:", "Centrum"),
    ("W strukturze organizacyjnej Urzędu wyodrębnia się wydziały:", "Urzędu"),
    ("Wydział Organizacyjny dzieli się na oddziały:", "Wydział Organizacyjny"),
    ("Biuro składa się z sekcji:", "Biuro"),
    ("W skład Centrum Usług, zwanego dalej „Centrum”, wchodzą:", "Centrum Usług"),
    ("Ustala się następujące komórki organizacyjne:", ""),
]


@pytest.mark.parametrize(("text", "whole"), COMPOSITIONS)
def test_a_sentence_of_composition_names_the_whole(text: str, whole: str) -> None:
    assert (declares_units(text), whole_of(text)) == (True, whole)


NO_COMPOSITIONS = [
    "Do zadań Wydziału należy:",
    "W skład komisji, o której mowa jest w ust. 1:",  # what it is about stands elsewhere
    "Wszystkie komórki organizacyjne współpracują:",
    "Użyte w regulaminie określenia oznaczają:",
    "Dyrektor wydaje polecenia.",
]


@pytest.mark.parametrize("text", NO_COMPOSITIONS)
def test_other_sentences_declare_no_units(text: str) -> None:
    assert not declares_units(text)


SUPERIORS = [
    ("Dyrektorowi bezpośrednio podlegają:", "Dyrektorowi"),
    ("Bezpośrednio I Zastępcy Dyrektora podlega:", "I Zastępcy Dyrektora"),
    ("Sekretarz Gminy sprawuje nadzór nad:", "Sekretarz Gminy"),
    ("Prezydent nadzoruje bezpośrednio:", "Prezydent"),
    ("Do zadań Dyrektora należy:", None),
    ("W skład Pionu wchodzą:", None),
]


@pytest.mark.parametrize(("text", "head"), SUPERIORS)
def test_a_list_of_subordinates_names_their_head(text: str, head: str | None) -> None:
    assert superior_in(text) == head


COMMON = [
    ("Wszystkie komórki organizacyjne są odpowiedzialne za:", True),
    ("Każdy referat prowadzi rejestr:", True),
    ("Do wspólnych zadań komórek organizacyjnych należy:", True),
    ("Referaty i samodzielne stanowiska wykonują:", True),
    ("Referat Kadr wykonuje:", False),
]


@pytest.mark.parametrize(("text", "common"), COMMON)
def test_duties_of_all_are_told(text: str, common: bool) -> None:
    assert is_common(text) is common


EVERYONE = [
    ("komórek organizacyjnych", True),
    ("wszystkich referatów", True),
    ("poszczególnych wydziałów", True),
    ("stanowisk pracy", True),
    ("Wydziału Finansowego", False),
    ("wydziałów finansowych", False),  # some of them
]


@pytest.mark.parametrize(("owner", "everyone"), EVERYONE)
def test_an_owner_may_be_everyone(owner: str, everyone: bool) -> None:
    assert is_everyone(owner) is everyone


KINDS = [
    ("Ilekroć w zarządzeniu jest mowa o:", (True, False, False, False)),
    ("§ 3 otrzymuje brzmienie:", (False, True, False, False)),
    ("po pkt 4 dodaje się pkt 5 w brzmieniu:", (False, True, False, False)),
    ("(uchylony)", (False, False, True, False)),
    ("[skreślona];", (False, False, True, False)),
    ("Zarządzenie wchodzi w życie z dniem podpisania.", (False, False, False, True)),
    ("Traci moc zarządzenie nr 3/2020.", (False, False, False, True)),
    ("Do zadań Referatu należy:", (False, False, False, True)),
    ("prowadzenie rejestru umów;", (False, False, False, False)),
]


@pytest.mark.parametrize(("text", "found"), KINDS)
def test_what_a_provision_is_shows_in_its_words(text: str, found: tuple[bool, ...]) -> None:
    """Definition, amendment, repealed, beginning of a paragraph."""
    assert (is_definition(text), is_amendment(text), is_repealed(text), starts_paragraph(text)) == found


def test_the_dot_of_an_abbreviation_ends_no_sentence() -> None:
    assert sentences("Pracą kieruje Kierownik. Wydziałem ds. Kadr kieruje Dyrektor.") == [
        "Pracą kieruje Kierownik.",
        "Wydziałem ds. Kadr kieruje Dyrektor.",
    ]
