"""Every way in as every role: commands, buttons, typed words, questions, files; new, edited, forwarded, in a group.

The roles below are written down by hand, not read from `bot.access.permissions`. A command or a kind of button that is
not named here fails the first test: add it with the lowest role that may use it.
"""

import itertools
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.access.permissions import Role
from bot.screens.buttons import KINDS
from bot.screens.commands import COMMANDS as KNOWN
from knowledge.wording import LANGUAGES, say
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ADMIN, AGENT, ask, running, settings_for, toast

NOBODY, EMPLOYEE = Role.NOBODY, Role.EMPLOYEE

PERSONS = {Role.NOBODY: 1000, Role.EMPLOYEE: 1002, Role.AGENT: AGENT, Role.ADMIN: ADMIN}
GROUP = -500
QUESTION = "kto odpowiada za cyberbezpieczeństwo?"

COMMANDS = {
    # what is typed, by command: the lowest role that may
    "start": ("/start", EMPLOYEE),
    "help": ("/pomoc", EMPLOYEE),
    "who": (f"/kto {QUESTION}", EMPLOYEE),
    "unit": ("/komorka IT-04-2", EMPLOYEE),
    "structure": ("/struktura", EMPLOYEE),
    "clause": ("/par 18", EMPLOYEE),
    "act": ("/akt", EMPLOYEE),
    "language": ("/jezyk", EMPLOYEE),
    "privacy": ("/prywatnosc", NOBODY),
    "forget": ("/zapomnij", NOBODY),
    "stats": ("/statystyki", Role.AGENT),
    "queue": ("/kolejka", Role.AGENT),
    "access": ("/dostep", Role.ADMIN),
    "publish": ("/publikuj", Role.ADMIN),
    "editions": ("/wydania", Role.ADMIN),
    "contact": ("/kontakt", Role.ADMIN),
    "reindex": ("/reindex", Role.ADMIN),
}

BUTTONS = {
    # what a pressed button sends, by kind: the lowest role that may
    "card": ("card0.0.0@1", EMPLOYEE),
    "only": ("only1@1", EMPLOYEE),
    "mean": ("mean1@1", EMPLOYEE),
    "par": ("par0.0.0@1", EMPLOYEE),
    "chart": ("chart0.0@1", EMPLOYEE),
    "others": ("others1.0@1", EMPLOYEE),
    "pick": ("pick0.0@1", EMPLOYEE),
    "matter": ("matter0.0@1", EMPLOYEE),
    "back": ("back1@1", EMPLOYEE),
    "yes": ("yes1@1", EMPLOYEE),
    "no": ("no1@1", EMPLOYEE),
    "lang": ("lang2@1", EMPLOYEE),
    "forget": ("forget@1", NOBODY),
    "stats": ("stats7@1", Role.AGENT),
    "fix": ("fix1.0@1", Role.AGENT),
    "fixunit": ("fixunit1.0.0@1", Role.AGENT),
    "fixto": ("fixto1.0@1", Role.AGENT),
    "fixnone": ("fixnone1@1", Role.AGENT),
    "case": ("case1@1", Role.AGENT),
    "cases": ("cases0@1", Role.AGENT),
    "confirm": ("confirm1@1", Role.AGENT),
    "reject": ("reject1@1", Role.AGENT),
    "undo": ("undo1@1", Role.AGENT),
    "why": ("why1@1", Role.AGENT),
    "queue": ("queue0@1", Role.AGENT),
    "skip": ("skip1.0@1", Role.AGENT),
    "unskip": ("unskip1.0@1", Role.AGENT),
    "request": ("request@0", NOBODY),
    "admit": ("admit1.99@0", Role.ADMIN),
    "deny": ("deny1.99@0", Role.ADMIN),
    "access": ("access@0", Role.ADMIN),
    "whom": ("whom@0", Role.ADMIN),
    "person": ("person1@0", Role.ADMIN),
    "note": ("note1@0", Role.ADMIN),
    "grant": ("grant1.99.3@0", Role.ADMIN),
    "people": ("people@0", Role.ADMIN),
    "invite": ("invite@0", Role.ADMIN),
    "offer": ("offer0@0", Role.ADMIN),
    "links": ("links@0", Role.ADMIN),
    "unlink": ("unlink99@0", Role.ADMIN),
    "contact": ("contact99@1", Role.ADMIN),
    "editions": ("editions0@0", Role.ADMIN),
    "return": ("return1@0", Role.ADMIN),
    "rollback": ("rollback1.0@0", Role.ADMIN),
    "withdraw": ("withdraw1@0", Role.ADMIN),
    "withdrawn": ("withdrawn1.0@0", Role.ADMIN),
    "draft": ("draft1@0", Role.ADMIN),
    "when": ("when1@0", Role.ADMIN),
    "day": ("day1@0", Role.ADMIN),
    "publish": ("publish1.20270131@0", Role.ADMIN),
    "discard": ("discard1@0", Role.ADMIN),
    "stop": ("stop1@0", Role.ADMIN),
    "take": ("take1@0", Role.ADMIN),
}

REFUSALS = tuple(
    say(text, lang).partition("{")[0]
    for lang in LANGUAGES
    for text in (
        "I reply only to those admitted. Give your number to an administrator: {person}",
        "In this group I reply only to those admitted. Its number, for an administrator: {chat}",
        "This is for the helpdesk and administrators.",
        "This is for administrators.",
    )
)


def is_refused(text: str | None) -> bool:
    return (text or "").startswith(REFUSALS)


def test_each_command_and_each_kind_of_button_stands_in_this_matrix() -> None:
    assert set(COMMANDS) == {each.name for each in KNOWN}, "add the command to COMMANDS above"
    assert set(BUTTONS) == set(KINDS), "add the kind of button to BUTTONS above"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def closed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A bot that may be asked by one employee, the agent and the admin of its settings."""
    server = BotApi()
    server.url = await server.start()
    database = Path(shutil.copy(published, tmp_path_factory.mktemp("matrix") / "knowledge.db"))
    allowed = frozenset({PERSONS[Role.EMPLOYEE]})
    async with running(settings_for(server.url, database, who_may_ask=allowed, silence_seconds=1e5)):
        yield server
    await server.stop()


@pytest.fixture(autouse=True)
def quick_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.dialogue.views.chart_of", lambda act, unit, orders: b"\x89PNG\r\n\x1a\n" + bytes(100))


@pytest.fixture(autouse=True)
def no_refusals_by_telegram(closed: BotApi) -> Iterator[None]:
    closed.refusals.clear()
    yield
    unknown = "setMyCommands: Bad Request: chat not found"
    assert [each for each in closed.refusals if not each.startswith(unknown)] == []


_NUMBERS = itertools.count(5_000_000)
"""Numbers of messages that are edited, each for the first time."""

Way = Callable[[BotApi, int, str], Awaitable[None]]


async def privately(api: BotApi, person: int, text: str) -> None:
    await api.write(person, text)


async def edited(api: BotApi, person: int, text: str) -> None:
    await api.edit(person, next(_NUMBERS), text)


async def in_group(api: BotApi, person: int, text: str) -> None:
    name, *rest = text.split(maxsplit=1)
    await api.write(person, " ".join([f"{name}@kto_bot", *rest]), chat=GROUP)


async def in_topic(api: BotApi, person: int, text: str) -> None:
    name, *rest = text.split(maxsplit=1)
    topic = {"message_thread_id": 7, "is_topic_message": True}
    await api.write(person, " ".join([f"{name}@kto_bot", *rest]), chat=GROUP, **topic)


WAYS = [(privately, 0), (edited, 0), (in_group, GROUP), (in_topic, GROUP)]

loop = pytest.mark.asyncio(loop_scope="session")
roles = pytest.mark.parametrize("role", Role, ids=lambda role: role.name)


async def said(api: BotApi, chat: int, deed: Awaitable[None]) -> str:
    count = len(api.replies(chat))
    await deed
    return (await api.reply(chat, count + 1)).text


@loop
@roles
@pytest.mark.parametrize(("way", "chat"), WAYS, ids=lambda each: getattr(each, "__name__", ""))
async def test_a_command_is_obeyed_for_those_who_may_give_it(closed: BotApi, role: Role, way: Way, chat: int) -> None:
    person = PERSONS[role]
    refused = {
        name
        for name, (typed, _) in COMMANDS.items()
        if is_refused(await said(closed, chat or person, way(closed, person, typed)))
    }
    assert refused == {name for name, (_, needed) in COMMANDS.items() if role < needed}


@loop
@roles
async def test_a_forwarded_command_is_never_obeyed(closed: BotApi, role: Role) -> None:
    person = PERSONS[role]
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "A"}
    question = await said(closed, person, closed.write(person, "zażółć gęślą jaźń", forward_origin=origin))  # type: ignore[arg-type]
    for typed in ("/dostep 1004", "/dostep", "/jezyk", "/reindex"):
        told = await said(closed, person, closed.write(person, typed, forward_origin=origin))  # type: ignore[arg-type]
        assert is_refused(told) == is_refused(question) == (role is NOBODY)
        assert not told.startswith(("Osoba", "Dostęp", "W jakim języku", "Liczę"))


@loop
@roles
@pytest.mark.parametrize("where", ["private", "group"])
async def test_a_button_is_obeyed_for_those_who_may_press_it_whoever_it_was_drawn_for(
    closed: BotApi, role: Role, where: str
) -> None:
    person = PERSONS[role]
    await closed.write(ADMIN, f"@kto_bot {QUESTION}", chat=GROUP)
    await closed.write(person, QUESTION)
    message = await closed.reply(person if where == "private" else GROUP)
    refused = set()
    for kind, (data, _) in BUTTONS.items():
        refused |= {kind} if is_refused(await toast(closed, person, message, data)) else set()
    assert refused == {kind for kind, (_, needed) in BUTTONS.items() if role < needed}


@loop
@roles
async def test_questions_are_answered_for_those_who_may_ask(closed: BotApi, role: Role) -> None:
    person = PERSONS[role]
    asked = [
        await said(closed, person, closed.write(person, QUESTION)),  # type: ignore[arg-type]
        await said(closed, person, edited(closed, person, QUESTION)),
        await said(closed, GROUP, closed.write(person, f"@kto_bot {QUESTION}", chat=GROUP)),  # type: ignore[arg-type]
    ]
    assert [is_refused(each) for each in asked] == [role is NOBODY] * 3
    assert [("IT-02-2" in each) for each in asked] == [role is not NOBODY] * 3


@loop
@roles
async def test_typed_words_find_something_for_those_who_may_ask(closed: BotApi, role: Role) -> None:
    query = await closed.type_inline(PERSONS[role], "drukarka")
    await closed.wait_for(lambda: query in closed.world.inline)
    assert bool(closed.world.inline[query]["results"]) == (role is not NOBODY)


FILE = {"file_id": "f", "file_unique_id": "f"}
SIZE = {"width": 1, "height": 1}
PLACE = {"latitude": 50.0, "longitude": 19.9}
POLL = {"id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0, "persistent_id": "1"}]} | dict.fromkeys(
    ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
)
POLL |= {"total_voter_count": 0, "type": "regular"}
ATTACHED: dict[str, Any] = {
    # what stands in a message in place of words
    "photo": [FILE | SIZE],
    "contact": {"phone_number": "1", "first_name": "A", "user_id": 1004},
    "location": PLACE,
    "venue": {"location": PLACE, "title": "a", "address": "b"},
    "voice": FILE | {"duration": 1},
    "audio": FILE | {"duration": 1},
    "video": FILE | SIZE | {"duration": 1},
    "video_note": FILE | {"length": 1, "duration": 1},
    "animation": FILE | SIZE | {"duration": 1},
    "sticker": FILE | SIZE | {"type": "regular", "is_animated": False, "is_video": False},
    "poll": POLL,
    "dice": {"emoji": "🎲", "value": 1},
}
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "A"}


@loop
@roles
@pytest.mark.parametrize("how", ["new", "edited", "forwarded"])
async def test_what_is_no_text_is_met_with_one_word_for_those_who_may_ask(closed: BotApi, role: Role, how: str) -> None:
    person, told = PERSONS[role], {}
    for kind, value in ATTACHED.items():
        more = {kind: value} | ({"forward_origin": ORIGIN} if how == "forwarded" else {})
        message = closed._new_message(person, None, **more)
        changed = {"edited_message": message | {"edit_date": 1}} if how == "edited" else {"message": message}
        told[kind] = await said(closed, person, closed.deliver(**changed))  # type: ignore[arg-type]
    photo = "To zdjęcie" if role is Role.ADMIN and how != "edited" else "Rozumiem tylko"
    first = {kind: photo if kind == "photo" else "Rozumiem tylko" for kind in ATTACHED}
    if role is NOBODY:
        assert {kind for kind, text in told.items() if not is_refused(text)} == set()
    else:
        assert {kind: text[: len(first[kind])] for kind, text in told.items()} == first


@loop
@roles
@pytest.mark.parametrize("how", ["new", "edited", "forwarded"])
async def test_a_file_is_read_for_an_admin_who_sends_it_alone(closed: BotApi, role: Role, how: str) -> None:
    person = PERSONS[role]
    closed.world.files["f"] = b""
    more = {"document": FILE | {"file_name": "akt.txt", "file_size": 5}}
    message = closed._new_message(person, None, **more | ({"forward_origin": ORIGIN} if how == "forwarded" else {}))
    changed = {"edited_message": message | {"edit_date": 1}} if how == "edited" else {"message": message}
    told = await said(closed, person, closed.deliver(**changed))  # type: ignore[arg-type]
    first = {NOBODY: "Odpowiadam tylko uprawnionym", Role.ADMIN: "Pobieram"}.get(role, "Akty wprowadza administrator")
    if how == "edited" and role is not NOBODY:
        first = "Rozumiem tylko"
    assert told.startswith(first)


@loop
@roles
async def test_what_stands_in_a_channel_or_is_said_by_the_way_in_a_group_is_not_for_the_bot(
    closed: BotApi, role: Role
) -> None:
    person = PERSONS[role]
    before = len(closed.world.sent)
    for kind, value in (ATTACHED | {"text": f"/kto {QUESTION}", "document": FILE}).items():
        post = closed._new_message(person, -900) | {kind: value}
        post["chat"] = {"id": -900, "type": "channel", "title": "K"}
        await closed.deliver(channel_post=post)
        await closed.deliver(edited_channel_post=post | {"edit_date": 1})
        if kind != "text":
            await closed.write(person, None, chat=GROUP, **{kind: value})
    await closed.deliver(poll=POLL)
    await closed.deliver(
        poll_answer={"poll_id": "1", "user": {"id": person, "is_bot": False, "first_name": "A"}}
        | {"option_ids": [0], "option_persistent_ids": ["1"]}
    )
    await said(closed, person, closed.write(person, "§ 2"))  # type: ignore[arg-type]
    assert [each.chat for each in closed.world.sent[before:]] == [person]


@loop
@roles
async def test_a_shared_person_is_looked_at_for_an_admin_alone(closed: BotApi, role: Role) -> None:
    person = PERSONS[role]
    shared = {"request_id": 1, "users": [{"user_id": 1004}]}
    told = await said(closed, person, closed.write(person, None, users_shared=shared))  # type: ignore[arg-type]
    assert is_refused(told) == (role < Role.ADMIN)


@loop
@roles
async def test_an_invented_invitation_gives_nothing(closed: BotApi, role: Role) -> None:
    person = PERSONS[role]
    told = await said(closed, person, closed.write(person, f"/start {'a' * 22}"))  # type: ignore[arg-type]
    assert told.startswith("Nie znam tego zaproszenia;")
    asked = await said(closed, person, closed.write(person, QUESTION))  # type: ignore[arg-type]
    assert is_refused(asked) == (role is NOBODY)


FORGED = [
    # data that a button might be made to send: roles, persons and offers that are none, old versions, and worse
    "grant77.0.3@0",
    "admit77.0@0",
    "admit1.99@0",
    "deny77.0@0",
    "grant1.0.4@0",
    "grant1.99.3@0",
    "grant999999999.0.3@0",
    "grant77.0.3@1",
    "grant1@0",
    "offer6@0",
    "offer999999999@0",
    "person999999999@0",
    "people999999999@0",
    "unlink999999999@0",
    "grant-1.0.3@0",
    "grant1.0.3@0\n",
    "grant１.0.3@0",
]


@loop
@roles
async def test_forged_buttons_give_nobody_a_role(closed: BotApi, role: Role) -> None:
    person = PERSONS[role]
    message = await ask(closed, person, QUESTION)
    for data in FORGED:
        await toast(closed, person, message, data)
    menu = await said(closed, ADMIN, closed.write(ADMIN, "/dostep"))  # type: ignore[arg-type]
    assert menu.startswith("Dostęp")
    await closed.press(ADMIN, closed.replies(ADMIN)[-1], "people@0")
    await closed.wait_for(lambda: closed.replies(ADMIN)[-1].text == "Nikomu jeszcze nie nadano roli w rozmowie.")
