"""What replies say of a provision: the card of one that the act has, and what is nearest to one that it lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.replies.reply import Block, Item, item_of, provision_quote, reports_to, unit_title
from bot.wording.act_names import act_name
from knowledge.acts.act import Act, Unit
from knowledge.acts.citation import LEVELS, Citation
from knowledge.acts.project_orders import Order
from knowledge.questions.mentions import beside, nearest_citations
from knowledge.wording import say, sentence

MOST_NEAREST = 6
"""How many citations are offered for one that does not exist."""


def provision_card(citation: Citation, act: Act, lang: str, orders: Sequence[Order] = ()) -> Block:
    """Print a provision with all that it contains, after what leads to it, and say whose duty it is."""
    facts = []
    if (count := len(act.at(citation))) > 1:
        facts.append(say("The decree has {count} different provisions under this mark.", lang, count=count))
    if unit := bearer(citation, act):
        title, above = unit_title(unit, lang), reports_to(unit, act, lang, orders)
        facts.append(say("duty of: {unit}", lang, unit=f"{title} ({above})" if above else title))
    return Block(str(citation), facts=tuple(facts), items=tuple(_items(citation, act, lang)))


def bearer(citation: Citation, act: Act) -> Unit | None:
    """Return the unit whose duty a provision is, where all the duties in it are one unit's."""
    units = {clause.unit for clause in act.clauses if citation.contains(clause.citation)}
    return act.unit(next(iter(units))) if len(units) == 1 else None


def _items(citation: Citation, act: Act, lang: str) -> Iterator[Item]:
    """Yield the words of a provision, of what contains it and of what it contains; its own mark is the title."""
    leading = [each for above in reversed([*_ancestors(citation)]) for each in act.at(above) if each.text]
    shown = [*leading, *(each for each in act.under(citation) if each.text)]
    levels = sorted({LEVELS.index(each.citation.level) for each in shown if each.citation.level in LEVELS})
    is_titled = bool(shown) and shown[0].citation == citation
    for each in shown:
        depth = levels.index(LEVELS.index(each.citation.level)) if each.citation.level in LEVELS else 0
        item = item_of(each, act, lang, max(depth - is_titled, 0))
        yield replace(item, marker="") if each is shown[0] and is_titled and len(act.at(citation)) == 1 else item


def _ancestors(citation: Citation) -> Iterator[Citation]:
    while parent := citation.parent:
        citation = parent
        yield parent


def steps(citation: Citation, act: Act, lang: str) -> str:
    """Name the provisions before and after one; "" where it stands alone."""
    before, after = beside(citation, act)
    said = [say("previous: {citation}", lang, citation=before)] if before else []
    return "\n".join([*said, say("next: {citation}", lang, citation=after)] if after else said)


def nearest_provisions(citation: Citation, act: Act, lang: str) -> Block:
    """Say that the act has no such provision, and quote those nearest to it."""
    nearest = nearest_citations(citation, act)[:MOST_NEAREST]
    quotes = tuple(provision_quote(each, act, lang) for at in nearest for each in act.at(at) if each.text)
    if not nearest:
        return Block(sentence("{act} has no {citation}.", lang, act=act_name(act, lang), citation=citation))
    title = say("Decree no. {number} has no {citation}. Nearest to it:", lang, number=act.number, citation=citation)
    return Block(title, quotes=quotes, facts=(", ".join(map(str, nearest)),))
