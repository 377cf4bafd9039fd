"""All that can go wrong, each with one line that says what it was and what to do.

KnowledgeError
├── InvalidCitation        the text is no citation
├── UnknownProvision       the act has no such provision
├── UnreadableSource       the file is missing, empty, binary, or no act
│   └── InapplicableAmendment  it amends an act otherwise than can be applied (indexer/amending/consolidate.py)
├── NotUnderstood          something in an instruction stays unexplained (indexer/instructions/unexplained.py)
├── Inapplicable           the act has no place for an instruction (indexer/amending/tree.py)
├── EncoderUnavailable     the embedding model cannot be had
│   └── EncoderChanged     an edition was embedded with another one than is set
├── DatabaseUnusable       the file is corrupt, locked, or from a newer version
├── Broken                 what the file holds is not what was written (knowledge/store/seal.py); told as the one above
├── InvalidBackup          the file to restore is missing, damaged, foreign or newer
├── NoEdition              nothing has been published yet
│   └── NothingInForce     all that was published is withdrawn
├── InvalidQuestion        the question is empty or far too long
├── InvalidOrder           a project order lacks what the act demands, or names what the act does not have
├── InvalidDay             what is given as a day is none
├── UnknownCorrection      there is no correction of that number
├── InvalidContact         a unit's contact cannot be read, or no act has the unit
├── InvalidSettings        settings are missing or wrong; all of them are named at once
├── UnwritableFile         a file that somebody named cannot be written
├── UndrawableChart        a picture is of no known format, or has nobody to show (bot/replies/chart.py)
├── AddressTaken           the bot cannot listen where it is told to
└── InvalidAction          what a button says is no action
"""

from collections.abc import Sequence

from knowledge.wording import Message


class KnowledgeError(Exception):
    """Base of every error that a user can mend: one clear line, in English as its text, in any language as `message`.

    `values` fill the slots of the line; without any it may hold braces.
    """

    def __init__(self, text: str | Message, /, **values: object) -> None:
        self.message = text if isinstance(text, Message) else Message(text, **values)
        super().__init__(str(self.message))


class InvalidCitation(KnowledgeError):
    """A text that is no citation."""

    def __init__(self, text: str) -> None:
        super().__init__(
            Message("{text!r} is no citation; write it as '§ 17 ust. 2 pkt 1 lit. g' or '17.2.1.g'", text=shorten(text))
        )


class UnknownProvision(KnowledgeError):
    """A citation that the act does not have."""


class UnreadableSource(KnowledgeError):
    """A source file that is missing, empty, binary, or no act."""


class EncoderUnavailable(KnowledgeError):
    """An embedding model that cannot be loaded."""


class EncoderChanged(EncoderUnavailable):
    """An edition whose vectors are of another encoder than the one that is set."""


class DatabaseUnusable(KnowledgeError):
    """A database file that is corrupt, locked, or written by a newer version."""


class InvalidBackup(KnowledgeError):
    """A backup that cannot be written or restored."""


class NoEdition(KnowledgeError):
    """A database in which nothing has been published yet."""


class NothingInForce(NoEdition):
    """A database of which no edition is in force or will be."""

    def __init__(self) -> None:
        super().__init__(Message("no act is in force, so nothing answers; publish one: python -m indexer publish FILE"))


class InvalidQuestion(KnowledgeError):
    """A question that is empty or far too long."""


class InvalidOrder(KnowledgeError):
    """A project order that lacks what the act demands, or names a unit the act does not have."""


class InvalidDay(KnowledgeError):
    """A text that is no day."""

    def __init__(self, text: str) -> None:
        super().__init__(Message("{text!r} is no day; write 2027-01-31 or 31.01.2027", text=shorten(text)))


class UnknownCorrection(KnowledgeError):
    """A correction that does not exist."""


class InvalidContact(KnowledgeError):
    """A contact that cannot be read, or of a unit that no act has."""


class InvalidSettings(KnowledgeError):
    """Settings that are missing or wrong."""

    def __init__(self, problems: Sequence[Message]) -> None:
        self.problems = tuple(problems)
        super().__init__(Message.joined(problems, "; "))


class UnwritableFile(KnowledgeError):
    """A file that cannot be written."""


class AddressTaken(KnowledgeError):
    """An address on which the bot cannot listen."""


class InvalidAction(KnowledgeError):
    """A text that stands for no action of a button."""


def shorten(text: str, width: int = 60) -> str:
    """Cut a text for quoting in a message, on one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
