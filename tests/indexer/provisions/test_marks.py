"""The marks that stand before provisions."""

import pytest

from indexer.provisions.marks import Mark, cite, depth_below, follows, mark_at
from knowledge.acts.citation import Citation

MARKS = [
    ("§ 3. Dyrektor kieruje", "par", "3", "Dyrektor kieruje"),
    ("§3a Dyrektor", "par", "3a", "Dyrektor"),
    ("Par. 12. Biuro", "par", "12", "Biuro"),
    ("& 4. Biuro", "par", "4", "Biuro"),  # how a scan reads the sign
    ("2. Kierownik", "dot", "2", "Kierownik"),
    ("1) prowadzenie", "paren", "1", "prowadzenie"),
    ("(4) prowadzenie", "paren", "4", "prowadzenie"),
    ("1a) nadzór", "paren", "1a", "nadzór"),
    ("5/ nadzór", "paren", "5", "nadzór"),
    ("a) rejestr", "letter", "a", "rejestr"),
    ("ł) rejestr", "letter", "ł", "rejestr"),
    ("za) rejestr", "letter", "za", "rejestr"),
    ("– umowy", "dash", "–", "umowy"),
    ("• umowy", "dash", "•", "umowy"),
    ("IV. Postanowienia", "roman", "IV", "Postanowienia"),
    ("B. Postanowienia", "capital", "B", "Postanowienia"),
]
NO_MARKS = [
    "§ 6 ust. 3 Statutu",  # a reference
    "§ 6 otrzymuje brzmienie",
    "3.2 wersja",  # a number of two parts
    "2024 rok",
    "Dyrektor",
    "12 etatów",
]


@pytest.mark.parametrize(("text", "style", "label", "rest"), MARKS)
def test_a_mark_is_read(text: str, style: str, label: str, rest: str) -> None:
    mark = mark_at(text)
    assert mark == Mark(style, label, text.index(rest))


@pytest.mark.parametrize("text", NO_MARKS)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert mark_at(text) is None


def test_a_number_without_any_sign_is_read_where_it_is_allowed() -> None:
    assert mark_at("7 Dyrektor", bare=True) == Mark("bare", "7", 2)
    assert mark_at("12 etatów", bare=True) is None


FOLLOWING = [
    ("8", "9", True),
    ("8", "8a", True),
    ("8a", "9", True),
    ("8", "10", False),
    ("9", "8", False),
    ("a", "b", True),
    ("l", "ł", True),  # in one alphabet
    ("l", "m", True),  # … and in the other
    ("a", "ą", True),
    ("a", "c", False),
    ("z", "za", True),
    ("h", "i", True),
    ("III", "IV", True),
    ("IX", "X", True),
    ("II", "IV", False),
    ("A", "B", True),
]


@pytest.mark.parametrize(("before", "after", "does"), FOLLOWING)
def test_labels_of_one_list_follow_each_other(before: str, after: str, does: bool) -> None:
    assert follows(before, after) is does


def test_the_first_mark_of_a_list_is_known() -> None:
    assert [mark_at(text).is_first for text in ("1) a", "a) b", "– c", "2) d")] == [  # type: ignore[union-attr]
        True,
        True,
        True,
        False,
    ]


def test_a_citation_grows_by_the_level_of_a_mark() -> None:
    point = cite(Citation("17", subsection="2"), 4.0, "1")
    assert str(cite(point, 5.0, "g")) == "§ 17 ust. 2 pkt 1 lit. g"
    assert str(cite(Citation("17"), 2.0, "IV")) == "§ 17"  # a heading adds nothing
    assert [depth_below(rank) for rank in (0.0, 3.0, 4.0, 5.0)] == [3.0, 4.0, 5.0, 6.0]
