"""Measure answers over judged questions: the right unit, the right clause, what is rightly and wrongly refused.

Ranking measures are those of ir_measures: Success@k (a right one among the first k) and RR (reciprocal rank); they look
at the ranking of all units and clauses, whether or not the reply names them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import ir_measures
import numpy as np
from ir_measures import RR, Success

from indexer.examples.corpus import Judged
from knowledge.acts.act import Clause
from knowledge.answer import Answer, Outcome
from knowledge.search.ranking import Mode
from knowledge.search.searcher import Searcher

MODES: tuple[Mode, ...] = ("hybrid", "dense", "lexical")

_UNIT_MEASURES = {"unit_first": Success @ 1, "unit_in_three": Success @ 3, "unit_mrr": RR}
_CLAUSE_MEASURES = {"clause_in_five": Success @ 5}
_RELIABILITY_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Measures:
    """Hold the figures of one group of questions, as shares from 0 to 1.

    Over the `answerable` questions: `unit_first`, `unit_in_three`, `clause_in_five`, `unit_mrr`, `named` (the reply
    names or offers a right unit), `offered` (units are offered to choose from, none is named) and `refused` (told
    "nobody"). Over the others: `wrongly_named` (the reply names a unit) and `wrongly_offered`.
    """

    answerable: int
    unanswerable: int
    unit_first: float
    unit_in_three: float
    clause_in_five: float
    unit_mrr: float
    named: float
    offered: float
    refused: float
    wrongly_named: float
    wrongly_offered: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold what came back for one judged question: all units and clauses by rank, and the answer given."""

    judged: Judged
    units: tuple[str, ...]
    clauses: tuple[str, ...]
    answer: Answer

    @property
    def named(self) -> tuple[str, ...]:
        """The codes of the units that the reply names or offers."""
        return tuple(found.unit.code for found in self.answer.units)


@dataclass(frozen=True, slots=True)
class Failure:
    """Hold a question that was answered wrongly or wrongly refused, and what was returned."""

    question: str
    expected: tuple[str, ...]
    outcome: str
    returned: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold all that was measured: per search mode, per kind and language, how far confidence can be relied on."""

    modes: Mapping[str, Measures]
    groups: Mapping[str, Measures]
    reliability: tuple[tuple[float, float, int, float], ...]
    failures: tuple[Failure, ...]

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return asdict(self)


def evaluate(searcher: Searcher, judged: Sequence[Judged]) -> Evaluation:
    """Ask every question in every mode and compare with the judgement."""
    return evaluate_all([(searcher, judged)])


def evaluate_all(parts: Sequence[tuple[Searcher, Sequence[Judged]]]) -> Evaluation:
    """Ask each searcher its own questions, and measure all of them together."""
    judged = [each for _, part in parts for each in part]
    trials = {mode: [_try(searcher, each, mode) for searcher, part in parts for each in part] for mode in MODES}
    hybrid = trials["hybrid"]
    names = sorted({each.kind for each in judged} | {each.lang for each in judged})
    groups = {name: [trial for trial in hybrid if name in (trial.judged.kind, trial.judged.lang)] for name in names}
    return Evaluation(
        modes={mode: figures(each) for mode, each in trials.items()},
        groups={name: figures(group) for name, group in groups.items()},
        reliability=tuple(_reliability(hybrid)),
        failures=tuple(_failures(hybrid)),
    )


def figures(trials: Sequence[Trial]) -> Measures:
    """Compute the figures of a group of questions; a share of none is 0."""
    answerable = [trial for trial in trials if trial.judged.units]
    others = [trial for trial in trials if not trial.judged.units]
    units = _measure([(trial.judged.units, trial.units) for trial in answerable], _UNIT_MEASURES)
    clauses = _measure([(trial.judged.clauses, trial.clauses) for trial in answerable], _CLAUSE_MEASURES)
    return Measures(
        answerable=len(answerable),
        unanswerable=len(others),
        **units,
        **clauses,
        named=_share(bool({*trial.judged.units} & {*trial.named}) for trial in answerable),
        offered=_share(trial.answer.outcome is Outcome.UNSURE for trial in answerable),
        refused=_share(not trial.named for trial in answerable),
        wrongly_named=_share(trial.answer.outcome is Outcome.ANSWER for trial in others),
        wrongly_offered=_share(trial.answer.outcome is Outcome.UNSURE for trial in others),
    )


def clause_name(clause: Clause) -> str:
    """Name a clause as judged questions do: its citation, with "#2" for the second that has the same one."""
    return f"{clause.citation}#{clause.occurrence}" if clause.occurrence > 1 else str(clause.citation)


def render(evaluation: Evaluation, most_failures: int = 20) -> str:
    """Write the evaluation as a table that reads well in a terminal."""
    head = f"{'':12}{'n':>5}{'unit 1st':>10}{'in 3':>8}{'clause@5':>10}{'MRR':>8}{'named':>8}{'offered':>9}"
    head += f"{'refused':>9} | {'n':>4} wrongly named, offered"
    rows = [(name, each) for name, each in (*evaluation.modes.items(), *evaluation.groups.items())]
    lines = [head, *(_row(name, each) for name, each in rows), "", "confidence     n   right"]
    lines += [f"{low:.2f}-{high:.2f} {n:6} {right:7.1%}" for low, high, n, right in evaluation.reliability]
    lines += ["", f"{len(evaluation.failures)} questions failed"]
    for failure in evaluation.failures[:most_failures]:
        expected = ", ".join(failure.expected) or "nobody"
        returned = ", ".join(failure.returned) or "nothing"
        lines.append(
            f"- {failure.question}\n  expected {expected}; {failure.outcome} {returned} ({failure.confidence:.2f})"
        )
    return "\n".join(lines)


def _row(name: str, each: Measures) -> str:
    return (
        f"{name:12}{each.answerable:5}{each.unit_first:10.1%}{each.unit_in_three:8.1%}{each.clause_in_five:10.1%}"
        f"{each.unit_mrr:8.3f}{each.named:8.1%}{each.offered:9.1%}{each.refused:9.1%}"
        f" | {each.unanswerable:4} {each.wrongly_named:13.1%} {each.wrongly_offered:8.1%}"
    )


def _share(flags: Iterable[bool]) -> float:
    found = list(flags)
    return sum(found) / len(found) if found else 0.0


def _try(searcher: Searcher, judged: Judged, mode: Mode) -> Trial:
    ranking = searcher.rank(judged.question, mode)
    units = tuple(searcher.codes[at] for at in np.argsort(-ranking.units, kind="stable"))
    clauses = tuple(clause_name(searcher.clauses[at]) for at in np.argsort(-ranking.clauses, kind="stable"))
    return Trial(judged, units, clauses, searcher.answer(judged.question, mode))


def _measure(pairs: Sequence[tuple[Sequence[str], Sequence[str]]], measures: Mapping[str, Any]) -> dict[str, float]:
    """Compute ranking measures over pairs of what is right and what was ranked."""
    if not pairs:
        return dict.fromkeys(measures, 0.0)
    judgements = {str(at): dict.fromkeys(right, 1) for at, (right, _) in enumerate(pairs)}
    runs = {
        str(at): {name: float(-place) for place, name in enumerate(dict.fromkeys(ranked))}
        for at, (_, ranked) in enumerate(pairs)
    }
    found = ir_measures.calc_aggregate(list(measures.values()), judgements, runs)
    return {name: float(found[measure]) for name, measure in measures.items()}


def _reliability(trials: Sequence[Trial]) -> Iterator[tuple[float, float, int, float]]:
    """Yield for each band of confidence: its bounds, the number of answers, how often the first unit was right."""
    bands: dict[float, list[bool]] = defaultdict(list)
    for trial in trials:
        low = max(bound for bound in _RELIABILITY_BANDS[:-1] if bound <= trial.answer.confidence)
        bands[low].append(trial.units[0] in trial.judged.units)
    for low, high in pairwise(_RELIABILITY_BANDS):
        if bands[low]:
            yield low, high, len(bands[low]), _share(bands[low])


def _failures(trials: Sequence[Trial]) -> Iterator[Failure]:
    for trial in trials:
        expected, named = trial.judged.units, trial.named
        if (named[:1] != () and named[0] in expected) or not (expected or named):
            continue
        confidence = round(trial.answer.confidence, 3)
        yield Failure(trial.judged.question, expected, trial.answer.outcome.value, named, confidence)
