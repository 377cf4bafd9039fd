"""Answers about structure: whatever was asked, put together from what is said of units, of posts and of the act."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from bot.replies.act_card import act_blocks, is_about_act
from bot.replies.provision_card import bearer, steps
from bot.replies.reply import Block, Reply
from bot.replies.units import UnitWriter
from knowledge.acts.act import ALL_UNITS, EVERYBODY, Act, Clause, Unit
from knowledge.acts.citation import Citation
from knowledge.acts.project_orders import Order
from knowledge.acts.reporting_lines import chain
from knowledge.language import fold
from knowledge.questions.interpreter import Asked
from knowledge.questions.mentions import naming
from knowledge.questions.post_names import provisions_with
from knowledge.questions.topics import Topic
from knowledge.staff.contacts import Contact
from knowledge.wording import say


@dataclass(frozen=True, slots=True)
class Said:
    """Hold a reply about structure with the units it is about and the provisions it quotes.

    `subject` is the unit or provision whose card the reply is, None where it is more or less than one card.
    """

    reply: Reply
    units: tuple[Unit, ...]
    quoted: tuple[Clause, ...]
    subject: Unit | Citation | None


def compose_structure(
    asked: Sequence[Asked],
    act: Act,
    lang: str,
    orders: Sequence[Order] = (),
    since: date | None = None,
    contacts: Mapping[str, Contact] = MappingProxyType({}),
) -> Said:
    """Answer what was asked about structure in "pl" or "en"; the act's own words stay as they are printed.

    `orders` are the project orders in force, `since` is the day from which the act answers here, `contacts` are those
    of the act's units by their codes.
    """
    writer = _Writer(act, lang, orders, contacts, since)
    blocks = tuple(dict.fromkeys(block for each in asked for block in writer.blocks(each)))
    opening = "\n".join(dict.fromkeys(filter(None, (writer.opening(each) for each in asked))))
    units = tuple(dict.fromkeys(unit for each in asked for unit in _about(each, act)))
    subject = _subject(asked[0], act) if len(asked) == 1 else None
    closing = steps(subject, act, lang) if isinstance(subject, Citation) else ""
    return Said(Reply(opening, blocks, closing), units, tuple(_quoted(blocks, act)), subject)


def _subject(asked: Asked, act: Act) -> Unit | Citation | None:
    if asked.topic is Topic.PROVISION:
        return asked.provisions[0].citation
    if asked.topic is Topic.COMMON:
        return EVERYBODY if act.duties(ALL_UNITS) else None
    return asked.units[0] if asked.topic in (Topic.UNIT, Topic.DUTIES) and len(asked.units) == 1 else None


def _about(asked: Asked, act: Act) -> Iterator[Unit]:
    yield from asked.units
    if asked.provisions and (unit := bearer(asked.provisions[0].citation, act)):
        yield unit


def _quoted(blocks: Sequence[Block], act: Act) -> Iterator[Clause]:
    """Yield what the blocks quote as clauses, in the order of the act; a provision that is no duty has no unit."""
    sources = (each.source for block in blocks for pieces in (block.quotes, block.items) for each in pieces)
    keys = {source.key for source in sources if source}
    duties = {clause.key: clause for clause in act.clauses}
    for provision in act.provisions:
        if provision.key in keys:
            clause = Clause(provision.citation, provision.occurrence, "", provision.text, "", provision.lines)
            yield duties.get(clause.key, clause)


@dataclass(frozen=True, slots=True)
class _Writer(UnitWriter):
    """Write blocks for whatever is asked about structure."""

    since: date | None = None

    def opening(self, asked: Asked) -> str:
        """Return the sentence that stands before the blocks; "" for most topics."""
        match asked.topic:
            case Topic.CANDIDATES:
                return say("“{name}” fits several units. Which one is it?", self.lang, name=asked.name)
            case Topic.UNKNOWN_CODE:
                return say(
                    "Decree no. {number} knows no “{code}”. By spelling, these come nearest:"
                    if asked.units
                    else "Decree no. {number} knows no “{code}”.",
                    self.lang,
                    number=self.act.number,
                    code=asked.code,
                )
            case Topic.RELATION:
                return say("Yes." if all(is_so for _, is_so in self._relations(asked)) else "No.", self.lang)
            case Topic.PERSON:
                return say(
                    "The decree gives no names, staff numbers, addresses or telephones: it speaks of units and posts.",
                    self.lang,
                )
        return ""

    def blocks(self, asked: Asked) -> Iterator[Block]:
        """Yield the blocks that answer one thing."""
        if is_about_act(asked):
            yield from act_blocks(asked, self.act, self.lang, self.orders, self.since)
            return
        if asked.topic in (Topic.COUNT, Topic.PARTS) and not asked.units:
            asked = replace(asked, units=(self.act.organisation,) if self.act.organisation else ())
        match asked.topic:
            case Topic.CANDIDATES | Topic.UNKNOWN_CODE:
                yield from (self.titled(unit) for unit in asked.units)
                yield from self._named_in(asked.code)
            case Topic.RELATION:
                yield from (self.card(lower, is_full=False) for lower, _ in self._relations(asked))
            case Topic.COUNT_POSTS:
                yield from self._count_posts(asked)
            case Topic.ROLE:
                yield self._role(asked)
            case Topic.COMMON:
                yield self.card(EVERYBODY) if self.act.duties(ALL_UNITS) else self._nothing_common()
            case _:
                yield from (self._on(asked, unit) for unit in asked.units)

    def _on(self, asked: Asked, unit: Unit) -> Block:
        writers: dict[Topic, Callable[[Unit], Block]] = {
            Topic.SUPERIOR: self.superior,
            Topic.PROJECT_LINES: self.superior,
            Topic.CHAIN: self.chain,
            Topic.HEAD: self.head,
            Topic.SUBORDINATES: self.subordinates,
            Topic.BELONGS: lambda each: self.card(each, is_full=False),
            Topic.CONTACT: self.contact,
            Topic.PERSON: lambda each: self.card(each, is_full=False),
        }
        if asked.topic is Topic.PARTS:
            return self.parts(unit, asked.counted)
        if asked.topic is Topic.COUNT:
            return self.count(unit, asked.counted)
        return writers.get(asked.topic, self.card)(unit)

    def _count_posts(self, asked: Asked) -> Iterator[Block]:
        noun = _noun(asked.units[0])
        posts = [post for post in asked.units if _noun(post) == noun]
        yield Block(
            say("{what}: {count}", self.lang, what=say("Posts of this name", self.lang), count=len(posts)), "", ()
        )
        yield from (self.titled(post) for post in posts)

    def _role(self, asked: Asked) -> Block:
        quotes = tuple(self.quote(each) for each in provisions_with(asked.stem, self.act))
        return Block(asked.name, "", quotes)

    def _nothing_common(self) -> Block:
        return Block(say("The decree sets no duties common to all units.", self.lang))

    def _named_in(self, code: str) -> Iterator[Block]:
        if code and (provisions := naming(code, self.act)):
            quotes = tuple(self.quote(each) for each in provisions)
            yield Block(code, "", quotes, say("Its text mentions it, though:", self.lang))

    def _relations(self, asked: Asked) -> list[tuple[Unit, bool]]:
        """Return each that was named as the lower one, and whether it stands below the upper one as was asked."""
        upper = asked.units[0] if asked.is_downwards else asked.units[-1]
        return [(lower, self._is_below(lower, upper)) for lower in asked.units if lower != upper]

    def _is_below(self, lower: Unit, upper: Unit) -> bool:
        above = [link.above.code for link in chain(self.act, lower)]
        return upper.code in (lower.reports_to, lower.parent, *above)


def _noun(post: Unit) -> str:
    return next((word for word in fold(post.name).split() if len(word) > 3), "")
