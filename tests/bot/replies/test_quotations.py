"""Whatever a reply puts under a citation stands in the act under that citation, in whatever form it is told."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.emphasis import LONGEST_GIST
from bot.replies.reply import Block, Item, Quote, Reply, to_text
from bot.screens.messages import hear
from bot.screens.suggestions import suggest
from bot.telegram.api.html import render
from knowledge.acts.act import Act
from knowledge.acts.citation import Citation
from knowledge.answer import Outcome
from knowledge.language import words
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from tests.support.lengths import lengths
from tests.support.record import questions
from tests.support.telegram_rules import seen

QUESTIONS = tuple(dict.fromkeys(questions()))
JUDGED = ("open", "sealed", "short")
ANNA = Chat("anna", "anna")
# "§ 17 ust. 2 pkt 3 lit. e [2/2]"
CITED = re.compile(r"(§ [^\[(,]+?)(?: \[(\d)/\d\])?")


@pytest.fixture(scope="module")
def dialogue(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialogue]:
    database = Path(shutil.copy(published, tmp_path_factory.mktemp("quotations") / "knowledge.db"))
    conversation = Conversation(KnowledgeSettings(database))
    yield Dialogue(conversation, Memory(conversation.store))
    conversation.close()


def standing(act: Act, citation: Citation, occurrence: int) -> str:
    """Return the words under a citation, with those of the provisions that contain it before them."""
    above = citation.parent
    leading = standing(act, above, 1) if above else ""
    own = [each.text for each in act.at(citation) if each.occurrence == occurrence]
    return " ".join(" ".join((leading, *own)).split())


def is_in_act(quote: Quote, act: Act) -> bool:
    """Tell whether all that stands under a citation stands there in the act; "…" is where words were left out."""
    cited = CITED.fullmatch(quote.citation)
    if not cited:
        return False
    words_there = standing(act, Citation.parse(cited[1]), int(cited[2] or 1))
    pieces = "…".join((quote.text, quote.lead_in or "")).split("…")
    return all(" ".join(piece.split()) in words_there for piece in pieces)


def wrong(reply: Reply, act: Act) -> list[str]:
    """Return the citations of a reply under which something else stands than in the act."""
    quotes = [quote for block in reply.blocks for quote in block.quotes]
    return [f"{quote.citation}: {quote.text}" for quote in quotes if not is_in_act(quote, act)]


def as_shown(quote: Quote, indent: str) -> str:
    """Return a quotation of a duty as it is laid out: the words, below them the citation."""
    return f"{indent}{quote.text}\n{indent}{quote.citation}"


def test_all_that_stands_under_a_citation_stands_there_in_the_act_in_a_chat_and_on_the_command_line(
    dialogue: Dialogue,
) -> None:
    act = dialogue.conversation.act
    for question in QUESTIONS:
        asked, heard = dialogue.conversation.ask(question).parts, hear(dialogue, ANNA, question)
        assert wrong(asked, act) + wrong(heard, act) == [], question
        html = "\n".join(seen(message, "HTML") for message in render(heard))
        for quote in (quote for block in heard.blocks for quote in block.quotes if quote.lead_in is not None):
            assert as_shown(quote, "") in html, question
        for quote in (quote for block in asked.blocks for quote in block.quotes if quote.lead_in is not None):
            assert as_shown(quote, "  ") in to_text(asked), question


def test_all_clauses_in_json_stand_in_the_act_under_their_citation(dialogue: Dialogue) -> None:
    act = dialogue.conversation.act
    for question in QUESTIONS:
        for clause in dialogue.conversation.ask(question).to_json()["clauses"]:
            quote = Quote(clause["citation"], clause["text"], lead_in=clause["lead_in"])
            if clause["occurrence"] > 1:
                quote = Quote(f"{clause['citation']} [{clause['occurrence']}/2]", clause["text"])
            assert is_in_act(quote, act), (question, clause)


def test_all_that_inline_mode_offers_stands_in_the_act_under_its_citation(dialogue: Dialogue) -> None:
    act = dialogue.conversation.act
    for question in QUESTIONS:
        assert [fault for each in suggest(dialogue, ANNA, question) for fault in wrong(each.reply, act)] == []


def test_units_that_are_said_to_have_the_same_duty_are_cited_with_this_very_duty(dialogue: Dialogue) -> None:
    twins = [dialogue.conversation.ask(question).answer for question in QUESTIONS]
    found = [answer for answer in twins if answer.twins]
    assert len(found) > 40
    for answer in found:
        duties = [words(each.hits[0].clause.text) for each in answer.units[: answer.twins]]
        assert len({tuple(word for word in duty if len(word) > 2) for duty in duties}) == 1, (
            answer
        )  # "z umowami" or not


def test_a_reply_is_brief(dialogue: Dialogue) -> None:
    for question in QUESTIONS:
        heard = hear(dialogue, ANNA, question)
        answer = dialogue.conversation.ask(question).answer
        if answer.outcome is Outcome.STRUCTURE or question.count("?") > 1:
            continue
        folded = [quote for block in heard.blocks for quote in block.quotes if quote.lead_in]
        titles = {block.title for block in heard.blocks}
        gists = [quote.text for block in heard.blocks for quote in block.quotes if quote.lead_in is not None]
        assert len(folded) <= 1, question
        assert answer.twins or len(titles) <= 3, question
        assert answer.twins or all(len(gist) <= LONGEST_GIST for gist in gists), question
        assert answer.outcome is not Outcome.NOBODY or not heard.blocks, question


def test_replies_on_duties_are_read_in_a_hurry(dialogue: Dialogue) -> None:
    found = [length for name, each in lengths(dialogue).items() if name in JUDGED for length in each]
    assert median(found) <= 300
    assert sorted(found)[int(len(found) * 0.95)] < 700
    assert max(found) <= 1500


def test_a_false_quotation_is_found() -> None:
    quote = Quote("§ 1", "słowa, których tam nie ma")
    act = Act("", "", "", None, "", "", None, (), (), (), ())
    assert wrong(Reply(blocks=(Block("A", quotes=(quote,), items=(Item("", ""),)),)), act) == [f"§ 1: {quote.text}"]
