"""Print a day with the bot: `python -m tests.support.transcript`; with `--write`, put it into the READMEs.

An employee, an agent and an admin write to the real application through the loopback Bot API server; what the bot says
is printed as they see it. bot/README.md shows the whole day, README.md each person's first exchange.
"""

import asyncio
import logging
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.days import today_in_warsaw
from knowledge.shipped import DECREE
from knowledge.wording import day_in_words
from tests.support.bot_api import BOT, BotApi, Sent
from tests.support.bot_fixtures import (
    ADMIN,
    AGENT,
    EMPLOYEE,
    GROUP,
    ask,
    hand_in,
    press,
    press_until,
    running,
    settings_for,
)
from tests.support.telegram_rules import seen

ROOT = Path(__file__).parents[2]
DAY, EXCHANGES = ROOT / "bot" / "README.md", ROOT / "README.md"
BEGIN, END = "<!-- python -m tests.support.transcript -->\n", "<!-- end -->"
SHOWN = 6
"""How many lines of a reply README.md shows."""

TICKET = """Temat: FW: brak dostępu do szkolenia

Dzień dobry,
pani Anna z sekretariatu nie słyszy rozmówcy w telefonie VoIP, pokój 214. Kabel wymieniony, restart nie pomógł.
Pozdrawiam, Piotr"""

SUCCESSOR_FILE = "1500-2026.md"
SUCCESSOR = (
    DECREE.read_text(encoding="utf-8")
    .replace("1454/2024", "1500/2026")
    .replace("1756/2022", "1454/2024")
    .replace("14 maja 2024", "14 grudnia 2040")
    .replace("zarządzanie kontami użytkowników", "zarządzanie kontami i hasłami użytkowników")
)
"""An act that takes the place of the decree."""


async def transcript(database: Path) -> str:
    """Return the day as Markdown."""
    api = BotApi()
    api.url = await api.start()
    scenes: list[str] = []
    async with running(settings_for(api.url, database)):
        scenes += ["**An employee** asks on a phone.", *[line async for line in _employee(api)]]
        scenes += ["**A helpdesk agent** forwards a ticket.", *await _agent(api)]
        scenes += ["**An admin** brings in an act.", *await _admin(api)]
    await api.stop()
    return "\n\n".join(scenes) + "\n"


async def _employee(api: BotApi) -> Any:
    for text in (
        "vpn z domu",
        "kto zajmuje się certyfikatami SSL?",
        "a w szkołach?",
        "a kto jest ich szefem?",
        "kto piecze chleb?",
    ):
        yield _said(text)
        yield _shown(await ask(api, EMPLOYEE, text))


async def _agent(api: BotApi) -> list[str]:
    told = [_said(TICKET)]
    reply = await ask(api, AGENT, TICKET, forward_origin={"type": "hidden_user", "sender_user_name": "P", "date": 1})
    told.append(_shown(reply))
    button = next(label for label in reply.labels if label.startswith("📖"))
    await press(api, AGENT, reply, button)
    told += [_pressed(button), _shown(reply, most=7)]
    query = await api.type_inline(AGENT, "konto do poczty")
    await api.wait_for(lambda: query in api.world.inline)
    results = api.world.inline[query]["results"]
    told += ["*in the middle of another chat:*", _said(f"@{BOT['username']} konto do poczty"), _list(results)]
    chosen = seen(results[0]["input_message_content"]["message_text"], "HTML")
    told += ["*chooses the first; in the chat stands:*", _quoted(chosen.splitlines())]
    asked = await ask(api, AGENT, f"@{BOT['username']} who handles cybersecurity?", chat=GROUP)
    told += [_said(f"@{BOT['username']} who handles cybersecurity?"), _shown(asked)]
    for text in ("/komorka umowy", "/par 18", "/jezk"):
        told += [_said(text), _shown(await ask(api, AGENT, text), most=9)]
    return told


async def _admin(api: BotApi) -> list[str]:
    draft = await hand_in(api, ADMIN, SUCCESSOR_FILE, SUCCESSOR)
    page = api.replies(ADMIN)[-1]
    assert page.document
    told = [f"*sends* **{SUCCESSOR_FILE}**", _shown(draft), f"*and the whole report:* **{page.document[0]}**"]
    for begins, until in (("Opublikuj", "Od kiedy"), ("Od 22 grudnia", "✅")):
        button = next(label for label in draft.labels if begins in label)
        await press_until(api, ADMIN, draft, button, until)
        told += [_pressed(button), _shown(draft).replace(day_in_words(today_in_warsaw(), "pl"), "…")]
    return [*told, _said("/akt"), _shown(await ask(api, ADMIN, "/akt"))]


def _said(text: str) -> str:
    return "\n".join(f"`{line}`  " if line else "" for line in text.splitlines()).rstrip()


def _pressed(label: str) -> str:
    return f"*presses* **{label}**"


def _shown(reply: Sent, most: int = 40) -> str:
    lines = reply.text.splitlines()
    cut = [*lines[:most], "…"] if len(lines) > most else lines
    return _quoted([*cut, *_keyboard(reply)])


def _keyboard(reply: Sent) -> Iterator[str]:
    for row in reply.buttons:
        yield " ".join(f"**[ {button['text']} ]**" for button in row)


def _list(results: list[dict[str, Any]]) -> str:
    return _quoted([f"**{each['title']}** – {each['description']}" for each in results[:3]])


def _quoted(lines: list[str]) -> str:
    return "\n".join(f"> {line}  " if line else ">" for line in lines)


def first_exchanges(day: str) -> str:
    """Return the first exchange of each person in a day, the reply cut short."""
    return "\n".join(map(_first_exchange, re.split(r"^(?=\*\*A)", day, flags=re.MULTILINE)[1:]))


def _first_exchange(scene: str) -> str:
    asked, sign, reply = scene.partition("\n> ")
    lines = reply.partition("\n\n")[0].splitlines()
    cut = lines[: SHOWN - (lines[SHOWN - 1 : SHOWN] == [">"])]
    more = ["> …"] if len(lines) > SHOWN else []
    return "\n".join([f"{asked}{sign}{cut[0]}", *cut[1:], *more, ""])


def shown_in(file: Path) -> str:
    """Return what stands between the marks in a file."""
    return file.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


def write(file: Path, text: str) -> None:
    """Put a text between the marks in a file."""
    before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    file.write_text(f"{before}{begin}\n{text.strip()}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main() -> None:
    """Print the transcript from a database of its own, or write it into the READMEs."""
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        day = asyncio.run(transcript(Path(folder) / "knowledge.db"))
    if sys.argv[1:] == ["--write"]:
        write(DAY, day)
        write(EXCHANGES, first_exchanges(day))
    else:
        print(day, end="")


if __name__ == "__main__":
    main()
