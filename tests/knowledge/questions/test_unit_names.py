"""Units that a text means by their names."""

import pytest

from knowledge.acts.act import Act, Unit
from knowledge.questions.mentions import Text
from knowledge.questions.unit_names import KIND, Names, name_word_matches, organisation_in

ORGANISATION = Unit("CUW", "Centrum Usług Wspólnych", "centrum", aliases=("CUW", "Zakład Obsługi Szkół"))
UNITS = (
    Unit("KP", "Referat Kadr i Płac", "referat", parent="CUW"),
    Unit("FK", "Referat Finansowo-Księgowy", "referat", parent="CUW"),
    Unit("ZP", "Wydział Zamówień Publicznych", "wydział", parent="CUW"),
    Unit("CB", "Biuro Cyberbezpieczeństwa", "biuro", parent="CUW"),
    Unit("PR", "Biuro Promocji Zdrowia", "biuro", parent="CUW"),
)
ACT = Act("", "", "", None, "", "", ORGANISATION, UNITS, (), (), ())

KINDS = [
    ("referatem", True),
    ("wydziale", True),
    ("komorek", True),
    ("jednostka", True),
    ("biurze", True),
    ("departments", True),
    ("biurko", False),  # furniture
    ("dziala", False),  # a verb
    ("dzialka", False),
    ("pionek", False),
    ("punkt", False),  # of the act
]


@pytest.mark.parametrize(("word", "is_kind"), KINDS)
def test_a_word_for_a_unit_is_known(word: str, is_kind: bool) -> None:
    assert bool(KIND.fullmatch(word)) is is_kind


WORDS = [
    ("kadrami", "kadr", True),  # inflected
    ("cyberbezp", "cyberbezpieczenstwa", True),  # cut short
    ("cyberbezpieczestwo", "cyberbezpieczenstwa", True),  # misspelt
    ("cybersecurity", "cyberbezpieczenstwa", True),  # English
    ("infrastruktura", "infrastrukturalnej", True),  # derived
    ("payroll", "plac", False),
    ("projektor", "projektow", False),  # a thing that shows, not what is planned
    ("zadrzewienie", "zadan", False),
    ("karty", "kadr", False),
    ("placu", "pracy", False),
]


@pytest.mark.parametrize(("token", "word", "does"), WORDS)
def test_a_word_of_a_question_is_a_names(token: str, word: str, does: bool) -> None:
    assert name_word_matches(token, word) is does


NAMED = [
    ("komu podlega referat kadr i płac?", [("referat kadr i płac", ["KP"])]),
    ("Referatem Finansowo-Księgowym kieruje", [("Referatem Finansowo-Księgowym", ["FK"])]),
    ("the cybersecurity unit", [("cybersecurity unit", ["CB"])]),
    ("wydział", [("wydział", ["ZP"])]),  # the act has one
    ("referat", []),  # it has two
    (
        "wydziały zamówień publicznych i biuro promocji",
        [
            ("wydziały zamówień publicznych", ["ZP"]),
            ("biuro promocji", ["PR"]),
        ],
    ),
    ("drukarka nie drukuje", []),
]


@pytest.mark.parametrize(("question", "mentions"), NAMED)
def test_units_are_found_by_their_names(question: str, mentions: list[tuple[str, list[str]]]) -> None:
    found = Names.of(ACT).find(Text.of(question))
    assert [(question[each.start : each.end], [unit.code for unit in each.units]) for each in found] == mentions


def test_a_word_for_a_unit_of_another_kind_is_told() -> None:
    (mention,) = Names.of(ACT).find(Text.of("wydział kadr i płac"))
    assert (mention.units, mention.anchored, mention.other_kind) == ((UNITS[0],), True, True)


WHOLES = [
    ("kto kieruje Centrum Usług Wspólnych?", ["Centrum Usług Wspólnych"]),
    ("w CUW", ["CUW"]),
    ("dyrektor zakładu obsługi szkół", ["Zakład Obsługi Szkół"]),  # its old name, in another case
    ("CUWA", []),
    ("centrala usług wspólnych", []),
]


@pytest.mark.parametrize(("question", "names"), WHOLES)
def test_the_organisation_is_found_by_any_of_its_names(question: str, names: list[str]) -> None:
    assert [name for _, name in organisation_in(Text.of(question), ACT)] == names
