"""What an agent types to say where a question belongs: "IT-04-2", "§ 14 pkt 1 lit. e", "wsparcie", "niczyje"."""

from collections.abc import Sequence
from contextlib import suppress

from knowledge.acts.act import Act, Clause, Unit
from knowledge.acts.citation import Citation, find_citations
from knowledge.answer import UnitHits
from knowledge.errors import InvalidCitation
from knowledge.language import fold, words
from knowledge.questions.mentions import Text, citations_in, codes_in
from knowledge.questions.typed_units import units_typed
from knowledge.store.store import Published

_BESIDE_PLACES = frozenset(
    "to jest powinno byc bedzie nalezy chyba raczej moze tak nie tylko do w z za i oraz a albo nasz nasze komorka "
    "referat oddzial stanowisko stanowiska dla ds it is this should be belongs to unit the of in and or maybe rather no"
    " yes not section point".split()
)
"""What an agent may write beside a code or a provision that is the right place."""

Place = tuple[Published, Clause]
"""A clause with the edition in force in whose act it stands."""

_NOBODYS = frozenset("niczyje niczyja niczyj nikt nikogo nobody nobodys none".split())


def is_nobodys(text: str) -> bool:
    """Tell whether a text says that something is nobody's."""
    return "".join(words(text.replace("'", "").replace("’", ""))) in _NOBODYS


def clauses_cited(text: str, in_force: Sequence[Published]) -> list[Place]:
    """Return the clauses at the provision that a text cites, else those inside it; none where it says more than that.

    Of a unit whose code stands there too they are only its own.
    """
    found: list[Place] = []
    for published in _no_more_than_a_place(text, in_force):
        units = {unit.code for unit in _coded(text, published.act)}
        for citation in _citations(text):
            inside = [clause for clause in published.act.clauses if citation.contains(clause.citation)]
            exact = [clause for clause in inside if clause.citation == citation] or inside
            found += [(published, each) for each in [each for each in exact if each.unit in units] or exact]
    return list({(published.edition.id, clause.key): (published, clause) for published, clause in found}.values())


def units_named_in(text: str, in_force: Sequence[Published]) -> list[UnitHits]:
    """Return the units with duties whose code is all that a text gives, else those whose names have all its words."""
    bare = _no_more_than_a_place(text, in_force)
    coded = [_hits(published, unit) for published in bare for unit in _coded(text, published.act)]
    units = [_hits(published, unit) for published in in_force for unit in published.act.units]
    named = coded or units_typed(units, text)
    return [each for each in named if any(clause.unit == each.unit.code for clause in each.act.clauses)]


def _no_more_than_a_place(text: str, in_force: Sequence[Published]) -> list[Published]:
    """Return the editions by whose acts a text names codes and provisions and nothing else: a ticket names them too."""
    return [each for each in in_force if not set(words(_rest(text, each.act))) - _BESIDE_PLACES]


def _rest(text: str, act: Act) -> str:
    """Return what a text says besides the codes and provisions that it names."""
    with suppress(InvalidCitation):
        return "" if Citation.parse(text) else text
    rest = Text.of(text)
    for mention in (*citations_in(rest), *codes_in(rest, act)):
        rest = rest.without(mention.start, mention.end)
    return rest.plain


def _citations(text: str) -> list[Citation]:
    """Return what a text cites, in every way that it can be read."""
    try:
        cited = [] if text.strip(" .").isdecimal() else [Citation.parse(text)]
    except InvalidCitation:
        cited = [each.citation for each in find_citations(fold(text))]
    return [reading for citation in cited for reading in citation.readings()]


def _coded(text: str, act: Act) -> list[Unit]:
    return list(dict.fromkeys(unit for mention in codes_in(Text.of(text), act) for unit in mention.units))


def _hits(published: Published, unit: Unit) -> UnitHits:
    return UnitHits(unit, (), 0.0, published.act, published.edition.id)
