"""Units found by what somebody typed to name one."""

import pytest

from knowledge.acts.act import Act, Unit
from knowledge.answer import UnitHits
from knowledge.questions.typed_units import units_meant, units_typed

UNITS = (
    Unit("OR-1", "Referat Kadr i Płac", "referat"),
    Unit("OR-2", "Referat ds. umów i zamówień publicznych", "referat"),
    Unit("OR-21", "Stanowisko ds. umów serwisowych", "stanowisko"),
    Unit("CB", "Biuro Cyberbezpieczeństwa", "biuro", aliases=("SOC",)),
)
ACT = Act("", "", "", None, "", "", None, UNITS, (), (), ())
EVERYONE = tuple(UnitHits(unit, (), 1.0, ACT, 1) for unit in UNITS)

TYPED = [
    ("or 2", ["OR-2"]),  # the code, not the beginning of another
    ("or-21", ["OR-21"]),
    ("soc", ["CB"]),  # another name of it
    ("Biuro Cyberbezpieczeństwa", ["CB"]),
    ("cyber", ["CB"]),  # cut short
    ("umowy", ["OR-2", "OR-21"]),  # in another case
    ("umowami publicznymi", ["OR-2"]),  # all the words
    ("kadry płace", ["OR-1"]),
    ("drukarki", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "codes"), TYPED)
def test_a_unit_is_found_by_code_name_or_words(text: str, codes: list[str]) -> None:
    assert [each.unit.code for each in units_typed(EVERYONE, text)] == codes


def test_the_most_like_are_offered_where_none_is_named() -> None:
    assert next(each.unit.code for each in units_meant(EVERYONE, "ciberbezpieczenstwo")) == "CB"
