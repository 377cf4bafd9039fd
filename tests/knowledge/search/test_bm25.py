"""The lexical search: pieces of words, and Lucene's BM25 over them."""

from math import log

import pytest

from knowledge.search.bm25 import LexicalIndex, pieces_of

TEXTS = ("kopie serwerów", "kopie kopii", "druk", "", "druk i druk i druk")


def letters(texts: list[str]) -> list[tuple[str, int]]:
    """Return the pieces of texts in letters, each with the position of its text."""
    pieces, owners = pieces_of(texts)
    return [
        (int(piece).to_bytes(8, "little").decode("utf-16-le"), owner)
        for piece, owner in zip(pieces, owners.tolist(), strict=True)
    ]


def test_a_word_is_cut_into_pieces_of_four_letters_with_its_ends_marked() -> None:
    assert letters(["VPN w IT", "?", "Łódź"]) == [
        ("<vpn", 0),
        ("vpn>", 0),
        ("<w\0>", 0),
        ("<it>", 0),
        ("<lod", 2),
        ("lodz", 2),
        ("odz>", 2),
    ]


def test_texts_without_a_word_have_no_pieces() -> None:
    assert letters(["", "!?", "\ud800"]) == []


@pytest.mark.parametrize("question", ["kopie", "druk drukarki", "serwer i kopie", "nic", ""])
def test_scores_are_those_of_bm25(question: str) -> None:
    def bag(text: str) -> list[str]:
        return [piece for piece, _ in letters([text])]

    def score(text: str) -> float:
        length = len(bag(text)) * len(TEXTS) / sum(len(bag(each)) for each in TEXTS)
        total = 0.0
        for piece in bag(question):
            holders = sum(piece in bag(each) for each in TEXTS)
            times = bag(text).count(piece)
            rarity = log(1 + (len(TEXTS) - holders + 0.5) / (holders + 0.5))
            total += rarity * times / (times + 1.5 * (0.25 + 0.75 * length))
        return total

    asked, _ = pieces_of([question])
    assert LexicalIndex(TEXTS).scores(asked).tolist() == pytest.approx([score(text) for text in TEXTS])


def test_without_texts_nothing_is_scored() -> None:
    asked, _ = pieces_of(["kopie"])
    assert LexicalIndex(()).scores(asked).tolist() == []
    assert LexicalIndex(("", "")).scores(asked).tolist() == [0.0, 0.0]
