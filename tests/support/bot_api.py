"""A Bot API server on loopback, over real HTTP: it checks what Telegram checks, and can be told to fail."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import tornado.httpserver
import tornado.netutil
import tornado.web
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httputil import HTTPServerRequest

from tests.support.telegram_rules import Refusal, check_commands, check_inline, check_keyboard, check_text

TOKEN = "123456789:AAtest-token_of-the-loopback-server"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Kto", "username": "kto_bot", "can_join_groups": True}
PATIENCE = 120.0
"""After how many seconds of waiting a test fails: so long that on a busy machine, too, only what never comes does."""

LONGEST_DOWNLOAD = 10 * 1024 * 1024
LONGEST_FILE = 20 * 1024 * 1024

Fault = Callable[[str, int], int | str | None]
"""What befalls the n-th request of a method: a status, "drop", "drop after", "hang", "empty", "much later", nothing."""


@dataclass
class Sent:
    """Hold a message that the bot sent, as it reads now."""

    chat: int
    id: int
    text: str
    buttons: list[list[dict[str, str]]]
    thread: int | None = None
    quotes: int | None = None
    picture: bytes | None = None
    html: str = ""
    """The text as it was sent, with its tags."""
    edits: int = 0
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    """The keyboard that is shown in place of letters."""
    document: tuple[str, bytes] | None = None

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [button["text"] for row in self.buttons for button in row]

    def data(self, label: str) -> str:
        """Return the data of the first button whose label contains a text."""
        return next(b["callback_data"] for row in self.buttons for b in row if label in b["text"])


@dataclass
class World:
    """Hold what the server knows: chats, messages, updates not yet confirmed, menus."""

    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[tuple[int, int], Sent] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    toasts: dict[str, str | None] = field(default_factory=dict)
    inline: dict[str, dict[str, Any]] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    members: dict[tuple[int, int], str] = field(default_factory=dict)
    """What somebody is in a chat: "member", "left", …; who is not named is unknown there."""
    webhook_fault: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    actions: list[tuple[int, str]] = field(default_factory=list)
    """What chats were shown while an answer was on its way: "typing", "upload_photo"."""


class BotApi:
    """Serve one bot; `write`, `press` and `type_inline` are what people do, `wait_for` waits for what the bot does."""

    def __init__(self) -> None:
        self.world = World()
        self.url = ""
        self.calls: list[str] = []
        self.refusals: list[str] = []
        self.fault: Fault = lambda method, count: None
        self.revoked = False
        self.too_fast: Callable[[int], bool] = lambda chat: False
        """Whether a message to a chat comes too soon after others to the same."""
        self.counts: dict[str, int] = defaultdict(int)
        self._update = 1000
        self._message = 10
        self._polls = 0
        self._changed = asyncio.Condition()
        self._server: tornado.httpserver.HTTPServer | None = None

    async def start(self, port: int = 0) -> str:
        """Listen on a port, a free one by default; returns the address."""
        sockets = tornado.netutil.bind_sockets(port, "127.0.0.1")
        self._server = tornado.httpserver.HTTPServer(
            tornado.web.Application(
                [
                    (r"/bot([^/]+)/(\w+)", _Handler, {"api": self}),
                    (r"/file/bot([^/]+)/documents/(\w+)", _FileHandler, {"api": self}),
                ]
            )
        )
        self._server.add_sockets(sockets)
        return f"http://127.0.0.1:{sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stop listening and cut what is open."""
        if self._server:
            self._server.stop()
            await self._server.close_all_connections()

    async def write(self, person: int, text: str | None = None, *, chat: int | None = None, **more: Any) -> int:
        """Write a message as a person, in a private chat unless `chat` is given; returns its number."""
        message = self._new_message(person, chat, **more)
        if text is not None:
            message |= {"text": text, "entities": _entities(text)}
        await self.deliver(message=message)
        return int(message["message_id"])

    async def send_file(self, person: int, name: str, data: bytes, *, size: int | None = None, **more: Any) -> int:
        """Send a document as a person; returns the message's number. `size` is what Telegram says of it."""
        number = f"file{len(self.world.files)}"
        self.world.files[number] = data
        document = {"file_id": number, "file_unique_id": number, "file_name": name, "mime_type": "application/pdf"}
        document["file_size"] = len(data) if size is None else size
        return await self.write(person, document=document, **more)

    async def edit(self, person: int, number: int, text: str, *, chat: int | None = None) -> None:
        """Edit a message that a person wrote."""
        message = self._new_message(person, chat) | {"message_id": number, "edit_date": int(time.time())}
        await self.deliver(edited_message=message | {"text": text, "entities": _entities(text)})

    async def press(self, person: int, message: Sent, data: str) -> str:
        """Press a button under a message of the bot; returns the number of the query."""
        query = f"q{self._next_update()}"
        shown = self._new_message(BOT["id"], message.chat) | {
            "message_id": message.id,
            "from": BOT,
            "text": message.text,
            "reply_markup": {"inline_keyboard": message.buttons},
        }
        await self.deliver(
            callback_query={"id": query, "from": _user(person), "chat_instance": "1", "data": data, "message": shown}
        )
        return query

    async def type_inline(self, person: int, words: str, offset: str = "") -> str:
        """Type words after the bot's name; returns the number of the query."""
        query = f"i{self._next_update()}"
        await self.deliver(inline_query={"id": query, "from": _user(person), "query": words, "offset": offset})
        return query

    async def deliver(self, **update: Any) -> dict[str, Any]:
        """Put an update in line, or send it to the webhook."""
        whole = {"update_id": self._next_update(), **update}
        await self.redeliver(whole)
        return whole

    async def redeliver(self, update: dict[str, Any]) -> None:
        """Deliver an update, for the first time or again."""
        if self.world.webhook:
            await self._post_to_webhook(update)
            return
        self.world.updates.append(update)
        await self.tell()

    async def wait_for(self, condition: Callable[[], Any]) -> Any:
        """Wait until something holds, and return it; raises TimeoutError with what was sent so far."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(condition), PATIENCE)
            except TimeoutError:
                raise TimeoutError(f"sent: {[each.text[:60] for each in self.world.sent]}; {self.refusals}") from None
        return condition()

    async def reply(self, chat: int, count: int = 1) -> Sent:
        """Wait until a chat has so many messages of the bot, and return the last."""
        await self.wait_for(lambda: len(self.replies(chat)) >= count)
        return self.replies(chat)[count - 1]

    def replies(self, chat: int) -> list[Sent]:
        """Return the bot's messages in a chat."""
        return [each for each in self.world.sent if each.chat == chat]

    async def tell(self) -> None:
        """Wake up whoever waits for a change."""
        async with self._changed:
            self._changed.notify_all()

    async def call(self, method: str, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        """Obey a method of the Bot API; raises Refusal."""
        self.calls.append(method)
        serve = getattr(self, f"_on_{method}", None)
        if serve is None:
            raise Refusal("Not Found")
        result = await serve(values, files)
        if method != "getUpdates":
            await self.tell()
        return result

    def befalls(self, method: str) -> int | str | None:
        """Count a request and return what befalls it."""
        self.counts[method] += 1
        return self.fault(method, self.counts[method])

    async def _on_getMe(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return BOT | {"can_read_all_group_messages": False, "supports_inline_queries": True}

    async def _on_getUpdates(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self._polls += 1
        mine, offset = self._polls, values.get("offset") or 0
        self.world.updates = [each for each in self.world.updates if each["update_id"] >= offset]
        async with self._changed:
            self._changed.notify_all()
            ready = self._changed.wait_for(lambda: self.world.updates or self._polls != mine)
            try:
                await asyncio.wait_for(ready, values.get("timeout") or 0.01)
            except TimeoutError:
                return []
        if self._polls != mine:
            raise Refusal("Conflict: terminated by other getUpdates request")
        return self.world.updates[:100]

    async def _on_getWebhookInfo(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        info = {"url": self.world.webhook.get("url", ""), "has_custom_certificate": False}
        return info | {"pending_update_count": len(self.world.updates)} | self.world.webhook_fault

    async def _on_deleteWebhook(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self.world.webhook = {}
        return True

    async def _on_setWebhook(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self.world.webhook = values
        return True

    async def _on_sendChatAction(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self._check_chat(values)
        self.world.actions.append((values["chat_id"], values["action"]))
        return True

    async def _on_sendMessage(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self._check_chat(values)
        shown = check_text(values["text"], values.get("parse_mode"))
        return self._keep(values, shown)

    async def _on_sendPhoto(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self._check_chat(values)
        picture = next(iter(files.values()))
        if len(picture) > LONGEST_DOWNLOAD or not picture.startswith(b"\x89PNG"):
            raise Refusal("Bad Request: PHOTO_INVALID_DIMENSIONS")
        caption = values.get("caption")
        shown = check_text(caption, values.get("parse_mode"), 1024) if caption else ""
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        return self._keep(values, shown, picture) | {"photo": photo}

    async def _on_sendDocument(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self._check_chat(values)
        caption = values.get("caption")
        shown = check_text(caption, values.get("parse_mode"), 1024) if caption else ""
        name, data = next(iter(files.items()))
        kept = self._keep(values, shown)
        self.world.sent[-1].document = (name, data)
        return kept | {"document": {"file_id": "d", "file_unique_id": "d"}}

    async def _on_getFile(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        data = self.world.files.get(values["file_id"])
        if data is None:
            raise Refusal("Bad Request: invalid file_id")
        if len(data) > LONGEST_FILE:
            raise Refusal("Bad Request: file is too big")
        number = values["file_id"]
        return {"file_id": number, "file_unique_id": number, "file_path": f"documents/{number}"}

    async def _on_editMessageReplyMarkup(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        message = self.world.messages[(values["chat_id"], values["message_id"])]
        check_keyboard(values["reply_markup"])
        buttons = values["reply_markup"]["inline_keyboard"]
        if buttons == message.buttons:
            raise Refusal("Bad Request: message is not modified: specified new message content is the same")
        message.buttons = buttons
        return self._as_message(message)

    async def _on_editMessageText(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self._check_chat(values)
        message = self.world.messages.get((values["chat_id"], values["message_id"]))
        if message is None:
            raise Refusal("Bad Request: message to edit not found")
        if message.picture or message.document:
            raise Refusal("Bad Request: there is no text in the message to edit")
        shown = check_text(values["text"], values.get("parse_mode"))
        check_keyboard(values.get("reply_markup"))
        buttons = (values.get("reply_markup") or {}).get("inline_keyboard", [])
        if (shown, buttons) == (message.text, message.buttons):
            raise Refusal("Bad Request: message is not modified: specified new message content is the same")
        message.html, message.text, message.buttons = values["text"], shown, buttons
        message.edits += 1
        return self._as_message(message)

    async def _on_answerCallbackQuery(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        if len(values.get("text") or "") > 200:
            raise Refusal("Bad Request: MESSAGE_TOO_LONG")
        self.world.toasts[values["callback_query_id"]] = values.get("text")
        return True

    async def _on_answerInlineQuery(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        check_inline(values["results"])
        self.world.inline[values["inline_query_id"]] = values
        return True

    async def _on_getMyCommands(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return self.world.menus.get(_menu_key(values), [])

    async def _on_setMyCommands(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        if values["scope"]["type"] == "chat":
            self._check_chat(values["scope"])
        check_commands(values["commands"])
        self.world.menus[_menu_key(values)] = values["commands"]
        return True

    async def _on_deleteMyCommands(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        self.world.menus.pop(_menu_key(values), None)
        return True

    async def _on_getChatMember(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        status = self.world.members.get((values["chat_id"], values["user_id"]))
        if status is None:
            raise Refusal("Bad Request: user not found")
        more = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": _user(values["user_id"]), **more}

    async def _on_getMyDescription(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return {"description": self.world.texts.get(("description", values.get("language_code", "")), "")}

    async def _on_setMyDescription(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return self._set_text("description", values, 512)

    async def _on_getMyShortDescription(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return {"short_description": self.world.texts.get(("short_description", values.get("language_code", "")), "")}

    async def _on_setMyShortDescription(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return self._set_text("short_description", values, 120)

    async def _on_getMyName(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return {"name": self.world.texts.get(("name", ""), BOT["first_name"])}

    async def _on_setMyName(self, values: dict[str, Any], files: dict[str, bytes]) -> Any:
        return self._set_text("name", values, 64)

    def _set_text(self, name: str, values: dict[str, Any], longest: int) -> bool:
        if len(values[name]) > longest:
            raise Refusal("Bad Request: DESCRIPTION_TOO_LONG")
        self.world.texts[(name, values.get("language_code", ""))] = values[name]
        return True

    def _check_chat(self, values: dict[str, Any]) -> None:
        if values["chat_id"] not in self.world.chats:
            raise Refusal("Bad Request: chat not found")

    def _keep(self, values: dict[str, Any], shown: str, picture: bytes | None = None) -> dict[str, Any]:
        check_keyboard(values.get("reply_markup"))
        self._message += 1
        buttons = (values.get("reply_markup") or {}).get("inline_keyboard", [])
        quotes = (values.get("reply_parameters") or {}).get("message_id")
        sent = Sent(values["chat_id"], self._message, shown, buttons, values.get("message_thread_id"), quotes, picture)
        sent.html = values.get("text", "")
        sent.keyboard = (values.get("reply_markup") or {}).get("keyboard", [])
        self.world.messages[(sent.chat, sent.id)] = sent
        self.world.sent.append(sent)
        return self._as_message(sent)

    def _as_message(self, sent: Sent) -> dict[str, Any]:
        chat = self.world.chats[sent.chat]
        return {"message_id": sent.id, "date": int(time.time()), "chat": chat, "from": BOT, "text": sent.text}

    def _new_message(self, person: int, chat: int | None, **more: Any) -> dict[str, Any]:
        self._message += 1
        where = chat if chat is not None else person
        kind = {"type": "supergroup", "title": "Helpdesk"} if where < 0 else {"type": "private", "first_name": "Anna"}
        self.world.chats[where] = {"id": where, **kind}
        message = {"message_id": self._message, "date": int(time.time()), "chat": self.world.chats[where]}
        return message | {"from": _user(person)} | more

    def _next_update(self) -> int:
        self._update += 1
        return self._update

    async def _post_to_webhook(self, update: dict[str, Any]) -> None:
        headers = {"Content-Type": "application/json"}
        if secret := self.world.webhook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        request = HTTPRequest(self.world.webhook["url"], "POST", headers, json.dumps(update))
        await AsyncHTTPClient().fetch(request)


def _user(person: int) -> dict[str, Any]:
    # people with an odd number have an English client
    return {"id": person, "is_bot": False, "first_name": "Anna", "language_code": "en" if person % 2 else "pl"}


def _entities(text: str) -> list[dict[str, Any]]:
    at = text.find("@")
    found = [{"type": "mention", "offset": at, "length": len(text[at:].split()[0].rstrip("?,.:!"))}] if at >= 0 else []
    command = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text.startswith("/") else []
    return command + (found if not command else [])


def _menu_key(values: dict[str, Any]) -> tuple[str, str]:
    scope = values.get("scope") or {"type": "default"}
    return f"{scope['type']}{scope.get('chat_id', '')}", values.get("language_code", "")


class _Handler(tornado.web.RequestHandler):
    def initialize(self, api: BotApi) -> None:
        self._api = api

    async def post(self, token: str, method: str) -> None:
        if token != TOKEN or self._api.revoked:
            return self._fail(401, "Unauthorized")
        fault = self._api.befalls(method)
        await self._api.tell()
        if fault == "hang":
            await asyncio.sleep(30)
        if fault == "empty":
            self.write({"ok": True, "result": []})
            return None
        if fault == "much later":
            return self._fail(429, "Too Many Requests: retry after 3600", 3600)
        if fault == "drop":
            return self._drop()
        if isinstance(fault, int):
            return self._fail(fault, "Too Many Requests: retry after 1" if fault == 429 else "Bad Gateway")
        try:
            values = _values(self.request)
            if method == "sendMessage" and self._api.too_fast(values["chat_id"]):
                return self._fail(429, "Too Many Requests: retry after 1")
            files = {parts[0].filename: parts[0].body for parts in self.request.files.values()}
            result = await self._api.call(method, values, files)
        except Refusal as refusal:
            if "not modified" not in str(refusal):
                self._api.refusals.append(f"{method}: {refusal}")
            status = {"Conflict": 409, "Not Foun": 404}.get(str(refusal)[:8], 400)
            return self._fail(status, str(refusal))
        if fault == "drop after":
            return self._drop()
        self.write({"ok": True, "result": result})
        return None

    def _fail(self, status: int, description: str, retry_after: int = 1) -> None:
        self.set_status(status)
        answer: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
        self.write(answer | ({"parameters": {"retry_after": retry_after}} if status == 429 else {}))

    def _drop(self) -> None:
        self.request.connection.stream.close()  # type: ignore[union-attr]

    def log_request(self) -> None: ...


class _FileHandler(tornado.web.RequestHandler):
    def initialize(self, api: BotApi) -> None:
        self._api = api

    async def get(self, token: str, number: str) -> None:
        fault = self._api.befalls("download")
        if token != TOKEN or number not in self._api.world.files or isinstance(fault, int):
            self.set_status(fault if isinstance(fault, int) else 404)
        else:
            self.write(self._api.world.files[number])

    def log_request(self) -> None: ...


def _values(request: HTTPServerRequest) -> dict[str, Any]:
    """Read values as the Bot API does: JSON, or of a form numbers and JSON where they are such, else text."""
    form = {name: _value(name, values[0].decode()) for name, values in request.arguments.items()}
    return form | (json.loads(request.body) if "json" in request.headers.get("Content-Type", "") else {})


def _value(name: str, text: str) -> Any:
    if name in (
        "text",
        "caption",
        "url",
        "secret_token",
        "next_offset",
        "inline_query_id",
        "callback_query_id",
        "description",
    ):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
