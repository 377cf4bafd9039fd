"""The steps by which an act is brought in, without a messenger: what each button shows, and what it asks to be done."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.publishing.flow import Deed, Job, next_task, outcome, press, stopped, write_day
from bot.replies.actions import Action
from indexer.publishing.draft import Draft
from indexer.publishing.worker import Word
from knowledge.acts.edition import Edition
from knowledge.settings import KnowledgeSettings
from knowledge.wording import Message

TODAY = date(2026, 7, 1)
DRAFT = Draft("7/2025", "", "read", (), (), True, date(2027, 1, 31), 0, (), (), (), (), "", False)
EDITION = Edition(
    3, "7/2025", "", "", "", "", 0, "", datetime(2026, 7, 1, tzinfo=UTC), None, 0, 0, 0, TODAY, (3,), is_withdrawn=False
)


def drafted() -> Job:
    job = Job("anna", "act.txt", "en", token=5)
    outcome(job, Word(draft=DRAFT), (), TODAY)
    return job


@pytest.mark.parametrize(
    ("kind", "numbers", "shown"),
    [
        ("draft", (5,), ["when5@0", "discard5@0"]),
        ("when", (5,), ["publish5.20270131@0", "publish5.20260701@0", "day5@0", "draft5@0", "discard5@0"]),
        ("day", (5,), ["when5@0"]),
        ("publish", (5, 20270131), Deed.PUBLISH),
        ("publish", (5, 20270231), []),  # no such day
        ("publish", (5,), []),
        ("discard", (5,), Deed.DISCARD),
        ("stop", (5,), []),  # nothing runs
    ],
)
def test_a_button_shows_the_next_step_or_asks_for_a_deed(
    kind: str, numbers: tuple[int, ...], shown: list[str] | Deed
) -> None:
    told = press(drafted(), Action(kind, numbers, 0), TODAY)
    assert (told if isinstance(told, Deed) else [each.action for row in told.buttons for each in row]) == shown


def test_what_runs_can_be_cancelled_and_nothing_else() -> None:
    job = drafted()
    job.is_busy = True
    assert press(job, Action("stop", (5,), 0), TODAY) is Deed.STOP
    assert press(job, Action("publish", (5, 20270131), 0), TODAY).toast == "One moment, it is being done."
    job.latest = 2
    assert stopped(job, replace(EDITION, id=2)).opening == "Cancelled. Nothing was published."
    assert stopped(job, EDITION).opening == (
        "Too late to cancel: act no. 7/2025 is published (edition 3). /editions can go back."
    )


def test_a_task_follows_from_how_far_the_job_is() -> None:
    settings, job = KnowledgeSettings(Path("/k.db"), encoder="m"), Job("anna", "act.txt", "en", token=5)
    assert next_task(job, settings).kind == "prepare"
    outcome(job, Word(draft=DRAFT), (), TODAY)
    press(job, Action("day", (5,), 0), TODAY)
    assert write_day(job, "31.02.2027", TODAY).opening.startswith("“31.02.2027” is no day.")
    assert job.awaits_day
    assert write_day(job, "1.3.2027", TODAY).buttons[0][0].action == "publish5.20270301@0"
    press(job, Action("publish", (5, 20270301), 0), TODAY)
    task = next_task(job, settings)
    assert (task.kind, task.valid_from, task.who, task.encoder) == ("publish", date(2027, 3, 1), "anna", "m")
    assert next_task(Job("anna", "", "en"), settings).kind == "reindex"


def test_a_button_names_a_job_that_can_go_on_to_its_holder_alone() -> None:
    job = drafted()
    assert [job.is_named(*each) for each in ((5, "anna"), (6, "anna"), (5, "other"))] == [True, False, False]
    told = outcome(job, Word(error=Message("it is locked")), (), TODAY)
    assert told.opening == "It did not work, and nothing was published: it is locked"
    assert not job.is_named(5, "anna")
