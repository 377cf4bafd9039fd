"""Answers about structure: whatever was asked, put together from what is said of units, of posts and of the act."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.replies.act_replies import act_blocks, bearer, is_about_act
from bot.replies.reply import Block, Reply, citation_text
from bot.replies.units import UnitWriter
from knowledge.acts.act import ALL_UNITS, Act, Clause, Provision, Unit
from knowledge.acts.project_orders import Order
from knowledge.acts.reporting_lines import chain
from knowledge.language import fold
from knowledge.questions.interpreter import Asked
from knowledge.questions.mentions import naming
from knowledge.questions.post_names import provisions_with
from knowledge.questions.topics import Topic
from knowledge.wording import say


@dataclass(frozen=True, slots=True)
class Said:
    """Hold a reply about structure with the units it is about and the provisions it quotes."""

    reply: Reply
    units: tuple[Unit, ...]
    quoted: tuple[Clause, ...]


def compose_structure(asked: Sequence[Asked], act: Act, lang: str, orders: Sequence[Order] = ()) -> Said:
    """Answer what was asked about structure in "pl" or "en"; the act's own words stay as they are printed.

    `orders` are the project orders in force.
    """
    writer = _Writer(act, lang, orders)
    blocks = tuple(dict.fromkeys(block for each in asked for block in writer.blocks(each)))
    opening = "\n".join(dict.fromkeys(filter(None, (writer.opening(each) for each in asked))))
    units = tuple(dict.fromkeys(unit for each in asked for unit in _about(each, act)))
    return Said(Reply(opening, blocks), units, tuple(quoted_clauses(blocks, act)))


def _about(asked: Asked, act: Act) -> Iterator[Unit]:
    yield from asked.units
    if asked.provisions and (unit := bearer(asked.provisions[0].citation, act)):
        yield unit


def quoted_clauses(blocks: Sequence[Block], act: Act) -> Iterator[Clause]:
    """Yield what the blocks quote as clauses; a provision that is no duty of a unit has none."""
    cited = {quote.citation for block in blocks for quote in block.quotes}
    duties = {clause.key: clause for clause in act.clauses}
    roughly = {citation.split(" [")[0] for citation in cited}
    for provision in act.provisions:
        if str(provision.citation) in roughly and _mark(provision, act) in cited:
            clause = Clause(provision.citation, provision.occurrence, "", provision.text, "", provision.lines)
            yield duties.get(clause.key, clause)


def _mark(provision: Provision, act: Act) -> str:
    return citation_text(provision, act)


@dataclass(frozen=True, slots=True)
class _Writer(UnitWriter):
    """Write blocks for whatever is asked about structure."""

    def opening(self, asked: Asked) -> str:
        """Return the sentence that stands before the blocks; "" for most topics."""
        match asked.topic:
            case Topic.CANDIDATES:
                return say("“{name}” fits several units. Which one is it?", self.lang, name=asked.name)
            case Topic.UNKNOWN_CODE:
                return say(
                    "Decree no. {number} knows no “{code}”. Nearest to it:"
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
            yield from act_blocks(asked, self.act, self.lang, self.orders)
            return
        if asked.topic in (Topic.COUNT, Topic.PARTS) and not asked.units:
            asked = replace(asked, units=(self.act.organisation,) if self.act.organisation else ())
        match asked.topic:
            case Topic.CANDIDATES | Topic.UNKNOWN_CODE:
                yield from (self.titled(unit) for unit in asked.units)
                yield from self._named_in(asked.code)
            case Topic.RELATION:
                yield from (self.unit(lower, with_duties=False) for lower, _ in self._relations(asked))
            case Topic.COUNT_POSTS:
                yield from self._count_posts(asked)
            case Topic.ROLE:
                yield self._role(asked)
            case Topic.COMMON:
                yield self._common()
            case _:
                yield from (self._on(asked, unit) for unit in asked.units)

    def _on(self, asked: Asked, unit: Unit) -> Block:
        writers: dict[Topic, Callable[[Unit], Block]] = {
            Topic.DUTIES: self.duties,
            Topic.SUPERIOR: self.superior,
            Topic.PROJECT_LINES: self.superior,
            Topic.CHAIN: self.chain,
            Topic.HEAD: self.head,
            Topic.SUBORDINATES: self.subordinates,
            Topic.BELONGS: lambda each: self.unit(each, with_duties=False),
            Topic.PERSON: lambda each: self.unit(each, with_duties=False),
        }
        if asked.topic is Topic.PARTS:
            return self.parts(unit, asked.counted)
        if asked.topic is Topic.COUNT:
            return self.count(unit, asked.counted)
        return writers.get(asked.topic, self.unit)(unit)

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

    def _common(self) -> Block:
        keys = {clause.key for clause in self.act.clauses if clause.unit == ALL_UNITS}
        common = [each for each in self.act.provisions if (each.citation, each.occurrence) in keys]
        quotes = tuple(self.quote(each) for each in common)
        return Block(
            say("Duties common to all units", self.lang)
            if quotes
            else say("The decree sets no duties common to all units.", self.lang),
            "",
            quotes,
        )

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
