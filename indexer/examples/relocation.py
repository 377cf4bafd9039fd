"""What becomes of corrections when acts and encoders change, and how they are handed on for training."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from knowledge.acts.act import Act
from knowledge.acts.edition import NOBODY, Edition
from knowledge.embedding.encoder import Encoder
from knowledge.language import detect_language
from knowledge.masking import without_masks
from knowledge.search.rulings import Scores
from knowledge.staff.corrections import STANDING, Correction, Corrections
from knowledge.store.store import Store

COVERED = 0.5
"""The cosine from which on a new duty is taken to answer what was nobody's so far."""

Places = Mapping[int, Mapping[int, int | None]]


def relocate(store: Store, encoder: Encoder, editions: Sequence[Edition] | None = None) -> tuple[Correction, ...]:
    """Embed what corrections say, find their clauses in the acts of editions, and keep both.

    The editions are by default all that may answer, those of other days too. Returns the corrections that lost their
    clause: that have none in an act that takes the place of theirs, or were nobody's and seem to be somebody's by its
    new words. What is found out already is not looked for again.
    """
    ledger = Corrections(store)
    standing = ledger.all(*STANDING)
    vectors = _embedded(ledger, encoder, standing)
    lost: list[Correction] = []
    known = ledger.places()
    for each in [each for each in store.editions() if not each.is_withdrawn] if editions is None else editions:
        waiting = [correction for correction in standing if each.id not in known[correction.id]]
        if found := _Finder(store, encoder, each, known, vectors).places(waiting):
            ledger.put(each.id, found)
            known = ledger.places()
        lost += [correction for correction in standing if known[correction.id].get(each.id, NOBODY) is None]
    return tuple(lost)


def _embedded(ledger: Corrections, encoder: Encoder, standing: Sequence[Correction]) -> dict[int, Scores]:
    """Return the vectors of corrections by their numbers, embedding and keeping those that were not."""
    vectors = ledger.vectors(encoder.name)
    missing = [each for each in standing if each.id not in vectors]
    if missing:
        encoded = encoder.encode_document([without_masks(each.question) for each in missing])
        fresh = dict(zip((each.id for each in missing), encoded, strict=True))
        ledger.embed(encoder.name, fresh)
        vectors |= fresh
    return vectors


class _Finder:
    """Find in one edition's act the clauses of corrections that were made on others."""

    def __init__(
        self, store: Store, encoder: Encoder, to: Edition, known: Places, vectors: Mapping[int, Scores]
    ) -> None:
        self._store, self._encoder, self._to, self._known, self._vectors = store, encoder, to, known, vectors
        self._sources = tuple(relatives(to, store.editions()))
        self._matches: dict[int, tuple[dict[int, int], list[int]]] = {}

    def places(self, corrections: Sequence[Correction]) -> dict[int, int | None]:
        """Return the places found; corrections that have nothing to do with the act are left out."""
        found: dict[int, int | None] = {}
        for correction in corrections:
            places = self._known[correction.id]
            sources = [each for each in self._sources if places.get(each.id) is not None]
            if sources:
                tried = (self._matching(source, places[source.id] or 0, correction) for source in sources)
                found[correction.id] = next((place for place in tried if place is not None), None)
            elif correction.citation is None:  # it was nobody's by other acts
                found[correction.id] = self._unless_covered(correction, list(range(len(self._act.clauses))))
        return found

    @cached_property
    def _act(self) -> Act:
        return self._store.load(self._to).act

    @cached_property
    def _clauses(self) -> Scores:
        return self._encoder.encode_document([clause.text for clause in self._act.clauses])

    def _matching(self, source: Edition, place: int, correction: Correction) -> int | None:
        """Return the place that matches one in another edition's act; None where there is none."""
        pairs, new = self._matches.get(source.id) or self._matches.setdefault(source.id, self._compare(source))
        return self._unless_covered(correction, new) if place == NOBODY else pairs.get(place)

    def _compare(self, source: Edition) -> tuple[dict[int, int], list[int]]:
        """Pair the places of an edition's clauses with this one's, and list the places of new words."""
        from indexer.comparing.compare import compare  # it takes long to load, and most answers do without

        comparison = compare(self._store.load(source).act, self._act)
        before, after = (_positions(act) for act in (comparison.before, comparison.after))
        pairs = {before[one.key]: after[other.key] for one, other in comparison.pairs}
        return pairs, [after[clause.key] for clause in comparison.new_words]

    def _unless_covered(self, correction: Correction, new: list[int]) -> int | None:
        near = self._clauses[new] @ self._vectors[correction.id]
        return None if len(new) and float(near.max()) >= COVERED else NOBODY


def _positions(act: Act) -> dict[object, int]:
    return {clause.key: at for at, clause in enumerate(act.clauses)}


def relatives(edition: Edition, editions: Sequence[Edition]) -> Iterator[Edition]:
    """Yield the other editions of an edition's lines, withdrawn ones too: those before it, then those after it."""
    own = sorted(
        (each for each in editions if each.id != edition.id and set(each.lines) & set(edition.lines)),
        key=lambda each: each.order,
    )
    yield from reversed([each for each in own if each.order < edition.order])
    yield from (each for each in own if each.order > edition.order)


def export_row(correction: Correction) -> str:
    """Write a correction as a line of `questions.jsonl`; what is nobody's has neither citation nor unit."""
    row: dict[str, object] = {"act": correction.act}
    if correction.citation is not None:
        row |= {"citation": str(correction.citation), "unit": correction.unit}
        row |= {"occurrence": correction.occurrence} if correction.occurrence > 1 else {}
    row |= {"question": correction.question, "style": "correction", "lang": detect_language(correction.question)}
    return json.dumps(row, ensure_ascii=False)
