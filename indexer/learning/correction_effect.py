"""What a correction would do to questions whose answers are known: which go wrong by it, which are put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer.examples.corpus import read_judged
from knowledge.answer import Answer
from knowledge.embedding.encoder import Encoder
from knowledge.search.rulings import Ruling, Rulings
from knowledge.search.searcher import Searcher
from knowledge.shipped import CALIBRATION
from knowledge.staff.corrections import Correction

NEAR = 0.3
"""The cosine from which on a ruling may change the answer to a question that it does not decide."""


@dataclass(frozen=True, slots=True)
class Case:
    """Hold a question and the codes of the units that rightly answer it; none where nobody does."""

    question: str
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """Hold what a correction would change among some questions: those that go wrong by it, and those put right."""

    asked: int
    worsened: tuple[str, ...]
    mended: tuple[str, ...]


class Examiner:
    """Try corrections on the judged questions that come with the program, and on those that were corrected before."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def effect(
        self, searcher: Searcher, rulings: Sequence[Ruling], ruling: Ruling, corrected: Sequence[Correction]
    ) -> Effect:
        """Ask before and after a ruling joins the others; `corrected` are the corrections that stand behind those."""
        cases = [*self._judged, *(Case(each.question, frozenset({each.unit} - {""})) for each in corrected)]
        vectors = np.concatenate((self._vectors, self._encode([each.question for each in corrected])))
        before, after = searcher.under(rulings), searcher.under([*rulings, ruling])
        alone, cosines = Rulings([ruling], [0], searcher.vocabulary, searcher.chance), vectors @ ruling.vector
        touched = [
            case
            for case, cosine in zip(cases, cosines, strict=True)
            if cosine >= NEAR or alone.deciding(case.question, np.array([cosine])) is not None
        ]
        right = [(case, _is_right(before, case), _is_right(after, case)) for case in touched]
        worsened = tuple(case.question for case, was, will_be in right if was and not will_be)
        mended = tuple(case.question for case, was, will_be in right if will_be and not was)
        return Effect(len(cases), worsened, mended)

    @cached_property
    def _judged(self) -> list[Case]:
        return [Case(each.question, frozenset(each.units)) for each in read_judged(CALIBRATION)]

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return self._encode([each.question for each in self._judged])

    def _encode(self, questions: Sequence[str]) -> NDArray[np.float32]:
        if not questions:
            return np.zeros((0, self._encoder.dimension), dtype=np.float32)
        return self._encoder.encode_query(questions)


def _is_right(searcher: Searcher, case: Case) -> bool:
    answer: Answer = searcher.answer(case.question)
    named = [found.unit.code for found in answer.units]
    return named[0] in case.units if named else not case.units
