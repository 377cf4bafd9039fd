"""Floods: what is thrown at the bot is answered within the limits, nothing is lost, and nobody waits for a flooder."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

from bot.configuration import BotSettings
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ask, running, settings_for

QUESTION = "kto odpowiada za cyberbezpieczeństwo?"
PARAGRAPHS = [f"§ {number}" for number in range(2, 23)]
FLOODER = 666
TOO_MUCH = "Za dużo naraz"

DEFAULTS = BotSettings.from_mapping({})
LIMIT = int(DEFAULTS.requests_per_minute)
LIMITS: dict[str, Any] = {
    "requests_per_minute": DEFAULTS.requests_per_minute,
    "requests_per_minute_in_all": DEFAULTS.requests_per_minute_in_all,
}

A_FEW = 8
"""How many answers a flooder may get while somebody else waits for one."""


async def flood(api: BotApi, count: int, text: str, **more: Any) -> None:
    """Put so many messages of one person in line at once."""
    for _ in range(count):
        api.world.updates.append(
            {
                "update_id": api._next_update(),
                "message": api._new_message(FLOODER, more.get("chat")) | {"text": text, "entities": []},
            }
        )
    await api.tell()


async def waited(api: BotApi, person: int, text: str) -> int:
    """Return how many answers the flooder got between a person's question and its answer."""
    before, count = len(api.replies(FLOODER)), len(api.replies(person))
    await ask(api, person, text)
    answer = next(at for at, each in enumerate(api.world.sent) if each is api.replies(person)[count])
    return sum(each.chat == FLOODER for each in api.world.sent[:answer]) - before


async def settled(api: BotApi, database: Path) -> None:
    """Wait until all that was delivered is fetched and nothing waits."""
    await api.wait_for(lambda: not api.world.updates)
    with Store(database) as store:
        memory = Memory(store)
        while memory.waiting():
            await asyncio.sleep(0.05)


async def test_1000_messages_of_one_person_get_the_limit_and_one_word_and_others_wait_for_a_few_answers_at_most(
    api: BotApi, database: Path
) -> None:
    async with running(settings_for(api.url, database, **LIMITS)):
        await flood(api, 1000, QUESTION)
        await api.reply(FLOODER)
        await api.wait_for(lambda: not api.world.updates)
        delays = [await waited(api, 2000 + 2 * number, PARAGRAPHS[number]) for number in range(20)]
        await settled(api, database)
    told = Counter(each.text.startswith(TOO_MUCH) for each in api.replies(FLOODER))
    assert told[True] == 1
    assert LIMIT <= told[False] <= LIMIT + 20  # what came back of the limit meanwhile
    assert max(delays) <= A_FEW
    assert [api.replies(2000 + 2 * number)[0].text.splitlines()[0] for number in range(20)] == PARAGRAPHS[:20]


async def test_1000_messages_of_1000_persons_are_each_answered_once(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database, **LIMITS)):
        for number in range(1000):
            await api.write(10_000 + 2 * number, PARAGRAPHS[number % 20])
        await api.wait_for(lambda: len(api.world.sent) >= 1000)
        await settled(api, database)
    answered = Counter((each.chat, each.text.splitlines()[0]) for each in api.world.sent)
    assert answered == {(10_000 + 2 * number, PARAGRAPHS[number % 20]): 1 for number in range(1000)}


async def test_of_2000_inline_queries_the_last_of_each_person_is_answered_and_messages_go_on(
    api: BotApi, database: Path
) -> None:
    typists = range(3000, 3020, 2)
    words = "kto zajmuje się drukarkami w urzędzie i na dzielnicach"
    async with running(settings_for(api.url, database, **LIMITS | {"requests_per_minute": 1000.0})):
        last = {}
        for number in range(200):
            for person in typists:
                last[person] = await api.type_inline(person, words[: 1 + number % len(words)])
            if number % 20 == 0:
                await api.write(2000 + 2 * number, PARAGRAPHS[number // 20])
        await api.wait_for(lambda: set(last.values()) <= set(api.world.inline))
        for number in range(0, 200, 20):
            await api.reply(2000 + 2 * number)
    assert len(api.world.inline) < 1000  # most were out of date before their turn came
    assert len(api.world.sent) == 10


async def test_inline_queries_beyond_the_limit_are_dropped_and_no_word_is_said(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database, **LIMITS)):
        for _ in range(1000):
            await api.type_inline(FLOODER, "drukarka")
        assert (await ask(api, 2000, QUESTION)).text.startswith("IT-02-2")
    assert api.replies(FLOODER) == []
    assert len(api.world.inline) <= 3 * LIMIT + 60


async def test_500_updates_that_are_each_delivered_twice_are_each_answered_once_even_across_a_restart(
    api: BotApi, database: Path
) -> None:
    settings = settings_for(api.url, database, **LIMITS)
    updates = []
    async with running(settings):
        for number in range(500):
            message = api._new_message(5000 + 2 * (number % 50), None) | {"text": PARAGRAPHS[number // 50]}
            updates.append(await api.deliver(message=message))
            if number % 2:
                await api.redeliver(updates[-1])
        await api.wait_for(lambda: len(api.world.sent) >= 500)
        await settled(api, database)
    async with running(settings):
        for update in updates[::2]:
            await api.redeliver(update)
        await settled(api, database)
        await ask(api, 6000, QUESTION)
    answered = Counter((each.chat, each.text.splitlines()[0]) for each in api.world.sent[:-1])
    assert answered == {(5000 + 2 * chat, PARAGRAPHS[at]): 1 for chat in range(50) for at in range(10)}


async def test_a_flooder_in_a_group_leaves_room_for_its_other_members(api: BotApi, database: Path) -> None:
    settings = settings_for(api.url, database, **LIMITS | {"group_messages_per_minute": 20.0})
    async with running(settings):
        for _ in range(100):
            await api.write(FLOODER, f"@kto_bot {QUESTION}", chat=-7)
        await api.write(2000, "@kto_bot § 2", chat=-7)
        await api.wait_for(lambda: any(each.text.startswith("§ 2\n") for each in api.replies(-7)))
        await settled(api, database)
    told = Counter(each.text[:7] for each in api.replies(-7))
    assert told == {"IT-02-2": 10, TOO_MUCH[:7]: 1, "§ 2\nW s": 1}


async def test_when_telegram_asks_to_wait_for_one_chat_the_others_do_not_wait(api: BotApi, database: Path) -> None:
    refused = iter(range(2))
    api.too_fast = lambda chat: chat == FLOODER and next(refused, None) is not None
    async with running(settings_for(api.url, database)):
        await api.write(FLOODER, QUESTION)
        await asyncio.sleep(0.2)
        for number in range(20):
            await api.write(2000 + 2 * number, PARAGRAPHS[number])
        assert (await api.reply(FLOODER)).text.startswith("IT-02-2")
    assert [each.chat for each in api.world.sent].index(FLOODER) == 20


async def test_long_texts_are_met_with_a_word_and_others_are_answered_meanwhile(api: BotApi, database: Path) -> None:
    async with running(settings_for(api.url, database, **LIMITS)):
        await flood(api, 50, "kto zajmuje się drukarkami " * 4000)
        await flood(api, 20, ("(kto 1. „§ IT-04-" * 900)[:9990])
        assert (await ask(api, 2000, QUESTION)).text.startswith("IT-02-2")
        await settled(api, database)
    told = [each.text[:12] for each in api.replies(FLOODER)]
    assert (told[:50], len(told)) == (["To za długie"] * 50, 70)
