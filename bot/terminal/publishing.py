"""Publishing and embedding again in the terminal: the same drafts and choices as in a messenger, done in here."""

from datetime import date, datetime
from pathlib import Path

from bot.dialogue.dialogue import Dialogue
from bot.publishing import drafts as told
from bot.replies.reply import Reply
from indexer.parsing.parse import Reading
from indexer.publishing.draft import Draft, draft_of
from indexer.publishing.publish import publish_whole, republish, source_of
from indexer.publishing.sandbox import read_confined
from indexer.publishing.worker import result_of
from indexer.reading.read import Document
from knowledge.days import WRITTEN_DAY, parse_day, today_in_warsaw
from knowledge.errors import InvalidDay, UnreadableSource, shorten
from knowledge.store.rows import COMMAND_LINE
from knowledge.wording import say

TOKEN = "terminal"


class TerminalPublisher:
    """Hold the draft that is looked at."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._conversation = dialogue.conversation
        self._opened: tuple[Document, Reading, Draft] | None = None
        self._lang = "pl"
        self._awaits_day = False

    def open(self, path: Path, lang: str) -> Reply:
        """Read a file and show its draft."""
        self._lang, self._opened = lang, None
        try:
            document = Document.from_file(path.expanduser())
            reading = read_confined(document)
            draft = draft_of(reading, document, self._conversation.store, lang, today_in_warsaw())
        except UnreadableSource as error:
            return Reply(say("{reason}\nNothing has changed.", lang, reason=error.message))
        if draft.has_duties and not draft.is_same:
            self._opened = document, reading, draft
        return told.draft_reply(draft, told.file_name(document.name), TOKEN, lang)

    def press(self, action: str) -> Reply:
        """Do what a button of a draft says."""
        _, verb, _, day = f"{action}:".split(":")[:4]
        self._awaits_day = verb == "day"
        if self._opened is None:
            return Reply(say("I no longer have that file – please send it again.", self._lang))
        document, _, draft = self._opened
        match verb:
            case "when":
                return told.when_reply(draft, today_in_warsaw(), TOKEN, self._lang)
            case "day":
                return told.which_day_reply(draft, TOKEN, self._lang)
            case "publish":
                return self._publish(datetime.strptime(day, "%Y%m%d").date())
            case "discard":
                self._opened = None
                return Reply(
                    say("Discarded: {name}. Nothing has changed.", self._lang, name=told.file_name(document.name))
                )
        return told.draft_reply(draft, told.file_name(document.name), TOKEN, self._lang)

    def day(self, text: str) -> Reply | None:
        """Take a day that was asked for; None where none was, or the text is none."""
        if not (self._awaits_day and self._opened and WRITTEN_DAY.match(text)):
            return None
        try:
            day = parse_day(text)
        except InvalidDay:
            return Reply(say("“{text}” is no day. Write it like this: 31.01.2027.", self._lang, text=shorten(text, 40)))
        self._awaits_day = False
        return told.confirm_day_reply(self._opened[2], day, today_in_warsaw(), TOKEN, self._lang)

    def reindex(self, lang: str) -> Reply:
        """Embed what is in force again."""
        published = republish(self._conversation.store, self._conversation.encoder, COMMAND_LINE)
        self._conversation.refresh()
        return told.reindexed_reply([result_of(each) for each in published], lang)

    def _publish(self, day: date) -> Reply:
        assert self._opened
        document, reading, _ = self._opened
        store, encoder = self._conversation.store, self._conversation.encoder
        published = publish_whole(
            reading,
            source_of(reading, document),
            store,
            encoder,
            force=True,
            valid_from=day,
            who=COMMAND_LINE,
        )
        self._opened = None
        self._conversation.refresh()
        today = today_in_warsaw()
        in_force = [each.id for each in store.in_force(today)]
        return told.result_reply([result_of(each) for each in published], in_force, today, self._lang)
