"""How an act is brought in: file, draft, day, publication; what is shown of each, and what is to be done next.

Nothing here waits, reads or writes. Two runners take the steps: in Telegram each task is done in a process of its own
(`bot.publishing.workbench`), in the terminal at once.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto

from bot.publishing import drafts as told
from bot.replies.actions import Action
from bot.replies.reply import Reply
from indexer.publishing.draft import Draft
from indexer.publishing.worker import Task, Word
from indexer.reading.read import Document
from knowledge.acts.edition import Edition
from knowledge.days import parse_day
from knowledge.errors import InvalidDay, shorten
from knowledge.settings import KnowledgeSettings
from knowledge.wording import N_, say

GONE = N_("I no longer have that file – please send it again.")
STUCK = N_("Something got stuck on my side, and nothing was published. Please try again.")


class Deed(Enum):
    """What a button asks of the runner."""

    PUBLISH = auto()
    DISCARD = auto()
    STOP = auto()


@dataclass(slots=True)
class Job:
    """Hold what an admin is about: a file that was sent, and how far it has come.

    `holder` is the admin's key, `file` the name that is shown; without a file it is a reindexing. `day` is the day that
    was chosen, `latest` the number of the latest edition when publishing began. `is_busy` tells that something runs for
    it and is not to be disturbed, `is_over` that there is nothing more to do about it.
    """

    holder: str
    file: str
    lang: str
    token: int = field(default_factory=lambda: secrets.randbelow(10**9))
    document: Document = field(default_factory=lambda: Document("", b""))
    draft: Draft | None = None
    awaits_day: bool = False
    day: date | None = None
    latest: int | None = None
    is_busy: bool = False
    is_over: bool = False

    def is_named(self, token: int, holder: str) -> bool:
        """Tell whether a button of its holder names it, and not a job that is gone, a forged one or another's."""
        return (self.token, self.holder) == (token, holder) and not self.is_over


def next_task(job: Job, settings: KnowledgeSettings) -> Task:
    """Return what is to be done for a job: to read its file, to publish it, or without a file to embed again."""
    return Task(
        "publish" if job.draft else "prepare" if job.file else "reindex",
        str(settings.database.absolute()),
        settings.encoder,
        job.lang,
        job.document.name,
        len(job.document.data),
        job.day,
        job.holder,
    )


def press(job: Job, action: Action, today: date) -> Reply | Deed:
    """Return what a button of a job shows, maybe nothing, or what it asks to be done."""
    if action.kind == "stop" and job.is_busy:
        return Deed.STOP
    if job.is_busy or job.draft is None:
        return Reply(toast=say("One moment, it is being done.", job.lang))
    if action.kind == "discard":
        return Deed.DISCARD
    job.awaits_day = action.kind == "day"
    if action.kind == "publish":
        job.day = _day(action.number(1))
        return Deed.PUBLISH if job.day else Reply()
    if action.kind == "when":
        return told.when_reply(job.draft, today, job.token, job.lang)
    if action.kind == "day":
        return told.which_day_reply(job.draft, job.token, job.lang)
    return told.draft_reply(job.draft, job.file, job.token, job.lang) if action.kind == "draft" else Reply()


def _day(number: int) -> date | None:
    """Read a day as a button holds it, such as 20270131."""
    try:
        return datetime.strptime(f"{number:08}", "%Y%m%d").date()
    except ValueError:
        return None


def write_day(job: Job, text: str, today: date) -> Reply:
    """Take the day that was asked for; one that there is not is asked for again."""
    assert job.draft
    try:
        day = parse_day(text, today)
    except InvalidDay:
        return Reply(say("“{text}” is no day. Write it like this: 31.01.2027.", job.lang, text=shorten(text, 40)))
    job.awaits_day = False
    return told.confirm_day_reply(job.draft, day, today, job.token, job.lang)


def progress(job: Job, word: Word | None = None) -> Reply:
    """Say how far what runs for a job is."""
    return told.progress_reply(word or Word(), job.draft.act if job.draft else "", job.token, job.lang)


def outcome(job: Job, word: Word, in_force: Sequence[int], today: date) -> Reply:
    """Say what came of a task, by its last word: a draft, editions, or nothing; `in_force` are numbers of editions."""
    job.is_busy = False
    job.is_over = word.draft is None or word.draft.is_same or not word.draft.has_duties
    if word.draft:
        job.draft = word.draft
        return told.draft_reply(word.draft, job.file, job.token, job.lang)
    if word.results and job.file:
        return told.result_reply(word.results, in_force, today, job.lang)
    if word.results is None or job.file:
        return _failed(job, word)
    return told.reindexed_reply(word.results, job.lang)


def _failed(job: Job, word: Word) -> Reply:
    if not word.error:
        return Reply(say(STUCK, job.lang))
    if job.draft is None and job.file:
        return Reply(say("{reason}\nNothing has changed.", job.lang, reason=word.error))
    return Reply(say("It did not work, and nothing was published: {reason}", job.lang, reason=word.error))


def held(job: Job, who: str, since: datetime, lang: str, until: datetime | None = None, token: int = 0) -> Reply:
    """Say who is at work on a job; a file that was sent waits, under a token, to take over from a time on."""
    at_it = N_("{who} is at it now (since {since}, file {name}).")
    embedding = N_("{who} is embedding the acts again (since {since}).")
    text = say(at_it if job.file else embedding, lang, who=who, since=f"{since:%H:%M}", name=job.file)
    if until is None:
        return Reply(text)
    text += "\n" + say("If nothing happens, you can take over from {until}.", lang, until=f"{until:%H:%M}")
    return Reply(text, buttons=((told.button(lang, N_("Take over"), "take", token),),))


def put_aside(job: Job, who: str) -> Reply:
    """Say that another file takes the place of a job's: its holder's own, or that of somebody else, who is named."""
    own = N_("Put aside: {name} – another file was sent. Nothing has changed.")
    others = N_("Somebody else ({who}) has taken over from {name}. Nothing of it was published.")
    return Reply(say(others if who else own, job.lang, name=job.file, who=who))


def discarded(job: Job) -> Reply:
    """Say that a draft is gone."""
    return Reply(say("Discarded: {name}. Nothing has changed.", job.lang, name=job.file))


def stopped(job: Job, latest: Edition | None) -> Reply:
    """Say what became of a job that was cancelled, by the latest edition that there is: it may have been too late."""
    if job.file and job.latest is not None and latest and latest.id != job.latest:
        text = say(
            "Too late to cancel: {act} is published (edition {edition}). /editions can go back.",
            job.lang,
            act=told.act_name(latest.act, job.lang),
            edition=latest.id,
        )
        return Reply(text)
    return Reply(say("Cancelled. Nothing was published.", job.lang))
