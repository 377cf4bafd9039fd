"""What is remembered of conversations: the last answers of a chat, its language, verdicts, updates not yet handled.

Chats and persons come as keys that the messenger's side has made unrecognisable; nothing here can tell who they are.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from knowledge.masking import mask
from knowledge.store.schema import OF_TURNS
from knowledge.store.store import Store

DAY = 86_400.0

YEAR_2026 = 1_767_225_600
"""The second since 1970 from which the numbers of turns are counted: they stay below nine digits until 2057."""


class Named(NamedTuple):
    """A unit that was named: its position in the act of an edition."""

    edition: int
    position: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one answered question of a chat.

    `units` are the units that were named, of one edition or of several in force together; `more` is the action that
    "show more" stands for. `asked_in` and `told_in` number the messages of question and reply, where the messenger
    numbers them.
    `outcome` is that of the answer, "" where the turn only goes on from one; `confidence` is from 0 to 1. `seconds` run
    from the arrival of the question until the messenger had taken the reply; None while it has not.
    """

    id: int
    chat: str
    asked_at: float
    edition: int
    lang: str
    question: str
    units: tuple[Named, ...]
    more: str
    asked_in: int | None = None
    told_in: int | None = None
    person: str = ""
    outcome: str = ""
    confidence: float | None = None
    seconds: float | None = None


class Memory:
    """Keep conversations in the store's file; `clock` returns the time in seconds since 1970.

    With `kept_seconds`, turns and verdicts are not stored: they are remembered for so long, and only as long as the
    store is open.
    """

    def __init__(self, store: Store, clock: Callable[[], float] = time.time, kept_seconds: float | None = None) -> None:
        self._store = store
        self._clock = clock
        self._kept_seconds = kept_seconds
        if kept_seconds is not None:
            store.keep_in_memory("turns", *OF_TURNS)

    @property
    def is_stored(self) -> bool:
        """Whether turns and verdicts outlive the program."""
        return self._kept_seconds is None

    def language(self, chat: str) -> str:
        """Return the language a chat has chosen; "" where it follows the question."""
        with self._store.reading() as db:
            return next((str(row["lang"]) for row in db.query("select lang from chats where chat = ?", [chat])), "")

    def choose_language(self, chat: str, lang: str) -> None:
        """Keep the language that a chat has chosen."""
        with self._store.writing() as db:
            db.table("chats").insert({"chat": chat, "lang": lang}, replace=True)

    def remember(
        self,
        chat: str,
        edition: int,
        lang: str,
        question: str,
        units: tuple[Named, ...],
        more: str,
        *,
        person: str = "",
        outcome: str = "",
        confidence: float | None = None,
    ) -> int:
        """Keep an answered question, masked; returns the number of the turn.

        Numbers grow with time, so that a button of an answer that was forgotten never finds a newer one.
        """
        row = {"chat": chat, "asked_at": self._clock(), "edition": edition, "lang": lang, "question": mask(question)}
        row |= {"units": json.dumps(units), "more": more}
        row |= {"person": person, "outcome": outcome, "confidence": confidence}
        with self._store.writing(lasting=False) as db:  # the mark that its update was handled comes after it, and lasts
            if self._kept_seconds is not None:
                _forget_before(db, self._clock() - self._kept_seconds)
            last = int(next(db.execute("select coalesce(max(id), 0) from turns"))[0])
            turn = max(last + 1, int(self._clock()) - YEAR_2026)
            db.execute(f"insert into turns (id, {', '.join(row)}) values (?{', ?' * len(row)})", [turn, *row.values()])
        return turn

    def amend(self, turn: int, **values: float | str | None) -> None:
        """Set `more`, `asked_in`, `told_in` or `seconds` of a turn; one forgotten meanwhile stays forgotten."""
        with self._store.writing() as db:
            for column, value in values.items():
                db.execute(f"update turns set {column} = ? where id = ?", [value, turn])

    def turn(self, turn: int) -> Turn | None:
        """Return a turn by its number; None where it was never or is no longer kept."""
        return self._turn("id = ?", [turn])

    def last(self, chat: str, seconds: float) -> Turn | None:
        """Return the last turn of a chat unless it is older than that."""
        newest = "id = (select max(id) from turns where chat = ?) and asked_at >= ?"
        return self._turn(newest, [chat, self._clock() - seconds])

    def asked_in(self, chat: str, message: int) -> Turn | None:
        """Return the turn whose question stood in a message."""
        return self._turn("chat = ? and asked_in = ?", [chat, message])

    def told_in(self, chat: str, message: int) -> Turn | None:
        """Return the turn whose reply stands in a message."""
        return self._turn("chat = ? and told_in = ?", [chat, message])

    def judge(self, turn: int, person: str, liked: bool) -> None:
        """Keep a person's verdict on an answer; the last one counts."""
        row = {"turn": turn, "person": person, "liked": int(liked), "given_at": self._clock()}
        with self._store.writing() as db:
            db.table("verdicts").insert(row, replace=True)

    def forget(self, days: float) -> None:
        """Delete turns with their verdicts, and marks of handled updates, that are older than so many days."""
        with self._store.writing() as db:
            _forget_before(db, self._clock() - days * DAY)
            # a messenger keeps an update for a day, so it does not deliver one again after two
            db.execute("delete from updates where body is null and received_at < ?", [self._clock() - 2 * DAY])
        self._store.empty_log()

    def kept_of(self, person: str) -> tuple[int, int]:
        """Return how many turns and how many verdicts are a person's own."""
        with self._store.reading() as db:
            return db.table("turns").count_where("person = ?", [person]), db.table("verdicts").count_where(
                "person = ?", [person]
            )

    def forget_person(self, person: str, chat: str = "") -> None:
        """Delete a person's turns and verdicts, and the language of the chat that is the person's alone."""
        with self._store.writing() as db:
            db.execute(
                "delete from verdicts where person = ? or turn in (select id from turns where person = ?)",
                [person, person],
            )
            db.execute("delete from turns where person = ?", [person])
            db.execute("delete from chats where chat = ?", [chat])
        self._store.empty_log()

    def together(self, calls: Sequence[Callable[[], Any]]) -> list[Any]:
        """Make several calls of this memory in one transaction; returns what they return."""
        with self._store.writing():
            return [call() for call in calls]

    def receive(self, key: str, body: str) -> bool:
        """Keep an update until it is handled; returns False where it was received before."""
        insert = "insert or ignore into updates (key, body, received_at, attempts) values (?, ?, ?, 0)"
        with self._store.writing() as db:
            return db.execute(insert, [key, body, self._clock()]).rowcount == 1

    def attempt(self, key: str) -> None:
        """Count an attempt to handle an update that is left from before."""
        with self._store.writing() as db:
            db.execute("update updates set attempts = attempts + 1 where key = ?", [key])

    def handled(self, key: str) -> None:
        """Drop the body of an update that was handled; its key stays, so that it is not handled twice."""
        with self._store.writing() as db:
            db.execute("update updates set body = null where key = ?", [key])

    def waiting(self, most_attempts: int = 3) -> tuple[tuple[str, str, float], ...]:
        """Return the updates that were received and not handled, in order: key, body, and when each was received.

        One that was attempted so often is given up: it may be what ended the program each time.
        """
        with self._store.writing() as db:
            db.execute("update updates set body = null where attempts >= ?", [most_attempts])
            rows = db.table("updates").rows_where("body is not null", order_by="position")
            return tuple((row["key"], row["body"], row["received_at"]) for row in rows)

    def _turn(self, where: str, values: list[Any]) -> Turn | None:
        with self._store.reading() as db:
            row = next(db.query(f"select * from turns where {where} order by id desc limit 1", values), None)
        if row is None:
            return None
        with self._store.parsing():
            return Turn(**row | {"units": tuple(Named(*each) for each in json.loads(row["units"]))})


def _forget_before(db: Any, moment: float) -> None:
    """Delete the turns from before a moment, with their verdicts."""
    db.execute("delete from verdicts where turn in (select id from turns where asked_at < ?)", [moment])
    db.execute("delete from turns where asked_at < ?", [moment])
