"""What a person is told, before it is laid out for a terminal or a messenger, and how an answer becomes that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.replies.actions import Action
from bot.wording.act_names import act_name, act_names
from knowledge.acts.act import ALL_UNITS, Act, Clause, Provision, Unit
from knowledge.acts.amendment_notes import note, with_note
from knowledge.acts.project_orders import Order, orders_for, project_rule
from knowledge.acts.reporting_lines import superior
from knowledge.answer import Answer, Outcome, UnitHits
from knowledge.search.areas import area
from knowledge.wording import say, sentence

MOST_TWINS = 4
"""How many of the units that bear the same duty are told each with its area; the others go by their codes."""


Span = tuple[int, int]
"""The first character of a marked word, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold a clause or provision (`source`) as a reply quotes it: its address and its words, verbatim.

    `lead_in` has the words that lead to a duty, or the whole of it where `text` is a part: it is shown folded, or left
    out. None stands for a quotation of a provision as it is printed.
    """

    citation: str
    text: str
    marks: tuple[Span, ...] = ()
    source: Clause | Provision | None = None
    lead_in: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Hold a line of a list: what stands before it (a citation, a code), its words, and how deep it lies.

    `source` is the clause or provision whose words they are, if any.
    """

    marker: str
    text: str
    depth: int = 0
    source: Clause | Provision | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Hold what a reply says of one unit or provision, under an optional line of introduction."""

    title: str
    reports_to: str = ""
    quotes: tuple[Quote, ...] = ()
    introduction: str = ""
    facts: tuple[str, ...] = ()
    """Lines that stand between the superior and the quotes: what a unit is part of, who reports to it, and such."""
    items: tuple[Item, ...] = ()
    is_report: bool = False
    """Whether it is the one line that says who takes the report of a fault in."""


@dataclass(frozen=True, slots=True)
class Button:
    """Hold a button: what it says, and the action it stands for."""

    label: str
    action: str
    is_next: bool = False
    """Whether it turns to the next page."""


@dataclass(frozen=True, slots=True)
class Tidings:
    """Hold what persons, by their keys, are told without having asked, in whichever language each of them reads.

    Notices of one `request`, where that is no 0, take each other's place; none comes after the last.
    """

    whom: Sequence[str]
    said: "Callable[[str], Reply]"
    request: int = 0
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold a reply before it is laid out for a terminal or a messenger.

    `toast` is a short word on a pressed button; a reply that has nothing else leaves the message as it was. `picture`
    is a PNG, `turn` the number under which the answer is remembered. `later` takes some seconds to give the reply that
    is to take the place of this one, and may run in any thread.
    """

    opening: str = ""
    blocks: tuple[Block, ...] = ()
    closing: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: bytes | None = None
    toast: str = ""
    turn: int | None = None
    asks_person: str = ""
    """The label of a button by which the messenger lets somebody choose a person; such a reply has no other buttons."""
    later: "Callable[[], Reply] | None" = None
    tells: tuple[Tidings, ...] = ()
    """What others are told because of it."""
    marks: bool = False
    """Whether the pressed button shows from now on that it was taken."""
    step: Action | None = None
    """A step of bringing in an act, which the messenger's side takes: what it makes of it is shown instead."""
    command: str = ""
    """The command that answers better, where there are commands: by its name in the language of the reply."""

    @property
    def is_toast(self) -> bool:
        """Whether the reply is no more than a short word on a pressed button."""
        return not (self.opening or self.blocks or self.closing or self.picture)


@dataclass(frozen=True, slots=True)
class Style:
    """Say how blocks are written: the language, the project orders in force, whether citations name their act."""

    lang: str
    orders: Sequence[Order] = ()
    names_act: bool = False

    def block(self, unit: Unit, act: Act, quotes: tuple[Quote, ...]) -> Block:
        """Write a block that is headed by a unit."""
        return Block(unit_title(unit, self.lang), "", quotes)

    def found(self, found: UnitHits) -> Block:
        """Write a block on a unit that was found: what of its duties fits best."""
        return self.block(found.unit, found.act, (self.quote(found.hits[0].clause, found.act),))

    def quote(self, clause: Clause, act: Act) -> Quote:
        """Quote a clause, with the name of its act where that is wanted."""
        quoted = quote(clause, act, self.lang)
        if not self.names_act:
            return quoted
        return replace(quoted, citation=f"{quoted.citation}, {act_name(act, self.lang)}")


def compose(answer: Answer, acts: Sequence[Act], lang: str, names_act: bool = False) -> Reply:
    """Turn an answer from some acts into a reply in "pl" or "en"; the acts' own words stay as they are printed.

    What is sure is one unit, or those that bear the same duty; what is perhaps so are some matters under a word that
    says it; what is nobody's is one sentence. With `names_act`, where several acts are in force, each citation names
    its own.
    """
    style = Style(lang, names_act=names_act)
    if answer.outcome is Outcome.NOBODY:
        return Reply(_nobody(acts, lang))
    twins, closing = _twin_blocks(answer.units[: answer.twins], style), _closing(answer, lang)
    rest = tuple(map(style.found, answer.units[answer.twins :]))
    if answer.outcome is Outcome.UNSURE:
        blocks, opening = rest, say("Most likely:", lang)
    else:
        first = twins or rest[:1]
        blocks, opening = (*first, *_introduce((*twins, *rest)[len(first) :], say("Also:", lang))), ""
    return Reply(opening, (*_report(answer, style), *blocks), closing)


def repairer_first(reply: Reply) -> Reply:
    """Put each line on who takes a report in behind the unit before which it stands, for who takes it in oneself."""
    blocks = list(reply.blocks)
    for at, (line, unit) in enumerate(pairwise(reply.blocks)):
        if line.is_report:
            heading = "\n".join(filter(None, (line.introduction, unit.introduction)))
            blocks[at : at + 2] = replace(unit, introduction=heading), replace(line, introduction="")
    return replace(reply, blocks=tuple(blocks))


def _closing(answer: Answer, lang: str) -> str:
    """Ask for the area where several units bear the same duty, and name those that were told nothing of."""
    if not answer.twins:
        return ""
    asked = say("Which area is it about? Add it to the question, a program's name say, and I will name one unit.", lang)
    return "\n".join(filter(None, (more_twins(answer, lang), asked)))


def more_twins(answer: Answer, lang: str) -> str:
    """Name by their codes the units that bear the same duty besides those that are told with their areas."""
    codes = [each.unit.code for each in answer.units[MOST_TWINS : answer.twins]]
    return say("And besides: {units}", lang, units=", ".join(codes)) if codes else ""


def join(replies: Sequence[tuple[str, Reply]]) -> Reply:
    """Join the replies to several questions, each under the question it answers."""
    blocks: list[Block] = []
    for question, reply in replies:
        heading = "\n".join(filter(None, (f"» {question}", reply.opening)))
        first, *others = reply.blocks or (Block(""),)
        blocks += [replace(first, introduction="\n".join(filter(None, (heading, first.introduction)))), *others]
    return Reply(
        blocks=tuple(blocks), closing="\n".join(dict.fromkeys(reply.closing for _, reply in replies if reply.closing))
    )


def _report(answer: Answer, style: Style) -> tuple[Block, ...]:
    """Say in one line who takes the report of a fault in, where that is none of the units that are named anyway."""
    if not answer.first_line or answer.first_line.unit in [found.unit for found in answer.units]:
        return ()
    cited = style.quote(answer.first_line.hits[0].clause, answer.first_line.act).citation
    line = say(
        "Faults are reported to the first line of support: {unit} ({citation})",
        style.lang,
        unit=unit_title(answer.first_line.unit, style.lang),
        citation=cited,
    )
    return (Block(line, is_report=True),)


def _nobody(acts: Sequence[Act], lang: str) -> str:
    """Say that none of some acts assigns it to a unit."""
    if len(acts) > 1:
        return sentence("None of the acts in force ({acts}) assigns this to a unit.", lang, acts=act_names(acts, lang))
    if not acts[0].number:
        return sentence("{act} assigns this to no unit.", lang, act=act_name(acts[0], lang))
    return say("Decree no. {number} assigns this to no unit.", lang, number=acts[0].number)


def _twin_blocks(found: Sequence[UnitHits], style: Style) -> tuple[Block, ...]:
    """Say of each of the units that bear the same duty in which area it does; the duty itself stands above them."""
    if not found:
        return ()
    clauses = [each.hits[0].clause for each in found]
    introduction = say(
        "The same duty – „{duty}” – lies with these units, each in its own area:", style.lang, duty=clauses[0].text
    )
    blocks = tuple(
        style.block(each.unit, each.act, (_in_area(style.quote(clause, each.act), area(clause, clauses)),))
        for each, clause in list(zip(found, clauses, strict=True))[:MOST_TWINS]
    )
    return _introduce(blocks, introduction)


def _in_area(quoted: Quote, words: str) -> Quote:
    """Show of a duty that several units have the words that tell whose it is."""
    return replace(quoted, text=f"… {words} …" if words else "…", lead_in="")


def _introduce(blocks: tuple[Block, ...], introduction: str) -> tuple[Block, ...]:
    return (replace(blocks[0], introduction=introduction), *blocks[1:]) if blocks else ()


def unit_title(unit: Unit, lang: str) -> str:
    """Name a unit as a reply does: code, then full name."""
    if unit.code == ALL_UNITS:
        return say("All units – each for its own work", lang)
    return unit.name if unit.code == unit.name else f"{unit.code} · {unit.name}"


def reports_to(unit: Unit, act: Act, lang: str, orders: Sequence[Order] = ()) -> str:
    """Say whom a unit reports to, in a project and outside it where an order sets both; "" where the act does not."""
    above = superior(act, unit)
    usual = above.name if above else ""
    lines = [
        say(
            "in the project {project} until {until} reports to: {superior}",
            lang,
            project=order.project,
            until=f"{order.ends:%d.%m.%Y}",
            superior=name_of(order.superior, act),
        )
        for order in orders_for(unit, orders)
        if project_rule(act)  # another act's unit may have the same code
    ]
    if not lines:
        return say("reports to: {superior}", lang, superior=usual) if usual else ""
    return "; ".join([*lines, say("otherwise to: {superior}", lang, superior=usual)] if usual else lines)


def name_of(code: str, act: Act) -> str:
    """Name the unit or post with a code; a name that is no code stays as it is."""
    unit = act.unit(code)
    return unit.name if unit else code


def quote(clause: Clause, act: Act, lang: str = "pl") -> Quote:
    """Quote a duty; the point or letter that leads to it, without which it is no sentence, is folded."""
    unit = act.unit(clause.unit)
    pieces = [without_own_name(text, unit) if unit else text for text in act.context(clause)]
    return Quote(
        cited(clause, act, lang), clause.text, source=clause, lead_in=" ".join((*pieces, "…")) if pieces else ""
    )


def provision_quote(provision: Provision, act: Act, lang: str = "pl") -> Quote:
    """Quote a provision's own words, without what it contains."""
    return Quote(cited(provision, act, lang), provision.text, source=provision)


def item_of(place: Clause | Provision, act: Act, lang: str, depth: int = 0) -> Item:
    """Turn a clause or provision into a line of a list, behind the mark that it is printed with."""
    amended = act.amended(place) if isinstance(place, Clause) else place.amended
    text = with_note(place.text, amended, place.citation, lang)
    return Item(_told_apart(place.citation.marker, place, act), text, depth, place)


def without_own_name(text: str, unit: Unit) -> str:
    """Leave out the name and code with which a lead-in begins: they head the block anyway."""
    rest = text.removeprefix(unit.name).strip().removeprefix(unit.code).lstrip(" ,:;(")
    return text if text.startswith(rest) else f"… {rest}"


def cited(place: Clause | Provision, act: Act, lang: str) -> str:
    """Print a citation with the act that gave the provision its words, where that was another one."""
    amended = act.amended(place) if isinstance(place, Clause) else place.amended
    said = note(amended, place.citation, lang)
    return f"{citation_text(place, act)} ({said})" if said else citation_text(place, act)


def citation_text(place: Clause | Provision, act: Act) -> str:
    """Print a citation, saying which of them it is where the act gives the same one twice."""
    return _told_apart(str(place.citation), place, act)


def _told_apart(mark: str, place: Clause | Provision, act: Act) -> str:
    alike = len(act.at(place.citation))
    return mark if alike < 2 else f"{mark} [{place.occurrence}/{alike}]"


def to_text(reply: Reply) -> str:
    """Lay a reply out as plain text, a paragraph a line."""
    return "\n\n".join(filter(None, (reply.opening, *map(_block_text, reply.blocks), reply.closing)))


def _block_text(block: Block) -> str:
    lines = [block.introduction, block.title, *(f"  {line}" for line in block.reports_to.splitlines())]
    lines += [f"  {fact}" for fact in block.facts]
    lines += [line for each in block.quotes for line in _quote_lines(each)]
    lines += ["  " * (item.depth + 1) + f"{item.marker} {item.text}".strip() for item in block.items]
    return "\n".join(line for line in lines if line)


def _quote_lines(quote: Quote) -> Sequence[str]:
    if quote.lead_in is None:
        return (f"  {quote.citation}: „{quote.text}”",)
    return f"  {quote.text}", f"  {quote.citation}" + (f": „{quote.lead_in}”" if quote.lead_in else "")
