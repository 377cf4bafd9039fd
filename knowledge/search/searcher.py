"""Find the clauses and units that answer a question: lexical and dense scores, fused, with confidence.

Every clause can be found through its own words and through each of its example questions; questions known to be
nobody's stand beside them, so that a question that is nearer to those than to any clause is not forced on a unit.

Several acts may be in force at once. All their clauses are ranked together; how sure an answer is, is told for each
act apart, for what is nobody's by one act may be somebody's by another.
"""

from collections.abc import Collection, Sequence
from copy import copy

import numpy as np

from knowledge.acts.act import ALL_UNITS, Act, Clause
from knowledge.acts.edition import NOBODY
from knowledge.answer import Answer, UnitHits
from knowledge.embedding.calibration import Evidence, measure
from knowledge.embedding.encoder import Encoder
from knowledge.masking import without_masks
from knowledge.search.areas import within_area
from knowledge.search.faults import is_fault, things
from knowledge.search.indexed import Indexed
from knowledge.search.layout import ActSpan, parts_of
from knowledge.search.ranking import POOLING_TEMPERATURE, Mode, Ranker, Ranking
from knowledge.search.rulings import NO_RULINGS, Ruling, Rulings, Vocabulary, owners_of
from knowledge.search.selection import merge
from knowledge.store.store import Published, Store

MOST_ACTS = 8
"""How many acts, those with the nearest clauses, are asked for an answer."""


REPORTED, REPORTED_UNKNOWN = 0.45, 0.05
"""From which probability on that an act has an answer the report of a fault is offered to the first line.

The second is for a thing that no text names, neither the act's nor a question that is known to be nobody's.
"""


class Searcher:
    """Answer questions about duties from one act or several; `codes` are the units' codes, act after act.

    `chance` is the cosine to which two of their texts come by chance.
    """

    def __init__(self, indexed: Sequence[Indexed], encoder: Encoder) -> None:
        self.acts = tuple(each.act for each in indexed)
        self.calibrations = [each.calibration for each in indexed]
        self.clauses: tuple[Clause, ...] = tuple(clause for act in self.acts for clause in act.clauses)
        self._encoder = encoder
        self._parts = parts_of(indexed)
        self.codes = tuple(code for part in self._parts for code in part.duties.codes)
        self._ranker = Ranker(indexed, self._parts)
        self._units = self._ranker.layout.units
        self.vocabulary, self.chance = Vocabulary(self._ranker.layout.texts), self._ranker.chance
        self._rulings = NO_RULINGS
        self._last: tuple[tuple[str, Mode, int | None], Ranking] | None = None

    @classmethod
    def from_store(cls, store: Store, encoder: Encoder, published: Sequence[Published] = ()) -> "Searcher":
        """Build a searcher on some editions (by default on that which was published last).

        Raises NoEdition where there is none, EncoderChanged where another encoder embedded one of them.
        """
        return cls([Indexed.from_store(each, store, encoder) for each in published or (store.load(),)], encoder)

    def under(self, rulings: Sequence[Ruling]) -> "Searcher":
        """Return a searcher on the same acts that goes by these rulings and no others; the later ones prevail."""
        starts = {part.duties.edition: part.clauses.start for part in self._parts}
        kept = list(owners_of(rulings, starts))
        other = copy(self)
        other._last = None
        other._rulings = Rulings([each for each, _ in kept], [owner for _, owner in kept], self.vocabulary, self.chance)
        return other

    def is_ruled(self, question: str) -> bool:
        """Tell whether a ruling was made on this very question."""
        return self._rulings.holds(question)

    def rank(self, question: str, mode: Mode = "hybrid", act: Act | None = None) -> Ranking:
        """Score the clauses and units for a question; of very many acts those nearest to it, and `act` in any case.

        The last ranking is kept, for of one question several things are asked.
        """
        at = self.acts.index(act) if act is not None and len(self.acts) > 1 else None
        asked, last = (question, mode, at), self._last
        if last is None or last[0] != asked:
            plain = without_masks(question)
            query = self._encoder.encode_query([plain])[0]
            last = self._last = asked, self._ranker.rank(plain, query, mode, self._rulings, at)
        return last[1]

    def evidence(self, ranking: Ranking, at: int = 0) -> Evidence:
        """Return what the scores say of a question's being about one of the acts."""
        part = self._parts[at]
        owners = self._rulings.owners
        ruled_inside = (owners >= part.clauses.start) & (owners < part.clauses.stop)
        near = np.concatenate((ranking.cosines[part.inside], ranking.rulings[ruled_inside]))
        outside = np.concatenate((ranking.cosines[part.outside], ranking.rulings[owners == NOBODY]))
        pooled = POOLING_TEMPERATURE * np.log(np.exp(outside / POOLING_TEMPERATURE).sum() + 1e-30)
        units = ranking.units[part.units]
        second, first = np.sort(units)[-2:] if len(units) > 1 else (0.0, float(units[0]))
        return Evidence(
            inside=measure(near, float(ranking.dense[part.clauses].max())),
            outside=measure(outside, float(pooled)),
            lexical_inside=float(ranking.bm25[part.inside].max(initial=0)),
            lexical_outside=float(ranking.bm25[part.outside].max(initial=0)),
            lead=float(first - second),
        )

    def answer(
        self, question: str, mode: Mode = "hybrid", only: Collection[str] | None = None, act: Act | None = None
    ) -> Answer:
        """Find the units that answer a question and how sure that is.

        With `act`, one of the searcher's, the answer is that act's alone. With `only`, codes of units, it tells whether
        the question is for one of these (or for all units): it names none but them, and its confidence is the
        probability that one of them is right. What is ruled to be nobody's has confidence 0, and nothing else has.
        """
        ranking = self.rank(question, mode, act)
        answers = []
        for at in self._nearest_acts(ranking) if act is None else [self.acts.index(act)]:
            part, calibration = self._parts[at], self.calibrations[at]
            assert calibration is not None
            scores = ranking.clauses[part.clauses], ranking.units[part.units], calibration
            scope = self._ruled_scope(ranking, part)
            if scope is None:
                scope = calibration.scope(self.evidence(ranking, at))
            answer = part.duties.answer(question, *scores, scope, None if only is None else {*only, ALL_UNITS})
            if part.duties.first_line and only is None and is_fault(question):
                answer = part.duties.with_first_line(answer, self._may_be_ours(question, scope))
            answers.append(answer)
        return within_area(merge(answers), question, is_whole=False)

    def _may_be_ours(self, question: str, scope: float) -> bool:
        """Tell whether the report of a fault may be an act's: scope says so, or it is about one thing that none knows.

        Where the helpdesk has ruled that it is nobody's, the scope is 0.
        """
        named = things(question)
        is_unknown = 0 < len(named) <= 2 and self.vocabulary.names(named) == named
        return scope >= (REPORTED_UNKNOWN if is_unknown else REPORTED)

    def _ruled_scope(self, ranking: Ranking, part: ActSpan) -> float | None:
        """Return 1 or 0 where a ruling says that an act has an answer, or that none has; None where none says it."""
        if ranking.ruled is None:
            return None
        return 1.0 if part.clauses.start <= ranking.ruled < part.clauses.stop else 0.0

    def _nearest_acts(self, ranking: Ranking) -> list[int]:
        """Return the positions of the acts whose clauses come nearest, the nearest first."""
        best = np.maximum.reduceat(ranking.clauses, [part.clauses.start for part in self._parts])
        return [int(at) for at in np.argsort(-best, kind="stable")[:MOST_ACTS]]

    def candidates(self, question: str, most: int, act: Act | None = None) -> tuple[UnitHits, ...]:
        """Return the units nearest to a question, best first, each with its best clause, sure or not.

        With `act` they are units of that act.
        """
        scores = self.rank(question, act=act).clauses
        scored = np.flatnonzero(np.isfinite(scores))
        order = scored[np.argsort(-scores[scored], kind="stable")]
        units, firsts = np.unique(self._units[order], return_index=True)
        best = order[firsts]
        found: list[UnitHits] = []
        for place in np.lexsort((units, -scores[best])):
            part = self._part_of(int(units[place]))
            if act is None or part.duties.act is act:
                found.append(part.duties.found(self.clauses[best[place]], float(scores[best[place]])))
            if len(found) == most:
                break
        return tuple(found)

    def nearest(self, question: str) -> float:
        """Return the cosine of that text of the acts which comes nearest to a question."""
        cosines = self.rank(question).cosines
        return float(max(cosines[part.inside].max(initial=-1) for part in self._parts))

    def best_clause(self, question: str, code: str, act: Act | None = None) -> Clause:
        """Return that duty of a unit which comes nearest to a question; `act` is the unit's (the first by default)."""
        return self.clauses_of(question, code, act)[0]

    def clauses_of(self, question: str, code: str, act: Act | None = None) -> tuple[Clause, ...]:
        """Return the duties of a unit, that which comes nearest to a question first; `act` is the unit's."""
        part = self._parts[0 if act is None else self.acts.index(act)]
        unit = part.units.start + part.duties.codes.index(code)
        scores, own = self.rank(question, act=part.duties.act).clauses, np.flatnonzero(self._units == unit)
        return tuple(self.clauses[at] for at in own[np.argsort(-scores[own], kind="stable")])

    def _part_of(self, unit: int) -> ActSpan:
        return next(part for part in self._parts if unit < part.units.stop)
