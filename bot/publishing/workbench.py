"""The workbench: one admin at a time brings in an act; what lies on it is kept in memory and gone with the program."""

import asyncio
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from indexer.publishing.draft import Draft
from indexer.publishing.processes import OF_ENCODERS, environment
from indexer.publishing.worker import Task, Word
from indexer.reading.read import Document
from knowledge.days import OFFICE_ZONE

HOLD_MINUTES = 10.0
"""After how many minutes in which nothing was done another admin may take over."""

_LONGEST_WORD = 64_000_000

Hear = Callable[[Word], Awaitable[None]]


@dataclass(slots=True)
class Job:
    """Hold what an admin is about: a file that was sent, and how far it has come.

    `holder` is the admin's key, `name` what others see of them; the name is never written anywhere. `chat` and
    `message` are where its one message stands. Without a file it is a reindexing. `latest` is the number of the latest
    edition when publishing began; `is_busy` tells that something runs for it and is not to be disturbed.
    """

    holder: str
    name: str
    file: str
    lang: str
    chat: int
    since: datetime
    touched: float
    token: str = field(default_factory=lambda: secrets.token_hex(4))
    message: int | None = None
    document: Document | None = None
    draft: Draft | None = None
    awaits_day: bool = False
    latest: int | None = None
    is_busy: bool = False
    runner: asyncio.Task[None] | None = None


class Workbench:
    """Hold the one job that there may be, and run its tasks in a process apart."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.job: Job | None = None
        self._clock = clock

    def now(self) -> datetime:
        """Return the time of day where the office is."""
        return datetime.now(OFFICE_ZONE)

    def free_at(self) -> datetime:
        """Return from when another admin may take over; a past moment where it is so now."""
        if self.job is None:
            return self.now()
        left = HOLD_MINUTES * 60 - (self._clock() - self.job.touched)
        return self.now() + timedelta(seconds=left)

    def begin(self, holder: str, name: str, file: str, lang: str, chat: int) -> Job:
        """Lay a new job on the bench; whatever lay there must have been put aside."""
        self.job = Job(holder, name, file, lang, chat, self.now(), self._clock())
        return self.job

    def touch(self, job: Job) -> None:
        """Note that an admin has done something about a job."""
        job.touched = self._clock()

    def named(self, token: str, holder: str) -> Job | None:
        """Return the job that a button of its holder names; None for one that is gone, forged or another's."""
        job = self.job
        return job if job and secrets.compare_digest(job.token, token) and job.holder == holder else None

    async def clear(self) -> Job | None:
        """End what runs and take the job off the bench; returns it."""
        job, self.job = self.job, None
        if job and job.runner:
            if job.is_busy:
                job.runner.cancel()
            await asyncio.wait([job.runner])
        return job


async def work(task: Task, data: bytes, hear: Hear) -> Word:
    """Have a task done in a process of its own and return its last word; to cancel this ends the process."""
    command = (sys.executable, "-m", "indexer.publishing.worker")
    pipe, none = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, stderr=none, limit=_LONGEST_WORD, env=environment(*OF_ENCODERS)
    )
    assert process.stdin
    assert process.stdout
    last = Word(trace="the process ended without a word")
    try:
        process.stdin.write(msgspec.json.encode(task) + b"\n" + data)
        await process.stdin.drain()
        async for line in process.stdout:
            word = msgspec.json.decode(line, type=Word)
            if word.step:
                await hear(word)
            else:
                last = word
    except ConnectionError:
        pass  # it ended before it had read everything: what it said, or its silence, tells why
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    return last
