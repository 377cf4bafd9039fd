"""Updates on their way in, and requests on their way out: what they cost, and what their errors say."""

import asyncio
from pathlib import Path

import pytest
from telegram.error import NetworkError, TimedOut

from bot.access.pseudonyms import Keys
from bot.telegram.api.connections import Connections
from bot.telegram.incoming.inbox import Inbox
from bot.telegram.incoming.received import Received
from knowledge.staff.conversations import Memory
from knowledge.store.store import Store
from tests.support.bot_api import TOKEN
from tests.support.bot_fixtures import free_port, settings_for


def message(number: int) -> dict[str, object]:
    chat = {"id": 1000, "type": "private", "first_name": "Anna"}
    return {"update_id": number, "message": {"message_id": number, "date": 1, "chat": chat, "text": "kto?"}}


async def test_the_updates_of_one_poll_share_a_transaction_and_keep_their_order(tmp_path: Path) -> None:
    said: list[str] = []
    with Store(tmp_path / "knowledge.db") as store:
        inbox = Inbox(Keys(settings_for("", tmp_path / "knowledge.db")))
        await inbox.open(Memory(store), None)  # type: ignore[arg-type]  # nothing is restored that needs a bot
        store._db.conn.set_trace_callback(said.append)
        await inbox.receive(*(Received.read(message(number), None) for number in (7, 8, 9)))
        store._db.conn.set_trace_callback(None)
        numbers = [inbox.get_nowait().update_id for _ in range(3)]  # type: ignore[attr-defined]
        inbox.close()
    assert numbers == [7, 8, 9]
    assert [line for line in said if line in ("begin immediate", "commit")] == ["begin immediate", "commit"]


def test_an_update_is_the_same_in_whatever_order_its_fields_come() -> None:
    update = message(7)
    assert Received.read(update, None).text == Received.read(dict(reversed(update.items())), None).text


def test_of_an_update_that_cannot_be_read_nothing_is_kept_but_its_number() -> None:
    received = Received.read({"update_id": 7, "message": {"text": "Anna Nowak"}}, None)
    assert (received.update.update_id, received.text) == (7, '{"update_id": 7}')


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"no HTTP at all\r\n\r\n", NetworkError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", NetworkError),  # cut off
        (b"", NetworkError),  # closed at once
        (None, TimedOut),  # never answered
    ],
)
async def test_no_error_of_a_request_tells_its_address_which_holds_the_token(
    answer: bytes | None, error: type[NetworkError]
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer is None:
            await reader.read()
        else:
            writer.write(answer)
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)
        served.set()

    served = asyncio.Event()
    port = free_port()
    async with await asyncio.start_server(serve, "127.0.0.1", port), Connections(read=0.2) as connections:
        with pytest.raises(error) as raised:
            await connections.do_request(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe", "POST")
    await served.wait()
    assert type(raised.value) is error
    assert TOKEN not in repr(raised.value) + repr(raised.value.__cause__) + str(raised.value)
