"""Questions about the organisation and its act: understood, answered, and never sent to the encoder."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.conversation import Conversation
from indexer.corpus import DECREE
from indexer.parse import parse
from indexer.publish import publish, read_act
from indexer.read import lines_of
from knowledge.confidence import Calibration
from knowledge.model import Act, Outcome
from knowledge.settings import KnowledgeSettings
from knowledge.store import Store
from knowledge.structure import Asked, DutyOf, Interpreter
from tests.structure_questions import QUESTIONS

QUESTION_SETS = Path(__file__).parent / "questions"

# Units without codes, codes of another shape, other posts, no deputies' lists, no § 18: an act of the same genre.
INVENTED = """
ZARZĄDZENIE NR 7/2025
WÓJTA GMINY DOLINA
z dnia 3 lutego 2025 r.
w sprawie regulaminu Biura Obsługi Gminy
Na podstawie art. 33 ust. 3 ustawy z dnia 8 marca 1990 r. o samorządzie gminnym zarządza się, co następuje:
§ 1. 1. Biuro Obsługi Gminy, zwane dalej „Biurem”, jest wydziałem. Biurem kieruje Naczelnik.
2. W skład Biura wchodzą:
1) Referat Dróg i Mostów (OR.I);
2) Referat Kultury (OR.II);
3) Stanowisko ds. promocji.
3. Naczelnikowi podlega bezpośrednio:
1) Referat Dróg i Mostów (OR.I);
2) Referat Kultury (OR.II).
§ 2. Do zakresu działania Referatu Dróg i Mostów (OR.I) należy:
1) utrzymanie dróg gminnych;
2) zimowe utrzymanie mostów.
§ 3. Do zakresu działania Referatu Kultury (OR.II) należy:
1) prowadzenie świetlic;
2) organizacja dożynek.
§ 4. Do zakresu działania Stanowiska ds. promocji należy:
1) redagowanie gazety gminnej;
2) zamawianie upominków.
§ 5. Zarządzenie wchodzi w życie z dniem podpisania.
"""


class BlindEncoder:
    """Embed everything alike, and remember whether it was asked a question."""

    name = "blind"
    dimension = 2
    calibration: Calibration | None = Calibration((0.0,) * 9, 0.0, 1.0, 0.1, 0.9)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_document(self, texts: list[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 2), dtype=np.float32) / np.float32(np.sqrt(2))

    def encode_query(self, texts: list[str]) -> NDArray[np.float32]:
        self.asked += texts
        return self.encode_document(texts)


@pytest.fixture(scope="module")
def decree() -> Act:
    return read_act(DECREE).act


@pytest.fixture(scope="module")
def invented() -> Interpreter:
    return Interpreter(parse(lines_of(INVENTED)).act)


@pytest.fixture(scope="module")
def interpreter(decree: Act) -> Interpreter:
    return Interpreter(decree)


@pytest.fixture(scope="module")
def conversation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversation]:
    """A conversation on the published decree, whose encoder cannot be had."""
    path = tmp_path_factory.mktemp("structure") / "knowledge.db"
    with Store(path) as store:
        publish(DECREE, store, BlindEncoder())
    opened = Conversation(KnowledgeSettings(path, "/no/such/encoder"), today=lambda: date(2026, 11, 23))
    yield opened
    opened.close()


def told(asked: tuple[Asked, ...] | DutyOf) -> str:
    """Write what was understood as the tables do: "topic subject …", parts of a question parted by semicolons."""
    if isinstance(asked, DutyOf):
        return f"duty of {' '.join(unit.code for unit in asked.named)}"
    return "; ".join(
        " ".join([each.topic, *([str(each.citation)] if each.citation else []), *([each.stem] * (not each.units)),
                  *(unit.code for unit in each.units)]).strip()
        for each in asked
    )  # fmt: skip


@pytest.mark.parametrize(("question", "expected", "fragments"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_a_structure_question_is_understood_and_answered_without_the_encoder(
    interpreter: Interpreter, conversation: Conversation, question: str, expected: str, fragments: tuple[str, ...]
) -> None:
    understood = told(interpreter.understand(question))
    if expected.endswith("…"):
        assert understood.startswith(expected.removesuffix(" …"))
    else:
        assert understood == expected
    if not expected:
        return
    response = conversation.ask(question)  # its encoder cannot be loaded
    assert response.answer.outcome is Outcome.STRUCTURE
    assert [fragment for fragment in fragments if fragment not in response.reply] == []


def test_there_are_at_least_150_structure_questions() -> None:
    assert len({question for question, expected, _ in QUESTIONS if expected}) >= 150
