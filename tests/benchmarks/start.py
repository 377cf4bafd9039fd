"""How long the first answer of a command takes, and what a bot that waits holds in memory."""

from collections.abc import Iterator

from tests.benchmarks.figures import Figure, interleaved, median
from tests.benchmarks.ground import published, python

AT_REST = """
from tests.benchmarks.figures import resident
{}
print(resident())
"""
BARE = AT_REST.format(
    "from telegram.ext import ApplicationBuilder\napplication = ApplicationBuilder().token('1:a').build()"
)
OURS = AT_REST.format(
    "import os; from pathlib import Path; from bot.telegram.application import build_application\n"
    "from bot.configuration import BotSettings; from bot.answering.conversation import Conversation\n"
    "settings = BotSettings.from_mapping(os.environ | {'TELEGRAM_BOT_TOKEN': '1:a'})\n"
    "application = build_application(settings)\n"
    "conversation = Conversation(settings); conversation.warm_up()"
)


def measure(quick: bool) -> Iterator[Figure]:
    """Start each command some times, in turns."""
    with published() as path:
        commands = {
            "help": ("-m", "bot", "--help"),
            "bare": ("-c", "pass"),
            "structure": ("-m", "bot", "ask", "komu podlega IT-04-2?"),
            "duty": ("-m", "bot", "ask", "kto zajmuje się certyfikatami SSL?"),
            "import": ("-c", "import sentence_transformers"),
        }
        seconds = interleaved(
            range(1 if quick else 5),
            {name: lambda _, each=each: python(*each, database=path) for name, each in commands.items()},
        )
        took = {name: median(times) for name, times in seconds.items()}
        yield Figure("start", "`--help`", took["help"], "s", took["bare"], "Python alone", most=0.3, of="value")
        yield Figure(
            "start", "a structure question", took["structure"], "s", took["bare"], "Python alone", most=1.0, of="value"
        )
        yield Figure(
            "start", "a duty question", took["duty"], "s", took["import"], "import of sentence-transformers", most=1.2
        )
        rest = [float(python("-c", code, database=path).split()[-1]) for code in (OURS, BARE)]
        yield Figure("start", "memory of the bot at rest", rest[0], "MB", rest[1], "python-telegram-bot alone")
