"""The workbench: one admin at a time brings in an act; what lies on it is kept in memory and gone with the program."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from bot.publishing.flow import Job
from indexer.publishing.processes import OF_ENCODERS, environment
from indexer.publishing.worker import Task, Word
from knowledge.days import OFFICE_ZONE

HOLD_MINUTES = 10.0
"""After how many minutes in which nothing was done another admin may take over."""

_LONGEST_WORD = 64_000_000

Hear = Callable[[Word], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class ChatJob(Job):
    """Hold a job that is led in a chat: where its one message stands, and what runs for it.

    `name` is what other admins see of its holder, and is never written anywhere; `touched` is when they did something
    about it last, as the bench's clock shows it.
    """

    name: str
    chat: int
    message: int | None = None
    since: datetime = field(default_factory=lambda: datetime.now(OFFICE_ZONE))
    touched: float = 0.0
    runner: asyncio.Task[None] | None = None


class Workbench:
    """Hold the one job that there may be, and run its tasks in a process apart."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.job: ChatJob | None = None
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

    def is_anothers(self, person: str) -> bool:
        """Tell whether another than this person is at work."""
        return self.job is not None and self.job.holder != person

    def begin(self, job: ChatJob) -> ChatJob:
        """Lay a new job on the bench; whatever lay there must have been put aside."""
        self.job = job
        self.touch(job)
        return job

    def touch(self, job: ChatJob) -> None:
        """Note that an admin has done something about a job."""
        job.touched = self._clock()

    def named(self, token: int, holder: str) -> ChatJob | None:
        """Return the job that a button of its holder names; None for one that is gone, forged or another's."""
        return self.job if self.job and self.job.is_named(token, holder) else None

    async def clear(self) -> ChatJob | None:
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
