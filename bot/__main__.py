"""Run the bot, or ask in the terminal: `python -m bot`, `python -m bot ask "kto zajmuje się certyfikatami SSL?"`."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.operation.records import add_commands as add_record_commands
from knowledge.errors import InvalidSettings, KnowledgeError
from knowledge.settings import KnowledgeSettings, environment
from knowledge.wording import N_, say

if TYPE_CHECKING:
    from bot.answering.conversation import Conversation
    from bot.replies.response import Response

NO_TOKEN = N_(
    "The bot needs a token: in Telegram, write /newbot to @BotFather, who asks for a name and gives you one.\n"
    "Put it into the file .env as TELEGRAM_BOT_TOKEN=… (see .env.example), and start again: python -m bot\n"
    "Without a token, the same conversation runs in the terminal: python -m bot chat"
)

FAILED = 1
WRONG_USAGE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 for an error that was told, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except InvalidSettings as error:
        print("\n".join(f"error: {problem}" for problem in error.problems), file=sys.stderr)
        return WRONG_USAGE
    except KnowledgeError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Ask who is responsible, and where it says so. Without a command: run the bot.",
    )
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers(metavar="COMMAND")
    run = commands.add_parser("run", help="run the Telegram bot", epilog="example: python -m bot run")
    run.set_defaults(run=_run)
    ask = commands.add_parser(
        "ask",
        help="answer a question, or each line of standard input",
        epilog='example: python -m bot ask "who handles SSL certificates?"',
    )
    ask.add_argument(
        "question", nargs="?", help="the question; without it, one is read from each line of standard input"
    )
    ask.add_argument("--json", action="store_true", help="print one JSON object a line")
    ask.set_defaults(run=_ask)
    chat = commands.add_parser(
        "chat", help="a conversation in the terminal", epilog="example: python -m bot chat --lang en"
    )
    chat.set_defaults(run=_chat)
    chart = commands.add_parser(
        "chart",
        help="draw the organisation as a picture",
        epilog="example: python -m bot chart structure.png --unit IT-04-2",
    )
    chart.add_argument("file", type=Path, help="the picture to write: .png or .svg")
    chart.add_argument("--unit", action="append", default=[], help="a unit to mark: its code or its name")
    chart.set_defaults(run=_chart, lang="")
    add_record_commands(commands)
    for command in (ask, chat, chart):
        command.add_argument(
            "--act", default="", help="answer from this act alone: its number, or words of its title; all by default"
        )
    doctor = commands.add_parser(
        "doctor",
        help="look whether all that the bot needs is there: token, Telegram, disk, database, act, encoder",
        epilog="example: python -m bot doctor --json",
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    doctor.set_defaults(run=_doctor)
    for command in (ask, chat):
        command.add_argument(
            "--lang", choices=("pl", "en"), default="", help="reply in this language, not in the question's"
        )
    return parser


def _run(_: argparse.Namespace) -> int:
    from bot.configuration import BotSettings

    settings = BotSettings.from_mapping(environment())
    if not settings.token:
        print(say(NO_TOKEN, "en"), file=sys.stderr)
        return WRONG_USAGE
    from bot.operation.logs import configure
    from bot.telegram.application import run

    configure(settings.log_level, settings.log_format, settings.token, settings.webhook_secret, settings.hash_key)
    try:
        verdict = run(settings)
    except KnowledgeError:
        raise
    except Exception as error:
        logging.getLogger(__name__).critical("the bot ends", exc_info=error)
        verdict = f"the bot ended by a fault of its own ({type(error).__name__}); the log above tells where"
    if verdict:
        print(f"error: {verdict}", file=sys.stderr)
        return FAILED
    return 0


def _conversation(options: argparse.Namespace) -> "Conversation":
    from bot.answering.conversation import Conversation  # after --help, which waits for nothing

    return Conversation(KnowledgeSettings.from_mapping(environment()), options.lang, _say, act=options.act)


def _ask(options: argparse.Namespace) -> int:
    conversation = _conversation(options)
    if options.question is not None:
        _print(conversation.ask(options.question), options.json)
        return 0
    status = 0
    for line in sys.stdin:
        try:
            _print(conversation.ask(line.rstrip("\n")), options.json)
        except KnowledgeError as error:
            status = FAILED
            _print_error(line, error, options.json)
    return status


def _print(response: "Response", as_json: bool) -> None:
    print(json.dumps(response.to_json(), ensure_ascii=False) if as_json else f"{response.reply}\n", flush=True)


def _print_error(line: str, error: KnowledgeError, as_json: bool) -> None:
    """Tell what is wrong with one line of many, and keep the answers in step with the questions."""
    print(f"error: {error}", file=sys.stderr)
    if as_json:
        print(json.dumps({"question": line.strip(), "error": str(error)}, ensure_ascii=False), flush=True)


def _chat(options: argparse.Namespace) -> int:
    from bot.configuration import BotSettings
    from bot.dialogue.dialogue import Dialogue
    from bot.terminal.terminal import Terminal
    from knowledge.staff.conversations import Memory

    settings = BotSettings.from_mapping(environment())
    conversation = _conversation(options)
    memory = Memory(conversation.store, kept_seconds=settings.kept_seconds)
    memory.forget(settings.kept_days)
    terminal = Terminal(Dialogue(conversation, memory), settings.kept_days)
    print(terminal.greeting())
    for line in _prompted_lines():
        try:
            print(f"\n{terminal.say(line)}\n")
        except KnowledgeError as error:
            print(f"error: {error}", file=sys.stderr)
    return 0


def _chart(options: argparse.Namespace) -> int:
    _conversation(options).save_chart(options.file, options.unit)
    print(options.file)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from bot.operation.doctor import examine, is_well, render, to_json

    findings = examine(environment())
    print(to_json(findings) if options.json else render(findings))
    return 0 if is_well(findings) else FAILED


def _prompted_lines() -> Iterable[str]:
    while True:
        try:
            line = input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if line.strip():
            yield line


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
