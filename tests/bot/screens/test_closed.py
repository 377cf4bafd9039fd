"""What no registry names does nothing, whoever asks; a role that is too low is told so and sets nothing going."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.access.permissions import Role
from bot.answering.conversation import Conversation
from bot.dialogue.dialogue import Chat, Dialogue
from bot.screens import buttons, commands
from bot.screens.buttons import press
from bot.screens.commands import Call, obey
from knowledge.settings import KnowledgeSettings
from knowledge.staff.conversations import Memory


@pytest.fixture
def dialogue(database: Path) -> Dialogue:
    conversation = Conversation(KnowledgeSettings(database), "en")
    return Dialogue(conversation, Memory(conversation.store))


@pytest.mark.parametrize("role", Role)
def test_a_button_or_command_of_no_registry_does_nothing(dialogue: Dialogue, role: Role) -> None:
    chat = Chat("c", "p", role=role)
    assert press(dialogue, chat, "nonsense1@1").toast.startswith("I do not know this button")
    assert obey(dialogue, chat, Call("nonsense")).opening.startswith("I do not know /nonsense.")


def test_a_press_or_command_below_its_role_is_refused_before_anything_is_done(
    dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for kind, each in buttons.KINDS.items():
        monkeypatch.setitem(buttons.KINDS, kind, replace(each, press=lambda talk, action: done.append(action.kind)))
    for name, command in commands.NAMES.items():
        monkeypatch.setitem(commands.NAMES, name, replace(command, do=lambda talk, call: done.append(call.name)))
    for role in Role:
        chat, before = Chat("c", "p", role=role), len(done)
        for kind in buttons.KINDS:
            press(dialogue, chat, f"{kind}1@1")
        for name in commands.NAMES:
            obey(dialogue, chat, Call(name))
        needed = (*buttons.KINDS.values(), *commands.NAMES.values())
        assert len(done) - before == sum(each.needs <= role for each in needed)
