"""Bringing in an act in the terminal: the same words and choices as in the chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Dialogue
from bot.terminal.terminal import Terminal
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from knowledge.store.audit import Audit
from knowledge.store.rows import COMMAND_LINE
from tests.support.acts import SMALL_ACT


@pytest.fixture
def dialogue(database: Path) -> Iterator[Dialogue]:
    """A dialogue in Polish over a database of the test's own."""
    conversation = Conversation(KnowledgeSettings(database), "pl")
    yield Dialogue(conversation, Memory(conversation.store))
    conversation.close()


def test_an_act_is_read_dated_published_and_listed(dialogue: Dialogue, tmp_path: Path) -> None:
    (tmp_path / "akt.txt").write_text(SMALL_ACT, encoding="utf-8")
    terminal = Terminal(dialogue)
    told = [
        terminal.say(line).splitlines()[0]
        for line in (
            f"/publikuj {tmp_path / 'akt.txt'}",
            "1",  # publish …
            "3",  # another day
            "31.02.2099",
            "31.01.2099",
            "1",  # publish from then on
            "/wydania",
        )
    ]
    assert told == [
        "Plik akt.txt: 2 komórki, 4 zadania, każdy wiersz odczytany, nic do sprawdzenia.",
        "Od kiedy ma obowiązywać akt nr 7/2025?",
        "Napisz dzień, od którego akt nr 7/2025 ma obowiązywać, np. 31.01.2027.",
        "„31.02.2099” to nie jest dzień. Napisz go np. tak: 31.01.2027.",
        "Opublikować akt nr 7/2025 od 31 stycznia 2099 r.?",
        "✅ Opublikowane: akt nr 7/2025, wydanie 2 – 2 komórki, 4 zadania. Zacznie odpowiadać 31 stycznia 2099 r. o "
        "północy.",
        "Wydania, od najnowszego:",
    ]
    last = Audit(dialogue.conversation.store).entries()[-1]
    assert (last.who, last.deed, last.what) == (COMMAND_LINE, "publish", "edition 2 of 7/2025, valid from 2099-01-31")


def test_a_date_is_a_question_like_others_where_none_was_asked_for(dialogue: Dialogue) -> None:
    assert "dzień" not in Terminal(dialogue).say("31.01.2099")


def test_a_missing_file_is_told_and_a_discarded_draft_is_gone(dialogue: Dialogue, tmp_path: Path) -> None:
    (tmp_path / "akt.txt").write_text(SMALL_ACT, encoding="utf-8")
    terminal = Terminal(dialogue)
    assert terminal.say("/publikuj brak.pdf") == "Nie ma pliku brak.pdf – sprawdź ścieżkę.\nNic się nie zmieniło."
    terminal.say(f"/publikuj {tmp_path / 'akt.txt'}")
    assert terminal.say("2") == "Odrzucone: akt.txt. Nic się nie zmieniło."
    assert len(dialogue.conversation.store.editions()) == 1


def test_embedding_again_with_the_same_encoder_changes_nothing(dialogue: Dialogue) -> None:
    assert Terminal(dialogue).say("/reindex").startswith("Nie ma czego przeliczać")
    assert len(dialogue.conversation.store.editions()) == 1
