"""The report on an act, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from indexer.parsing.parse import parse
from indexer.parsing.report import judgement, render, things_to_see, unpublishable
from indexer.reading.lines import lines_of
from indexer.reading.read import read
from tests.support.acts import SMALL_ACT
from tests.support.sentences import polish

ACTS = sorted((Path(__file__).parents[2] / "acts").glob("*"))


def english() -> Iterator[re.Pattern[str]]:
    """Yield what finds each English sentence of the catalogue that reads otherwise in Polish, with any values."""
    for message in polish():
        ids = [message.id] if isinstance(message.id, str) else message.id
        for text in (each for each in ids if each not in message.string):
            pieces = [piece.strip() for piece, *_ in Formatter().parse(text) if re.search(r"[a-z]", piece)]
            if pieces:
                yield re.compile(r"(?<!\w)" + ".*?".join(map(re.escape, pieces)) + r"(?!\w)")


ENGLISH = tuple(english())


@pytest.mark.parametrize("path", ACTS, ids=lambda path: path.stem)
def test_the_polish_report_on_an_act_is_polish_throughout(path: Path) -> None:
    reading = parse(read(path))
    report = render(reading, "pl")
    assert [each.pattern for each in ENGLISH if each.search(report)] == []
    assert report.startswith(judgement(reading, "pl"))
    assert len(things_to_see(reading, "pl")) == len(reading.notices)


SEEN = (
    # a code that no list declares
    (
        ("ewidencji kluczy", "ewidencji kluczy z BO-07"),
        "line 12: § 2 pkt 2 names BO-07, which is declared nowhere",
        "wiersz 12: § 2 pkt 2 wymienia BO-07, którego nigdzie nie ustanowiono",
    ),
    # two of one number are told from three
    (
        ("2) prowadzenie ewidencji miejsc", "1) prowadzenie ewidencji miejsc"),
        "line 15: § 3 pkt 1 stands 2 times; both are kept, told apart by their order",
        "wiersz 15: § 3 pkt 1 występuje 2 razy; oba zostają, odróżnia je kolejność",
    ),
    # a gap
    (
        ("2) prowadzenie ewidencji miejsc", "3) prowadzenie ewidencji miejsc"),
        "line 15: § 3 pkt 3 follows § 3 pkt 1: something may be missing between",
        "wiersz 15: § 3 pkt 3 stoi po § 3 pkt 1: pomiędzy może czegoś brakować",
    ),
    # nothing in it says what it changes
    (
        ("w sprawie organizacji", "zmieniające zarządzenie nr 3/2020 w sprawie organizacji"),
        "this act amends another one, but nothing in it says how",
        "ten akt zmienia inny, ale nic w nim nie mówi, jak",
    ),
)


@pytest.mark.parametrize(("edit", "said", "in_polish"), SEEN)
def test_what_to_look_at_is_told_in_both_languages(edit: tuple[str, str], said: str, in_polish: str) -> None:
    reading = parse(lines_of(SMALL_ACT.replace(*edit)))
    assert said in things_to_see(reading)
    assert in_polish in things_to_see(reading, "pl")


def test_letters_that_are_lost_forbid_to_publish() -> None:
    without = SMALL_ACT.translate(str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ"))
    assert [each.said("pl") for each in unpublishable(parse(lines_of(without)))] == [
        "nikomu nie daje zadań",
        "w tekście zginęły litery",
    ]
