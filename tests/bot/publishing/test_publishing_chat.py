"""Bringing in an act through the chat, spoken to the real application over the loopback Bot API server."""

import asyncio
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.access.permissions import Role
from bot.telegram import publisher as publishing
from indexer.publishing.worker import Task, Word
from knowledge.days import today_in_warsaw
from knowledge.shipped import DECREE
from knowledge.store.audit import Audit
from knowledge.store.store import Store
from knowledge.wording import day_in_words, say
from tests.support import hostile_files as made
from tests.support.acts import SMALL_ACT
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import (
    ADMIN,
    AGENT,
    EMPLOYEE,
    GROUP,
    QUICK,
    ask,
    ended,
    hand_in,
    press_until,
    process,
    running,
    settings_for,
    toast,
)

OTHER_ADMIN = 12
SUCCESSOR = (
    DECREE.read_text(encoding="utf-8")
    .replace("1454/2024", "1500/2026")
    .replace("1756/2022", "1454/2024")
    .replace("14 maja 2024", "14 grudnia 2099")
    .replace("zarządzanie kontami użytkowników", "zarządzanie kontami i hasłami użytkowników")
)


def settings(api: BotApi, database: Path, **more: Any) -> Any:
    return settings_for(api.url, database, **{"admins": frozenset({ADMIN, OTHER_ADMIN})} | more)


def refused(api: BotApi) -> list[str]:
    """What the server refused, apart from menus of admins who never wrote and the poll that a shutdown cuts."""
    return [each for each in api.refusals if not each.startswith(("setMyCommands", "getUpdates: Conflict"))]


def editions(database: Path) -> list[tuple[int, str, str]]:
    with Store(database) as store:
        return [(each.id, each.act, f"{each.valid_from}") for each in store.editions()]


def deeds(database: Path) -> list[tuple[str, str]]:
    """The audit's deeds, without those of the fixture that published the decree."""
    with Store(database) as store:
        return [(each.deed, each.what) for each in Audit(store).entries()][1:]


async def test_an_admin_sends_a_file_sees_what_changes_and_publishes_it_for_a_later_day(
    api: BotApi, database: Path
) -> None:
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "zarządzenie.md", SUCCESSOR)
        assert draft.text.splitlines()[0] == (
            "Plik zarządzenie.md: 19 komórek, 233 zadania, każdy wiersz odczytany, do sprawdzenia: 3."
        )
        for line in (
            "Akt nr 1500/2026",
            "obowiązuje od 22 grudnia 2099 r., jak sam mówi",
            "• § 20: załącznika, o którym mowa, nie ma w tekście",
            "Co się zmieni (wobec wydania 1):",
            "1454/2024 (w mocy od: 2024-05-22) → 1500/2026 (w mocy od: 2099-12-22)",
            "Zadania: 233 → 233; przeredagowane: 1",
        ):
            assert line in draft.text.splitlines()
        page = await api.reply(ADMIN, 2)
        assert page.document
        assert page.document[0] == "1500-2026.html"
        assert "zarządzanie kontami <ins>i hasłami</ins> użytkowników" in page.document[1].decode()
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        assert draft.labels[0] == "Od 22 grudnia 2099 r. (jak mówi akt)"
        await press_until(api, ADMIN, draft, "Od 22 grudnia", "✅")
        assert draft.text.splitlines()[0] == (
            "✅ Opublikowane: akt nr 1500/2026, wydanie 2 – 19 komórek, 233 zadania. "
            "Zacznie odpowiadać 22 grudnia 2099 r. o północy."
        )
        assert "1454/2024" in (await ask(api, ADMIN, "/akt")).text
    assert editions(database) == [(2, "1500/2026", "2099-12-22"), (1, "1454/2024", "2024-05-22")]
    assert deeds(database) == [("publish", "edition 2 of 1500/2026, valid from 2099-12-22")]
    assert refused(api) == []


async def test_from_today_the_next_question_is_answered_from_the_new_act(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "nowe.md", SUCCESSOR)
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "Od dziś", "Odpowiada od teraz")
        assert (await ask(api, EMPLOYEE, "/akt")).text.startswith("Zarządzenie nr 1500/2026")
    assert editions(database)[0] == (2, "1500/2026", f"{today_in_warsaw()}")


async def test_another_day_is_written_read_and_asked_about_once_more(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "nowe.md", SUCCESSOR)
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "Inny dzień", "Napisz dzień")
        assert (await ask(api, ADMIN, "31.02.2099")).text.startswith("„31.02.2099” to nie jest dzień.")
        confirmation = await ask(api, ADMIN, "1 stycznia 2099 r.")
        assert confirmation.text == "Opublikować akt nr 1500/2026 od 1 stycznia 2099 r.?"
        assert draft.buttons == []
        await press_until(api, ADMIN, confirmation, "Opublikuj od", "✅")
    assert editions(database)[0] == (2, "1500/2026", "2099-01-01")


async def test_the_words_of_the_day_are_heard_only_where_a_day_is_asked_for(api: BotApi, database: Path) -> None:
    tomorrow = day_in_words(today_in_warsaw() + timedelta(days=1), "pl")
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "nowe.md", SUCCESSOR)
        assert "Opublikować" not in (await ask(api, ADMIN, "jutro")).text
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "Inny dzień", "Napisz dzień")
        assert (await ask(api, ADMIN, "od jutra")).text == f"Opublikować akt nr 1500/2026 od {tomorrow}?"


async def test_a_draft_that_is_discarded_leaves_nothing(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)) as application:
        draft = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        old = draft.data("Opublikuj")
        await press_until(api, ADMIN, draft, "Odrzuć", "Odrzucone: nowe.txt")
        assert draft.buttons == []
        assert application.bot_data["life"].publisher.bench.job is None
        assert await toast(api, ADMIN, draft, old) == say("I no longer have that file – please send it again.", "pl")
    assert editions(database) == [(1, "1454/2024", "2024-05-22")]
    assert deeds(database) == [("discard", "7/2025")]


async def test_what_is_in_force_already_is_told_whatever_its_file(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)):
        for name, data in (("1454.md", DECREE.read_bytes()), ("1454.docx", made.word_file(DECREE.read_text("utf-8")))):
            draft = await hand_in(api, ADMIN, name, data)
            assert draft.text.endswith("To samo jest już opublikowane (wydanie 1) – nic by się nie zmieniło.")
            assert draft.buttons == []


async def test_an_act_of_another_line_is_said_to_stand_beside(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "klucze.txt", SMALL_ACT)
        assert "Nie zastępuje żadnego aktu – stanie obok obowiązujących: 1454/2024." in draft.text
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "Od 3 lutego 2025 r.", "✅")
    assert editions(database)[0] == (2, "7/2025", "2025-02-03")


async def test_an_act_that_was_not_read_well_enough_is_published_only_against_a_warning(
    api: BotApi, database: Path
) -> None:
    cut = SMALL_ACT[: SMALL_ACT.index("miejsc.")]
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "cut.txt", cut)
        assert "⚠️ Odczytany za słabo, by go publikować:\n• tekst jest ucięty" in draft.text
        await press_until(api, ADMIN, draft, "Opublikuj mimo to", "Od kiedy")
        assert "• tekst jest ucięty" in draft.text
        nothing = await hand_in(api, ADMIN, "list.txt", "Szanowni Państwo, w załączeniu przesyłam zarządzenie. " * 3)
        assert nothing.text.endswith("Nie ma tu czego publikować: akt nie daje nikomu zadań.")
        assert nothing.buttons == []


BAD_FILES: list[tuple[int, str, Callable[[], bytes], str]] = [
    (ADMIN, "skan.pdf", lambda: made.pdf_file(line=""), "Plik skan.pdf to skan bez warstwy tekstowej – rozpoznaj"),
    (ADMIN, "a.pdf", lambda: made.pdf_file(lock="x"), "Plik a.pdf jest zabezpieczony hasłem – zapisz akt"),
    (ADMIN, "pusty.txt", lambda: b" ", "Plik pusty.txt jest pusty – zapisz akt"),
    (ADMIN, "bomba.docx", made.zip_bomb, "Plik bomba.docx po rozpakowaniu ma ponad 200 MB"),
    (
        ADMIN,
        "<b>&\u202efdp.exe",
        lambda: b"MZ\0\0",
        "Plik <b>&fdp.exe to nie jest tekst",
    ),  # what turns the reading round is left out
    (11, "scan.pdf", lambda: made.pdf_file(line=""), "scan.pdf is a scan without a text layer; run it"),
    (11, "a.xlsx", made.zip_bomb, "a.xlsx unpacks to more than 200 MB"),
]


@pytest.mark.parametrize(("person", "name", "make", "word"), BAD_FILES, ids=[name for _, name, _, _ in BAD_FILES])
async def test_a_bad_file_is_refused_with_a_clear_word(
    api: BotApi, database: Path, person: int, name: str, make: Callable[[], bytes], word: str
) -> None:
    async with running(settings(api, database, admins=frozenset({ADMIN, 11}))) as application:
        reply = await hand_in(api, person, name, make())
        assert reply.text.startswith(word)
        assert reply.text.endswith(("Nic się nie zmieniło.", "Nothing has changed."))
        assert application.bot_data["life"].publisher.bench.job is None
    assert refused(api) == []


async def test_what_cannot_be_a_file_is_told_before_it_is_fetched(api: BotApi, database: Path) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    async with running(settings(api, database)):
        assert (await ask(api, ADMIN, photo=photo)).text.startswith("To zdjęcie, a czytam tylko dokumenty.")
        await api.send_file(ADMIN, "duży.pdf", b"x", size=31_000_000)
        assert (await api.reply(ADMIN, 2)).text.startswith(
            "Plik duży.pdf ma 31 MB, a Telegram oddaje botom najwyżej 20"
        )
        for number in range(3):
            await api.send_file(ADMIN, f"{number}.pdf", b"x", media_group_id="album")
        assert (await api.reply(ADMIN, 3)).text.startswith("Kilka plików naraz")
        assert (await ask(api, ADMIN, "/publikuj")).text.startswith("Przyślij mi tu plik z aktem")
        assert len(api.replies(ADMIN)) == 4  # an album is answered once
        assert "getFile" not in api.calls


async def test_a_file_that_telegram_does_not_give_is_asked_for_again(api: BotApi, database: Path) -> None:
    api.fault = lambda method, count: 404 if method == "download" else None
    async with running(settings(api, database)) as application:
        reply = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        assert reply.text == "Telegram nie oddał pliku nowe.txt. Przyślij go, proszę, jeszcze raz."
        assert application.bot_data["life"].publisher.bench.job is None


async def test_a_forwarded_file_with_a_caption_is_taken_like_any(api: BotApi, database: Path) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Kancelaria", "date": 1}
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "a.txt", SMALL_ACT, forward_origin=origin, caption="Nowy akt, kto to czyta?")
        assert draft.text.startswith("Plik a.txt: 2 komórki, 4 zadania")


@pytest.mark.parametrize("person", [AGENT, EMPLOYEE])
async def test_who_is_no_admin_gets_one_polite_line_and_an_answer_to_a_caption(
    api: BotApi, database: Path, person: int
) -> None:
    async with running(settings(api, database)):
        assert (await hand_in(api, person, "a.txt", SMALL_ACT)).text == (
            "Akty wprowadza administrator. Mnie możesz zapytać o wszystko, co z nich wynika."
        )
        asked = await hand_in(api, person, "zrzut.pdf", b"x", caption="kto zajmuje się certyfikatami SSL w szkołach?")
        assert "IT-05-3" in asked.text
        for command in ("/wydania", "/reindex", "/publikuj"):
            assert (await ask(api, person, command)).text == "To jest dla administratorów."
        assert "getFile" not in api.calls


async def test_the_role_is_asked_again_at_each_press_and_forged_data_does_nothing(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)) as application:
        draft = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        token = application.bot_data["life"].publisher.bench.job.token
        publish = f"publish{token}.20260101@0"
        assert await toast(api, EMPLOYEE, draft, publish) == "To jest dla administratorów."
        for forged in (publish, f"discard{token}@0", f"stop{token}@0"):
            assert await toast(api, OTHER_ADMIN, draft, forged) == say(
                "I no longer have that file – please send it again.", "pl"
            )
        for broken in (f"publish{token}.99999999@0", f"publish{token}@0", f"stop{token}@0"):
            assert await toast(api, ADMIN, draft, broken) == ""
        # one that an earlier version drew, and some that no version did
        for unknown in (f"adm:publish:{token}:20260101", f"nonsense{token}@0", "adm:", "publish" + "x" * 40 + "@0"):
            assert await toast(api, ADMIN, draft, unknown) == say("I do not know this button – please ask again.", "pl")
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")  # the draft is as it was
    assert editions(database) == [(1, "1454/2024", "2024-05-22")]
    assert refused(api) == []


async def test_who_was_an_admin_can_press_nothing_any_more(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def employee(_: object) -> Role:
        return Role.EMPLOYEE

    async with running(settings(api, database)) as application:
        draft = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        shown = await ask(api, ADMIN, "/wydania")
        monkeypatch.setattr(application.bot_data["life"].desk, "role", employee)
        assert await toast(api, ADMIN, draft, draft.data("Opublikuj")) == "To jest dla administratorów."
        assert await toast(api, ADMIN, shown, "rollback1.2@0") == "To jest dla administratorów."
    assert len(editions(database)) == 1


async def test_a_second_admin_sees_who_is_at_it_and_takes_over_after_a_time(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = 0.0
    async with running(settings(api, database)) as application:
        bench = application.bot_data["life"].publisher.bench
        first = await hand_in(api, ADMIN, "pierwszy.txt", SMALL_ACT)
        clock = bench._clock
        monkeypatch.setattr(bench, "_clock", lambda: clock() + later)
        held = await hand_in(api, OTHER_ADMIN, "drugi.txt", SMALL_ACT)
        assert re.fullmatch(
            r"Teraz pracuje nad tym Anna \(od \d\d:\d\d, plik pierwszy\.txt\)\.\n"
            r"Jeśli nic się nie wydarzy, od \d\d:\d\d będzie można to przejąć\.",
            held.text,
        )
        assert (await ask(api, OTHER_ADMIN, "/reindex")).text.startswith("Teraz pracuje nad tym Anna")
        assert (await toast(api, OTHER_ADMIN, held, held.data("Przejmij")) or "").startswith("Jeszcze nie – od ")
        later = 601.0
        await api.press(OTHER_ADMIN, held, held.data("Przejmij"))
        draft = await api.reply(OTHER_ADMIN, 3)
        await api.wait_for(lambda: draft.text.startswith("Plik drugi.txt: 2 komórki"))
        assert first.text.startswith("Pracę nad plikiem pierwszy.txt przejęła inna osoba (Anna).")
        assert first.buttons == []
    assert deeds(database) == [("take over", "")]


async def test_another_file_of_the_same_admin_takes_the_place_of_the_first(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)):
        first = await hand_in(api, ADMIN, "a.txt", SMALL_ACT)
        second = await hand_in(api, ADMIN, "b.txt", SMALL_ACT)
        assert first.text.startswith("Odłożone: a.txt – przysłano inny plik.")
        assert second.text.startswith("Plik b.txt: 2 komórki, 4 zadania")


async def test_questions_are_answered_while_an_act_is_published_and_it_can_be_cancelled(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(task: Task, data: bytes, hear: Any) -> Word:
        await hear(Word("embed", 256, 12_000))
        await asyncio.Event().wait()
        raise AssertionError

    async with running(settings(api, database), replace(QUICK, progress=0.0)):
        draft = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        monkeypatch.setattr(publishing, "work", endless)
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        again = draft.data("Od dziś")
        await press_until(api, ADMIN, draft, "Od dziś", "gotowe teksty: 256 z 12000")
        assert await toast(api, ADMIN, draft, again) == say("One moment, it is being done.", "pl")
        for person in (ADMIN, EMPLOYEE):  # in the very chat, and in another
            assert "IT-05-3" in (await ask(api, person, "kto zajmuje się certyfikatami SSL w szkołach?")).text
        await press_until(api, ADMIN, draft, "Przerwij", "Przerwane. Nic nie zostało opublikowane.")
    assert len(editions(database)) == 1


async def test_a_process_that_breaks_is_apologised_for_and_nothing_is_published(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        monkeypatch.setattr(sys, "executable", shutil.which("false"))  # no Python starts any more
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(
            api, ADMIN, draft, "Od dziś", "Coś się zacięło po mojej stronie i nic nie zostało opublikowane."
        )
    assert len(editions(database)) == 1


async def test_a_shutdown_in_the_middle_leaves_the_old_edition_and_is_told_at_the_next_start(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(task: Task, data: bytes, hear: Any) -> Word:
        await asyncio.Event().wait()
        raise AssertionError

    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        with monkeypatch.context() as patched:
            patched.setattr(publishing, "work", endless)
            await press_until(api, ADMIN, draft, "Od dziś", "Publikuję")
            stop = draft.data("Przerwij")
    async with running(settings(api, database)):
        await api.wait_for(lambda: draft.text.startswith("Przerwał mi restart"))
        assert "Obowiązuje: 1454/2024." in draft.text
        assert await toast(api, ADMIN, draft, stop) == say("I no longer have that file – please send it again.", "pl")
    assert len(editions(database)) == 1


async def test_a_kill_in_the_middle_leaves_the_old_edition_and_no_process_that_goes_on(
    api: BotApi, database: Path
) -> None:
    async with process(api, database, ADMINS=str(ADMIN)) as bot:
        draft = await hand_in(api, ADMIN, "nowe.txt", SMALL_ACT)
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "Od dziś", "Publikuję")
        while not (children := Path(f"/proc/{bot.pid}/task/{bot.pid}/children").read_text().split()):
            await asyncio.sleep(0.01)
        await ended(bot, signal.SIGKILL)
    while any(Path(f"/proc/{child}").exists() for child in children):
        await asyncio.sleep(0.05)
    assert editions(database) == [(1, "1454/2024", "2024-05-22")]
    async with process(api, database, ADMINS=str(ADMIN)) as bot:
        await api.wait_for(lambda: draft.text.startswith("Przerwał mi restart"))
        await ended(bot, signal.SIGTERM)
    assert len(editions(database)) == 1


async def test_a_file_that_a_shutdown_interrupted_is_read_at_the_next_start(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(task: Task, data: bytes, hear: Any) -> Word:
        await asyncio.Event().wait()
        raise AssertionError

    async with running(settings(api, database)):
        with monkeypatch.context() as patched:
            patched.setattr(publishing, "work", endless)
            await api.send_file(ADMIN, "a.txt", SMALL_ACT.encode())
            await api.wait_for(lambda: any(each.text.startswith("Czytam") for each in api.replies(ADMIN)))
    async with running(settings(api, database)):
        await api.wait_for(lambda: any(each.text.startswith("Plik a.txt: 2 kom") for each in api.replies(ADMIN)))


async def test_editions_are_listed_and_gone_back_to_in_two_steps(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)):
        draft = await hand_in(api, ADMIN, "nowe.md", SUCCESSOR)
        await press_until(api, ADMIN, draft, "Opublikuj", "Od kiedy")
        await press_until(api, ADMIN, draft, "Od dziś", "✅")
        listed = await ask(api, ADMIN, "/wydania")
        assert listed.text.splitlines()[2:4] == ["2 · 1500/2026", f"✅ obowiązuje od {_today_in_polish()}"]
        assert listed.text.splitlines()[6:8] == [
            "1 · 1454/2024",
            f"zastąpione; obowiązywało od 22 maja 2024 r. do {_today_in_polish()}",
        ]
        assert listed.labels == ["↩ Wróć do 1", "✖ Wycofaj 2"]
        await press_until(api, ADMIN, listed, "Wróć do 1", "Wrócić do wydania 1 (1454/2024, od 22 maja 2024 r.)?")
        assert f"Wycofane zostaną: 2 (1500/2026, {_today_in_polish()})." in listed.text
        yes = listed.data("Tak")
        await press_until(api, ADMIN, listed, "Tak", "Gotowe: wróciłem do wydania 1")
        assert (await ask(api, EMPLOYEE, "/akt")).text.startswith("Zarządzenie nr 1454/2024")
        assert await toast(api, ADMIN, listed, yes) == say(
            "Something has changed meanwhile – look again.", "pl"
        )  # pressed again, much later
        assert "wycofane; miało obowiązywać od" in (await ask(api, ADMIN, "/wydania")).text
    assert deeds(database)[1:] == [("rollback", "edition 1 of 1454/2024, withdrawn: 2")]


async def test_the_acts_are_embedded_again_after_a_change_of_the_encoder(api: BotApi, database: Path) -> None:
    with sqlite3.connect(database) as connection:  # as if another encoder had embedded them
        for table in ("editions", "vectors"):
            connection.execute(f"update {table} set encoder = 'another'")
    connection.close()
    async with running(settings(api, database)):
        asked = await ask(api, EMPLOYEE, "kto zajmuje się certyfikatami SSL w szkołach?")
        assert asked.text == "Coś się zacięło po mojej stronie. Spróbuj, proszę, za chwilę."
        reply = await ask(api, ADMIN, "/reindex")
        await api.wait_for(lambda: reply.text == "✅ Wektory policzone od nowa: 1454/2024.")
        assert "IT-05-3" in (await ask(api, EMPLOYEE, "kto zajmuje się certyfikatami SSL w szkołach?")).text
        again = await ask(api, ADMIN, "/reindex")
        await api.wait_for(lambda: again.text.startswith("Nie ma czego przeliczać"))
    assert [number for number, _, _ in editions(database)] == [2, 1]


async def test_neither_name_nor_number_of_an_admin_reaches_the_database(api: BotApi, database: Path) -> None:
    person = 987_654_321
    async with running(settings(api, database, admins=frozenset({person}))):
        draft = await hand_in(api, person, "a.txt", SMALL_ACT)
        await press_until(api, person, draft, "Publish", "From when")
        await press_until(api, person, draft, "From today", "✅")
        await ask(api, person, "/editions")
    with sqlite3.connect(database) as connection:
        told = "\n".join(connection.iterdump())
    connection.close()
    assert "7/2025" in told
    assert str(person) not in told
    assert "Anna" not in told.replace("Sosnowiec Anna", "")


async def test_in_a_group_no_act_is_taken(api: BotApi, database: Path) -> None:
    async with running(settings(api, database)):
        await api.send_file(ADMIN, "a.txt", SMALL_ACT.encode(), chat=GROUP)
        assert (await ask(api, ADMIN, "/wydania@kto_bot", chat=GROUP)).text.startswith("Wydania")
        assert "getFile" not in api.calls


def _today_in_polish() -> str:

    return day_in_words(today_in_warsaw(), "pl")
