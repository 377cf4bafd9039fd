"""Privacy: after a day of use the file tells nobody; one's own can be deleted; questions need not be stored at all."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.access.permissions import Role
from bot.answering.conversation import Conversation
from bot.configuration import BotSettings
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply, to_text
from bot.screens.buttons import press
from bot.screens.commands import Call, obey
from bot.screens.messages import hear
from knowledge.errors import InvalidSettings
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.bot_api import PATIENCE, BotApi
from tests.support.bot_fixtures import QUICK, ask, running, settings_for
from tests.support.bot_fixtures import press as press_button

QUESTION = "kto odpowiada za cyberbezpieczeństwo?"
ANNA, JAN = Chat("a", "anna", "pl"), Chat("j", "jan", "pl")
GROUP = -1009988776655
PEOPLE = {
    # number: first name, last name, user name
    987654321: ("Grzegorz", "Brzęczyszczykiewicz", "grzesiek_b"),
    876543219: ("Wilhelmina", "Śmigły-Rydz", "wila1939"),
}
TEXTS = [
    "PESEL 85010112345, nie działa mi drukarka",
    "drukarka, proszę o telefon 601 234 567 albo na jan.testowy@um.krakow.pl",
    "zwrot na konto 61 1090 1014 0000 0712 1981 2874, kto to zrobi?",
    "karta 4111 1111 1111 1111 nie przeszła w kasie",
    "serwer 10.77.88.99 nie odpowiada",
    "Temat: drukarka\n\nDzień dobry,\ndrukarka w pokoju 214 nie drukuje.\nPozdrawiam,\n{first} {last}",
    "tu {first}, {username}, zadzwońcie: +48 12 616 12 34",
]
SECRETS = (
    *("85010112345", "601234567", "601 234 567", "jan.testowy", "1981 2874", "4111 1111", "10.77.88", "616 12 34"),
    *("987654321", "876543219", "9988776655", *(name for names in PEOPLE.values() for name in names)),
)


def bytes_on_disk(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.glob("knowledge.db*"))


def found_in(contents: bytes) -> list[str]:
    """Return the secrets that can be read in some bytes, in UTF-8, UTF-16 or as JSON writes them."""
    spelled = {
        secret: {secret.encode(), secret.encode("utf-16-le"), secret.encode("unicode_escape").replace(b"\\x", b"\\u00")}
        for secret in SECRETS
    }
    return [secret for secret, forms in spelled.items() if any(form in contents for form in forms)]


async def test_after_a_day_of_use_nobody_can_be_told_from_the_file(api: BotApi, database: Path) -> None:
    caught: list[bytes] = []
    async with running(settings_for(api.url, database)):
        for person, (first, last, username) in PEOPLE.items():
            sender = {
                "id": person,
                "is_bot": False,
                "first_name": first,
                "last_name": last,
                "username": username,
                "language_code": "pl",
            }
            for count, text in enumerate(TEXTS, start=1):
                told = text.format(first=first, last=last, username=username)
                await api.write(person, told, **{"from": sender})
                caught.append(bytes_on_disk(database))  # while it waits, too
                reply = await api.reply(person, count)
            await api.press(person, reply, reply.data("👎"))
            await api.write(person, f"@kto_bot {TEXTS[0]}", chat=GROUP, **{"from": sender})
            await api.type_inline(person, TEXTS[1])
        await api.reply(GROUP, 2)
        await api.wait_for(lambda: not api.world.updates and len(api.world.inline) == 2)
        caught.append(bytes_on_disk(database))
    caught.append(bytes_on_disk(database))
    assert b"[telefon]" in caught[-1]
    assert b"[PESEL]" in caught[-1]
    assert [found_in(each) for each in caught] == [[]] * len(caught)


@pytest.fixture
def dialogue(database: Path) -> Dialogue:
    conversation = Conversation(KnowledgeSettings(database))
    return Dialogue(conversation, Memory(conversation.store))


def button(reply: Reply) -> str:
    return reply.buttons[-1][-1].action


def test_a_person_deletes_what_is_their_own_and_nothing_else(dialogue: Dialogue) -> None:
    in_group = Chat("group", "anna", "pl", is_private=False)
    anna, jan = hear(dialogue, ANNA, QUESTION), hear(dialogue, JAN, QUESTION)
    grouped, other = hear(dialogue, in_group, QUESTION), hear(dialogue, Chat("group", "jan"), QUESTION)
    for chat, reply in ((ANNA, anna), (JAN, jan), (in_group, grouped), (in_group, other)):
        press(dialogue, chat, button(reply))
    dialogue.memory.choose_language("a", "pl")
    dialogue.memory.choose_language("group", "pl")
    asked = obey(dialogue, ANNA, Call("zapomnij"))
    assert asked.opening.startswith("Usunę Twoje pytania (2), Twoje oceny (3) i wybór języka")
    told = obey(dialogue, in_group, Call("zapomnij")).opening
    assert told == "Usunę Twoje pytania i oceny, gdziekolwiek zostały zapisane. Tego nie da się cofnąć."
    assert press(dialogue, JAN, button(asked)).toast.startswith("Ten przycisk jest dla kogoś innego.")
    assert press(dialogue, ANNA, button(asked)).opening == "Usunięte. Nie pamiętam już Twoich pytań ani ocen."
    with dialogue.conversation.store.reading() as db:
        assert [row["id"] for row in db.table("turns").rows] == [jan.turn, other.turn]
        assert [(row["turn"], row["person"]) for row in db.table("verdicts").rows] == [(jan.turn, "jan")]
        assert [row["chat"] for row in db.table("chats").rows] == ["group"]
    assert press(dialogue, ANNA, button(anna)).toast.startswith("Tego już nie pamiętam")


def test_what_was_deleted_cannot_be_read_off_the_file(dialogue: Dialogue, database: Path) -> None:
    hear(dialogue, ANNA, "kto odpowiada za cyberbezpieczeństwo Zanzibaru?")
    assert b"Zanzibaru" in bytes_on_disk(database)
    press(dialogue, ANNA, button(obey(dialogue, ANNA, Call("forget"))))
    assert b"Zanzibaru" not in bytes_on_disk(database)


def test_who_may_no_longer_ask_may_still_see_and_delete_what_is_kept(dialogue: Dialogue) -> None:
    outsider = replace(ANNA, role=Role.NOBODY)
    hear(dialogue, ANNA, QUESTION)
    press(dialogue, outsider, button(obey(dialogue, outsider, Call("zapomnij"))))
    assert dialogue.memory.kept_of("anna") == (0, 0)


def test_privacy_is_explained_with_the_days_and_without_storing(dialogue: Dialogue) -> None:
    assert "przez 90 dni" in to_text(obey(dialogue, ANNA, Call("prywatnosc", days=90)))
    assert to_text(obey(dialogue, ANNA, Call("privacy"))).startswith("I do not store your questions.")


async def test_with_logging_off_nothing_is_stored_and_a_conversation_goes_on(api: BotApi, database: Path) -> None:
    with Store(database) as store:
        Memory(store).remember("c", 1, "pl", "dawne pytanie o kapibary", (), "", person="p", outcome="nobody")
    async with running(settings_for(api.url, database, log_questions=False)):
        first = await ask(api, 1000, "kto odpowiada za cyberbezpieczeństwo Zanzibaru?")
        assert (await ask(api, 1000, "a kto jest ich szefem?")).text.startswith("IT-02-2")
        assert await press_button(api, 1000, first, "👍") == "Dziękuję! Dobrze wiedzieć."
        assert (await ask(api, 20, "/statystyki")).text.startswith("Pytań się nie zapisuje")
        assert (await ask(api, 1000, "/prywatnosc")).text.startswith("Twoich pytań nie zapisuję.")
    assert [word for word in (b"Zanzibaru", b"kapibary") if word in bytes_on_disk(database)] == []
    async with running(settings_for(api.url, database, log_questions=False)):
        assert (await press_button(api, 1000, first, "👍")).startswith("Tego już nie pamiętam")


def test_without_storing_answers_are_forgotten_after_the_conversations_minutes(database: Path) -> None:
    now = [1_800_000_000.0]
    with Store(database) as store:
        memory = Memory(store, lambda: now[0], kept_seconds=900.0)
        first = memory.remember("c", 1, "pl", "pytanie", (), "")
        now[0] += 899
        memory.remember("c", 1, "pl", "pytanie", (), "")
        assert memory.turn(first)
        now[0] += 2
        memory.remember("c", 1, "pl", "pytanie", (), "")
        assert memory.turn(first) is None


async def test_what_is_older_than_the_retention_goes_while_the_bot_runs(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database, retention_days=1), replace(QUICK, forgetting=0.1)):
        with Store(database) as store:
            Memory(store, lambda: 1.0).remember("c", 1, "pl", "dawne pytanie o kapibary", (), "")
        async with asyncio.timeout(PATIENCE):
            while b"kapibary" in bytes_on_disk(database):
                await asyncio.sleep(0.05)


SETTINGS = [
    # what is set, for how many days questions are stored
    ({}, 90),
    ({"QUESTION_RETENTION_DAYS": "7"}, 7),
    ({"QUESTION_RETENTION_DAYS": "0"}, 0),
    ({"LOG_QUESTIONS": "off"}, 0),
    ({"LOG_QUESTIONS": "ON", "QUESTION_RETENTION_DAYS": "30"}, 30),
]


@pytest.mark.parametrize(("values", "days"), SETTINGS)
def test_settings_say_for_how_many_days_questions_are_stored(values: dict[str, str], days: int) -> None:
    assert BotSettings.from_mapping(values).kept_days == days


@pytest.mark.parametrize(
    "values", [{"QUESTION_RETENTION_DAYS": "-1"}, {"LOG_QUESTIONS": "maybe"}, {"HASH_KEY": "short"}]
)
def test_a_wrong_setting_of_privacy_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings, match=next(iter(values))):
        BotSettings.from_mapping(values)
