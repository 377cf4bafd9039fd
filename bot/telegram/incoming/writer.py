"""Writing beside the event loop: in one thread, and all that waits for it in one transaction."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from knowledge.staff.conversations import Memory

T = TypeVar("T")

Waiting = tuple[Callable[[], Any], asyncio.Future[Any]]


class Writer:
    """Call functions of a memory in a thread of its own; those that wait for it share the next transaction."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._waiting: list[Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def write(self, function: Callable[..., T], *values: Any) -> T:
        """Return what a function returns once all that it wrote is on the disk; raises what the transaction raised."""
        written: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((partial(function, *values), written))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write_all())
        return await written

    async def call(self, function: Callable[..., T], *values: Any) -> T:
        """Call a function in the thread by itself, without a transaction about it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(function, *values))

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            if await self._written(batch) and len(batch) > 1:
                for each in batch:  # whichever of them cannot be written is to keep none of the others from it
                    await self._written([each])

    async def _written(self, batch: list[Waiting]) -> bool:
        """Write a batch and tell those who wait; returns True where it failed and they are not told."""
        loop = asyncio.get_running_loop()
        try:
            results = await loop.run_in_executor(self._thread, self._memory.together, [call for call, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                _tell(batch[0][1], error)
            return True
        for (_, written), result in zip(batch, results, strict=True):
            _tell(written, result)
        return False


def _tell(written: asyncio.Future[Any], result: object) -> None:
    if written.done():  # whoever asked has gone
        return
    if isinstance(result, Exception):
        written.set_exception(result)
    else:
        written.set_result(result)
