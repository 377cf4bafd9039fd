"""The catalogue: every sentence of the code has its Polish, none is there that nothing says, and the slots agree."""

import ast
from datetime import date
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

import msgspec
import pytest
from babel.messages.catalog import Catalog

from knowledge.wording import Message, catalogue, count, say
from tests.support.sentences import COMPILED, ROOT, calls, compiled, polish, sentences


def texts(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_sentence_of_the_code_has_its_polish_and_none_is_left_over() -> None:
    said = {message.id for message in sentences() if message.id}
    known = {message.id: texts(message.string) for message in polish() if message.id}
    assert said == set(known)  # else run: python -m tests.support.sentences
    assert [each for each, forms in known.items() if not all(forms)] == []


def test_a_sentence_has_the_same_slots_in_both_languages() -> None:
    for message in polish():
        if message.id and "python-brace-format" in message.flags:
            wanted = set().union(*map(slots, texts(message.id)))
            assert all(slots(form) == wanted or message.pluralizable for form in texts(message.string)), message.id


def test_what_gettext_reads_is_what_stands_in_the_file() -> None:
    assert COMPILED.read_bytes() == compiled(polish())


@pytest.fixture
def units(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of two sentences."""
    small = Catalog(locale="pl")
    small.add(("{count} unit", "{count} units"), ("{count} komórka", "{count} komórki", "{count} komórek"))
    small.add("{units}, since {day}", "{units}, od {day}")
    translations = GNUTranslations(BytesIO(compiled(small)))
    monkeypatch.setattr(catalogue, "_translations", {"pl": translations, "en": NullTranslations()}.__getitem__)


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize(("number", "said"), [(1, "1 komórka"), (3, "3 komórki"), (12, "12 komórek")])
def test_a_number_has_its_form(number: int, said: str) -> None:
    assert count("{count} unit", "{count} units", "pl", number) == said


@pytest.mark.usefixtures("units")
def test_a_message_is_said_in_the_language_of_who_reads_it_with_what_it_holds() -> None:
    inner = Message.counted("{count} unit", "{count} units", 3)
    outer = Message("{units}, since {day}", units=inner, day=date(2024, 5, 14))
    assert (outer.said("pl"), str(outer)) == ("3 komórki, od 14 maja 2024 r.", "3 units, since 14 May 2024")


def test_a_message_is_the_same_behind_the_wall_between_processes() -> None:
    message = Message.joined(
        [
            Message("there is no edition {number}; there are: {known}", number=3, known="1, 2"),
            Message.counted("{count} unit", "{count} units", 5),
            Message("since {day}, {place!r}", day=date(2024, 5, 14), place=Path("act.txt")),
        ],
        "; ",
    )
    read = msgspec.json.decode(msgspec.json.encode(message), type=Message)
    assert read == message
    assert read.said("pl") == "nie ma wydania 3; są: 1, 2; 5 komórek; since 14 maja 2024 r., 'act.txt'"


def test_a_text_without_values_may_hold_braces() -> None:
    assert say("{no slot}", "en") == "{no slot}"


def test_a_sentence_stands_whole_in_the_code_its_values_beside_it() -> None:
    assert [
        f"{path.relative_to(ROOT)}:{text.lineno}"
        for path, given in calls()
        for text in given
        if any(isinstance(node, ast.JoinedStr | ast.Add) for node in ast.walk(text))
    ] == []
