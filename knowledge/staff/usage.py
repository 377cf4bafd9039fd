"""Figures of the questions that are kept: how many a day, what became of them, which units were named, how quickly."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from knowledge.acts.act import ALL_UNITS
from knowledge.answer import Outcome
from knowledge.days import OFFICE_ZONE

if TYPE_CHECKING:  # --help tells the spans, and opens no database
    from knowledge.store.store import Store

ANSWERED = (Outcome.ANSWER, Outcome.STRUCTURE)

# A turn that only goes on from an answer ("show more") has no outcome and is no question.
_QUESTIONS = """
select turns.asked_at, turns.outcome, turns.seconds, turns.units, turns.edition,
    coalesce(sum(verdicts.liked), 0) as liked, coalesce(sum(1 - verdicts.liked), 0) as disliked
from turns left join verdicts on verdicts.turn = turns.id
where turns.asked_at >= ? and turns.asked_at < ? and turns.outcome <> '' group by turns.id order by turns.id
"""
_NAMED = """
select coalesce(units.code, ?) as code, coalesce(units.name, ?) as name, turns.id as turn
from turns, json_each(turns.units) as named
left join units on units.edition = named.value ->> 0 and units.position = named.value ->> 1
where turns.asked_at >= ? and turns.asked_at < ? and turns.outcome = ?
"""
_VERDICTS = "select turn, liked from verdicts"

SPANS = (7, 30, 90)
"""For how many of the last days figures are shown."""


@dataclass(frozen=True, slots=True)
class Count:
    """Hold how many questions there were, and what became of them.

    `answered` were answered from the act, `unsure` were asked back about, `nobody` are assigned to no unit; `liked` and
    `disliked` count verdicts. `median` and `p95` are seconds from the arrival of a question until the reply was sent,
    for half of the questions and for 95 in 100 at most; None where no reply was sent.
    """

    answered: int = 0
    unsure: int = 0
    nobody: int = 0
    liked: int = 0
    disliked: int = 0
    median: float | None = None
    p95: float | None = None

    @property
    def questions(self) -> int:
        """How many questions there were."""
        return self.answered + self.unsure + self.nobody


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Hold for how many questions a unit was named as responsible, and the verdicts on these answers."""

    code: str
    name: str
    questions: int
    liked: int
    disliked: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold the figures of some days, each of them counted, the last one being today; `units` come most named first."""

    days: tuple[tuple[date, Count], ...]
    total: Count
    units: tuple[UnitCount, ...]


def figures(store: "Store", days: int, now: datetime) -> Figures:
    """Count the questions of the last days, today included, in the office's time."""
    today = now.astimezone(OFFICE_ZONE).date()
    span = [today - timedelta(days=before) for before in reversed(range(days))]
    bounds = [_midnight(span[0]), _midnight(today + timedelta(days=1))]
    with store.reading() as db:
        questions = list(db.query(_QUESTIONS, bounds))
        named = list(db.query(_NAMED, [ALL_UNITS, "", *bounds, Outcome.ANSWER.value]))
        verdicts = list(db.query(_VERDICTS))
    by_day = defaultdict(list)
    for row in questions:
        by_day[datetime.fromtimestamp(row["asked_at"], OFFICE_ZONE).date()].append(row)
    return Figures(tuple((day, _count(by_day[day])) for day in span), _count(questions), tuple(_units(named, verdicts)))


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), OFFICE_ZONE).timestamp()


def _count(questions: Sequence[dict[str, Any]]) -> Count:
    outcomes = Counter(row["outcome"] for row in questions)
    seconds = sorted(row["seconds"] for row in questions if row["seconds"] is not None)
    return Count(
        answered=sum(outcomes[outcome] for outcome in ANSWERED),
        unsure=outcomes[Outcome.UNSURE],
        nobody=outcomes[Outcome.NOBODY],
        liked=sum(row["liked"] for row in questions),
        disliked=sum(row["disliked"] for row in questions),
        median=round(statistics.median(seconds), 4) if seconds else None,
        p95=seconds[ceil(0.95 * len(seconds)) - 1] if seconds else None,
    )


def _units(named: Iterable[dict[str, Any]], verdicts: Iterable[dict[str, Any]]) -> Iterator[UnitCount]:
    liked: dict[int, list[int]] = defaultdict(list)
    for verdict in verdicts:
        liked[verdict["turn"]].append(verdict["liked"])
    turns = defaultdict(list)
    for row in named:
        turns[row["code"]].append(row)
    for code, rows in sorted(turns.items(), key=lambda each: (-len(each[1]), each[0])):
        given = [verdict for row in rows for verdict in liked[row["turn"]]]
        yield UnitCount(code, rows[-1]["name"], len(rows), sum(given), len(given) - sum(given))
