"""Who joins or leaves a chat whose members may ask: Telegram tells a bot that is an admin there."""

from telegram import Update

from bot.telegram.context import Context


async def on_member(update: Update, context: Context) -> None:
    """Take note of it at once, and not when it is asked the next time whether somebody is a member."""
    desk = context.desk
    changed = update.chat_member
    if changed and desk.members:
        desk.members.note(changed.chat.id, changed.new_chat_member)
