"""Print how long replies are, as Telegram shows them: `python -m tests.support.lengths`.

Over each set of judged questions: how many replies, the median of their characters, what 95 of 100 stay under, and the
longest. Questions about the structure are parted: those that ask for a card or provision as a whole, and the others.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bot.answering.opening import open_conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens.messages import hear
from bot.telegram.api.html import render
from indexer.examples.corpus import read_judged
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory
from tests.questions import structure_questions
from tests.support.telegram_rules import seen

QUESTIONS = Path(__file__).parents[1] / "questions"


def lengths(dialogue: Dialogue) -> dict[str, list[int]]:
    """Return by set of questions the lengths of the replies to them, all of one reply's messages together."""
    found: dict[str, list[int]] = {}
    for at, (name, question) in enumerate(_asked()):
        reply = hear(dialogue, Chat(f"lengths{at}", "p"), question)
        if name == "structure" and dialogue.conversation.ask(question).cards:
            name = "card or provision"
        found.setdefault(name, []).append(sum(len(seen(message, "HTML")) for message in render(reply)))
    return found


def _asked() -> Iterator[tuple[str, str]]:
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        yield from ((path.stem, each.question) for each in read_judged(path))
    for rows in vars(structure_questions).values():
        if isinstance(rows, tuple):
            yield from (("structure", row[0]) for row in rows if isinstance(row, tuple))


def row(name: str, found: Sequence[int]) -> str:
    """Return a line of the table."""
    under = sorted(found)[int(len(found) * 0.95)]
    return f"{name:18}{len(found):6}{median(found):8.0f}{under:7}{max(found):9}"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        conversation = open_conversation(KnowledgeSettings(Path(folder) / "knowledge.db"))
        found = lengths(Dialogue(conversation, Memory(conversation.store)))
        conversation.close()
    print(f"{'':18}{'n':>6}{'median':>8}{'95 %':>7}{'longest':>9}")
    for name, each in found.items():
        print(row(name, each))
    print(row("all", [length for each in found.values() for length in each]))


if __name__ == "__main__":
    main()
