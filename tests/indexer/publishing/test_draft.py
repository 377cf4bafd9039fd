"""Drafts of acts: what an admin sees before an act is published."""

from datetime import date
from pathlib import Path

import pytest

from bot.publishing.drafts import draft_reply
from bot.replies.reply import to_text
from indexer.publishing.draft import prepare
from indexer.publishing.publish import publish
from indexer.reading.read import Document
from knowledge.errors import UnreadableSource
from knowledge.store.store import Store
from tests.support.acts import KEYS, SMALL_ACT, amending
from tests.support.fake_encoder import FakeEncoder

TODAY = date(2026, 2, 10)


@pytest.fixture
def store(empty_store: Store, tmp_path: Path) -> Store:
    """The small act is in force."""
    (tmp_path / "act.md").write_text(SMALL_ACT, encoding="utf-8")
    publish(tmp_path / "act.md", empty_store, FakeEncoder())
    return empty_store


def test_the_draft_of_an_amending_act_shows_what_it_changes_in_the_act_it_amends(store: Store) -> None:
    draft = prepare(Document("zmiana.txt", amending(KEYS).encode()), store, "pl", TODAY)
    assert (draft.act, draft.replaces, draft.is_same, draft.has_duties) == ("3/2026", 0, False, True)
    assert [(each.act, each.edition) for each in draft.amends] == [("7/2025", 1)]
    assert "Zadania: 4 → 4; przeredagowane: 1" in draft.amends[0].changes
    assert "<ins>i breloków</ins>" in draft.page
    shown = to_text(draft_reply(draft, "zmiana.txt", 1, "pl")).splitlines()
    assert shown[0] == "Plik zmiana.txt: 1 zmiana innych aktów, każdy wiersz odczytany, nic do sprawdzenia."
    assert "Co zmieni w akcie 7/2025 (wydanie 1):" in shown
    assert store.editions()[0].id == 1  # nothing is written


def test_an_amending_act_that_was_applied_already_changes_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "zmiana.txt").write_text(amending(KEYS), encoding="utf-8")
    publish(tmp_path / "zmiana.txt", store, FakeEncoder())
    draft = prepare(Document("zmiana.txt", amending(KEYS).encode()), store, "en", TODAY)
    assert draft.is_same
    assert draft_reply(draft, "zmiana.txt", 1, "en").closing.startswith("These changes have been applied already")


def test_an_amending_act_that_cannot_be_applied_is_refused_in_both_languages(store: Store) -> None:
    wrong = amending("1) w § 2 pkt 9 otrzymuje brzmienie: „9) nic.”.")
    with pytest.raises(UnreadableSource) as refused:
        prepare(Document("zmiana.txt", wrong.encode()), store, "pl", TODAY)
    assert str(refused.value).startswith("nothing is published: 1 instruction cannot be applied:")
    assert refused.value.message.said("pl").startswith("nic nie opublikowano; zmiany, których nie da się wprowadzić: 1")
