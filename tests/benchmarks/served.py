"""A bot to be measured: `python -m tests.benchmarks.served ours|echo API_URL DATABASE [WEBHOOK_PORT]`.

`ours` is the real application as `python -m bot` runs it, without a limit of rates; `echo` is what
python-telegram-bot's documentation shows first.
"""

import logging
import sys
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.telegram.application import run
from tests.support.bot_api import TOKEN
from tests.support.bot_fixtures import settings_for

SECRET = "benchmark"


async def echo(update: Update, context: Any) -> None:
    """Send back what was written."""
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


def run_echo(url: str, port: int) -> None:
    """Run the echo, by polling or with a webhook."""
    application = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if port:
        hook = f"http://127.0.0.1:{port}/hook"
        application.run_webhook("127.0.0.1", port, "hook", webhook_url=hook, secret_token=SECRET)
    else:
        application.run_polling()


def run_ours(url: str, database: Path, port: int) -> None:
    """Run the real application."""
    hook = {
        "webhook_url": f"http://127.0.0.1:{port}/hook",
        "webhook_listen": ("127.0.0.1", port),
        "webhook_secret": SECRET,
    }
    run(settings_for(url, database, **hook if port else {}))


def main() -> None:
    """Run the bot that is named until it is told to end."""
    logging.disable()
    which, url, database, *rest = sys.argv[1:]
    port = int(rest[0]) if rest else 0
    if which == "echo":
        run_echo(url, port)
    else:
        run_ours(url, Path(database), port)


if __name__ == "__main__":
    main()
