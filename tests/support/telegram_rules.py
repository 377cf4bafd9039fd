"""What Telegram checks in what a bot sends: HTML, lengths in UTF-16 units, keyboards, inline results, menus."""

import re
from html.parser import HTMLParser
from typing import Any

TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
ATTRIBUTES = {"blockquote": {"expandable"}, "a": {"href"}, "code": {"class"}}
"""What a tag may bear; a quotation "expandable" since Bot API 7.4 (core.telegram.org/bots/api#html-style)."""


class Refusal(Exception):
    """A request that Telegram refuses; the text is its description."""


class _Html(HTMLParser):
    """Read Telegram's HTML: known tags only, each closed, in order; gather what is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.seen = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refusal(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        if strange := {name for name, _ in attrs} - ATTRIBUTES.get(tag, set()):
            raise Refusal(f"Bad Request: can't parse entities: {tag} bears {', '.join(sorted(strange))}")
        if tag == "blockquote" and "blockquote" in self._open:
            raise Refusal("Bad Request: can't parse entities: nested blockquote")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Refusal(f'Bad Request: can\'t parse entities: Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise Refusal("Bad Request: can't parse entities: Unclosed start tag")
        self.seen += data

    def handle_entityref(self, name: str) -> None:
        known = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
        self.seen += known.get(name, f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.seen += chr(int(name[1:], 16) if name.startswith("x") else int(name))

    def finished(self) -> str:
        self.close()
        if self._open:
            raise Refusal(
                f"Bad Request: can't parse entities: Can't find end tag corresponding to \"{self._open[-1]}\""
            )
        return self.seen


def seen(text: str, parse_mode: str | None) -> str:
    """Return what is seen of a text; raises Refusal where its markup is wrong."""
    if parse_mode is None:
        return text
    if parse_mode != "HTML":
        raise Refusal("Bad Request: unsupported parse_mode")
    html = _Html()
    html.feed(text)
    return html.finished()


def utf16(text: str) -> int:
    """Return a text's length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str, parse_mode: str | None, longest: int = 4096) -> str:
    """Return what is seen of a message; raises Refusal where it is empty or too long."""
    shown = seen(text, parse_mode)
    if not shown.strip():
        raise Refusal("Bad Request: message text is empty")
    if utf16(shown) > longest:
        raise Refusal(
            "Bad Request: message is too long" if longest == 4096 else "Bad Request: message caption is too long"
        )
    return shown


def check_keyboard(markup: dict[str, Any] | None) -> None:
    """Raise Refusal where a button has no label or its data is too long; all buttons are callback buttons here."""
    rows = (markup or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        raise Refusal("Bad Request: reply markup is too long")
    for button in buttons:
        if not button.get("text", "").strip():
            raise Refusal("Bad Request: text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise Refusal("Bad Request: BUTTON_DATA_INVALID")


def check_inline(results: list[dict[str, Any]]) -> None:
    """Raise Refusal where Telegram would take offence at a list of inline results."""
    if len(results) > 50:
        raise Refusal("Bad Request: RESULTS_TOO_MUCH")
    keys = [result["id"] for result in results]
    if len(set(keys)) != len(keys) or any(not 1 <= len(key.encode()) <= 64 for key in keys):
        raise Refusal("Bad Request: RESULT_ID_DUPLICATE")
    for result in results:
        content = result["input_message_content"]
        check_text(content["message_text"], content.get("parse_mode"))
        check_keyboard(result.get("reply_markup"))
        if not result["title"].strip():
            raise Refusal("Bad Request: ARTICLE_TITLE_EMPTY")


def check_commands(commands: list[dict[str, str]]) -> None:
    """Raise Refusal where a menu has a name or description that Telegram does not take."""
    if len(commands) > 100:
        raise Refusal("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise Refusal("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Refusal("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
