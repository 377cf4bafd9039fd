"""Measure how well the bot goes on: dialogues of several turns, each with the units that a person would expect.

    python -m tests.support.dialogues tests/questions/dialogues/open.jsonl

A line is `{"turns": [{"text", "units", "note"}], "lang", "role"}`; `units` are codes or names, any of which is right,
and none where nobody is responsible. What follows a first answer that was wrong is not counted.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.access.permissions import Role
from bot.answering.opening import open_conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.keyboards import unit_at
from bot.replies.actions import Action
from bot.replies.reply import Reply, to_text
from bot.screens.messages import hear
from knowledge.answer import Outcome
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import DAY, Memory

Told = tuple[str, tuple[str, ...], tuple[str, ...]]
"""The question that was answered, the units named first, and those offered besides."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Hold one turn of a dialogue: what was said, how it was read, the units expected, named first and offered.

    `is_right` tells that one that was expected is named first, or with those that bear the same duty, as the first line
    for a fault, or is behind one of the two buttons where the bot asks; `is_offered` that one is at least among the
    first three where the bot is unsure.
    """

    text: str
    read_as: str
    expected: tuple[str, ...]
    named: tuple[str, ...]
    is_right: bool
    is_offered: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """Hold how many dialogues began well and how many turns followed, and which share of either went right, 0 to 1."""

    begun: int
    later: int
    dialogues: float
    turns: float
    offered: float


def measure(dialogue: Dialogue, rows: list[Any]) -> list[tuple[Heard, ...]]:
    """Lead each dialogue, and judge each of its turns."""
    return [tuple(_heard(dialogue, f"d{at}", row)) for at, row in enumerate(rows)]


def _heard(dialogue: Dialogue, key: str, row: Any) -> Iterator[Heard]:
    chat = Chat(key, key, row.get("lang", ""), Role[row.get("role", "employee").upper()])
    for turn in row["turns"]:
        reply = hear(dialogue, chat, turn["text"])
        expected = tuple(turn["units"])
        read_as, named, offered = _asked(dialogue, reply) or _told(dialogue, chat)
        is_right = bool({*named} & {*expected}) if expected else not named
        is_right = is_right or _names(reply, expected)
        is_offered = is_right or bool({*offered} & {*expected})
        yield Heard(turn["text"], read_as, expected, named, is_right, is_offered)


def _asked(dialogue: Dialogue, reply: Reply) -> Told | None:
    """Return the questions of which the bot asks which is meant, and the first units that answer them."""
    actions = [Action.parse(button.action) for row in reply.buttons for button in row]
    turns = [turn for each in actions if each.kind == "mean" and (turn := dialogue.memory.turn(each.number(0)))]
    answers = [dialogue.conversation.respond(turn.question, turn.lang).answer for turn in turns]
    named = tuple(each.units[0].unit.code for each in answers if each.units)
    return (" | ".join(turn.question for turn in turns), named, ()) if turns else None


def _told(dialogue: Dialogue, chat: Chat) -> Told:
    """Return the question that was answered, the units named (first, twins, first line), and those offered."""
    turn = dialogue.memory.last(chat.key, DAY)
    if turn is None or turn.outcome == Outcome.NOBODY:
        return turn.question if turn else "", (), ()
    acts = {each.edition: dialogue.standing(each.edition) for each in turn.units}
    named = [unit_at(each.position, found.act) for each in turn.units if (found := acts[each.edition])]
    codes = tuple(each.code for each in named if each)
    answer = dialogue.conversation.respond(turn.question, turn.lang).answer
    first = codes[: max(1, answer.twins if len(codes) > 1 else 1)]
    line = (answer.first_line.unit.code,) if answer.first_line else ()
    return turn.question, first + line, codes[:3] if turn.outcome == Outcome.UNSURE else ()


def _names(reply: Reply, expected: tuple[str, ...]) -> bool:
    """Tell whether a reply names a post that was expected, which is no unit with duties of its own."""
    posts = [each for each in expected if each.startswith(("Dyrektor", "I ", "II ", "III ", "Pełnomocnik"))]
    return any(re.search(rf"(?<!\w ){re.escape(each)}(?!\w)", to_text(reply)) for each in posts)


def main() -> None:
    """Print the turns that went wrong, and the share of dialogues and of later turns that went right."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as home:
        conversation = open_conversation(KnowledgeSettings(Path(home) / "knowledge.db"))
        found = measure(Dialogue(conversation, Memory(conversation.store)), rows)
        conversation.close()
    for each in found:
        if not all(turn.is_right for turn in each):
            print(*(f"{'  ' if turn.is_right else '✗ '}{turn}" for turn in each), "", sep="\n")
    told = shares(found)
    print(f"dialogues: {len(found)}, well begun: {told.begun}, of these right throughout: {told.dialogues:.1%}")
    print(f"later turns: {told.later}, right: {told.turns:.1%}, with what is offered: {told.offered:.1%}")


def shares(found: list[tuple[Heard, ...]]) -> Shares:
    """Return how many dialogues and later turns went right; what follows a wrong first answer is left out."""
    begun = [each[1:] for each in found if each[0].is_right]
    later = [turn for each in begun for turn in each]
    return Shares(
        len(begun),
        len(later),
        sum(all(turn.is_right for turn in each) for each in begun) / len(begun),
        sum(turn.is_right for turn in later) / len(later),
        sum(turn.is_offered for turn in later) / len(later),
    )


if __name__ == "__main__":
    main()
