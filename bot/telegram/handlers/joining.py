"""Who joins or leaves a chat whose members may ask, and the groups to which the bot itself is added."""

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot.access.permissions import role_of
from bot.dialogue.dialogue import Chat, Dialogue
from bot.replies.reply import Reply
from bot.telegram.api.sending import Destination, send
from bot.telegram.context import Context
from knowledge.wording import N_, say

_INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


async def on_member(update: Update, context: Context) -> None:
    """Take note of it at once, and not when it is asked the next time whether somebody is a member."""
    desk = context.desk
    changed = update.chat_member
    if changed and desk.members:
        desk.members.note(changed.chat.id, changed.new_chat_member)


async def on_added(update: Update, context: Context) -> None:
    """Greet a group to which the bot was added, and say how it is asked there."""
    desk, changed = context.desk, update.my_chat_member
    if changed and is_added(changed):
        is_open = bool(role_of(desk.settings, None, changed.chat.id))
        reply = await desk.ask(_greet, await desk.chat(update), context.bot.username, changed.chat.id, is_open)
        await send(context.bot, Destination(changed.chat.id), reply)


def is_added(changed: ChatMemberUpdated) -> bool:
    """Tell whether the bot is in a group by now, and was not before."""
    before, now = changed.old_chat_member.status, changed.new_chat_member.status
    return changed.chat.type in _GROUPS and now in _INSIDE and before not in _INSIDE


def _greet(dialogue: Dialogue, chat: Chat, username: str, group: int, is_open: bool) -> Reply:
    lang = dialogue.language(chat)
    hello = say(
        "Hello! I name the unit that is responsible. Mention me with a question – @{name} who handles SSL "
        "certificates? – or reply to somebody's message with @{name}.",
        lang,
        name=username,
    )
    limit = N_("In this group I reply only to those admitted. Its number, for an administrator: {chat}")
    return Reply(hello, closing="" if is_open else say(limit, lang, chat=group))
