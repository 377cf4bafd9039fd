"""Run the bot, and look whether it can run: `python -m bot`, `python -m bot doctor`."""

import logging

import click

from knowledge.command_line import FAILED, WRONG_USAGE, language, tell_aside, tell_problem
from knowledge.errors import KnowledgeError
from knowledge.settings import environment
from knowledge.wording import Message

NO_TOKEN = Message(
    "The bot needs a token: in Telegram, write /newbot to @BotFather, who asks for a name and gives you one.\n"
    "Put it into the file .env as TELEGRAM_BOT_TOKEN=… (see .env.example), and start again: python -m bot\n"
    "Without a token, the same conversation runs in the terminal: python -m bot chat"
)


@click.command(epilog="\b\nexample: python -m bot run")
def run() -> int:
    """Run the Telegram bot."""
    from bot.configuration import BotSettings

    settings = BotSettings.from_mapping(environment())
    if not settings.token:
        tell_aside(NO_TOKEN)
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
        verdict = Message(
            "the bot ended by a fault of its own ({fault}); the log above tells where", fault=type(error).__name__
        )
    if verdict:
        tell_problem(verdict)
        return FAILED
    return 0


@click.command(epilog="\b\nexample: python -m bot doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(as_json: bool) -> int:
    """Look whether all that the bot needs is there.

    That is: token, Telegram, disk, database, act and encoder.
    """
    from bot.operation.doctor import examine, is_well, render, to_json

    findings = examine(environment())
    print(to_json(findings) if as_json else render(findings, language()))
    return 0 if is_well(findings) else FAILED
