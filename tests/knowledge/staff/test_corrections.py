"""Corrections: from one's word to an answer, across editions, acts' ends and encoders, and out again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from indexer.__main__ import main as indexer
from indexer.examples.corpus import read_examples, read_judged
from indexer.examples.relocation import relocate
from indexer.learning.correction_effect import Effect, Examiner
from indexer.publishing.publish import publish
from knowledge.acts.act import Act
from knowledge.acts.citation import Citation
from knowledge.acts.edition import Example
from knowledge.answer import Outcome
from knowledge.embedding.encoder import load_encoder
from knowledge.errors import UnknownCorrection, UnreadableSource
from knowledge.search.searcher import Searcher
from knowledge.settings import KnowledgeSettings
from knowledge.shipped import CALIBRATION, DECREE
from knowledge.staff.corrections import Correction, Corrections, Stage
from knowledge.store.audit import Audit
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT
from tests.support.fake_encoder import FakeEncoder

KEYS, REGISTER = Citation("2", point="1"), Citation("2", point="2")


@pytest.fixture
def small_store(empty_store: Store, small_act_file: Path) -> Store:
    """The small act in force, embedded by the fake encoder."""
    publish(small_act_file, empty_store, FakeEncoder())
    return empty_store


@pytest.fixture
def conversation(database: Path) -> Iterator[Conversation]:
    """A conversation about the shipped decree."""
    with_bundled = Conversation(KnowledgeSettings(database))
    yield with_bundled
    with_bundled.close()


def propose(store: Store, question: str, citation: Citation | None, who: str = "a1") -> Correction:
    published = store.load()
    clauses = published.act.clauses
    at = next((at for at, clause in enumerate(clauses) if clause.citation == citation), -1)
    return Corrections(store).propose(question, published.edition, at, clauses[at] if citation else None, who)


def confirm(store: Store, question: str, citation: Citation | None) -> Correction:
    correction = propose(store, question, citation)
    assert Corrections(store).decide(correction.id, Stage.CONFIRMED, "b2")
    return Corrections(store).get(correction.id)


def taught(conversation: Conversation, question: str, citation: Citation | None) -> Correction:
    """Confirm a correction as a chat does: its places are found before it counts."""
    correction = propose(conversation.store, question, citation)
    relocate(conversation.store, conversation.encoder)
    assert conversation.corrections.decide(correction.id, Stage.CONFIRMED, "b2")
    return correction


def answered(conversation: Conversation, question: str) -> tuple[str, str, str]:
    """Return outcome, first unit and first citation of an answer."""
    answer = conversation.ask(question).answer
    first = next(iter(answer.units), None)
    hits = first.hits if first else ()
    return answer.outcome, first.unit.code if first else "", str(hits[0].clause.citation) if hits else ""


def test_a_correction_says_who_when_and_why_and_the_audit_tells_each_step(small_store: Store) -> None:
    times = iter(range(100, 1000))
    ledger = Corrections(small_store, lambda: next(times))
    published = small_store.load()
    made = ledger.propose("gdzie po klucz?", published.edition, 0, published.act.clauses[0], "a1")
    ledger.explain(made.id, "tak było zawsze")
    assert ledger.decide(made.id, Stage.CONFIRMED, "b2")
    assert ledger.decide(made.id, Stage.UNDONE, "c3")
    address = ("7/2025", KEYS, 1, "BO-01", "wydawanie kluczy do pomieszczeń")
    assert ledger.get(made.id) == Correction(
        1, "gdzie po klucz?", 1, *address, Stage.UNDONE, "a1", 100.0, "tak było zawsze", "c3", 104.0
    )
    told = [(each.who, each.deed, each.what) for each in Audit(small_store).entries()]
    assert told[1:] == [
        (who, deed, "correction 1") for who, deed in (("a1", "propose"), ("b2", "confirm"), ("c3", "undo"))
    ]


STEPS = [
    # the steps before, a step, whether it can be taken
    ((), Stage.CONFIRMED, True),
    ((), Stage.REJECTED, True),
    ((), Stage.UNDONE, False),
    ((Stage.CONFIRMED,), Stage.CONFIRMED, False),  # somebody was faster
    ((Stage.CONFIRMED,), Stage.UNDONE, True),
    ((Stage.REJECTED,), Stage.CONFIRMED, False),
    ((Stage.CONFIRMED, Stage.UNDONE), Stage.UNDONE, False),
]


@pytest.mark.parametrize(("before", "step", "taken"), STEPS)
def test_only_what_is_proposed_is_decided_and_only_what_is_confirmed_undone(
    small_store: Store, before: tuple[Stage, ...], step: Stage, taken: bool
) -> None:
    number = propose(small_store, "gdzie po klucz?", KEYS).id
    for each in before:
        assert Corrections(small_store).decide(number, each, "b2")
    assert Corrections(small_store).decide(number, step, "b2") is taken


def test_what_stands_is_not_proposed_twice_and_what_was_rejected_can_be(small_store: Store) -> None:
    first = propose(small_store, "gdzie po klucz?", KEYS)
    assert propose(small_store, "gdzie po klucz?", KEYS, "another").id == first.id
    assert propose(small_store, "gdzie po klucz?", REGISTER).id == first.id + 1
    Corrections(small_store).decide(first.id, Stage.REJECTED, "b2")
    assert propose(small_store, "gdzie po klucz?", KEYS).id == first.id + 2
    with pytest.raises(UnknownCorrection, match="there is no correction 99"):
        Corrections(small_store).get(99)


PRINTER = "kto podlewa paprotki w serwerowni?"
"""A question that the decree gives to nobody."""

SPELLINGS = [
    PRINTER,
    "KTO PODLEWA PAPROTKI W SERWEROWNI",
    "  kto podlewa: paprotki – w serwerowni!!",
    PRINTER.replace("?", ""),
]


def test_a_confirmed_correction_answers_from_the_next_question_on_until_it_is_undone(
    conversation: Conversation,
) -> None:
    before = answered(conversation, PRINTER)
    assert before[0] != Outcome.ANSWER
    correction = propose(conversation.store, PRINTER, Citation("14", point="9"))
    relocate(conversation.store, conversation.encoder)
    assert answered(conversation, PRINTER) == before
    Corrections(conversation.store).decide(correction.id, Stage.CONFIRMED, "b2")
    for spelling in SPELLINGS:
        assert answered(conversation, spelling) == (Outcome.ANSWER, "IT-04-2", "§ 14 pkt 9")
    Corrections(conversation.store).decide(correction.id, Stage.UNDONE, "b2")
    assert answered(conversation, PRINTER) == before


def test_the_later_of_two_corrections_prevails_and_the_earlier_comes_back(conversation: Conversation) -> None:
    taught(conversation, PRINTER, Citation("14", point="9"))
    later = taught(conversation, PRINTER.upper(), Citation("7", point="2"))
    assert answered(conversation, PRINTER)[1] == "IT-02-2"
    conversation.corrections.decide(later.id, Stage.UNDONE, "b2")
    assert answered(conversation, PRINTER)[1] == "IT-04-2"


WHOLES = [
    # what is asked without a correction as a question about structure, of a named unit, or as two questions
    "kto jest przełożonym IT-04-2?",
    "czy IT-04-1 robi kopie zapasowe?",
    "Kto robi kopie zapasowe? Kto naprawia drukarki?",
]


@pytest.mark.parametrize("question", WHOLES)
def test_a_corrected_question_of_any_kind_is_answered_by_its_correction(
    conversation: Conversation, question: str
) -> None:
    assert answered(conversation, question)[2] != "§ 7 pkt 2"
    taught(conversation, question, Citation("7", point="2"))
    assert answered(conversation, question) == (Outcome.ANSWER, "IT-02-2", "§ 7 pkt 2")


def test_what_is_said_to_be_nobodys_is_told_so(conversation: Conversation) -> None:
    question = "kto robi kopie zapasowe serwerów?"
    assert answered(conversation, question)[0] == Outcome.ANSWER
    taught(conversation, question, None)
    assert answered(conversation, question) == (Outcome.NOBODY, "", "")
    assert answered(conversation, "kto naprawia drukarki?")[0] != Outcome.NOBODY


ALIKE = [
    # a corrected question, another one, whether they are the same question
    ("nie działa mi Zefir", "nie dziala mi zefir!", True),
    ("nie działa mi Zefir", "dzień dobry, nie działa mi zefir, proszę o pomoc", True),
    ("nie działa mi Zefir", "Zefir nie działa", True),
    ("kto robi Zefira?", "kto zajmuje się Zefirem?", True),
    ("nie działa mi Zefir", "nie działa mi Otago", False),
    ("nie działa mi Zefir", "nie działa mi drukarka", False),
    ("kto odpowiada za system Zefir?", "kto odpowiada za system Otago?", False),
    ("kto robi Zefira?", "kto kupi nowe licencje na Zefira dla szkół?", False),
    ("pani Anna nie ma Zefira", "pani Barbara nie ma Zefira", True),
    ("drukarka w pokoju 214 nie drukuje", "drukarka w pokoju 317 nie drukuje", True),
]


@pytest.mark.parametrize(("corrected", "asked", "same"), ALIKE)
def test_a_correction_decides_what_is_nearly_the_same_and_nothing_else(
    conversation: Conversation, corrected: str, asked: str, same: bool
) -> None:
    place = ("IT-03-2", "§ 11 pkt 3")
    assert answered(conversation, asked)[1:] != place
    taught(conversation, corrected, Citation("11", point="3"))
    assert (answered(conversation, asked)[1:] == place) is same


def small_edition(tmp_path: Path, name: str, *edits: tuple[str, str]) -> Path:
    text = SMALL_ACT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


DROPPED = ("2) prowadzenie ewidencji kluczy.\n", "")
RENUMBERED = ("1) wydawanie kluczy", "1) nadzór nad monitoringiem wizyjnym;\n2) wydawanie kluczy")
AFTER_RENUMBERED = ("2) prowadzenie ewidencji kluczy", "3) prowadzenie ewidencji kluczy")


def place_of(store: Store, correction: Correction) -> str:
    """Return the citation under which a correction answers by the act in force; "" for none."""
    published = store.load(store.in_force(store.load().edition.valid_from)[0])
    searcher = Searcher.from_store(store, FakeEncoder(), [published])
    relocate(store, FakeEncoder(), [published.edition])
    rulings = Corrections(store).rulings("fake")
    answer = searcher.under(rulings).answer(correction.question)
    ruled = searcher.under(rulings).is_ruled(correction.question)
    return str(answer.units[0].hits[0].clause.citation) if ruled else ""


def test_a_correction_travels_with_its_clause_is_kept_where_that_is_lost_and_comes_back(
    small_store: Store, tmp_path: Path
) -> None:
    correction = confirm(small_store, "kto spisuje klucze?", REGISTER)
    assert place_of(small_store, correction) == "§ 2 pkt 2"
    moved = publish(small_edition(tmp_path, "2", RENUMBERED, AFTER_RENUMBERED), small_store, FakeEncoder())
    assert (moved.lost_corrections, place_of(small_store, correction)) == ((), "§ 2 pkt 3")
    dropped = publish(small_edition(tmp_path, "3", DROPPED), small_store, FakeEncoder())
    assert (dropped.lost_corrections, place_of(small_store, correction)) == ((correction,), "")
    again = publish(
        small_edition(tmp_path, "4", DROPPED, ("ewidencji miejsc", "spisu miejsc")), small_store, FakeEncoder()
    )
    assert again.lost_corrections == (correction,)
    publish(small_edition(tmp_path, "5"), small_store, FakeEncoder())
    assert place_of(small_store, correction) == "§ 2 pkt 2"


def test_a_correction_of_a_later_edition_goes_back_with_a_rollback(small_store: Store, tmp_path: Path) -> None:
    publish(small_edition(tmp_path, "2", RENUMBERED, AFTER_RENUMBERED), small_store, FakeEncoder())
    correction = confirm(small_store, "kto spisuje klucze?", Citation("2", point="3"))
    small_store.rollback(small_store.edition(1))
    relocate(small_store, FakeEncoder())
    assert Corrections(small_store).places()[correction.id] == {2: 2, 1: 1}


COMMANDS = [
    # what is done after a kill came between a correction and finding its places, and where it stands then, by edition
    (["rollback", "1"], {2: 2, 1: 1}),
    (["restore", "b.db"], {2: 2, 1: 1}),
    (["publish", "2.md"], {2: 2}),  # the very same act once more
]


@pytest.mark.parametrize(("command", "places"), COMMANDS, ids=[command[0] for command, _ in COMMANDS])
def test_a_command_finds_the_places_that_nobody_has_found_yet(
    command: list[str],
    places: dict[int, int],
    empty_store: Store,
    small_act_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(empty_store.path))
    monkeypatch.chdir(tmp_path)
    encoder = load_encoder()
    publish(small_act_file, empty_store, encoder)
    publish(small_edition(tmp_path, "2", RENUMBERED, AFTER_RENUMBERED), empty_store, encoder)
    correction = confirm(empty_store, "kto spisuje klucze?", Citation("2", point="3"))
    assert indexer(["backup", "b.db"]) == 0
    empty_store.close()
    assert indexer(command) == 0
    with Store(empty_store.path) as store:
        ledger = Corrections(store)
        assert ledger.places() == {correction.id: places}
        assert list(ledger.vectors(encoder.name)) == [correction.id]


def test_what_is_nobodys_stays_so_until_new_words_give_it_to_somebody(
    database: Path, tmp_path: Path, decree: Act
) -> None:
    question = "kto podlewa rośliny doniczkowe w biurach?"
    text = DECREE.read_text(encoding="utf-8")
    plain, watering = tmp_path / "plain.md", tmp_path / "watering.md"
    plain.write_text(text.replace("4) monitorowanie realizacji", "4) nadzór nad realizacją"), encoding="utf-8")
    watering.write_text(
        text.replace("4) monitorowanie realizacji projektów IT", "4) podlewanie roślin doniczkowych w biurach"),
        encoding="utf-8",
    )
    with Store(database) as store:
        correction = confirm(store, question, None)
        assert publish(plain, store, load_encoder()).lost_corrections == ()
        assert publish(watering, store, load_encoder()).lost_corrections == (correction,)


def test_another_encoder_embeds_the_corrections_with_the_act(small_store: Store, small_act_file: Path) -> None:
    confirm(small_store, "kto spisuje klucze?", REGISTER)
    other = FakeEncoder("other", 4)
    publish(small_act_file, small_store, other)
    assert "kto spisuje klucze?" in other.encoded
    assert [len(each.vector) for each in Corrections(small_store).rulings("other")] == [4]


def test_a_correction_that_would_worsen_answers_is_told_with_the_questions(conversation: Conversation) -> None:
    store, encoder = conversation.store, load_encoder()
    corrected = confirm(store, PRINTER, Citation("14", point="9"))
    known = "Administracja budynku dostała fakturę za prąd i pyta, kto zapłaci?"
    harmful = propose(store, PRINTER + " ", Citation("7", point="2"))
    harmless = propose(store, known, None)
    relocate(store, encoder)
    ledger, searcher = Corrections(store), Searcher.from_store(store, encoder)
    rulings = ledger.rulings(encoder.name)
    effects = [
        Examiner(encoder).effect(searcher, rulings, *ledger.rulings(encoder.name, [each]), [corrected])
        for each in (harmful, harmless)
    ]
    assert effects[0] == Effect(len(read_judged(CALIBRATION)) + 1, (PRINTER,), ())
    assert effects[1].worsened == ()


def test_corrections_are_listed_undone_and_exported_for_training(
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    decree: Act,
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB", str(database))
    with Store(database) as store:
        confirm(store, PRINTER, Citation("14", point="9"))
        confirm(store, "kto piecze chleb?", None)
    assert indexer(["corrections"]) == 0
    listed = capsys.readouterr().out
    assert "by a1, confirmed by b2  1454/2024, IT-04-2, § 14 pkt 9\n    " + PRINTER in listed
    assert "1454/2024, nobody's\n    kto piecze chleb?" in listed
    file = tmp_path / "more.jsonl"
    assert indexer(["corrections", "--export", str(file)]) == 0
    assert [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] == [
        {"act": "1454/2024", "citation": "§ 14 pkt 9", "unit": "IT-04-2", "question": PRINTER}
        | {"style": "correction", "lang": "pl"},
        {"act": "1454/2024", "question": "kto piecze chleb?", "style": "correction", "lang": "pl"},
    ]
    assert read_examples(file, decree) == (Example(PRINTER, Citation("14", point="9")), Example("kto piecze chleb?"))
    assert indexer(["corrections", "--undo", "1"]) == 0
    assert indexer(["corrections", "--undo", "1"]) == 1
    assert "correction 1 is undone" in capsys.readouterr().err


def test_a_file_that_holds_no_examples_is_refused(tmp_path: Path, decree: Act) -> None:
    (tmp_path / "more.jsonl").write_text('{"question": "kto?"}\n')
    with pytest.raises(UnreadableSource, match="holds no example questions"):
        read_examples(tmp_path / "more.jsonl", decree)
