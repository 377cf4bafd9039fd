"""Granting, revoking and inviting in a chat, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.access.permissions import Role
from bot.access.pseudonyms import Keys
from knowledge.staff.roles import Grants
from knowledge.store.audit import Audit
from knowledge.store.backup import back_up, restore
from knowledge.store.store import Store
from tests.support.bot_api import BOT, BotApi, Sent
from tests.support.bot_fixtures import ADMIN, AGENT, ask, press, running, settings_for, toast

ANNA, JAN, STRANGER = 1000, 1002, 1004
ADMIN_RIGHTS = """
    can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members
    can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories
""".split()
QUESTION = "kto odpowiada za cyberbezpieczeństwo?"
CLOSED = "Odpowiadam tylko uprawnionym."


@pytest_asyncio.fixture
async def closed(api: BotApi, database: Path) -> AsyncIterator[BotApi]:
    """A bot that nobody may ask but the admin and the agent of its settings."""
    async with running(settings_for(api.url, database, who_may_ask=frozenset())):
        yield api


async def give(api: BotApi, person: int, label: str, by: int = ADMIN) -> Sent:
    card = await ask(api, by, f"/dostep {person}")
    await press(api, by, card, label)
    return card


async def invite(api: BotApi, label: str) -> tuple[Sent, str]:
    """Make an invitation; returns the message that shows it, and its code."""
    message = await ask(api, ADMIN, "/dostep")
    await press(api, ADMIN, message, "Zaproś")
    await press(api, ADMIN, message, label)
    return message, message.text.rpartition("?start=")[2]


async def answers(api: BotApi, person: int) -> bool:
    return not (await ask(api, person, QUESTION)).text.startswith(CLOSED)


async def test_an_admin_gives_a_role_by_number_and_takes_it_back(closed: BotApi) -> None:
    assert not await answers(closed, ANNA)
    card = await ask(closed, ADMIN, f"/dostep {ANNA}")
    assert card.text.endswith("bez roli")
    assert card.labels[:3] == ["Pracownik", "Helpdesk", "Administrator"]
    await press(closed, ADMIN, card, "Helpdesk")
    assert card.text.startswith("Zrobione.")
    assert await answers(closed, ANNA)
    await press(closed, ADMIN, card, "Odbierz rolę")
    assert not await answers(closed, ANNA)
    await press(closed, ADMIN, card, "Cofnij")
    assert "helpdesk" in card.text
    assert await answers(closed, ANNA)
    await press(closed, ADMIN, card, "Cofnij")
    assert not await answers(closed, ANNA)


async def test_a_person_is_pointed_out_by_a_forwarded_message_a_contact_or_the_keyboard(closed: BotApi) -> None:
    user = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
    forwarded = {"message_id": 1, "date": 1, "chat": {"id": ADMIN, "type": "private"}, "text": "a"}
    forwarded["forward_origin"] = {"type": "user", "date": 1, "sender_user": user}
    contact = {"message_id": 1, "date": 1, "chat": {"id": ADMIN, "type": "private"}}
    contact["contact"] = {"phone_number": "1", "first_name": "A", "user_id": ANNA}
    by_number = await ask(closed, ADMIN, f"/dostep {ANNA}")
    assert (await ask(closed, ADMIN, "/dostep", reply_to_message=forwarded)).text == by_number.text
    assert (await ask(closed, ADMIN, "/dostep", reply_to_message=contact)).text == by_number.text
    menu = await ask(closed, ADMIN, "/dostep")
    await press(closed, ADMIN, menu, "Wskaż osobę")
    (request,) = (button for row in closed.replies(ADMIN)[-1].keyboard for button in row)
    assert request["request_users"] == {"request_id": 1, "user_is_bot": False}
    shared = {"request_id": 1, "users": [{"user_id": ANNA}]}
    assert (await ask(closed, ADMIN, None, users_shared=shared)).text == by_number.text


async def test_who_cannot_be_told_is_said_so(closed: BotApi) -> None:
    hidden = {"message_id": 1, "date": 1, "chat": {"id": ADMIN, "type": "private"}, "text": "a"}
    hidden["forward_origin"] = {"type": "hidden_user", "date": 1, "sender_user_name": "A"}
    assert "ukrywa, kim jest" in (await ask(closed, ADMIN, "/dostep", reply_to_message=hidden)).text
    assert "Podaj numer" in (await ask(closed, ADMIN, "/dostep Anna")).text


async def test_a_granted_admin_is_one_until_revoked_and_their_drawn_keyboard_dies_with_the_role(
    closed: BotApi,
) -> None:
    card = await give(closed, ANNA, "Administrator")
    theirs = await ask(closed, ANNA, f"/dostep {JAN}")
    await press(closed, ADMIN, card, "Helpdesk")
    assert await press(closed, ANNA, theirs, "Administrator") == "To jest dla administratorów."
    assert (theirs.edits, await answers(closed, JAN)) == (0, False)


async def test_a_button_drawn_before_somebody_else_changed_the_role_changes_nothing(closed: BotApi) -> None:
    old = await ask(closed, ADMIN, f"/dostep {ANNA}")
    await give(closed, ANNA, "Pracownik")
    await press(closed, ADMIN, old, "Administrator")
    assert old.text.startswith("Tymczasem ktoś to zmienił")
    assert "pracownik" in old.text


async def test_roles_of_the_settings_cannot_be_taken_in_chat_only_raised(closed: BotApi) -> None:
    mine = await ask(closed, ADMIN, f"/dostep {ADMIN}")
    assert "administrator – z ustawień" in mine.text
    assert "To Ty." in mine.text
    assert mine.labels == ["✎ Notatka", "👥 Nadane role", "‹ Dostęp"]
    agents = await ask(closed, ADMIN, f"/dostep {AGENT}")
    assert agents.labels == ["Administrator", "✎ Notatka", "👥 Nadane role", "‹ Dostęp"]


async def test_the_last_admin_of_the_chat_cannot_leave_when_the_settings_name_none(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database, who_may_ask=frozenset())):
        await give(api, ANNA, "Administrator")
    async with running(settings_for(api.url, database, who_may_ask=frozenset(), admins=frozenset())):
        mine = await ask(api, ANNA, f"/dostep {ANNA}")
        await press(api, ANNA, mine, "Odbierz rolę")
        assert mine.text.startswith("To ostatni administrator")
        await give(api, JAN, "Administrator", by=ANNA)
        await press(api, ANNA, mine, "Odbierz rolę")
        assert (await ask(api, ANNA, QUESTION)).text.startswith(CLOSED)


async def test_a_note_tells_in_the_list_who_has_a_role_and_stands_nowhere_unencrypted(
    closed: BotApi, database: Path
) -> None:
    card = await give(closed, ANNA, "Helpdesk")
    await press(closed, ADMIN, card, "Notatka")
    assert (await ask(closed, ADMIN, "Anna z Zanzibaru")).text.endswith("Notatka: Anna z Zanzibaru")
    listed = await ask(closed, ADMIN, "/dostep")
    await press(closed, ADMIN, listed, "Nadane role")
    assert "Anna z Zanzibaru · helpdesk, od" in listed.text
    assert "👤 Anna z Zanzibaru" in listed.labels
    contents = b"".join(path.read_bytes() for path in database.parent.glob("knowledge.db*"))
    assert b"Zanzibaru" not in contents
    await press(closed, ADMIN, listed, "Anna z Zanzibaru")
    await press(closed, ADMIN, listed, "Notatka")
    assert "Notatka:" not in (await ask(closed, ADMIN, "-")).text
    with Store(database) as store:
        assert [each.deed for each in Audit(store).entries()][-2:] == ["write a note", "delete a note"]


async def test_the_first_words_to_agents_and_admins_say_what_they_can_do(closed: BotApi) -> None:
    agent, admin = (await ask(closed, AGENT, "/start")).text, (await ask(closed, ADMIN, "/start")).text
    assert ["/kolejka" in agent, "/dostep" in agent] == [True, False]
    assert ["/kolejka" in admin, "/dostep" in admin] == [True, True]


@pytest.mark.parametrize(
    ("old", "new", "chat", "count"),
    [
        # what the bot was in a chat and is by now, which chat, how many words it says
        ("left", "member", -5, 1),
        ("kicked", "administrator", -5, 1),
        ("member", "administrator", -5, 0),
        ("member", "left", -5, 0),
        ("left", "member", JAN, 0),
    ],
)
async def test_a_group_to_which_the_bot_is_added_is_greeted(
    closed: BotApi, old: str, new: str, chat: int, count: int
) -> None:
    where = {"id": chat, "type": "supergroup", "title": "A"} if chat < 0 else {"id": chat, "type": "private"}
    closed.world.chats[chat] = where
    who = {"id": JAN, "is_bot": False, "first_name": "Jan", "language_code": "pl"}
    changed = {"chat": where, "from": who, "date": 1, "old_chat_member": _state(old), "new_chat_member": _state(new)}
    await closed.deliver(my_chat_member=changed)
    if count:
        assert (await closed.reply(chat)).text.endswith("Numer grupy dla administratora: -5")
    await ask(closed, AGENT, "/pomoc")
    assert len(closed.replies(chat)) == count


def _state(status: str) -> dict[str, Any]:
    rights = dict.fromkeys(ADMIN_RIGHTS, True) if status == "administrator" else {}
    return {"user": BOT, "status": status, **rights, **({"until_date": 0} if status == "kicked" else {})}


async def test_access_is_talked_about_in_private_only(closed: BotApi) -> None:
    assert "w prywatnej rozmowie" in (await ask(closed, ADMIN, "/dostep", chat=-5)).text
    card = await ask(closed, ADMIN, f"/dostep {ANNA}")
    copy = await ask(closed, ADMIN, f"@kto_bot {QUESTION}", chat=-5)
    assert "w prywatnej rozmowie" in await toast(closed, ADMIN, copy, card.data("Helpdesk"))


async def test_an_invitation_admits_whoever_opens_its_link_as_often_as_it_says(closed: BotApi) -> None:
    message, code = await invite(closed, "helpdesk · 10 os.")
    assert f"https://t.me/{BOT['username']}?start={code}" in message.text
    assert (await ask(closed, ANNA, f"/start {code}")).text.startswith("Masz dostęp: helpdesk.\n\nDzień dobry!")
    assert await answers(closed, ANNA)
    await press(closed, ADMIN, message, "Dostęp")
    await press(closed, ADMIN, message, "Zaproszenia")
    assert "helpdesk, zostało 9 z 10" in message.text
    await press(closed, ADMIN, message, "Odwołaj")
    assert message.text == "Nie ma zaproszeń, z których można by skorzystać."
    assert (await ask(closed, JAN, f"/start {code}")).text.startswith("To zaproszenie zostało wycofane.")
    assert not await answers(closed, JAN)
    assert await answers(closed, ANNA)


async def test_a_single_use_invitation_opened_by_many_at_once_admits_one(closed: BotApi) -> None:
    _, code = await invite(closed, "administrator · 1 os.")
    people = range(3000, 3060, 2)
    for person in people:
        await closed.write(person, f"/start {code}")
    for person in people:
        await closed.reply(person)
    admitted = [person for person in people if closed.replies(person)[0].text.startswith("Masz dostęp")]
    assert len(admitted) == 1


async def test_codes_are_guessed_in_vain_and_after_five_tries_an_hour_not_even_looked_at(closed: BotApi) -> None:
    _, code = await invite(closed, "pracownik · 1 os.")
    told = [(await ask(closed, ANNA, f"/start {code[:-1]}{last}")).text[:20] for last in "-_012"]
    assert told.count("Nie znam tego zaproszenia;"[:20]) >= 4
    assert (await ask(closed, ANNA, f"/start {code}")).text.startswith("Za dużo prób.")
    assert (await ask(closed, JAN, f"/start {code}")).text.startswith("Masz dostęp: pracownik.")


async def test_without_an_admin_the_log_holds_a_link_that_makes_its_first_opener_one(
    api: BotApi, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.telegram.life")
    nobody: frozenset[int] = frozenset()
    settings = settings_for(api.url, database, who_may_ask=frozenset({JAN, -100}), admins=nobody, agents=nobody)
    async with running(settings):
        line, link = (each for each in caplog.messages if "answers from" in each or "?start=" in each)
        code = link.rpartition("?start=")[2]
        told = [(await ask(api, person, f"/start {code}")).text for person in (ANNA, STRANGER)]
        menu = await ask(api, ANNA, "/dostep")
    caplog.clear()
    async with running(settings):
        assert (await ask(api, ANNA, "/dostep")).text.startswith("Dostęp")
    assert line == "@kto_bot answers from edition 1 (1454/2024), for persons: 1, groups whose members may ask: 1"
    assert [each.partition(".")[0] for each in told] == [
        "Masz dostęp: administrator",
        "Nie znam tego zaproszenia; może link został ucięty",
    ]
    assert menu.text.startswith("Dostęp")
    assert not any("?start=" in each for each in caplog.messages)
    with Store(database) as store:
        assert Audit(store).entries()[-1].deed == "become the first administrator"


@pytest.mark.parametrize("place", ["group", "forwarded"])
async def test_a_code_is_taken_up_only_by_whoever_opens_the_link(closed: BotApi, place: str) -> None:
    _, code = await invite(closed, "pracownik · 1 os.")
    more: dict[str, Any] = {"group": {"chat": -5}, "forwarded": {"forward_origin": _hidden()}}[place]
    await ask(closed, ANNA, f"/start@kto_bot {code}", **more)
    assert not await answers(closed, ANNA)


def _hidden() -> dict[str, Any]:
    return {"type": "hidden_user", "date": 1, "sender_user_name": "A"}


async def test_the_menu_follows_the_role(closed: BotApi) -> None:
    closed.world.menus.clear()
    card = await give(closed, ANNA, "Administrator")
    await ask(closed, ANNA, "/pomoc")
    await closed.wait_for(lambda: (f"chat{ANNA}", "en") in closed.world.menus)
    shown = [each["command"] for each in closed.world.menus[(f"chat{ANNA}", "")]]
    assert "dostep" in shown
    await press(closed, ADMIN, card, "Odbierz rolę")
    await ask(closed, ANNA, "/pomoc")
    await closed.wait_for(lambda: not [key for key in closed.world.menus if key[0] == f"chat{ANNA}"])


async def test_roles_outlive_a_restart_and_each_change_stands_in_the_audit_without_a_number(
    api: BotApi, database: Path
) -> None:
    settings = settings_for(api.url, database, who_may_ask=frozenset())
    async with running(settings):
        await give(api, 987654321, "Helpdesk")
        _, code = await invite(api, "pracownik · 1 os.")
        await ask(api, ANNA, f"/start {code}")
    async with running(settings):
        assert await answers(api, 987654321)
        assert await answers(api, ANNA)
        await api.wait_for(lambda: not api.world.updates)
    with Store(database) as store:
        assert [each.deed for each in Audit(store).entries()][-3:] == ["grant", "invite", "take up invitation 1"]
    contents = b"".join(path.read_bytes() for path in database.parent.glob("knowledge.db*"))
    assert not [word for word in (b"987654321", code.encode()) if word in contents]


async def test_a_role_that_another_program_gives_or_takes_counts_when_the_next_update_arrives(
    api: BotApi, database: Path
) -> None:
    settings = settings_for(api.url, database, who_may_ask=frozenset())
    anna = Keys(settings).person(ANNA)
    async with running(settings):
        told = [await answers(api, ANNA)]
        with Store(database) as store:
            for version, role in enumerate((Role.ADMIN, Role.NOBODY)):
                Grants(store).grant(anna, version, role, "another program", True, Role.ADMIN)
                menu = await ask(api, ANNA, "/dostep")
                told += [menu.text.startswith("Dostęp"), await answers(api, ANNA)]
    assert told == [False, True, True, False, False]


async def test_a_role_goes_with_the_backup_that_is_restored_before_it_was_given(api: BotApi, database: Path) -> None:
    back_up(database, database.with_name("before.db"))
    async with running(settings_for(api.url, database, who_may_ask=frozenset())):
        await give(api, ANNA, "Pracownik")
        told = [await answers(api, ANNA)]
        await asyncio.to_thread(restore, database.with_name("before.db"), database, "", force=True)
        told.append(await answers(api, ANNA))
    assert told == [True, False]


async def left(api: BotApi, person: int, chat: int) -> None:
    """Tell the bot, as an admin of a chat, that somebody has left it."""
    user = {"id": person, "is_bot": False, "first_name": "Anna"}
    old, new = ({"user": user, "status": status} for status in ("member", "left"))
    where = {"id": chat, "type": "supergroup", "title": "Helpdesk"}
    who = user | {"id": ADMIN}
    await api.deliver(
        chat_member={"chat": where, "from": who, "date": 1, "old_chat_member": old, "new_chat_member": new}
    )


async def test_whoever_leaves_a_chat_whose_members_may_ask_may_not_any_more_and_other_chats_do_not_matter(
    api: BotApi, database: Path
) -> None:
    api.world.members = {(-100, ANNA): "member", (-200, ANNA): "left"}
    async with running(settings_for(api.url, database, who_may_ask=frozenset({-100, -200}))):
        told = [await answers(api, ANNA)]
        for chat in (-300, -200, -100):
            await left(api, ANNA, chat)
            told.append(await answers(api, ANNA))
    assert told == [True, True, True, False]
    assert api.calls.count("getChatMember") == 2


async def test_members_of_a_chat_may_ask_anywhere_and_telegrams_faults_neither_open_nor_lock_out(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.world.members = {(-100, ANNA): "member", (-100, JAN): "left"}
    async with running(settings_for(api.url, database, who_may_ask=frozenset({-100}))) as application:
        assert await answers(api, ANNA)
        assert not await answers(api, JAN)
        asked = api.calls.count("getChatMember")
        assert await answers(api, ANNA)
        assert api.calls.count("getChatMember") == asked
        members = application.bot_data["life"].desk.members
        monkeypatch.setattr(members, "_clock", lambda clock=members._clock: clock() + 3600)
        api.fault = lambda method, count: 502 if method == "getChatMember" else None
        assert await answers(api, ANNA)
        reply = await ask(api, STRANGER, QUESTION)
        assert reply.text.startswith("Nie mogę teraz sprawdzić")
        listed = await api.type_inline(STRANGER, "drukarka")
        await api.wait_for(lambda: listed in api.world.inline)
        assert api.world.inline[listed]["results"] == []


async def test_a_message_forwarded_by_an_admin_gives_no_command(closed: BotApi) -> None:
    await ask(closed, ADMIN, f"/dostep {ANNA}", forward_origin=_hidden())
    assert "Osoba" not in closed.replies(ADMIN)[-1].text


async def test_a_group_that_talks_among_itself_is_not_written_down(api: BotApi, database: Path) -> None:
    kept: list[str] = []
    async with running(settings_for(api.url, database)) as application:
        memory = application.bot_data["life"].inbox._memory
        receive = memory.receive
        memory.receive = lambda key, body: bool(kept.append(key)) or receive(key, body)
        for _ in range(20):
            await api.write(ANNA, "idziemy na obiad?", chat=-7)
        await ask(api, ANNA, f"@kto_bot {QUESTION}", chat=-7)
    assert len(kept) == 1
