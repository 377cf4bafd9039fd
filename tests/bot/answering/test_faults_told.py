"""What is told of a fault: who takes the report in first, or who repairs it, by who asks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.access.permissions import Role
from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply, join, repairer_first
from bot.screens.messages import hear
from indexer.examples.choice import shipped_examples
from indexer.examples.corpus import examples_of
from indexer.examples.embedding import searcher_of
from knowledge.acts.act import Act
from knowledge.acts.first_line import first_line
from knowledge.answer import Outcome
from knowledge.embedding.encoder import load_encoder
from knowledge.search.searcher import Searcher
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory

UNKNOWN = [
    frame.format(thing)
    for thing in ("kaspersky", "thunderbird", "keepass", "zorbix")
    for frame in ("nie działa mi {}", "{} się wiesza", "{} przestał działać", "{} doesn't work")
]


@pytest.fixture
def dialogue(database: Path) -> Iterator[Dialogue]:
    conversation = Conversation(KnowledgeSettings(database))
    yield Dialogue(conversation, Memory(conversation.store))
    conversation.close()


def lines(reply: Reply) -> list[str]:
    return [block.title for block in reply.blocks]


def test_an_employee_reads_in_one_line_first_who_takes_a_report_in(dialogue: Dialogue) -> None:
    reply = hear(dialogue, Chat("1", "1"), "przestała działać drukarka")
    report = reply.blocks[0]
    assert (report.is_report, report.quotes, report.introduction) == (True, (), "")
    assert report.title == (
        "Usterki zgłasza się do I linii wsparcia: IT-02-3 · Referat ds. zarządzania awarią i zgłoszeniami "
        "(§ 8 pkt 2 lit. a)"
    )
    assert [block.is_report for block in reply.blocks[1:]] == [False] * len(reply.blocks[1:])
    assert reply.blocks[1].title.startswith("IT-04-")


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_an_agent_is_shown_who_repairs_it_first(dialogue: Dialogue, role: Role) -> None:
    for_employee = hear(dialogue, Chat("1", "1"), "przestała działać drukarka")
    for_agent = hear(dialogue, Chat("2", "2", role=role), "przestała działać drukarka")
    first, second, *others = lines(for_employee)
    assert lines(for_agent) == [second, first, *others]


def test_of_several_questions_each_keeps_its_heading(dialogue: Dialogue) -> None:
    asked = ("kto robi kopie zapasowe?", "przestała działać drukarka", "kto naprawi, drukarka się zacięła")
    joined = join([(each, dialogue.conversation.respond(each, "pl").parts) for each in asked])
    for reply in (joined, repairer_first(joined)):
        headed = [block.introduction.partition("\n")[0] for block in reply.blocks if block.introduction[:1] == "»"]
        assert headed == [f"» {each}" for each in asked]
    assert sorted(lines(joined)) == sorted(lines(repairer_first(joined)))
    assert [block.is_report for block in joined.blocks if block.introduction[:1] == "»"] == [False, True, True]
    assert not any(block.is_report for block in repairer_first(joined).blocks if block.introduction)


@pytest.mark.parametrize("question", UNKNOWN)
def test_a_fault_of_an_unknown_thing_is_offered_to_the_first_line(decree_searcher: Searcher, question: str) -> None:
    answer = decree_searcher.answer(question)
    assert answer.outcome is not Outcome.NOBODY
    assert answer.first_line is not None
    assert answer.outcome is Outcome.UNSURE or answer.units[0].unit.code.startswith("IT-")


@pytest.mark.parametrize("question", ["winda nie działa", "nie świeci latarnia na ulicy", "cieknie kran w łazience"])
def test_a_fault_of_what_is_known_to_be_nobodys_stays_so(decree_searcher: Searcher, question: str) -> None:
    assert decree_searcher.answer(question).outcome is Outcome.NOBODY


def test_an_act_without_a_first_line_says_nothing_of_one(decree: Act) -> None:
    without = replace(decree, clauses=tuple(each for each in decree.clauses if each not in first_line(decree)))
    searcher = searcher_of(without, shipped_examples(without, examples_of(without)), load_encoder())
    searcher.calibrations = [load_encoder().calibrations.exampled]
    assert [searcher.answer(each).first_line for each in ("drukarka nie drukuje", *UNKNOWN)] == [None] * 17
