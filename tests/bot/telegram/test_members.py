"""Members of a chat: asked of Telegram, remembered for a while, and neither let in nor locked out by its faults."""

import inspect
from typing import Any

import pytest
from telegram import ChatMember, ChatMemberLeft, ChatMemberMember, ChatMemberRestricted, User
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from bot.telegram.api.members import GRACE_SECONDS, PAUSE_SECONDS, REFUSED_SECONDS, Members

STAFF, BOARD, ANNA = -100, -200, 5
USER = User(ANNA, "Anna", False)
MEMBER, LEFT = ChatMemberMember(USER), ChatMemberLeft(USER)
MINUTES = 1800.0


class Telegram:
    """Answer for each chat with what stands in `says`, and count how often it is asked."""

    def __init__(self, **says: ChatMember | TelegramError) -> None:
        self.says: dict[int, Any] = {STAFF: says["staff"], BOARD: says.get("board", LEFT)}
        self.asked = 0
        self.now = 1000.0

    async def ask(self, chat: int, person: int) -> ChatMember:
        self.asked += 1
        if isinstance(self.says[chat], TelegramError):
            raise self.says[chat]
        return self.says[chat]  # type: ignore[no-any-return]

    def members(self, *chats: int) -> Members:
        return Members(chats or (STAFF,), self.ask, MINUTES, lambda: self.now)


def restricted(is_member: bool) -> ChatMemberRestricted:
    permissions: dict[str, Any] = dict.fromkeys(inspect.signature(ChatMemberRestricted).parameters, False)
    return ChatMemberRestricted(**permissions | {"user": USER, "is_member": is_member, "tag": None, "api_kwargs": None})


TOLD = [
    # what Telegram says, whether that is a member
    (MEMBER, True),
    (LEFT, False),
    (restricted(True), True),
    (restricted(False), False),
    (BadRequest("User not found"), False),
    (BadRequest("PARTICIPANT_ID_INVALID"), False),
    (BadRequest("Chat not found"), None),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), None),
    (NetworkError("Bad Gateway"), None),
    (TimedOut(), None),
]


@pytest.mark.parametrize(("says", "is_member"), TOLD)
async def test_who_is_a_member_is_what_telegram_says(says: ChatMember | TelegramError, is_member: bool | None) -> None:
    assert await Telegram(staff=says).members().includes(ANNA) is is_member


async def test_a_member_of_any_chat_is_a_member_though_another_chat_cannot_be_asked() -> None:
    assert await Telegram(staff=TimedOut(), board=MEMBER).members(STAFF, BOARD).includes(ANNA) is True
    assert await Telegram(staff=TimedOut(), board=LEFT).members(STAFF, BOARD).includes(ANNA) is None


async def test_a_member_is_remembered_for_a_while_and_a_stranger_for_a_shorter_one() -> None:
    telegram = Telegram(staff=MEMBER)
    members = telegram.members()
    told = [await members.includes(ANNA)]
    telegram.says[STAFF] = LEFT
    for seconds in (MINUTES - 1, 2, REFUSED_SECONDS - 1):
        telegram.now += seconds
        told.append(await members.includes(ANNA))
    assert (told, telegram.asked) == ([True, True, False, False], 2)
    telegram.says[STAFF] = MEMBER
    telegram.now += 2
    assert await members.includes(ANNA) is True


async def test_while_telegram_does_not_tell_a_known_member_stays_for_a_bounded_time_and_nobody_else_comes_in() -> None:
    telegram = Telegram(staff=MEMBER)
    members = telegram.members()
    await members.includes(ANNA)
    telegram.says[STAFF] = TimedOut()
    telegram.now += MINUTES
    assert [await members.includes(person) for person in (ANNA, ANNA, ANNA + 1)] == [True, True, None]
    assert telegram.asked == 3  # about Anna once in a while only
    telegram.now = 1000 + GRACE_SECONDS - 1
    assert await members.includes(ANNA) is True
    telegram.now += PAUSE_SECONDS
    assert await members.includes(ANNA) is None
    telegram.says[STAFF] = LEFT
    assert await members.includes(ANNA) is False


async def test_no_more_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.api.members.MOST_REMEMBERED", 2)
    telegram = Telegram(staff=MEMBER)
    members = telegram.members()
    for person in (1, 2, 3, 3, 2, 1):
        await members.includes(person)
    assert telegram.asked == 4
