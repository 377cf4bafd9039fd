"""What both command lines share, with a command that does what it is told."""

import click
import pytest

from knowledge.command_line import INTERRUPTED, language, run, version

# LC_ALL, LC_MESSAGES and LANG; the language
LOCALES = [
    (("", "", ""), "en"),
    (("", "", "pl_PL.UTF-8"), "pl"),
    (("", "en_GB.UTF-8", "pl_PL.UTF-8"), "en"),  # messages are wanted in another language than the rest
    (("C", "pl_PL.UTF-8", "pl_PL.UTF-8"), "en"),
    (("pl", "C", "C"), "pl"),
]


@pytest.mark.parametrize(("locale", "expected"), LOCALES)
def test_the_language_is_found_as_gettext_finds_it(locale: tuple[str, str, str], expected: str) -> None:
    assert language(dict(zip(("LC_ALL", "LC_MESSAGES", "LANG"), locale, strict=True))) == expected


def command_line(end: int | BaseException) -> click.Group:
    @click.group()
    @version
    def commands() -> None:
        pass

    @commands.command()
    def do() -> int:
        if isinstance(end, BaseException):
            raise end
        return end

    return commands


@pytest.mark.parametrize(("end", "status"), [(0, 0), (1, 1), (KeyboardInterrupt(), INTERRUPTED)])
def test_the_status_is_what_the_command_returns_or_that_of_ctrl_c(end: int | BaseException, status: int) -> None:
    assert run(command_line(end), ["do"]) == status


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command_line(0), ["--version"]) == 0
    assert capsys.readouterr().out.endswith(", version 0.1.0\n")
