"""Bad words in questions, acts and file names: never an exception, never what Telegram refuses, never raw markup."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.access.permissions import Role
from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.publishing.drafts import LONGEST_NAME, file_name, say
from bot.replies.reply import Block, Button, Item, Quote, Reply
from bot.screens.buttons import KINDS, press
from bot.screens.commands import NAMES, Call, obey
from bot.screens.messages import hear
from bot.screens.suggestions import suggest
from bot.telegram.api.html import LONGEST_CAPTION, plain_toast, render
from bot.telegram.api.sending import keyboard
from bot.telegram.handlers.inline import article
from indexer.parsing.parse import parse
from indexer.parsing.report import render as report
from indexer.publishing.publish import publish
from indexer.reading.lines import lines_of
from indexer.reading.read import read
from knowledge.acts.citation import Citation
from knowledge.embedding.encoder import load_encoder
from knowledge.errors import InvalidCitation, KnowledgeError, shorten
from knowledge.language import sound
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from knowledge.staff.corrections import Stage
from knowledge.store.store import Store
from tests.longer.bad_words import EXAMPLES, TEXTS, WORDS
from tests.support.acts import SMALL_ACT
from tests.support.telegram_rules import check_inline, check_keyboard, check_text

MOST_MESSAGES = 10
TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
UNSEEN = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
ANNA = Chat("anna", "anna", "pl", Role.ADMIN)
ACTIONS = st.builds(
    lambda kind, numbers, edition: f"{kind}{'.'.join(map(str, numbers))}@{edition}",
    st.sampled_from(sorted(KINDS)),
    st.lists(st.one_of(st.integers(0, 3), st.integers(0, 999_999_999)), max_size=4),
    st.one_of(st.integers(0, 2), st.integers(0, 999_999_999)),
)
"""What a button might be made to send: any kind, any numbers, any edition."""


def tried(few: int) -> Any:
    """Try so many examples in the suite, or as many as the environment says."""
    count = int(os.environ.get(EXAMPLES, few))
    no_search = [Phase.explicit, Phase.reuse, Phase.generate]  # for the smallest example that fails: it takes minutes
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), phases=no_search)


@pytest.fixture(scope="module")
def dialogue(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialogue]:
    path = tmp_path_factory.mktemp("bad") / "k.db"
    path.write_bytes(published.read_bytes())
    conversation = Conversation(KnowledgeSettings(path))
    yield Dialogue(conversation, Memory(conversation.store))
    conversation.close()


def check(reply: Reply) -> None:
    """Raise Refusal where Telegram would refuse a reply; it is no longer than anybody reads."""
    messages = render(reply)
    assert len(messages) <= MOST_MESSAGES
    for message in messages:
        message.encode("utf-8")
        assert "\0" not in check_text(message, "HTML")
    for caption in render(reply, LONGEST_CAPTION):
        check_text(caption, "HTML", LONGEST_CAPTION)
    plain_toast(reply.toast).encode("utf-8")
    buttons = keyboard(reply)
    check_keyboard(buttons.to_dict() if buttons else None)


def hidden(text: str) -> list[str]:
    """Return what a text holds that cannot be seen and turns, hides or breaks what can."""
    return [
        each
        for each in text
        if (unicodedata.category(each) in ("Cc", "Cs") and each != "\n")
        or unicodedata.bidirectional(each) in TURNING
        or each in UNSEEN
    ]


@tried(60)
@given(text=TEXTS, ticket=st.booleans())
@example(text="\ud800", ticket=False)
@example(text="IT-04- " * 500, ticket=False)
def test_any_question_gets_a_reply_that_telegram_takes(dialogue: Dialogue, text: str, ticket: bool) -> None:
    check(hear(dialogue, ANNA, text, ticket=ticket))


@tried(60)
@given(name=st.one_of(st.sampled_from(sorted(NAMES)), WORDS), argument=TEXTS, quoted=WORDS)
def test_any_command_gets_a_reply_that_telegram_takes(
    dialogue: Dialogue, name: str, argument: str, quoted: str
) -> None:
    check(obey(dialogue, ANNA, Call(name, argument, quoted, "@kto_bot")))


@tried(200)
@given(data=st.one_of(ACTIONS, TEXTS))
def test_any_button_is_answered(dialogue: Dialogue, data: str) -> None:
    check(press(dialogue, ANNA, data))


@tried(30)
@given(question=TEXTS, place=st.one_of(TEXTS, st.sampled_from(["§ 3 pkt 1", "IT-04-2", "niczyje"])), reason=TEXTS)
@example(question="\ud800 kto <b>", place="§ 3 pkt 1", reason="<a href='tg://user?id=1'>\udfff\u202e" * 20)
def test_whatever_is_typed_for_a_correction_is_shown_counted_and_undone(
    dialogue: Dialogue, question: str, place: str, reason: str
) -> None:
    turn = hear(dialogue, ANNA, question, ticket=True).turn or 0
    check(press(dialogue, ANNA, f"fix{turn}.0@1"))
    check(hear(dialogue, ANNA, place))
    check(press(dialogue, ANNA, f"fixto{turn}.1@1"))
    check(press(dialogue, ANNA, "queue0@1"))
    for correction in dialogue.conversation.corrections.all(Stage.PROPOSED):
        check(press(dialogue, ANNA, f"why{correction.id}@1"))
        check(hear(dialogue, ANNA, reason))
        check(press(dialogue, ANNA, f"confirm{correction.id}@1"))
        check(press(dialogue, ANNA, "cases0@1"))
        check(hear(dialogue, ANNA, question, ticket=True))
        check(press(dialogue, ANNA, f"undo{correction.id}@1"))


@tried(200)
@given(name=TEXTS, polish=st.booleans())
def test_a_file_of_any_name_is_spoken_of_in_words_that_telegram_takes(name: str, polish: bool) -> None:
    shown, lang = file_name(name), "pl" if polish else "en"
    assert len(shown) <= LONGEST_NAME
    assert not hidden(shown)
    for text in (
        "Fetching {name} …",
        "Reading {name}, and comparing it with what is in force …",
        "Discarded: {name}. Nothing has changed.",
        "Telegram did not give me {name}. Please send it again.",
    ):
        check(Reply(say(text, lang, name=shown)))


@tried(60)
@given(typed=TEXTS)
def test_whatever_is_typed_in_inline_mode_gives_a_list_that_telegram_takes(dialogue: Dialogue, typed: str) -> None:
    found = suggest(dialogue, ANNA, typed)[:20]
    check_inline([article(each).to_dict() for each in found])


@tried(200)
@given(text=TEXTS)
@example(text="١٧")
def test_a_citation_is_read_or_refused(text: str) -> None:
    try:
        citation = Citation.parse(text)
    except InvalidCitation:
        return
    assert Citation.parse(str(citation)) == citation


@tried(160)
@given(text=TEXTS)
@example(text="\U000f0000")
def test_no_text_breaks_the_parser(text: str) -> None:
    assert report(parse(lines_of(text)))


@tried(30)
@given(name=WORDS)
def test_a_file_of_any_name_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("files")
    file_name = re.sub(r"[\0/]", "", name)[:40]
    if file_name in ("", ".", "..") or not _is_writable(folder / file_name):
        return
    try:
        read(folder / file_name)
    except KnowledgeError as error:
        str(error).encode("utf-8", "strict")


def _is_writable(path: Path) -> bool:
    try:
        path.write_text(SMALL_ACT, encoding="utf-8")
    except (OSError, UnicodeEncodeError):
        return False
    return path.parent.is_dir()


def spoiled(name: str, duty: str) -> str:
    """Return a small act whose unit and duty are called as given, on one line each."""
    line, text = " ".join(name.split()), " ".join(duty.split())
    return SMALL_ACT.replace("Referat ds. kluczy", f"Referat ds. {line}").replace("ewidencji kluczy", text)


@tried(12)
@given(name=WORDS, duty=WORDS, question=WORDS)
def test_no_act_makes_a_reply_that_telegram_refuses(
    tmp_path_factory: pytest.TempPathFactory, name: str, duty: str, question: str
) -> None:
    folder = tmp_path_factory.mktemp("act")
    (folder / "act.md").write_text(spoiled(name, duty), encoding="utf-8", errors="replace")
    with Store(folder / "k.db") as store:
        try:
            publish(folder / "act.md", store, load_encoder(), force=True)
        except KnowledgeError:
            return
    conversation = Conversation(KnowledgeSettings(folder / "k.db"))
    dialogue = Dialogue(conversation, Memory(conversation.store))
    for text in ("kto prowadzi ewidencję?", "BO-01", "§ 2", "kto komu podlega?"):
        reply = hear(dialogue, ANNA, text)
        check(reply)
        assert [each for message in render(reply) for each in hidden(message)] == []
    check(hear(dialogue, ANNA, question))
    check(obey(dialogue, ANNA, Call("akt")))
    check_inline([article(each).to_dict() for each in suggest(dialogue, ANNA, "")])
    conversation.close()


@tried(100)
@given(parts=st.lists(TEXTS, min_size=6, max_size=6), label=WORDS)
def test_a_reply_made_of_anything_is_taken_and_shows_no_markup_but_ours(parts: list[str], label: str) -> None:
    opening, title, quoted, citation, item, closing = map(sound, parts)
    block = Block(title, citation[:300], (Quote(citation[:300], quoted),), items=(Item(sound(label), item),))
    reply = Reply(opening, (block,), closing, ((Button(f"🗂 {shorten(sound(label), 38)}", "card0@1"),),))
    for message in render(reply):
        check_text(message, "HTML")
        message.encode("utf-8")
        tags = set(re.findall(r"</?([a-z]+)", message))
        assert tags <= {"b", "i", "blockquote"}
    check_keyboard({"inline_keyboard": [[each.to_dict() for each in row] for row in _rows(reply)]})


def _rows(reply: Reply) -> Any:
    markup = keyboard(replace(reply))
    return markup.inline_keyboard if markup and hasattr(markup, "inline_keyboard") else ()
