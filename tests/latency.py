"""Print how long a reply takes, from update to reply: `python -m tests.latency`.

The real application polls the loopback Bot API server; each question is put when the one before was answered, then as
many chats as 50 ask at once.
"""

import asyncio
import json
import logging
import statistics
import tempfile
import time
from pathlib import Path

from tests.bot_api import BotApi
from tests.bot_fixtures import running, settings_for

QUESTIONS = Path(__file__).parent / "questions" / "open.jsonl"


async def measure(count: int) -> tuple[list[float], float]:
    """Return the seconds each reply took, one after the other, and those that 50 chats asking at once took in all."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()[:count]
    questions = [json.loads(line)["question"] for line in lines]
    api = BotApi()
    api.url = await api.start()
    with tempfile.TemporaryDirectory() as folder:
        async with running(settings_for(api.url, Path(folder) / "knowledge.db")):
            await _reply_time(api, questions[0], 0)
            times = [await _reply_time(api, question, at + 1) for at, question in enumerate(questions)]
            begin, before = time.perf_counter(), len(api.world.sent)
            for person in range(50):
                await api.write(5000 + person, questions[person % len(questions)])
            await api.wait_for(lambda: len(api.world.sent) >= before + 50)
            burst = time.perf_counter() - begin
    await api.stop()
    return times, burst


async def _reply_time(api: BotApi, question: str, before: int) -> float:
    begin = time.perf_counter()
    await api.write(1000, question)
    await api.reply(1000, before + 1)
    return time.perf_counter() - begin


def main() -> None:
    """Print median and 95th percentile over 200 questions."""
    logging.disable()
    times, burst = asyncio.run(measure(200))
    ordered = sorted(times)
    print(
        f"from update to reply, {len(times)} questions: median {statistics.median(times) * 1000:.0f} ms, "
        f"p95 {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms; 50 chats at once: all in {burst * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
