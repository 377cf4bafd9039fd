import pytest

from knowledge.language import character_ngrams, detect_language, fold, fold_in_place, words


def test_folds_every_polish_letter_ł_included() -> None:
    assert fold("ZAŻÓŁĆ gęślą jaźń") == "zazolc gesla jazn"


IN_PLACE = [
    ("ŁĄCZNOŚĆ", "lacznosc"),
    ("Straße", "strase"),  # one letter that folds to two
    ("a\u0301b", "a b"),  # a mark that folds to nothing
    ("\u0300ß", " s"),  # both: the length alone would not tell
]


@pytest.mark.parametrize(("text", "folded"), IN_PLACE)
def test_folds_in_place_character_by_character(text: str, folded: str) -> None:
    assert fold_in_place(text) == folded


def test_keeps_a_code_in_one_word() -> None:
    assert words("Referat (IT-05-1), § 17!") == ["referat", "it-05-1", "17"]


def test_marks_the_ends_of_a_word_in_its_ngrams() -> None:
    assert list(character_ngrams("vpn", 3, 4)) == ["<vp", "vpn", "pn>", "<vpn", "vpn>"]


LANGUAGES = [
    ("kto zajmuje się certyfikatami SSL?", "pl"),  # Polish letters
    ("kto sie zajmuje drukarkami", "pl"),  # none
    ("who handles SSL certificates?", "en"),
    ("printer does not work", "en"),
    ("SSL", "pl"),  # a tie is Polish
    ("co mowi par 18", "pl"),
    ("section 19 point 27", "en"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_tells_polish_from_english(text: str, language: str) -> None:
    assert detect_language(text) == language
