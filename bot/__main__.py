"""Ask who is responsible, in the terminal: `python -m bot ask "kto zajmuje się certyfikatami SSL?"`."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.settings import KnowledgeSettings, environment

if TYPE_CHECKING:
    from bot.conversation import Conversation, Response

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 for an error that was told, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    from bot.conversation import Conversation  # after --help, which waits for nothing

    try:
        conversation = Conversation(KnowledgeSettings.from_mapping(environment()), options.lang, _say)
        return int(options.run(conversation, options))
    except KnowledgeError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Ask who is responsible, and where it says so.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
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
    for command in (ask, chat):
        command.add_argument(
            "--lang", choices=("pl", "en"), default="", help="reply in this language, not in the question's"
        )
    return parser


def _ask(conversation: "Conversation", options: argparse.Namespace) -> int:
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


def _chat(conversation: "Conversation", options: argparse.Namespace) -> int:
    print("Pytaj: kto za co odpowiada? / Ask who is responsible. (Ctrl-D: koniec / end)")
    for line in _prompted_lines():
        try:
            print(f"\n{conversation.ask(line).reply}\n")
        except KnowledgeError as error:
            print(f"error: {error}", file=sys.stderr)
    return 0


def _chart(conversation: "Conversation", options: argparse.Namespace) -> int:
    conversation.save_chart(options.file, options.unit)
    print(options.file)
    return 0


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
