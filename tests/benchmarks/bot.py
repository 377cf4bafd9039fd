"""The bot under load, beside an echo: updates a second, what each costs, and how long each waits for its reply.

For one update either makes one request, `sendMessage`; neither says that it types. The echo keeps nothing, and sends
back the words as they came; ours keeps the update, finds the answer, lays it out with its buttons and keeps the turn.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, median, p95, processor_seconds
from tests.benchmarks.ground import ROOT, environment, published

CHATS = 16
"""How many chats ask at the same time."""


def measure(quick: bool) -> Iterator[Figure]:
    """Let chats ask our bot and the echo in turns, by polling and by webhook."""
    updates, rounds = (40, 1) if quick else (300, 3)
    with published() as database:
        for mode in ("polling", "webhook"):
            runs: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for _ in range(rounds):
                for which in ("ours", "echo"):
                    runs[which].append(_run(which, mode, database, CHATS, updates))
                    runs[f"{which} alone"].append(_run(which, mode, database, 1, updates // 5))
            yield from _figures(mode, runs)


def _figures(mode: str, runs: dict[str, list[dict[str, Any]]]) -> Iterator[Figure]:
    rate = {which: median([len(run["seconds"]) / run["took"] for run in each]) for which, each in runs.items()}
    what = f"{mode}: updates a second, {CHATS} chats at once"
    yield Figure("bot", what, rate["ours"], "/s", rate["echo"], "echo", least=0.8)
    work = {which: median([run["processor"] / len(run["seconds"]) for run in each]) for which, each in runs.items()}
    what = f"{mode}: processor time an update, {CHATS} chats at once"
    yield Figure("bot", what, work["ours"] * 1000, "ms", work["echo"] * 1000, "echo")
    for name, pick in (("median", median), ("95th percentile", p95)):
        for load, chats in (("", f"{CHATS} chats at once"), (" alone", "one chat")):
            ours, echo = (
                median([pick(run["seconds"]) for run in runs[which + load]]) * 1000 for which in ("ours", "echo")
            )
            yield Figure("bot", f"{mode}: from update to reply, {name}, {chats}", ours, "ms", echo, "echo")


def _run(which: str, mode: str, database: Path, chats: int, updates: int) -> dict[str, Any]:
    """Start a server and a bot in processes of their own; returns what the server measured."""
    load = [sys.executable, "-m", "tests.benchmarks.load", str(chats), str(updates)]
    with tempfile.TemporaryDirectory() as folder:
        own = shutil.copy(database, Path(folder) / "knowledge.db")
        server = subprocess.Popen(load, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment())
        assert server.stdout
        url = server.stdout.readline().strip()
        port = [str(_free_port())] if mode == "webhook" else []
        served = [sys.executable, "-m", "tests.benchmarks.served", which, url, str(own), *port]
        bot = subprocess.Popen(served, cwd=ROOT, env=environment())
        try:
            server.stdout.readline()
            begin = processor_seconds(bot.pid)
            measured: dict[str, Any] = json.loads(server.stdout.readline())
            measured["processor"] = processor_seconds(bot.pid) - begin
        finally:
            bot.terminate()
            server.kill()
            bot.wait(30)
    return measured


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
