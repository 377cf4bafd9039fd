"""Which clauses give the same duty to several units, in which area each of these does it, and which one is meant."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from knowledge.acts.act import Clause
from knowledge.answer import Answer
from knowledge.language import fold, words
from knowledge.polish import STEM, stem

_PREPOSITIONS = frozenset("w we z ze na do dla o od po przy za".split())
# "(poza pakietem biurowym wg. D-07)"
_ASIDE = re.compile(r"\([^)]*\)")


def twins(clauses: Sequence[Clause]) -> Iterator[tuple[int, ...]]:
    """Yield for each clause the positions of the clauses that give the same duty to other units, itself first.

    Texts are the same when their words of three letters or more are ("zgodnie umowami", "zgodnie z umowami").
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    texts = [tuple(word for word in words(clause.text) if len(word) > 2) for clause in clauses]
    for at, text in enumerate(texts):
        groups[text].append(at)
    for at, text in enumerate(texts):
        yield (at, *(other for other in groups[text] if clauses[other].unit != clauses[at].unit))


def bearers_of(clause: Clause, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses of an act that give the same duty as one does, a clause for each unit, itself first."""
    group = next(group for at, group in enumerate(twins(clauses)) if clauses[at] is clause)
    by_unit: dict[str, Clause] = {}
    for at in group:
        by_unit.setdefault(clauses[at].unit, clauses[at])
    return tuple(by_unit.values())


def area(clause: Clause, twins: Sequence[Clause]) -> str:
    """Return the words of a clause's lead-in that tell it from its twins: the longest run that none of them has.

    A preposition before them belongs to them: "w zakresie systemów wspierających oświatę".
    """
    lead_in = clause.lead_in.split()
    shared = {pair for twin in twins if twin is not clause for pair in _pairs(twin.lead_in)}
    runs: list[list[int]] = [[]]
    for at, (one, other) in enumerate(pairwise(lead_in), start=1):
        if (one, other) in shared or clause.unit in one:
            runs.append([])
        else:
            runs[-1] += [at] if runs[-1] else [at - 1, at]
    run = max(runs, key=lambda each: len(" ".join(lead_in[at] for at in each)))
    first = run[0] - 1 if run and run[0] and fold(lead_in[run[0] - 1]) in _PREPOSITIONS else min(run, default=0)
    return " ".join(lead_in[first : max(run, default=-1) + 1]).removesuffix(" poprzez:").strip()


@lru_cache(256)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return each word of a text with the one that follows it."""
    return frozenset(pairwise(text.split()))


def within_area(answer: Answer, said: str, *, is_whole: bool = True) -> Answer:
    """Name that unit alone, of several with the same duty, whose area some words name.

    `is_whole` tells that they name nothing else ("Wydział Geodezji"); of a question about other things as well the unit
    has to come first by it anyway.
    """
    if answer.twins < 2:
        return answer
    clauses = [each.hits[0].clause for each in answer.units[: answer.twins]]
    stems = [_stems(_ASIDE.sub(" ", area(each, clauses))) for each in clauses]
    counts = Counter(each for own in stems for each in own)
    asked = {each for each in _stems(said) if counts[each] == 1}
    meant = [at for at, own in enumerate(stems) if own & asked]
    if len(meant) != 1 or (meant != [0] and not is_whole):
        return answer
    named = answer.units[meant[0]]
    others = (each for each in (*answer.units, *answer.nearest) if each is not named)
    return replace(answer, units=(named,), nearest=tuple(others), twins=0)


def _stems(text: str) -> set[str]:
    """Return the words that are long enough to tell an area, without their endings."""
    return {stem(word) for word in words(text) if len(word) >= STEM}
