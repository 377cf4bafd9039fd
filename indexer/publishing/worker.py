"""The process that reads, compares and publishes for a bot, so that its own goes on answering questions.

A bot starts one for each task: a line of JSON and the document come on standard input, lines of JSON go out. While the
task lasts, its input stays open; when it closes, because the bot ended it or was ended, the process ends at once. What
it publishes appears in one transaction or not at all.
"""

import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from indexer.publishing.draft import Draft, prepare
from indexer.publishing.processes import answers, step_back
from indexer.publishing.publish import Publication, publish_whole, republish, source_of
from indexer.publishing.sandbox import read_confined
from indexer.reading.read import Document
from knowledge.acts.edition import Lost
from knowledge.days import today_in_warsaw
from knowledge.embedding.encoder import Encoder, load_encoder, use_one_thread
from knowledge.errors import KnowledgeError
from knowledge.store.store import Store
from knowledge.wording import Message

AT_ONCE = 256
"""How many texts are embedded between two words about how far it is."""


@dataclass(frozen=True, slots=True)
class Task:
    """Hold what is to be done; `size` is the number of the document's bytes, `who` the key of whoever asked for it."""

    kind: Literal["prepare", "publish", "reindex"]
    database: str
    encoder: str = ""
    lang: str = "en"
    name: str = ""
    size: int = 0
    valid_from: date | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Hold an edition that was published, and how it stands; `changed` is False where it was published before."""

    edition: int
    act: str
    valid_from: date
    changed: bool
    units: int
    duties: int
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a line of what the process says: how far it is, what came of it, or what went wrong.

    The last word of a task that failed without a reason to tell has a `trace` instead of an `error`.
    """

    step: Literal["", "read", "embed"] = ""
    done: int = 0
    of: int = 0
    draft: Draft | None = None
    results: tuple[Result, ...] | None = None
    error: Message | None = None
    trace: str = ""


Tell = Callable[[Word], None]


class Reporting:
    """Stand before an encoder and tell how far embedding is."""

    def __init__(self, encoder: Encoder, tell: Tell) -> None:
        self.name, self.dimension, self.calibrations = encoder.name, encoder.dimension, encoder.calibrations
        self._encoder, self._tell = encoder, tell

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode questions."""
        return self._encoder.encode_query(texts)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode clauses and example questions, some at a time."""
        parts: list[NDArray[np.float32]] = []
        for start in range(0, len(texts), AT_ONCE):
            self._tell(Word("embed", start, len(texts)))
            parts.append(self._encoder.encode_document(texts[start : start + AT_ONCE]))
        return np.concatenate(parts)


def main() -> None:
    """Do the task on standard input."""
    output = answers()
    step_back()
    task = msgspec.json.decode(sys.stdin.buffer.readline(), type=Task)
    document = Document(task.name, sys.stdin.buffer.read(task.size))
    threading.Thread(target=_end_with, args=(sys.stdin.fileno(),), daemon=True).start()

    def tell(word: Word) -> None:
        output.write(msgspec.json.encode(word) + b"\n")
        output.flush()

    try:
        tell(done(task, document, tell))
    except Exception:
        tell(Word(trace=traceback.format_exc()))


def done(task: Task, document: Document, tell: Tell) -> Word:
    """Do a task and return the last word on it: what came of it, or why it cannot be done."""
    try:
        return _do(task, document, tell)
    except KnowledgeError as error:
        return Word(error=error.message)


def _do(task: Task, document: Document, tell: Tell) -> Word:
    with Store(Path(task.database)) as store:
        if task.kind == "prepare":
            tell(Word("read"))
            return Word(draft=prepare(document, store, task.lang, today_in_warsaw()))
        encoder = Reporting(load_encoder(task.encoder), tell)
        use_one_thread()
        if task.kind == "reindex":
            published = tuple(republish(store, encoder, task.who))
        else:
            reading = read_confined(document)
            published = publish_whole(
                reading,
                source_of(reading, document),
                store,
                encoder,
                force=True,  # whoever chose the day was shown what speaks against it
                valid_from=task.valid_from,
                who=task.who,
            )
    return Word(results=tuple(map(_result, published)))


def _result(publication: Publication) -> Result:
    edition = publication.edition
    return Result(
        edition.id,
        edition.act,
        edition.valid_from,
        publication.changed,
        edition.unit_count,
        edition.clause_count,
        publication.lost,
    )


def _end_with(pipe: int) -> None:
    """End this process when its input does: nobody waits any more."""
    while os.read(pipe, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
