"""The table of the nouns that units are called by, against a dictionary of Polish."""

import pytest

from indexer.phrases.declension import forms_of
from knowledge.unit_nouns import BY_FORM, NOUNS, UnitNoun

SINGULAR = ("nom", "gen", "dat", "acc", "inst", "loc")
PLURAL = ("nom", "gen", "dat", "inst", "loc")


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.singular)
def test_each_form_stands_in_its_place(noun: UnitNoun) -> None:
    found = [(form, tag.split(":")) for form, tag in forms_of(noun.singular)]
    places = [("sg", case) for case in SINGULAR] + [("pl", case) for case in PLURAL if noun.many]
    wrong = [
        (form, number, case)
        for form, (number, case) in zip((*noun.one, *noun.many), places, strict=True)
        if not any(
            form == other and tag[0] == "subst" and tag[1] == number and case in tag[2].split(".")
            for other, tag in found
        )
    ]
    assert wrong == []


def test_a_noun_is_known_by_any_of_its_folded_forms() -> None:
    assert [BY_FORM[form].singular for form in ("oddziale", "urzedem", "komorek", "kancelaria", "zespolow")] == [
        "oddział",
        "urząd",
        "komórka",
        "kancelaria",
        "zespół",
    ]
    assert not BY_FORM.keys() & {"punkty", "dziala", "biurko", "pionek"}
