"""What both command lines share: how one runs, in which language it tells, and how it writes a file."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from knowledge.errors import InvalidSettings, KnowledgeError, UnwritableFile
from knowledge.wording import Message, say

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
"""What a shell makes of Ctrl-C."""

CONTEXT = {"help_option_names": ["-h", "--help"]}
"""What holds for every command of a command line."""

version = click.version_option(package_name="city-hall-responsibility")
"""The option `--version` of a command line."""


def run(commands: click.Group, arguments: Sequence[str] | None) -> int:
    """Run a command line, that of the process by default; returns the exit status.

    It is 0, or what a command returns, 1 for an error that was told, 2 for wrong usage.
    """
    try:
        # a question mark in a question stands for no file, on Windows neither
        status = commands.main(arguments, standalone_mode=False, windows_expand_args=False)
        sys.stdout.flush()
        return int(status or 0)
    except click.UsageError as error:
        print(_usage(error), file=sys.stderr)
        return WRONG_USAGE
    except InvalidSettings as error:
        for problem in error.problems:
            tell_problem(problem)
        return WRONG_USAGE
    except KnowledgeError as error:
        tell_problem(error.message)
        return FAILED
    except click.Abort:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _usage(error: click.UsageError) -> str:
    """Say in one line what is wrong with a command, and where its help is."""
    see = f" See: {error.ctx.command_path} --help" if error.ctx else ""
    return f"error: {' '.join(error.format_message().split())}{see}"


def language(values: Mapping[str, str] = os.environ) -> str:
    """Return the language of the terminal, "pl" or "en", as gettext finds it."""
    locale = next(filter(None, map(values.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "pl" if locale.startswith("pl") else "en"


def tell(message: Message) -> None:
    """Tell what came of a command."""
    print(message.said(language()), flush=True)


def tell_aside(message: Message) -> None:
    """Tell how far a command is, beside what comes of it."""
    print(message.said(language()), file=sys.stderr, flush=True)


def tell_problem(problem: Message) -> None:
    """Tell what is wrong."""
    print(say("error: {problem}", language(), problem=problem), file=sys.stderr)


def write(content: str | bytes, path: Path) -> None:
    """Write a file; raises UnwritableFile where it cannot be written."""
    try:
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise UnwritableFile(
            "{file} cannot be written ({reason}); name another file", file=path, reason=error.strerror
        ) from None
