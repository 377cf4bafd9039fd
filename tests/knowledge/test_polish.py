"""Forms of Polish words, told by their letters."""

import re

import pytest

from knowledge.polish import akin, begins, in_any_case, same_or_misspelt, same_word

SAME = [
    ("urzad", "urzedu"),  # the stem's vowel changes
    ("rada", "rady"),  # a short word
    ("referat", "referacie"),
    ("biuro", "biurami"),
    ("transformacyjnych", "transformacyjnego"),  # a long stem takes the longest endings
    ("miejskiej", "miejska"),
    ("certyfikatami", "certyfikaty"),
]
OTHER = [
    ("kadr", "kasa"),
    ("zamowien", "zamiaru"),
    ("it1", "it2"),  # codes have no endings
    ("2024", "2025"),
    ("szkola", "szkolnictwo"),  # derived, not inflected
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_one_word_are_told(one: str, other: str) -> None:
    assert (same_word(one, other), same_word(other, one)) == (True, True)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_words_are_told_apart(one: str, other: str) -> None:
    assert (same_word(one, other), same_word(other, one)) == (False, False)


SPELLED = [
    ("telfon", "telefon", True),  # a letter left out
    ("cyberbezpieczestwa", "cyberbezpieczenstwo", True),  # … in another case
    ("drukakra", "drukarka", True),  # two letters swapped
    ("certyfikaow", "certyfikat", True),
    ("inwenatryzacja", "inwentaryzacji", True),
    ("druk", "drugi", False),  # three letters in common
    ("dach", "dech", False),  # too short to tell a slip from a word
    ("hasla", "masla", False),
    ("protokol", "portfolio", False),
    ("wydanie", "zdanie", False),  # nobody slips at the first letter
]


@pytest.mark.parametrize(("one", "other", "same"), SPELLED)
def test_a_slip_is_told_from_another_word(one: str, other: str, same: bool) -> None:
    assert (same_or_misspelt(one, other), same_or_misspelt(other, one)) == (same, same)


def test_a_derived_word_is_akin() -> None:
    assert akin("integracja", "integrowac")
    assert akin("kolej", "kolejkowy")
    assert not akin("druk", "druga")


TYPED = [
    ("cyber", "cyberbezpieczenstwa", True),  # cut short
    ("umowami", "umow", True),  # inflected
    ("infrastruktura", "infrastrukturalny", True),  # derived
    ("kadry", "kasy", False),
    ("umow", "zamowien", False),
]


@pytest.mark.parametrize(("typed", "word", "fits"), TYPED)
def test_what_is_typed_may_be_a_beginning(typed: str, word: str, fits: bool) -> None:
    assert begins(typed, word) is fits


FORMS = [
    ("wydział", "wydziałem", True),
    ("Organizacyjny", "Organizacyjnego", True),
    ("centrum", "centrum", True),
    ("centrum", "centrala", False),
    ("COI", "COIS", False),  # a short form stands as it is
    ("IT-04", "IT-05", False),
    ("dział", "dzielnica", False),
]


@pytest.mark.parametrize(("word", "form", "found"), FORMS)
def test_a_pattern_finds_a_word_in_any_case(word: str, form: str, found: bool) -> None:
    assert bool(re.fullmatch(in_any_case(word), form)) is found
