"""Publishing and embedding again in the terminal: the same drafts and choices as in a messenger, done at once."""

from pathlib import Path

from bot.dialogue.dialogue import Dialogue
from bot.publishing import drafts as told
from bot.publishing import flow
from bot.publishing.flow import Deed, Job
from bot.replies.actions import Action
from bot.replies.reply import Reply
from indexer.publishing.worker import Word, done
from indexer.reading.read import Document
from knowledge.days import WRITTEN_DAY, today_in_warsaw
from knowledge.errors import UnreadableSource
from knowledge.store.rows import COMMAND_LINE
from knowledge.wording import say


class TerminalPublisher:
    """Hold the draft that is looked at."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._conversation = dialogue.conversation
        self._job = Job(COMMAND_LINE, "", "pl", is_over=True)

    def open(self, path: Path, lang: str) -> Reply:
        """Read a file and show its draft."""
        self._job = Job(COMMAND_LINE, told.file_name(path.name), lang)
        try:
            self._job.document = Document.from_file(path.expanduser())
        except UnreadableSource as error:
            return flow.outcome(self._job, Word(error=error.message), (), today_in_warsaw())
        return self._work(self._job)

    def press(self, action: Action) -> Reply:
        """Do what a button of a draft says."""
        job = self._job
        if not job.is_named(action.number(0), COMMAND_LINE):
            return Reply(toast=say(flow.GONE, job.lang))
        match flow.press(job, action, today_in_warsaw()):
            case Deed.PUBLISH:
                return self._work(job)
            case Reply() as shown:
                return shown
        job.is_over = True
        return flow.discarded(job)

    def day(self, text: str) -> Reply | None:
        """Take a day that was asked for; None where none was, or the text is none."""
        is_asked = self._job.awaits_day and not self._job.is_over and WRITTEN_DAY.match(text)
        return flow.write_day(self._job, text, today_in_warsaw()) if is_asked else None

    def reindex(self, lang: str) -> Reply:
        """Embed what is in force again."""
        return self._work(Job(COMMAND_LINE, "", lang))

    def _work(self, job: Job) -> Reply:
        """Have the next task of a job done, and tell what came of it."""
        word = done(flow.next_task(job, self._conversation.settings), job.document, lambda _: None)
        self._conversation.refresh()
        today = today_in_warsaw()
        in_force = [each.id for each in self._conversation.store.in_force(today)]
        return flow.outcome(job, word, in_force, today)
