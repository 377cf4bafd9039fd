"""A successor of 1454/2024 made by edits that are written down: exactly those are found, and nothing else."""

from collections import Counter

import pytest

from indexer.comparing.compare import Change, Comparison, compare, word_changes
from indexer.parsing.parse import parse
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.acts.succession import succeeds
from tests.support.acts import SMALL_ACT, successor_text

# What the edits come to, as a reader of both texts would note it: 9 of units, 20 of duties, one lead-in.
UNIT_CHANGES = [
    (Change.ADDED, None, "IT-01-9"),
    (Change.DROPPED, "IT-02-3", None),
    (Change.RENAMED, "IT-01-4", "IT-01-4"),
    (Change.RENAMED, "IT-01-5", "IT-01-5"),
    (Change.RECODED, "IT-02-5", "IT-01-6"),
    (Change.MOVED, "IT-03-1", "IT-03-1"),
    (Change.RENAMED, "IT-03-2", "IT-03-7"),
    (Change.RECODED, "IT-03-2", "IT-03-7"),
    (Change.RECODED, "IT-04-2", "IT-06-1"),
    (Change.RENAMED, "IT-04-4", "IT-04-4"),
]
DUTY_CHANGES = [
    (Change.ADDED, "", "IT-01-9 prowadzenie rejestru modeli"),
    (Change.ADDED, "", "IT-01-9 ocena skutków stosowania"),
    (Change.ADDED, "", "IT-01-9 szkolenie czatbotów miejskich"),
    (Change.ADDED, "", "IT-04-1 klastra obliczeń graficznych"),
    (Change.ADDED, "", "ALL oszczędne gospodarowanie energią"),
    (Change.DROPPED, "IT-02-3 identyfikacji zgłoszeń i", ""),
    (Change.DROPPED, "IT-02-3 rozwiązaniu zgłoszeń lub", ""),
    (Change.DROPPED, "IT-02-3 prezentacja analiz dotyczących", ""),
    (Change.DROPPED, "IT-03-4 prowadzenie spraw biurowych", ""),
    (Change.DROPPED, "IT-04-2 zarządzanie usługami GSM", ""),
    (Change.MOVED, "IT-02-3 koordynacja zadań w", "IT-06-1 koordynacja zadań w"),
    (Change.MOVED, "IT-02-3 zarządzanie jakością realizacji", "IT-06-1 zarządzanie jakością realizacji"),
    (Change.MOVED, "IT-01-5 nadzór nad repozytorium", "IT-01-3 nadzór nad repozytorium"),
    (Change.MOVED, "IT-04-2 zarządzanie i realizacja", "IT-03-4 zarządzanie i realizacja"),
    (Change.MOVED, "IT-03-4 ewidencja kwalifikacji zawodowych", "IT-03-1 ewidencja kwalifikacji zawodowych"),
    (Change.REWORDED, "IT-03-4 ewidencja kwalifikacji zawodowych", "IT-03-1 ewidencja kwalifikacji zawodowych"),
    (Change.REWORDED, "IT-01-1 monitorowanie realizacji projektów", "IT-01-1 monitorowanie i raportowanie"),
    (Change.REWORDED, "IT-04-1 baz danych", "IT-04-1 baz danych i"),
    (Change.REWORDED, "IT-03-2 sprawozdawczość z zakresu", "IT-03-7 sprawozdawczość z zakresu"),
]


@pytest.fixture(scope="module")
def successor() -> Act:
    return parse(lines_of(successor_text())).act


@pytest.fixture(scope="module")
def comparison(decree: Act, successor: Act) -> Comparison:
    return compare(decree, successor)


def test_the_thirty_changes_are_found_and_no_other(comparison: Comparison) -> None:
    units = [
        (each.change, each.before and each.before.code, each.after and each.after.code) for each in comparison.units
    ]
    duties = [
        tuple(
            " ".join([clause.unit, *clause.text.split()[:3]]) if clause else "" for clause in (each.before, each.after)
        )
        for each in comparison.duties
    ]
    assert sorted(units, key=str) == sorted(UNIT_CHANGES, key=str)
    assert Counter(
        zip((each.change for each in comparison.duties), *zip(*duties, strict=True), strict=True)
    ) == Counter(DUTY_CHANGES)
    assert [(len(each.duties), word_changes(each.before, each.after)[1]) for each in comparison.lead_ins] == [
        (6, ("+", "i prognozą finansową"))
    ]
    assert len(UNIT_CHANGES) + len(DUTY_CHANGES) + len(comparison.lead_ins) == 30


def test_an_act_changes_nothing_of_itself(decree: Act) -> None:
    same = compare(decree, decree)
    assert (same.units, same.duties, same.lead_ins, same.renumbered) == ((), (), (), ())
    assert [one.key for one, _ in same.pairs] == [clause.key for clause in decree.clauses]


def test_the_way_back_undoes_every_change(decree: Act, successor: Act, comparison: Comparison) -> None:
    opposite = {Change.ADDED: Change.DROPPED, Change.DROPPED: Change.ADDED}
    back = compare(successor, decree)
    assert Counter(each.change for each in back.duties) == Counter(
        opposite.get(each.change, each.change) for each in comparison.duties
    )
    assert {(other.key, one.key) for one, other in back.pairs} == {
        (one.key, other.key) for one, other in comparison.pairs
    }


def test_an_act_without_duties_drops_or_adds_everything(decree: Act) -> None:
    nothing = parse(lines_of("Ala ma kota.")).act
    assert len(compare(decree, nothing).duties) == len(compare(nothing, decree).duties) == 233
    assert compare(nothing, nothing).duties == ()


HEAD = """ZARZĄDZENIE NR {number}
BURMISTRZA MIASTA BRZEZINY
z dnia 3 lutego 2026 r.
w sprawie {title}
zarządza się, co następuje:
§ 1. Do zakresu działania Referatu ds. kluczy (BO-01) należy:
1) wydawanie kluczy do pomieszczeń;
2) prowadzenie ewidencji kluczy.
§ 2. {last}
"""
SUCCESSIONS = [
    ("7/2025", "czego innego", "Zarządzenie wchodzi w życie z dniem podpisania.", True),  # its number
    ("9/2026", "organizacji Biura Obsługi", "Zarządzenie wchodzi w życie z dniem podpisania.", True),  # its title
    ("9/2026", "czego innego", "Traci moc zarządzenie nr 7/2025 Burmistrza Miasta Brzeziny.", True),  # it repeals it
    ("9/2026", "czego innego", "Traci moc zarządzenie nr 17/2025 Burmistrza Miasta Brzeziny.", False),  # another one
    ("9/2026", "czego innego", "Zarządzenie wchodzi w życie z dniem podpisania.", False),
]


@pytest.mark.parametrize(("number", "title", "last", "expected"), SUCCESSIONS)
def test_an_act_succeeds_by_number_title_or_repeal(number: str, title: str, last: str, expected: bool) -> None:
    earlier = parse(lines_of(SMALL_ACT)).act
    act = parse(lines_of(HEAD.format(number=number, title=title, last=last))).act
    assert succeeds(act, earlier) is expected


WORDS = [
    ("a b c", "a b c", (("=", "a b c"),)),
    ("wydawanie kluczy;", "wydawanie i odbiór kluczy,", (("=", "wydawanie"), ("+", "i odbiór"), ("=", "kluczy,"))),
    ("obsługa – druku", "obsługa - druku", (("=", "obsługa - druku"),)),  # a dash is no word
    ("", "nowe zadanie", (("+", "nowe zadanie"),)),
    ("plany zakupów", "plany napraw", (("=", "plany"), ("-", "zakupów"), ("+", "napraw"))),
]


@pytest.mark.parametrize(("before", "after", "expected"), WORDS)
def test_texts_are_compared_word_by_word(before: str, after: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert word_changes(before, after) == expected
