"""Names that harm: of files, of units in an act, of whoever writes; through the chat, to the reply and the database."""

import unicodedata
from pathlib import Path

from knowledge.store.store import Store
from tests.support.acts import SMALL_ACT
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ADMIN, ask, hand_in, press_until, running, settings_for

NAMES = [
    # markup, quotes, a template, path separators, a percent sign
    "<b>../../etc/passwd</b>&lt;{name}%s\"'`*_[x](tg://user?id=1).txt",
    # other directions and nothing to see, far too long
    "\u202etxt.exe\u2066\u200b\u200d" + "ą👍" * 150 + ".md",
    # what no text may hold: NUL, controls, half a character, line ends
    "a\0b\x1b[31m\ud800\r\nPlik drugi.txt",
]
HIDDEN = {"Cc", "Cf", "Cs", "Co"}


def is_sound(text: str) -> bool:
    """Tell whether a text has nothing that turns it, hides in it or is no character; lines may end and emoji join."""
    return not any(unicodedata.category(each) in HIDDEN for each in text if each not in "\n\u200d")


async def test_a_file_of_any_name_is_shown_published_or_refused_and_its_name_neither_marks_up_nor_misleads(
    api: BotApi, database: Path
) -> None:
    async with running(settings_for(api.url, database)):
        refused = await hand_in(api, ADMIN, "".join(NAMES), "§ 1.")
        assert (refused.labels, is_sound(refused.text)) == ([], True), refused.text
        for name in NAMES:
            draft = await hand_in(api, ADMIN, name, SMALL_ACT)
            assert draft.labels[:1] == ["✅ Opublikuj …"], (name, draft.text)
            assert is_sound(draft.text)
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "Od 3 lutego", "✅")
        assert is_sound((await ask(api, ADMIN, "/wydania")).text)
    assert [each for each in api.refusals if not each.startswith(("setMyCommands", "getUpdates: Conflict"))] == []
    with Store(database) as store:
        assert [each.act for each in store.editions()] == ["7/2025", "1454/2024"]
        assert is_sound(store.editions()[0].source)
