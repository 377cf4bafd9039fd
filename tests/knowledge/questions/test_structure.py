"""Questions about the organisation and its act: understood, answered, and never sent to the encoder."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.answering.conversation import Conversation
from indexer.examples.corpus import read_judged
from indexer.parsing.parse import parse
from indexer.publishing.publish import publish, read_act
from indexer.reading.lines import lines_of
from knowledge.acts.act import Act
from knowledge.answer import Outcome
from knowledge.embedding.calibration import Calibration, Calibrations
from knowledge.questions.interpreter import Asked, DutyOf, Interpreter
from knowledge.settings import KnowledgeSettings
from knowledge.shipped import DECREE
from knowledge.store.store import Store
from tests.questions.structure_questions import QUESTIONS

QUESTION_SETS = Path(__file__).parents[2] / "questions"

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
    calibrations: Calibrations | None = Calibrations(*[Calibration((0.0,) * 9, 0.0, 1.0, 0.1, 0.9)] * 2)

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


@pytest.mark.parametrize(
    "question",
    [
        "kto zajmuje się drukarkami",
        "kto kieruje projektami IT",
        "portfel projektów IT",
        "nowy dyrektor potrzebuje laptopa",
        "umowy i zamówienia na sprzęt",
        "ile kosztuje licencja",
        "kto jest szefem sieci wifi",
        "kto zajmuje się umowami",
        "kto odpowiada za cyberbezpieczeństwo na stacjach",
        "ile jest wolnych licencji",
        "kto wydaje certyfikaty",
        "od kiedy działa nowa poczta",
        "is it 5 minutes",
        "kto układa paragrafy 4300 w programie budżetowym",
        "who manages our contracts",
        # a thing, a program, a telephone: no project, no list of units
        "projektor",
        "teams",
        "komórka",
        "biurko",
        # something is reported, and nobody's superior asked for
        "who do I report an outage to?",
        "public procurement report",
        # no code, no provision, no succeeding act
        "IT how-to articles",
        "przepisać numer wewnętrzny na następcę",
    ],
)
def test_a_duty_question_is_left_to_the_search(interpreter: Interpreter, question: str) -> None:
    assert interpreter.understand(question) == ()


def test_of_the_judged_duty_questions_only_those_on_posts_and_structure_are_taken(interpreter: Interpreter) -> None:
    judged = read_judged(QUESTION_SETS / "open.jsonl")
    taken = {each.question: told(interpreter.understand(each.question)) for each in judged}
    transfer = next(question for question in taken if "przeszedłem z IT-04-2 do IT-04-1" in question)
    assert {question: what for question, what in taken.items() if what} == {
        "kierwonik oddzialu zarzadzania aplikacjami za co odpowida": "head IT-05",
        transfer: "duty of IT-04-2 IT-04-1",
        "What are the opening hours of the municipal swimming pool in Kurdwanów?": "contact",
    }


def test_of_the_short_questions_only_that_on_a_head_is_taken(interpreter: Interpreter) -> None:
    short = [each.question for each in read_judged(QUESTION_SETS / "short.jsonl")]
    assert [question for question in short if interpreter.understand(question)] == ["szef od aplikacji"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("czy IT-04-1 robi kopie zapasowe?", "duty of IT-04-1"),
        ("does IT-03-1 handle SSL certificates?", "duty of IT-03-1"),
        ("czy referat cyber archiwizuje dokumenty", "duty of IT-02-2"),
        ("czy II Zastępca odpowiada za budżet", "duty of II Zastępca Dyrektora"),
        # a unit of another kind, of another office; a name in passing
        ("czy wydział architektury może dostać kierowcę", ""),
        ("czy ktoś poza referatem cyberbezpieczeństwa może nagrać płytę", ""),
    ],
)
def test_a_duty_question_that_names_a_unit_is_limited_to_it(
    interpreter: Interpreter, question: str, expected: str
) -> None:
    assert told(interpreter.understand(question)) == expected


def test_the_search_gets_the_question_without_the_unit_and_all_units_below_it(interpreter: Interpreter) -> None:
    asked = interpreter.understand("czy IT-05 robi kopie zapasowe?")
    assert isinstance(asked, DutyOf)
    assert (asked.question, asked.is_yes_no) == ("kto robi kopie zapasowe?", True)
    assert [unit.code for unit in asked.units] == ["IT-05", "IT-05-1", "IT-05-2", "IT-05-3", "IT-05-4"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("komu podlega OR.I", "superior OR.I"),
        ("or-ii", "unit OR.II"),
        ("co robi referat kultury?", "duties OR.II"),
        ("stanowisko ds. promocji", "unit Stanowisko ds. promocji"),
        ("kto podlega naczelnikowi", "subordinates Naczelnik"),
        ("kto kieruje biurem", "head Biuro Obsługi Gminy"),
        ("OR.III", "unknown code OR.I OR.II"),
        ("od kiedy obowiązuje zarządzenie", "in force"),
        ("co mówi § 5", "provision § 5"),
        ("§ 9", "unknown provision § 9"),
        ("or i kto zajmuje się drogami", ""),
        ("czy OR.I sprząta świetlice", "duty of OR.I"),
        ("kto może ustalić inną podległość w projekcie", ""),  # this act has no such rule
    ],
)
def test_another_act_of_the_genre_is_understood_as_well(invented: Interpreter, question: str, expected: str) -> None:
    assert told(invented.understand(question)) == expected


def test_a_structure_answer_as_json_names_the_unit_and_what_it_quotes(conversation: Conversation) -> None:
    response = conversation.ask("§ 18").to_json()
    assert (response["outcome"], response["units"]) == ("structure", [])
    assert [clause["citation"] for clause in response["clauses"]] == ["§ 18"]
    response = conversation.ask("co to jest IT-05-3?").to_json()
    assert response["units"] == [
        {
            "act": "1454/2024",
            "code": "IT-05-3",
            "name": "Stanowiska ds. zarządzania aplikacjami oświatowymi",
            "reports_to": "I Zastępca Dyrektora",
            "score": 1.0,
            "named": True,
        }
    ]
    assert response["clauses"][1]["citation"] == "§ 17 ust. 2 pkt 3 lit. a"


def test_there_are_at_least_150_structure_questions() -> None:
    assert len({question for question, expected, _ in QUESTIONS if expected}) >= 150
