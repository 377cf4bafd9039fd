"""Which example questions an act is published with: those that come with the program, and those of the act before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

import numpy as np

from indexer.comparing.compare import compare
from indexer.examples.corpus import elsewhere, examples_of, nobodys_questions
from indexer.examples.embedding import Embedding
from indexer.examples.inheritance import Inheritance, carry_over, inherit
from indexer.parsing.parse import parse
from indexer.reading.read import read
from knowledge.acts.act import Act
from knowledge.acts.edition import Example
from knowledge.acts.succession import succeeds
from knowledge.shipped import DECREE
from knowledge.store.store import Store

COVERED = 0.5
"""The cosine from which on a duty of another office is taken to be one that this act gives to somebody."""


def shipped_examples(act: Act, asked: Sequence[Example]) -> tuple[Example, ...]:
    """Return the example questions of an act together with those that are nobody's."""
    gone_through = frozenset((act.number, shipped_act().number) if _is_in_shipped_line(act) else (act.number,))
    return (*asked, *(Example(question) for question in nobodys_questions(act)), *_elsewhere(gone_through))


@lru_cache(maxsize=4)
def shipped_questions(act: Act) -> tuple[Example, ...]:
    """Return the example questions that come with the program, at the clauses of an act in the line of their own."""
    if not _is_in_shipped_line(act):
        return examples_of(act)
    return carry_over(compare(shipped_act(), act), _decrees_questions())[0]


def _is_in_shipped_line(act: Act) -> bool:
    return succeeds(act, shipped_act()) or succeeds(shipped_act(), act)


@cache
def shipped_act() -> Act:
    """Return the act that comes with the program."""
    return parse(read(DECREE)).act


@cache
def _decrees_questions() -> tuple[Example, ...]:
    return examples_of(shipped_act())


def legacy_of(act: Act, day: date, store: Store) -> Inheritance | None:
    """Return what an act has from the edition of its line that it follows; None where it stands in no line yet.

    An act of the past has it from the one that took its place; what it lacks of that one is not lost.
    """
    nearest = store.nearest(act, day)
    if nearest is None:
        return None
    published = store.load(nearest)
    legacy = inherit(act, published.act, store.examples(published), store.lost(nearest))
    if nearest.valid_from > day:
        return replace(legacy, lost=(), still_lost=())
    shipped = {example.question for example in shipped_questions(act)}
    found_again = [
        tuple(each for each in lost if each.question not in shipped) for lost in (legacy.lost, legacy.still_lost)
    ]
    return replace(legacy, lost=found_again[0], still_lost=found_again[1])


def examples_for(
    act: Act, shipped: Sequence[Example], legacy: Inheritance | None, embedding: Embedding
) -> tuple[Example, ...]:
    """Choose the example questions of an act: those shipped and inherited, without what is somebody's by its words."""
    return tuple(_uncovered(act, _with_legacy(act, shipped, legacy), legacy, embedding))


def _with_legacy(act: Act, shipped: Sequence[Example], legacy: Inheritance | None) -> Sequence[Example]:
    """Add what is inherited to what comes with the program, which prevails where both know a question."""
    if legacy is None:
        return shipped
    asked = [example for example in shipped if example.citation]
    known = {example.question for example in asked}
    candidates = shipped_examples(act, [*asked, *(each for each in legacy.examples if each.question not in known)])
    known = {example.question for example in candidates}
    return (*candidates, *(Example(question) for question in legacy.nobodys if question not in known))


@lru_cache(maxsize=4)
def _elsewhere(gone_through: frozenset[str]) -> tuple[Example, ...]:
    """Return the duties of other offices and the questions about them, as questions that are nobody's.

    Left out is what one of some acts gives to a unit of its own too; they are named by their numbers.
    """
    others = (other for other in elsewhere() if gone_through.isdisjoint(other.also))
    return tuple(Example(text) for other in others for text in (other.duty, *other.questions))


def _uncovered(
    act: Act, candidates: Sequence[Example], legacy: Inheritance | None, embedding: Embedding
) -> Iterator[Example]:
    """Leave out what is taken to be nobody's, other offices' duties above all, and this act gives to somebody.

    What was nobody's by the act before can have been given to somebody by new words only.
    """
    gone_through = bool(nobodys_questions(act))  # somebody has gone through them for this very act
    if gone_through and not legacy:
        yield from candidates
        return
    embedding.know([candidate.question for candidate in candidates])  # once for all, whatever is dropped below
    duty_of = {text: other.duty for other in elsewhere() for text in (other.duty, *other.questions)}
    nobodys = [candidate.question for candidate in candidates if not candidate.citation]
    clauses = embedding.vectors([clause.text for clause in act.clauses])
    covered = embedding.vectors([duty_of.get(text, text) for text in nobodys]) @ clauses.T >= COVERED
    new, known = set(legacy.new if legacy else ()), set(legacy.nobodys if legacy else ())
    new_words = np.array([clause in new for clause in act.clauses])
    all_words = np.full(len(act.clauses), not gone_through)
    dropped = {
        text
        for text, row in zip(nobodys, covered, strict=True)
        if (row & (new_words if text in known else all_words)).any()
    }
    yield from (example for example in candidates if example.citation or example.question not in dropped)
