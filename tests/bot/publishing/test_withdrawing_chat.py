"""Withdrawing editions in the chat, by hand or with the act that repeals them, and what the bot says with none left."""

from datetime import date
from pathlib import Path

import pytest

from indexer.publishing.publish import publish
from knowledge.embedding.encoder import load_encoder
from knowledge.store.audit import Audit
from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT, numbered
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ADMIN, EMPLOYEE, ask, hand_in, press, press_until, running, settings_for, toast

COPIES = "kto robi kopie zapasowe serwerów?"
NONE = "Żaden akt teraz nie obowiązuje, więc nie mogę odpowiadać, dopóki jakiś nie zostanie opublikowany."


@pytest.fixture
def beside(database: Path, tmp_path: Path) -> Path:
    """The decree is in force (edition 1), and 7/2025 beside it (edition 2)."""
    (tmp_path / "a.md").write_text(SMALL_ACT, encoding="utf-8")
    with Store(database) as store:
        publish(tmp_path / "a.md", store, load_encoder())
    return database


def deeds(database: Path) -> list[tuple[str, str]]:
    with Store(database) as store:
        return [(each.deed, each.what) for each in Audit(store).entries()][2:]


async def test_an_act_beside_others_is_withdrawn_in_two_steps_and_the_last_one_too(api: BotApi, beside: Path) -> None:
    async with running(settings_for(api.url, beside)):
        answer = await ask(api, EMPLOYEE, COPIES)
        assert answer.text.startswith("IT-04-1")
        listed = await ask(api, ADMIN, "/wydania")
        assert listed.labels == ["✖ Wycofaj 2", "✖ Wycofaj 1"]
        await press(api, ADMIN, listed, "✖ Wycofaj 2")
        assert listed.text.splitlines() == [
            "Wycofać wydanie 2 (7/2025, od 3 lutego 2025 r.)?",
            "",
            "Obowiązywać będzie wtedy: 1454/2024.",
        ]
        await press(api, ADMIN, listed, "Nie")
        assert deeds(beside) == []
        await press(api, ADMIN, listed, "✖ Wycofaj 2")
        yes = listed.data("Tak")
        await press(api, ADMIN, listed, "Tak")
        assert listed.text.splitlines() == [
            "Gotowe: wydanie 2 (7/2025) jest wycofane.",
            "",
            "Obowiązuje teraz: 1454/2024.",
        ]
        assert (await toast(api, ADMIN, listed, yes)).startswith("W międzyczasie")
        assert "7/2025" not in (await ask(api, EMPLOYEE, "/akt")).text

        listed = await ask(api, ADMIN, "/wydania")
        assert listed.labels == ["↩ Wróć do 2", "✖ Wycofaj 1"]
        await press(api, ADMIN, listed, "✖ Wycofaj 1")
        assert listed.text.splitlines()[-1] == (
            "Nie będzie wtedy obowiązywał żaden akt i nie będę odpowiadać, dopóki jakiś nie zostanie opublikowany."
        )
        await press(api, ADMIN, listed, "Tak")
        for text in (COPIES, "IT-04-1", "§ 18", "/akt", "/struktura", "/par 18", "/komorka IT-04-1", f"/kto {COPIES}"):
            assert (await ask(api, EMPLOYEE, text)).text == NONE, text
        assert (await ask(api, EMPLOYEE, "/jezyk")).labels == ["Polski", "English", "Jak w pytaniu"]
        assert (await ask(api, EMPLOYEE, "/zapomnij")).labels == ["Usuń"]
        await press(api, EMPLOYEE, answer, "👍")
        await press(api, EMPLOYEE, answer, "🔎 Inne komórki")
        assert NONE in [answer.text, api.replies(EMPLOYEE)[-1].text]

        listed = await ask(api, ADMIN, "/wydania")
        await press(api, ADMIN, listed, "↩ Wróć do 1")
        await press(api, ADMIN, listed, "Tak")
        assert listed.text.splitlines()[-1] == "Obowiązuje teraz: 1454/2024."
        assert (await ask(api, EMPLOYEE, COPIES)).text.startswith("IT-04-1")
    assert deeds(beside) == [
        ("withdraw", "edition 2 of 7/2025"),
        ("withdraw", "edition 1 of 1454/2024"),
        ("rollback", "edition 1 of 1454/2024, withdrawn: none"),
    ]


async def test_the_bot_starts_with_no_act_in_force(api: BotApi, database: Path) -> None:
    with Store(database) as store:
        store.withdraw(store.edition(1))
    async with running(settings_for(api.url, database)):
        assert (await ask(api, EMPLOYEE, COPIES)).text == NONE


async def test_a_draft_says_which_coming_act_it_ends_and_that_one_stays_ended(
    api: BotApi, beside: Path, tmp_path: Path
) -> None:
    (tmp_path / "77.md").write_text(numbered("77/2099", repeals="7/2025", title="kluczy"), encoding="utf-8")
    with Store(beside) as store:
        publish(tmp_path / "77.md", store, load_encoder(), valid_from=date(2099, 12, 1))
    repealing = numbered("80/2099", repeals="77/2099", title="zamków", first_day="20 listopada 2099 r.")
    async with running(settings_for(api.url, beside)):
        draft = await hand_in(api, ADMIN, "80.md", repealing)
        lines = draft.text.splitlines()
        at = lines.index(
            "Uchyla albo zastępuje akty, które dopiero mają wejść w życie. Te, które nie zaczęłyby obowiązywać "
            "wcześniej niż on, zostaną z nim wycofane:"
        )
        assert lines[at + 1] == "77/2099 (wydanie 3, od 1 grudnia 2099 r.)"
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "20 listopada", "✅")
        listed = await ask(api, ADMIN, "/wydania")
        assert "wycofane: zastępuje je wydanie 4 (80/2099); miało obowiązywać od 1 grudnia 2099 r." in listed.text
        assert "✖ Wycofaj 3" not in listed.labels
        await press(api, ADMIN, listed, "✖ Wycofaj 4")
        assert "Wrócą: 3 (77/2099, 1 grudnia 2099 r.)." in listed.text.splitlines()
    assert deeds(beside)[1:] == [
        ("publish", "edition 4 of 80/2099, valid from 2099-11-20; withdrawn with it: 3"),
    ]
