"""A Bot API server in a process of its own, with chats that ask: `python -m tests.benchmarks.load CHATS UPDATES`.

It prints its address, waits for a bot, prints a line when it begins to measure, and then what it measured as JSON. Each
chat asks when its last question was answered, so that as many updates are on their way as there are chats.
"""

import asyncio
import json
import sys
import time
from typing import Any

from tests.benchmarks.ground import questions
from tests.support.bot_api import BotApi

WARM_UP = 50
FIRST_CHAT = 100_000


class Load(BotApi):
    """Serve a bot, and note when each chat got its reply."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: dict[int, asyncio.Future[float]] = {}
        self.ready = asyncio.Event()

    async def ask(self, chat: int, text: str) -> float:
        """Write as a chat; returns the seconds until the reply."""
        begin = time.perf_counter()
        answered = self.waiting[chat] = asyncio.get_running_loop().create_future()
        await self.write(chat, text)
        return await answered - begin

    async def call(self, method: str, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        """Obey, and see when the bot is ready and when a chat has its reply."""
        if method == "getUpdates":
            self.ready.set()
        result = await super().call(method, values, files)
        if method == "setWebhook":
            self.ready.set()
        if method == "sendMessage" and (waits := self.waiting.pop(values["chat_id"], None)):
            waits.set_result(time.perf_counter())
        return result


async def drive(chats: int, updates: int) -> dict[str, Any]:
    """Let chats ask until so many updates are answered; returns the seconds each took, and all together."""
    api = Load()
    print(await api.start(), flush=True)
    await api.ready.wait()
    asked = [each.question for each in questions(500)]
    await _ask_all(api, asked, chats, WARM_UP)
    print("begin", flush=True)
    begin = time.perf_counter()
    seconds = await _ask_all(api, asked, chats, updates)
    return {"took": time.perf_counter() - begin, "seconds": seconds, "refusals": api.refusals[:3]}


async def _ask_all(api: Load, asked: list[str], chats: int, updates: int) -> list[float]:
    turns = iter(range(updates))
    seconds: list[float] = []

    async def one_chat(number: int) -> None:
        for turn in turns:
            seconds.append(await api.ask(FIRST_CHAT + number, asked[turn % len(asked)]))

    await asyncio.gather(*(one_chat(number) for number in range(chats)))
    return seconds


if __name__ == "__main__":
    print(json.dumps(asyncio.run(drive(*map(int, sys.argv[1:3])))))
