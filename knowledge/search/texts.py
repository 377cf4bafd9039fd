"""The texts through which the clauses of an act and its units are found."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.acts.act import Act
from knowledge.acts.edition import NOBODY, Example


@dataclass(frozen=True, slots=True)
class Texts:
    """Hold the texts through which clauses are found, and for each the position of its clause, or `NOBODY`.

    `own` is how many of them, the first ones, are the act's own words; `bare` marks the clauses without example
    questions, shape (clauses,).
    """

    texts: tuple[str, ...]
    owners: NDArray[np.int64]
    bare: NDArray[np.bool_]
    own: int

    @classmethod
    def of(cls, act: Act, examples: Sequence[Example]) -> "Texts":
        """Gather each clause's text, alone and in its context, and every example question."""
        positions = {clause.key: position for position, clause in enumerate(act.clauses)}
        pairs = [
            (text, at)
            for at, clause in enumerate(act.clauses)
            for text in dict.fromkeys((clause.text, " ".join((*act.context(clause), clause.text))))
        ]
        own = len(pairs)
        pairs += [(example.question, positions[example.key] if example.key else NOBODY) for example in examples]
        asked = {example.key for example in examples}
        return cls(
            tuple(text for text, _ in pairs),
            np.array([owner for _, owner in pairs], dtype=np.int64),
            np.array([clause.key not in asked for clause in act.clauses]),
            own,
        )


def unit_texts(act: Act, codes: Sequence[str]) -> Iterator[str]:
    """Yield for each unit its name and all its duties in their context, as one text."""
    duties: dict[str, list[str]] = defaultdict(list)
    for clause in act.clauses:
        duties[clause.unit] += (*act.context(clause), clause.text)
    for code in codes:
        unit = act.unit(code)
        yield " ".join((unit.name if unit else "", *duties[code]))
