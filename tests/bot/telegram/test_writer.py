"""Writing beside the event loop: what waits shares a transaction, and one that fails takes no other with it."""

import asyncio
from threading import Event

import pytest

from bot.telegram.incoming.writer import Writer
from knowledge.errors import DatabaseUnusable
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store


class Counted(Memory):
    """Count the transactions, and hold the first until it is told to go on."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.sizes: list[int] = []
        self.go_on = Event()

    def together(self, calls):  # type: ignore[no-untyped-def]
        self.go_on.wait(5)
        self.sizes.append(len(calls))
        return super().together(calls)


async def test_what_waits_while_another_is_written_is_written_together(empty_store: Store) -> None:
    memory = Counted(empty_store)
    writer = Writer(memory)
    first = asyncio.create_task(writer.write(memory.receive, "1:a", "body"))
    await asyncio.sleep(0.05)
    others = [asyncio.create_task(writer.write(memory.receive, key, "body")) for key in ("2:b", "3:c", "1:a")]
    await asyncio.sleep(0)
    memory.go_on.set()
    assert [await each for each in (first, *others)] == [True, True, True, False]
    assert memory.sizes == [1, 3]
    assert [key for key, *_ in memory.waiting()] == ["1:a", "2:b", "3:c"]
    writer.close()


async def test_a_call_that_fails_keeps_none_of_the_others_from_being_written(empty_store: Store) -> None:
    def fail() -> None:
        raise DatabaseUnusable("the disk is full")

    memory = Counted(empty_store)
    writer = Writer(memory)
    memory.go_on.set()
    calls = [
        writer.write(memory.receive, "1:a", "body"),
        writer.write(fail),
        writer.write(memory.receive, "2:b", "body"),
    ]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert (results[0], type(results[1]), results[2]) == (True, DatabaseUnusable, True)
    assert [key for key, *_ in memory.waiting()] == ["1:a", "2:b"]
    writer.close()


async def test_one_who_has_gone_does_not_stop_the_writing(empty_store: Store) -> None:
    memory = Counted(empty_store)
    writer = Writer(memory)
    gone = asyncio.create_task(writer.write(memory.receive, "1:a", "body"))
    await asyncio.sleep(0.05)
    gone.cancel()
    memory.go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await writer.write(memory.receive, "2:b", "body") is True
    writer.close()
