"""Ask without a messenger: `python -m bot ask QUESTION`, `python -m bot chat`, `python -m bot chart FILE`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowledge.command_line import FAILED, tell_aside, tell_problem, write
from knowledge.errors import KnowledgeError
from knowledge.settings import KnowledgeSettings, environment
from knowledge.wording import LANGUAGES

if TYPE_CHECKING:
    from bot.answering.conversation import Conversation
    from bot.replies.response import Response

_act = click.option(
    "--act", default="", help="Answer from this act alone: its number, or words of its title; all by default."
)
_lang = click.option("--lang", type=click.Choice(LANGUAGES), help="Reply in this language, not in the question's.")


@click.command(epilog='\b\nexample: python -m bot ask "who handles SSL certificates?"')
@click.argument(
    "question", required=False, help="The question; without it, one is read from each line of standard input."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@_act
@_lang
def ask(question: str | None, as_json: bool, act: str, lang: str | None) -> int:
    """Answer a question, or each line of standard input."""
    conversation = _conversation(act, lang)
    if question is not None:
        _print(conversation.ask(question), as_json)
        return 0
    status = 0
    for line in sys.stdin:
        try:
            _print(conversation.ask(line.rstrip("\n")), as_json)
        except KnowledgeError as error:
            status = FAILED
            _tell_wrong(line, error, as_json)
    return status


def _conversation(act: str, lang: str | None = None) -> "Conversation":
    from bot.answering.opening import open_conversation  # after --help, which waits for nothing

    return open_conversation(KnowledgeSettings.from_mapping(environment()), lang or "", tell_aside, act)


def _print(response: "Response", as_json: bool) -> None:
    print(json.dumps(response.to_json(), ensure_ascii=False) if as_json else f"{response.reply}\n", flush=True)


def _tell_wrong(line: str, error: KnowledgeError, as_json: bool) -> None:
    """Tell what is wrong with one line of many, and keep the answers in step with the questions."""
    tell_problem(error.message)
    if as_json:
        print(json.dumps({"question": line.strip(), "error": str(error)}, ensure_ascii=False), flush=True)


@click.command(epilog="\b\nexample: python -m bot chat --lang en")
@_act
@_lang
def chat(act: str, lang: str | None) -> None:
    """Hold a conversation in the terminal."""
    from bot.configuration import BotSettings
    from bot.dialogue.dialogue import Dialogue
    from bot.terminal.terminal import Terminal
    from knowledge.staff.conversations import Memory

    settings = BotSettings.from_mapping(environment())
    conversation = _conversation(act, lang)
    memory = Memory(conversation.store, kept_seconds=settings.kept_seconds)
    memory.forget(settings.kept_days)
    terminal = Terminal(Dialogue(conversation, memory), settings.kept_days)
    print(terminal.greeting())
    for line in _prompted_lines():
        try:
            print(f"\n{terminal.say(line)}\n")
        except KnowledgeError as error:
            tell_problem(error.message)


def _prompted_lines() -> Iterator[str]:
    while True:
        try:
            line = input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if line.strip():
            yield line


@click.command(epilog="\b\nexample: python -m bot chart structure.png --unit IT-04-2")
@click.argument("file", type=click.Path(path_type=Path), help="The picture to write: .png or .svg.")
@click.option("--unit", "units", multiple=True, help="A unit to mark: its code or its name.")
@_act
def chart(file: Path, units: tuple[str, ...], act: str) -> None:
    """Draw the organisation as a picture."""
    from bot.replies.chart import format_of

    form = format_of(file)
    write(_conversation(act).draw_chart(units, form), file)
    print(file)
