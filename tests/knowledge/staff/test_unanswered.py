"""The queue: what waits, how it is grouped, and what leaves it."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.embedding.encoder import load_encoder
from knowledge.search.rulings import Vocabulary
from knowledge.staff.conversations import DAY, Memory
from knowledge.staff.unanswered import Unanswered, alike
from knowledge.store.store import Store
from tests.support.fake_encoder import FakeEncoder

VOCABULARY = Vocabulary(["kto naprawia drukarki nie działa mi program"] * 5)


class Clock:
    """Tell a time that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        self.now += 1  # no two things happen at once
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(empty_store: Store, clock: Clock) -> Memory:
    return Memory(empty_store, clock)


def asked(memory: Memory, question: str, outcome: str = "nobody", confidence: float = 0.1) -> int:
    return memory.remember("chat", 1, "pl", question, (), "", outcome=outcome, confidence=confidence)


def waiting(store: Store) -> list[tuple[str, int]]:
    """Return the questions that wait, each with how often it was asked."""
    return [(each.question, len(each.turns)) for each in Unanswered(store).groups(load_encoder(), VOCABULARY)]


def test_what_found_no_answer_or_a_dislike_waits_and_what_was_answered_or_liked_does_not(
    empty_store: Store, memory: Memory
) -> None:
    asked(memory, "kto piecze chleb?")
    asked(memory, "drukarka", "unsure")
    asked(memory, "kto naprawia telefony?", "answer")
    disliked, liked = asked(memory, "kto kupuje licencje?", "answer"), asked(memory, "gdzie wyrobię paszport?")
    memory.judge(disliked, "p1", False)
    memory.judge(disliked, "p2", True)
    memory.judge(liked, "p1", True)
    asked(memory, "podlewanie kwiatów", "nobody", 0.0)  # the helpdesk has said so
    asked(memory, "IT-04-2", "structure")
    asked(memory, "", "nobody")
    assert waiting(empty_store) == [("kto kupuje licencje?", 1), ("drukarka", 1), ("kto piecze chleb?", 1)]


def test_alike_questions_stand_together_under_the_most_frequent_and_the_most_frequent_come_first(
    empty_store: Store, memory: Memory
) -> None:
    for question in (
        "kto piecze chleb?",
        "kto naprawi ekspres?",
        "Kto piecze chleb",
        "kto piecze chleb",
        "kto pieczee chleb",
    ):
        last = asked(memory, question)
    memory.judge(last, "p1", False)
    assert waiting(empty_store) == [("kto piecze chleb", 4), ("kto naprawi ekspres?", 1)]
    first = Unanswered(empty_store).groups(load_encoder(), VOCABULARY)[0]
    turn = memory.turn(last)
    assert turn
    assert (first.nobody, first.unsure, first.disliked, first.asked_at) == (4, 0, 1, turn.asked_at)


def test_questions_about_different_names_are_kept_apart(empty_store: Store, memory: Memory) -> None:
    for name in ("Zefir", "Otago", "zefir", "Zefirem"):
        asked(memory, f"nie działa mi program {name}")
    assert [count for _, count in waiting(empty_store)] == [3, 1]


def test_what_was_dismissed_leaves_the_queue_and_does_not_come_back_in_the_same_words(
    empty_store: Store, memory: Memory
) -> None:
    turn = asked(memory, "kto piecze chleb?")
    asked(memory, "kto naprawi ekspres?")
    Unanswered(empty_store).deal_with([turn, 999_999_999], "a1")
    asked(memory, "KTO PIECZE CHLEB")
    assert waiting(empty_store) == [("kto naprawi ekspres?", 1)]


def test_vectors_and_what_was_dealt_with_go_with_the_questions(
    empty_store: Store, memory: Memory, clock: Clock
) -> None:
    turn = asked(memory, "kto piecze chleb?")
    assert waiting(empty_store) == [("kto piecze chleb?", 1)]
    Unanswered(empty_store).deal_with([turn], "a1")
    clock.now += 100 * DAY
    memory.forget(90)
    with empty_store.reading() as db:
        assert [db.table(name).count for name in ("turns", "turn_vectors", "handled")] == [0, 0, 0]


def test_the_version_changes_with_every_question_verdict_and_deed(empty_store: Store, memory: Memory) -> None:
    queue = Unanswered(empty_store)
    seen = [queue.version()]
    turn = asked(memory, "kto piecze chleb?")
    seen.append(queue.version())
    for liked in (False, True):
        memory.judge(turn, "p1", liked)
        seen.append(queue.version())
    queue.deal_with([turn], "a1")
    seen.append(queue.version())
    assert len(set(seen)) == 5


def test_with_a_slow_encoder_what_is_not_embedded_yet_stands_alone(
    empty_store: Store, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.staff.unanswered.EMBEDDING_SECONDS", 0.0)
    asked(memory, "kto piecze chleb?")
    asked(memory, "kto pieczee chleb?")
    assert waiting(empty_store) == [("kto pieczee chleb?", 1), ("kto piecze chleb?", 1)]
    monkeypatch.undo()
    assert waiting(empty_store) == [("kto piecze chleb?", 2)]


def directions(*degrees: float) -> NDArray[np.float32]:
    angles = np.radians(degrees)
    return np.stack((np.cos(angles), np.sin(angles)), axis=1).astype(np.float32)


GROUPINGS = [
    # directions of vectors in degrees, the cosine by chance, the groups
    ((), 0.0, []),
    ((0, 90, 180), 0.0, [[0], [1], [2]]),
    ((0, 10, 90, 20, 80), 0.0, [[0, 1, 3], [2, 4]]),
    ((0, 40, 60), 0.0, [[0, 1], [2]]),  # the third is near the second alone, and a group is where its first member is
    ((0, 60, 35), 0.0, [[0], [1, 2]]),  # to the nearer of two
    ((0, 40), 0.6, [[0], [1]]),  # where any two texts come to 0.6, 0.77 is not near
]


def test_what_was_embedded_ahead_is_not_embedded_when_the_queue_is_asked_for(
    empty_store: Store, memory: Memory
) -> None:
    queue, encoder = Unanswered(empty_store), FakeEncoder()
    for number in range(300):
        asked(memory, f"pytanie {number}", ("nobody", "unsure")[number % 2])
    asked(memory, "kto naprawia drukarki?", "answer")
    queue.embed_ahead(encoder)
    assert sorted(encoder.encoded) == sorted(f"pytanie {number}" for number in range(300))
    encoder.encoded.clear()
    asked(memory, "pytanie 7")
    assert sum(len(group.turns) for group in queue.groups(encoder, VOCABULARY)) == 301
    assert encoder.encoded == []
    other = FakeEncoder("other")
    queue.embed_ahead(other)
    assert len(other.encoded) == 301


def test_the_vector_of_a_question_that_was_deleted_meanwhile_is_not_kept(empty_store: Store, memory: Memory) -> None:
    class Deleting(FakeEncoder):
        """Stand for somebody who has their questions deleted while they are embedded."""

        def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
            memory.forget_person("anna")
            return super().encode_document(texts)

    memory.remember("chat", 1, "pl", "kto piecze chleb?", (), "", person="anna", outcome="nobody")
    Unanswered(empty_store).embed_ahead(Deleting())
    with empty_store.reading() as db:
        assert db.table("turn_vectors").count == 0


@pytest.mark.parametrize(("degrees", "chance", "groups"), GROUPINGS)
def test_each_vector_joins_the_nearest_group_that_is_near_enough(
    degrees: Sequence[float], chance: float, groups: list[list[int]]
) -> None:
    assert alike(directions(*degrees).reshape(-1, 2), chance) == groups


def test_many_vectors_are_grouped_as_few_are() -> None:
    degrees = [90.0 * (at % 4) + at % 7 for at in range(1000)]
    assert [sorted(group) for group in alike(directions(*degrees))] == [list(range(at, 1000, 4)) for at in range(4)]
