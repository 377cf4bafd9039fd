"""What travels from an act to the one that takes its place: example questions go with their clause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.comparing.compare import Comparison, compare
from knowledge.acts.act import Act, Clause
from knowledge.acts.edition import Example, Lost
from knowledge.language import words


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Hold what an act has from the one before it.

    `examples` are questions with their clause in the new act, `lost` those whose clause it no longer has, `still_lost`
    those that lost theirs in an edition before. `nobodys` are questions that nobody answered for so far, `new` the
    clauses that may do so now.
    """

    examples: tuple[Example, ...] = ()
    lost: tuple[Lost, ...] = ()
    still_lost: tuple[Lost, ...] = ()
    nobodys: tuple[str, ...] = ()
    new: tuple[Clause, ...] = ()


def inherit(act: Act, earlier: Act, examples: Sequence[Example], lost: Iterable[Lost] = ()) -> Inheritance:
    """Carry over to an act what was known of the one that it succeeds, and find again what had lost its clause."""
    comparison = compare(earlier, act)
    asked = [example for example in examples if example.key]
    carried, dropped = carry_over(comparison, asked)
    found = {each: clause for each in lost if (clause := _same_words(act, each))}
    return Inheritance(
        (*carried, *(Example(each.question, *clause.key) for each, clause in found.items())),
        dropped,
        tuple(each for each in lost if each not in found),
        tuple(example.question for example in examples if not example.key),
        comparison.new_words,
    )


def carry_over(comparison: Comparison, examples: Sequence[Example]) -> tuple[tuple[Example, ...], tuple[Lost, ...]]:
    """Return the examples at their clauses of the later act, in their order, and those that lost their clause."""
    places = {before.key: after.key for before, after in comparison.pairs}
    clauses = {clause.key: clause for clause in comparison.before.clauses}
    act = comparison.before.number or comparison.before.title
    carried = tuple(Example(each.question, *places[each.key]) for each in examples if each.key in places)
    lost = tuple(
        Lost(each.question, act, clause.citation, clause.occurrence, clause.unit, clause.text)
        for each in examples
        if each.key not in places and each.key and (clause := clauses.get(each.key))
    )
    return carried, lost


def _same_words(act: Act, lost: Lost) -> Clause | None:
    """Find the clause that says what the lost one said, that of the same unit before others."""
    said = words(lost.text)
    same = [clause for clause in act.clauses if words(clause.text) == said]
    return min(same, key=lambda clause: clause.unit != lost.unit, default=None)
