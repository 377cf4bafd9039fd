"""Print how memory goes over many questions: `python -m tests.longer.endurance 100000`.

Judged questions of the open half, each with a new word that makes it a new text, put by 5,000 chats in turn to the
conversation as the bot leads it: search, reply, memory in the database, the button "other units" of every fifth reply.
"""

import gc
import itertools
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.answering.opening import open_conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.buttons import press
from bot.screens.messages import hear
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory

QUESTIONS = Path(__file__).parents[1] / "questions" / "open.jsonl"
CHATS = 5000
PAGE = os.sysconf("SC_PAGE_SIZE")


def questions() -> Iterator[str]:
    """Yield questions without end, no two of them alike."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["question"] for line in lines]
    for number, text in enumerate(itertools.cycle(texts)):
        yield f"{text} {_word(number)}"


def _word(number: int) -> str:
    """Return a word that nobody has written yet."""
    return "".join("bcdfghklmnprstwz"[number >> 4 * at & 15] + "aeiou"[at] for at in range(5))


def talk(dialogue: Dialogue, texts: Iterator[str], count: int) -> None:
    """Put so many questions, each from the next chat."""
    for number, text in enumerate(itertools.islice(texts, count)):
        chat = Chat(f"chat {number % CHATS}", f"person {number % CHATS}", "pl")
        reply = hear(dialogue, chat, text)
        if number % 5 == 0 and reply.buttons:
            press(dialogue, chat, reply.buttons[-1][0].action)


def resident() -> int:
    """Return how many bytes of memory the process has, once what is no longer used has been given back."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


def main() -> None:
    """Print the memory after each tenth of the questions, and how much it grew after the first tenth."""
    logging.disable()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        conversation = open_conversation(KnowledgeSettings(Path(folder) / "knowledge.db"))
        dialogue, texts, sizes = Dialogue(conversation, Memory(conversation.store)), questions(), list[int]()
        for tenth in range(1, 11):
            begin = time.perf_counter()
            talk(dialogue, texts, count // 10)
            sizes.append(resident())
            pace = (time.perf_counter() - begin) / (count // 10) * 1000
            print(f"{tenth * count // 10:9,} questions: {sizes[-1] / 2**20:6.1f} MB, {pace:.1f} ms each", flush=True)
        conversation.close()
    print(f"grown by {(sizes[-1] - sizes[0]) / 2**20:.1f} MB after the first tenth")


if __name__ == "__main__":
    main()
