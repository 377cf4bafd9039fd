"""Who may do what: each command and button is named in one table, and what is named nowhere is closed."""

import pytest

from bot.access import permissions as access
from bot.access.permissions import Role, may
from bot.replies.actions import KINDS
from bot.wording.command_names import COMMANDS


def test_each_command_and_each_kind_of_button_is_named_with_the_role_it_needs() -> None:
    assert set(access.COMMANDS) == {each.name for each in COMMANDS}
    assert set(access.ACTIONS) == set(KINDS)


@pytest.mark.parametrize("role", Role)
def test_what_no_table_names_is_allowed_to_nobody(role: Role) -> None:
    assert not may(role, {"who": Role.NOBODY}, "publish")
    assert may(role, {"who": Role.NOBODY}, "who")
