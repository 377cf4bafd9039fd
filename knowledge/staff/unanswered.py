"""The queue of the helpdesk: questions that were not answered, or whose answer was disliked, alike ones together.

Everything here hangs on the turns that are remembered: with a turn goes its vector, and that it was dealt with.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import Encoder
from knowledge.masking import without_masks
from knowledge.search.rulings import Vocabulary, plain_words
from knowledge.store.store import Store

SIMILAR = 0.7
"""The contrast of cosines from which on two questions stand in one group.

Of the judged questions 2 % come nearer than this to one with another clause, 18 % to one with their own.
"""

BLOCK = 256
"""How many questions are compared at a time with the groups there are."""

AT_ONCE = 4000
EMBEDDING_SECONDS = 3.0
"""How many questions are embedded at a time, and for how long more are begun before the queue is shown."""

AHEAD_AT_ONCE = 256
"""How many are embedded at a time before anybody asks for the queue, while others are answered."""

Vectors = NDArray[np.float32]

# A question waits where it found no answer, or a dislike, until it is dealt with; where it was corrected and the
# correction rejected or undone, it waits again. Confidence is 0 where the helpdesk has said that it is nobody's.
_WAITING = """
select turns.id, turns.question, outcome, asked_at, coalesce(disliked, 0) as disliked from turns
left join (
    select turn, sum(liked = 0) as disliked, sum(liked = 1) as liked from verdicts group by turn
) as verdicts on verdicts.turn = turns.id
left join handled on handled.turn = turns.id
left join corrections on corrections.id = handled.correction
where turns.question <> '' and (disliked > 0 or (
    coalesce(liked, 0) = 0 and (outcome = 'unsure' or (outcome = 'nobody' and coalesce(confidence, 1) > 0))
))
and (handled.turn is null or corrections.stage in ('rejected', 'undone'))
order by turns.id
"""
_NEW = """
select id, question from turns where id > ? and question <> '' and outcome in ('nobody', 'unsure')
and not exists (select 1 from turn_vectors where turn = turns.id and encoder = ?) order by id limit ?
"""
_KEEP_VECTOR = """
insert or ignore into turn_vectors (turn, encoder, vector)
select ?, ?, ? where exists (select 1 from turns where id = ?)
"""
_TAKE_BACK = """
delete from handled where correction is null
and (person, handled_at) = (select person, handled_at from handled where turn = ? and correction is null)
"""
_TOLD_NOBODY = """
select turns.person, question from turns join handled on handled.turn = turns.id
where handled.correction = ? and outcome = 'nobody' and turns.person <> '' order by turns.id
"""
_DISMISSED = "select question from turns join handled on handled.turn = turns.id where handled.correction is null"


@dataclass(frozen=True, slots=True)
class AskedAlike:
    """Hold questions that ask alike: the turn and the words of the most frequent one, and all their turns.

    `nobody`, `unsure` and `disliked` count how they fared; `asked_at` is when the last one was asked.
    """

    turn: int
    question: str
    turns: tuple[int, ...]
    nobody: int
    unsure: int
    disliked: int
    asked_at: float


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Hold a question as often as it was asked in the same words."""

    question: str
    words: frozenset[str]
    rows: tuple[dict[str, Any], ...]

    @property
    def turns(self) -> tuple[int, ...]:
        return tuple(row["id"] for row in self.rows)

    @property
    def turn(self) -> int:
        return int(self.rows[-1]["id"])


class Unanswered:
    """Keep the queue in the store's file; `clock` returns the time in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock
        self._ahead = ("", 0)

    def groups(self, encoder: Encoder, vocabulary: Vocabulary, chance: float = 0.0) -> tuple[AskedAlike, ...]:
        """Return what waits, that which was asked most often first.

        Questions about different names, words that the vocabulary hardly knows, are kept apart. `chance` is the cosine
        to which two texts come by chance.
        """
        asked = self._asked()
        if not asked:
            return ()
        vectors = self._vectors(encoder, asked)
        found = [
            _group(members)
            for group in alike(vectors, chance)
            for members in _by_name([asked[at] for at in group], vocabulary)
        ]
        return tuple(sorted(found, key=lambda group: (-len(group.turns), -group.asked_at)))

    def embed_ahead(self, encoder: Encoder) -> None:
        """Embed what found no answer since the last call, so that whoever asks for the queue does not wait for it."""
        name, last = self._ahead if self._ahead[0] == encoder.name else (encoder.name, 0)
        while new := self._new(name, last):
            self._embedded(encoder, new)
            last = max(new)
        self._ahead = name, last

    def deal_with(self, turns: Iterable[int], who: str, correction: int | None = None) -> None:
        """Take questions from the queue: because of a correction, or because they need none."""
        now = self._clock()
        new = [{"turn": turn, "correction": correction, "person": who, "handled_at": now} for turn in turns]
        with self._store.writing() as db:
            known = {row[0] for row in db.execute("select id from turns")}
            db.table("handled").insert_all([row for row in new if row["turn"] in known], replace=True)

    def take_back(self, turn: int) -> None:
        """Put what was dismissed together with a turn back into the queue."""
        with self._store.writing() as db:
            db.execute(_TAKE_BACK, [turn])

    def told_nobody(self, correction: int) -> dict[str, str]:
        """Return the persons who were told that a question is nobody's which a correction answers, with their words."""
        with self._store.reading() as db:
            return dict(db.execute(_TOLD_NOBODY, [correction]).fetchall())

    def news(self, after: int) -> tuple[int, int]:
        """Return how many questions that were asked after a turn wait, and the turn of the last that waits."""
        turns = [turn for each in self._asked() for turn in each.turns]
        return sum(turn > after for turn in turns), max(turns, default=after)

    def turn_of(self, question: str) -> int | None:
        """Return a turn that waits with the words of a question; None where none does."""
        words = frozenset(_words(question).split())
        return next((each.turn for each in self._asked() if each.words == words), None)

    def version(self) -> tuple[object, ...]:
        """Return what is another whenever something comes into the queue or leaves it; the audit tells the rest."""
        counted = "select (select max(id) from turns), (select count(*) from turns), (select count(*) from handled), "
        with self._store.reading() as db:
            return tuple(db.execute(counted + "count(*), sum(liked), max(given_at) from verdicts").fetchone())

    def _new(self, encoder: str, last: int) -> dict[int, str]:
        """Return some questions, by their turns after the last one, that have no vector yet."""
        with self._store.reading() as db:
            return dict(db.execute(_NEW, [last, encoder, AHEAD_AT_ONCE]).fetchall())

    def _asked(self) -> list[_Asked]:
        """Return the different questions that wait, the most frequent first."""
        with self._store.reading() as db:
            rows = list(db.query(_WAITING))
            dismissed = {_words(row[0]) for row in db.execute(_DISMISSED)}
        same: dict[str, list[dict[str, Any]]] = {}
        spelled: dict[str, str] = {}
        for row in rows:
            question = row["question"]
            key = spelled.get(question) or spelled.setdefault(question, _words(question))
            if key and key not in dismissed:
                same.setdefault(key, []).append(row)
        found = [_Asked(rows[-1]["question"], frozenset(key.split()), tuple(rows)) for key, rows in same.items()]
        return sorted(found, key=lambda each: (-len(each.rows), each.turn))

    def _vectors(self, encoder: Encoder, asked: Sequence[_Asked]) -> Vectors:
        """Return the vectors of questions, embedding and keeping those that were not yet.

        With a slow encoder some of many may be left for the next time; till then they are zero, near to nothing.
        """
        with self._store.reading() as db:
            select = "select turn, vector from turn_vectors where encoder = ?"
            known = {row[0]: row[1] for row in db.execute(select, [encoder.name])}
        missing = [each for each in asked if known.keys().isdisjoint(each.turns)]
        until = time.monotonic() + EMBEDDING_SECONDS
        while missing and time.monotonic() < until:
            known |= self._embedded(encoder, {each.turn: each.question for each in missing[:AT_ONCE]})
            missing = missing[AT_ONCE:]
        nothing = bytes(4 * encoder.dimension)
        blobs = b"".join(next((known[turn] for turn in each.turns if turn in known), nothing) for each in asked)
        return np.frombuffer(blobs, dtype=np.float32).reshape(len(asked), -1)

    def _embedded(self, encoder: Encoder, asked: Mapping[int, str]) -> dict[int, bytes]:
        """Embed questions, given by their turns, and keep their vectors, but for turns that were deleted meanwhile."""
        fresh = encoder.encode_document([without_masks(question) for question in asked.values()])
        blobs = {turn: vector.tobytes() for turn, vector in zip(asked, fresh, strict=True)}
        with self._store.writing() as db:
            db.conn.executemany(_KEEP_VECTOR, [(turn, encoder.name, blob, turn) for turn, blob in blobs.items()])
        return blobs


def alike(vectors: Vectors, chance: float = 0.0) -> list[list[int]]:
    """Group vectors, shape (questions, dimension): each joins the nearest group before it that is near enough.

    A group is where its first member is, so the most frequent questions should come first.
    """
    least = chance + SIMILAR * (1 - chance)
    groups: list[list[int]] = []
    leaders = np.empty_like(vectors)
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK]
        bests, nearest = _nearest(block, leaders[: len(groups)])
        inside = block @ block.T
        before, fresh = len(groups), list[int]()
        for at in range(len(block)):
            best, to = bests[at], nearest[at]
            if fresh and (among := inside[at, fresh]).max() > best:
                best, to = float(among.max()), before + int(among.argmax())
            if best >= least:
                groups[to].append(start + at)
            else:
                leaders[len(groups)] = block[at]
                groups.append([start + at])
                fresh.append(at)
    return groups


def _nearest(block: Vectors, leaders: Vectors) -> tuple[list[float], list[int]]:
    """Return for each vector of a block the cosine of the nearest leader, and which it is; -1 where there is none."""
    if not len(leaders):
        return [-1.0] * len(block), [0] * len(block)
    cosines = block @ leaders.T
    nearest = cosines.argmax(axis=1)
    return cosines[np.arange(len(block)), nearest].tolist(), nearest.tolist()


def _by_name(members: list[_Asked], vocabulary: Vocabulary) -> Iterator[list[_Asked]]:
    """Part questions that are about other names than the first: "nie działa mi Zeus", "nie działa mi Ares"."""
    parts: dict[frozenset[str] | None, list[_Asked]] = {None: members[:1]}
    for each in members[1:]:
        is_other = vocabulary.tells_apart(members[0].words, each.words)
        parts.setdefault(vocabulary.names(each.words) if is_other else None, []).append(each)
    yield from parts.values()


def _group(members: Sequence[_Asked]) -> AskedAlike:
    first, rows = members[0], [row for each in members for row in each.rows]
    nobody, unsure = (sum(row["outcome"] == outcome for row in rows) for outcome in ("nobody", "unsure"))
    return AskedAlike(
        first.turn,
        first.question,
        tuple(row["id"] for row in rows),
        nobody,
        unsure,
        sum(bool(row["disliked"]) for row in rows),
        max(row["asked_at"] for row in rows),
    )


def _words(question: str) -> str:
    return " ".join(plain_words(without_masks(question)))
