"""Write down what the product says today, to compare with after a change of its code.

    python -m tests.support.record /tmp/before      # then change the code
    python -m tests.support.record /tmp/after && diff -r /tmp/before /tmp/after

`answers.jsonl` holds the replies to all judged questions as JSON and as Telegram shows them, `talk.jsonl` those to all
commands and to every button that they lead to in both languages, `reports.jsonl` the reports over all acts at hand, and
`figures.json` what `evaluate` measures.
"""

import json
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.access.permissions import Role
from bot.answering.conversation import Conversation
from bot.answering.opening import open_conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply, to_text
from bot.screens.buttons import press
from bot.screens.commands import NAMES, Call, obey
from bot.screens.messages import hear
from bot.telegram.api.html import render as to_html
from indexer.examples.corpus import read_judged
from indexer.learning.evaluate import evaluate
from indexer.parsing.parse import parse
from indexer.parsing.report import render, to_json
from indexer.reading.read import read
from knowledge.errors import KnowledgeError
from knowledge.settings import KnowledgeSettings
from knowledge.shipped import DECREE
from knowledge.staff.conversations import Memory
from tests.questions import structure_questions

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared" / "decrees"
TODAY = date(2026, 11, 28)
MOST_PRESSES = 1500
ARGUMENTS = {
    "unit": ("IT-03-2", "umowy", "drukarki", "IT-99"),
    "clause": ("17", "17 ust. 2 pkt 1", "99"),
    "who": ("drukarka nie drukuje",),
    "stats": ("7", "30"),
}
SAID = (
    "kto zajmuje się certyfikatami SSL?",
    "IT-03-2",
    "czym zajmuje się IT-03-2?",
    "§ 17 ust. 2",
    "kto piecze chleb?",
    "co obowiązuje?",
    "umowy",
    "kto monitoruje aplikacje",
    "dzień dobry",
    "dziękuję",
    "who handles backups?",
    "ilu pracowników ma centrum?",
)


def judged() -> list[Path]:
    """Return the files of judged questions."""
    return sorted((TESTS / "questions").glob("*.jsonl"))


def questions() -> Iterator[str]:
    """Yield all judged questions, those about the structure last."""
    for path in judged():
        yield from (each.question for each in read_judged(path))
    for rows in vars(structure_questions).values():
        if isinstance(rows, tuple):
            yield from (row[0] for row in rows if isinstance(row, tuple))


def acts() -> list[Path]:
    """Return all acts at hand: the shipped one, the tests', and those that stand beside the project."""
    return [
        DECREE,
        *sorted((TESTS / "acts").glob("*.*")),
        *sorted(SHARED.glob("real/*.txt")),
        *sorted(SHARED.glob("faults/*.txt")),
    ]


def shown(reply: Reply) -> dict[str, Any]:
    """Return a reply as values that JSON can hold."""
    if reply.later:
        reply = reply.later()
    return {
        "html": [getattr(part, "html", part) for part in to_html(reply)],
        "text": to_text(reply),
        "toast": reply.toast,
        "buttons": [[(button.label, button.action) for button in row] for row in reply.buttons],
        "picture": reply.picture is not None,
    }


def answers(dialogue: Dialogue) -> Iterator[Any]:
    """Yield the reply to each judged question, in the terminal and in a chat."""
    for at, question in enumerate(questions()):
        reply = hear(dialogue, Chat(f"answers{at}", "p", role=Role.EMPLOYEE), question)
        yield {**dialogue.conversation.ask(question).to_json(), "chat": shown(reply)}


def talk(dialogue: Dialogue, lang: str) -> Iterator[Any]:
    """Yield the reply to each command, to some messages, and to every button that follows from them."""
    chat = Chat(f"talk-{lang}", "p", role=Role.ADMIN)
    waiting: deque[str] = deque()
    seen: set[str] = set()

    def told(said: str, reply: Reply) -> Any:
        row = shown(reply)
        for button in (button for buttons in row["buttons"] for button in buttons):
            if button[1] not in seen and not button[1].startswith(("forget", "adm", "lang")):
                seen.add(button[1])
                waiting.append(button[1])
        return {"lang": lang, "said": said, **row}

    press(dialogue, chat, f"lang{('pl', 'en').index(lang)}@0")
    for text in SAID:
        yield told(text, hear(dialogue, chat, text))
    for name in sorted({command.spelled(lang) for command in NAMES.values()}):
        known = NAMES[name].name
        for argument in ("", *ARGUMENTS.get(known, ())):
            if known not in ("language", "forget", "start", "reindex"):
                yield told(f"/{name} {argument}", obey(dialogue, chat, Call(name, argument)))
    for _ in range(MOST_PRESSES):
        if not waiting:
            return
        action = waiting.popleft()
        yield told(action, press(dialogue, chat, action))


def reports() -> Iterator[Any]:
    """Yield what is read in each act, in both languages and as JSON."""
    for path in acts():
        try:
            reading = parse(read(path))
        except KnowledgeError as error:
            yield {"act": path.name, "error": str(error)}
            continue
        yield {"act": path.name, **{lang: render(reading, lang) for lang in ("pl", "en")}, "json": to_json(reading)}


def figures(conversation: Conversation) -> Any:
    """Return what `evaluate` measures over each file of judged questions."""
    return {
        path.name: evaluate(conversation.searcher, read_judged(path)).to_json()
        for path in sorted((TESTS / "questions").glob("*.jsonl"))
    }


def main() -> None:
    """Write the record into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        settings = KnowledgeSettings(Path(home) / "knowledge.db")
        open_conversation(settings).close()
        conversation = Conversation(settings, today=lambda: TODAY)
        dialogue = Dialogue(conversation, Memory(conversation.store, clock=lambda: 1.796e9, kept_seconds=1e9))
        write(folder / "answers.jsonl", answers(dialogue))
        write(folder / "talk.jsonl", (row for lang in ("pl", "en") for row in talk(dialogue, lang)))
        write(folder / "reports.jsonl", reports())
        (folder / "figures.json").write_text(json.dumps(figures(conversation), ensure_ascii=False, indent=1))
        conversation.close()


def write(path: Path, rows: Iterator[Any]) -> None:
    """Write rows as JSON, a line each."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    main()
