"""Updates and answers that nobody should send: each is passed over once, and what comes after it is answered."""

import json
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from bot.telegram.incoming.received import is_numbered
from tests.support.bot_api import BotApi
from tests.support.bot_fixtures import ask, free_port, running, settings_for

SECRET = "secret"
ANNA = {"id": 1000, "is_bot": False, "first_name": "Anna", "language_code": "pl"}
CHAT = {"id": 1000, "type": "private", "first_name": "Anna"}
MESSAGE = {"message_id": 7, "date": 1, "chat": CHAT, "from": ANNA, "text": "§ 2"}
TYPED = {"id": "i", "from": ANNA, "query": "drukarka", "offset": ""}

MALFORMED: list[dict[str, Any]] = [
    # what stands in an update beside its number
    {},
    {"message": None},
    {"message": []},
    {"message": {}},
    {"message": {each: MESSAGE[each] for each in MESSAGE if each != "chat"}},
    {"message": {each: MESSAGE[each] for each in MESSAGE if each != "from"}, "edited_message": 5},
    {"message": MESSAGE | {"date": 10**18}},
    {"message": MESSAGE | {"date": "yesterday"}},
    {"message": MESSAGE | {"text": 5}},
    {"message": MESSAGE | {"text": ["§ 2"]}},
    {"message": MESSAGE | {"message_id": "x"}},
    {"message": MESSAGE | {"message_id": 10**30}},
    {"message": MESSAGE | {"entities": [{"type": "mention", "offset": -5, "length": 10**9}]}},
    {"message": MESSAGE | {"entities": [{"type": "mention", "offset": "x"}]}},
    {"message": MESSAGE | {"from": {"id": "x"}}},
    {"message": MESSAGE | {"from": ANNA | {"id": 10**40, "first_name": 5}}},
    {"message": MESSAGE | {"reply_to_message": "x"}},
    {"message": MESSAGE | {"document": {"file_id": 5}}},
    {"message": MESSAGE | {"users_shared": {"request_id": 1, "users": []}}},
    {"callback_query": {"id": "q", "from": ANNA, "chat_instance": "1", "data": 5}},
    {"callback_query": {"from": ANNA}},
    {"inline_query": TYPED | {"query": 5}},
    {"inline_query": TYPED | {"offset": "9" * 5000}},
    {"inline_query": TYPED | {"offset": "²"}},
    {"chat_member": {}},
    {"chat_member": {"chat": CHAT, "from": ANNA, "date": 1}},
    {"a_kind_of_next_year": {"x": 1}},
]
NUMBERS = [None, "x", 1.5, True, [1], {}, 10**30]
"""What is no number of an update."""


@pytest.mark.parametrize("webhook", [False, True])
async def test_what_cannot_be_understood_passes_by_and_what_comes_after_it_is_answered(
    api: BotApi, database: Path, caplog: pytest.LogCaptureFixture, webhook: bool
) -> None:
    url = f"http://127.0.0.1:{free_port()}/hook"
    host, port = "127.0.0.1", int(url.rpartition(":")[2].removesuffix("/hook"))
    more: dict[str, Any] = {"webhook_url": url, "webhook_listen": (host, port), "webhook_secret": SECRET}
    async with running(settings_for(api.url, database, **(more if webhook else {}))):
        for malformed in MALFORMED:
            await api.deliver(**malformed)
        assert (await ask(api, 1002, "IT-04-2")).text.startswith("IT-04-2")
    assert "could not be kept" not in caplog.text


@pytest.mark.parametrize("number", NUMBERS, ids=repr)
def test_an_update_has_a_number_that_can_be_confirmed(number: Any) -> None:
    assert not is_numbered({"update_id": number})
    assert not is_numbered(number)
    assert is_numbered({"update_id": 5})


BODIES = [
    # what is posted, and what the sender is told
    (b"", 400),
    (b"<html>", 400),
    (b"[]", 400),
    (b"{}", 400),
    (b'{"update_id": 1, "x": "\xff"}', 400),
    (b"[" * 100_000, 400),
    (b'{"update_id": 1, "x": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400),
    (b'{"update_id": 1, "x": "' + b"a" * 2_000_000 + b'"}', 400),
    *((json.dumps({"update_id": number, "message": MESSAGE}).encode(), 400) for number in NUMBERS),
    (b'{"update_id": 1e999}', 400),
    (b'{"update_id": 5}', 200),
]


async def test_no_body_makes_the_webhook_fail_and_only_telegram_is_heard(api: BotApi, database: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    settings = settings_for(
        api.url, database, webhook_url=url, webhook_listen=("127.0.0.1", port), webhook_secret=SECRET
    )

    async def posted(body: bytes, secret: str, method: str = "POST") -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        request = HTTPRequest(url, method, headers, body if method == "POST" else None)
        try:
            return int((await AsyncHTTPClient().fetch(request, raise_error=False)).code)
        except OSError:  # it hung up on a body that is far too large
            return 400

    async with running(settings):
        assert [await posted(body, SECRET) for body, _ in BODIES] == [status for _, status in BODIES]
        told = [await posted(body, secret) for body, _ in BODIES[:4] for secret in ("", "guess", SECRET[:-1])]
        assert set(told) == {403}
        assert await posted(b"", SECRET, "GET") == 405
        assert (await ask(api, 1002, "IT-04-2")).text.startswith("IT-04-2")
