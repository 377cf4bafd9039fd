"""What replies say of a unit or post: what it is and does, where it belongs, who stands above and below it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.replies.reply import (
    Block,
    Item,
    Quote,
    Reply,
    citation_text,
    item_of,
    provision_quote,
    reports_to,
    unit_title,
    without_own_name,
)
from bot.wording.contact_line import contact_line
from knowledge.acts.act import ALL_UNITS, EVERYBODY, Act, Clause, Provision, Unit
from knowledge.acts.citation import Citation
from knowledge.acts.project_orders import Order
from knowledge.acts.reporting_lines import below, chain, duty_count, parts, subordinates, superior
from knowledge.answer import UnitHits
from knowledge.language import fold
from knowledge.polish import in_any_case, same_word
from knowledge.questions.post_names import head_rules, provisions_on
from knowledge.staff.contacts import Contact
from knowledge.wording import say


@dataclass(frozen=True, slots=True)
class UnitWriter:
    """Write blocks on the units and posts of one act in one language; `orders` are the project orders in force.

    `contacts` are those of the act's units, by their codes.
    """

    act: Act
    lang: str
    orders: Sequence[Order]
    contacts: Mapping[str, Contact] = field(default_factory=dict)

    def titled(self, unit: Unit, *facts: str, quotes: Sequence[Provision] = ()) -> Block:
        """Write a block headed by a unit, with whom it reports to, some facts and some quotes."""
        title = unit_title(unit, self.lang)
        line = reports_to(unit, self.act, self.lang, self.orders)
        return Block(title, line, tuple(self.quote(each) for each in quotes), "", tuple(filter(None, facts)))

    def quote(self, provision: Provision) -> Quote:
        """Quote a provision."""
        return provision_quote(provision, self.act, self.lang)

    def card(self, unit: Unit, is_full: bool = True) -> Block:
        """Describe a unit: where it belongs, what it consists of, and in full all that it does, common duties last.

        The full card of a post quotes besides what else is said of it.
        """
        head = self._head(unit, is_full)
        head = replace(head, facts=(*head.facts, *self._contact(unit)))
        if not is_full:
            return head
        duties = tuple(self._duties(unit))
        listed = {item.source.key for item in duties if item.source}
        quotes = tuple(each for each in head.quotes if each.source and each.source.key not in listed)
        return replace(head, quotes=quotes, items=(*duties, *self._common_duties(unit)))

    def contact(self, unit: Unit) -> Block:
        """Say how a unit is reached, or that the act does not tell."""
        unknown = say("the decree gives no telephones, rooms, hours or addresses, and nobody has added them", self.lang)
        return self.titled(unit, *(tuple(self._contact(unit)) or (unknown,)))

    def _contact(self, unit: Unit) -> Iterator[str]:
        if known := self.contacts.get(unit.code):
            yield contact_line(known, self.lang)

    def _head(self, unit: Unit, is_full: bool) -> Block:
        """Write a unit's card without its duties."""
        if unit == self.act.organisation:
            return self._organisation(unit)
        if unit.kind == "post":
            return self._post(unit, provisions_on(unit, self.act) if is_full else self._declaring(unit))
        return self._placed(unit, *self._place(unit), *self._own_duties(unit))

    def _placed(self, unit: Unit, *facts: str, quotes: Sequence[Provision] = ()) -> Block:
        """Write a block headed by a unit, with whom it reports to and where that stands."""
        line = reporting_line(self.act, unit, self.lang, self.orders)
        return replace(self.titled(unit, *facts, quotes=quotes), reports_to=line)

    def _place(self, unit: Unit) -> Iterator[str]:
        whole = self.act.unit(unit.parent) if unit.parent else None
        if whole:
            yield say("part of: {whole} ({citation})", self.lang, whole=whole.code, citation=unit.declared)
        if own := parts(self.act, unit):
            yield say("consists of: {units}", self.lang, units=_list(own))

    def _own_duties(self, unit: Unit) -> Iterator[str]:
        own, _ = duty_count(self.act, unit)
        if unit == EVERYBODY:
            yield self._common_count()
        elif own:
            yield say("own duties: {own} ({where})", self.lang, own=own, where=self._where(unit.code))
        else:
            yield say("the decree lists no duties of its own", self.lang)

    def _common_duties(self, unit: Unit) -> Iterator[Item]:
        if self.act.duties(ALL_UNITS) and unit.kind != "post" and unit not in (EVERYBODY, self.act.organisation):
            yield Item("", self._common_count())

    def _common_count(self) -> str:
        count, where = len(self.act.duties(ALL_UNITS)), self._where(ALL_UNITS)
        return say("duties common to all units: {count} ({where})", self.lang, count=count, where=where)

    def _where(self, code: str) -> str:
        tops = dict.fromkeys(_lead(clause.citation, self.act) for clause in self.act.duties(code))
        return ", ".join(str(top) for top in tops)

    def _duties(self, unit: Unit) -> Iterator[Item]:
        """Yield a unit's duties in the order of the act, the points and letters that lead to them once, above them."""
        told: set[tuple[Citation, int]] = set()
        for clause in self.act.duties(unit.code):
            leading = [each for above in clause.citation.lead_ins() for each in self.act.at(above)[:1]]
            places: list[Provision | Clause] = [*reversed(leading), clause]
            for depth, each in enumerate(places):
                if each.key in told:
                    continue
                told.add(each.key)
                item = item_of(each, self.act, self.lang, depth)
                marker = item.marker if depth else citation_text(each, self.act)
                yield replace(item, marker=marker, text=without_own_name(item.text, unit))

    def _organisation(self, unit: Unit) -> Block:
        short, old = _aliases(unit)
        rules = [each for each in self.act.provisions if each.citation == unit.declared or _renames(each, old)]
        return self.titled(
            unit,
            say("short name: {names}", self.lang, names=", ".join(short)) if short else "",
            say("former name: {names}", self.lang, names=", ".join(old)) if old else "",
            say("consists of: {units}", self.lang, units=_list(parts(self.act, unit))) if parts(self.act, unit) else "",
            quotes=rules,
        )

    def _declaring(self, unit: Unit) -> tuple[Provision, ...]:
        return tuple(each for each in self.act.provisions if each.citation == unit.declared)

    def _post(self, post: Unit, quotes: Sequence[Provision]) -> Block:
        """Say of a post whom it reports to and whom it directs, and quote what the act says of it."""
        unknown = "" if superior(self.act, post) else say("the decree does not say to whom it reports", self.lang)
        return self._placed(post, unknown, *self._directs(post), quotes=quotes)

    def _directs(self, unit: Unit) -> Iterator[str]:
        directed = subordinates(self.act, unit)
        if not directed:
            yield say("the decree names nobody who reports to it directly", self.lang)
            return
        yield say("these report to it directly ({count}):", self.lang, count=len(directed))
        for each in directed:
            inner = parts(self.act, each)
            within = f" – {say('and within them: {units}', self.lang, units=_list(inner))}" if inner else ""
            yield f"• {unit_title(each, self.lang)} ({each.subordination}){within}"

    def superior(self, unit: Unit) -> Block:
        """Say whom a unit reports to, where that stands, and who is above; with the rules on who heads it, if any."""
        above = superior(self.act, unit)
        further = chain(self.act, above) if above else ()
        facts = (
            [say("where it says so: {citation}", self.lang, citation=unit.subordination)]
            if above
            else [say("the decree does not say to whom it reports", self.lang)]
        )
        if further:
            steps = " → ".join(link.above.code for link in chain(self.act, unit))
            facts.append(say("line of command: {steps}", self.lang, steps=steps))
        whole = self.act.unit(unit.parent) if unit.parent else None
        if whole and whole != self.act.organisation:
            facts.append(say("part of: {whole} ({citation})", self.lang, whole=whole.code, citation=unit.declared))
        return self.titled(unit, *facts, quotes=tuple(head_rules(unit, self.act)))

    def chain(self, unit: Unit) -> Block:
        """List the steps from a unit up to the top, each with its address."""
        steps = [
            f"{at}. "
            + say(
                "reports to: {above}{where}" if link.relation == "reports" else "part of: {above}{where}",
                self.lang,
                above=unit_title(link.above, self.lang),
                where=f" ({link.citation})" if link.citation else "",
            )
            for at, link in enumerate(chain(self.act, unit), start=1)
        ]
        whole = self.act.unit(unit.parent) if unit.parent else None
        if (
            whole
            and whole != self.act.organisation
            and whole.code not in [link.above.code for link in chain(self.act, unit)]
        ):
            steps.insert(
                0,
                say(
                    "part of: {whole} ({citation})",
                    self.lang,
                    whole=unit_title(whole, self.lang),
                    citation=unit.declared,
                ),
            )
        return self.titled(
            unit,
            *steps,
            say("the decree names nobody above", self.lang)
            if steps
            else say("the decree does not say to whom it reports", self.lang),
        )

    def head(self, unit: Unit) -> Block:
        """Say who heads a unit: the act's rules on it, or that it has none."""
        if unit == self.act.organisation:
            return self.titled(unit, quotes=self._declaring(unit))
        block = self.superior(unit)
        if block.quotes or unit.kind == "post":
            return block
        return replace(block, facts=(say("the decree does not say who heads this unit", self.lang), *block.facts))

    def subordinates(self, unit: Unit) -> Block:
        """List those who answer directly to a unit or post."""
        if not subordinates(self.act, unit) and parts(self.act, unit):
            return self.parts(unit, "")
        return self.titled(unit, *self._directs(unit))

    def parts(self, unit: Unit, kind: str) -> Block:
        """List the units that one consists of; only those of a kind where the act has such."""
        if unit.kind == "post":
            return self.subordinates(unit)
        inner = _of_kind(parts(self.act, unit), kind)
        listed = [f"• {unit_title(each, self.lang)} ({each.declared})" for each in inner]
        return self.titled(unit, *(listed or [say("the decree does not divide it into smaller units", self.lang)]))

    def count(self, unit: Unit, counted: str) -> Block:
        """Count a unit's duties, or those who answer to it or are a part of it."""
        if counted.startswith(("zadan", "obowiazk", "dut", "task")):
            own, common = duty_count(self.act, unit)
            facts = [say("{what}: {count}", self.lang, what=say("Own duties", self.lang), count=own)]
            facts.append(
                say("{what}: {count}", self.lang, what=say("Duties common to all units", self.lang), count=common)
            )
            return self.titled(unit, *facts)
        if unit == self.act.organisation:
            scope = _of_kind(self.act.units, counted)
        else:
            scope = _of_kind(subordinates(self.act, unit), counted) or _of_kind(parts(self.act, unit), counted)
            scope = scope or _of_kind(below(self.act, unit), counted)
        kind = _kind_name(scope, counted)
        what = say("Units called “{kind}”", self.lang, kind=kind) if kind else say("Units", self.lang)
        listed = [f"• {unit_title(each, self.lang)}" for each in scope]
        inner = [each for one in scope for each in parts(self.act, one) if each not in scope]
        within = say("and within them: {units}", self.lang, units=_list(inner)) if inner and not kind else ""
        return self.titled(unit, say("{what}: {count}", self.lang, what=what, count=len(scope)), *listed, within)


def reporting_line(act: Act, unit: Unit, lang: str, orders: Sequence[Order] = ()) -> str:
    """Say whom a unit reports to, and by which provision; "" where the act does not."""
    line = reports_to(unit, act, lang, orders)
    return f"{line} ({unit.subordination})" if line and unit.subordination else line


def superiors(found: Sequence[UnitHits], lang: str, orders: Sequence[Order] = ()) -> Reply:
    """Say of each unit whom it reports to."""
    unknown = say("The decree does not say whom it reports to.", lang)
    return Reply(
        blocks=tuple(
            Block(unit_title(each.unit, lang), reporting_line(each.act, each.unit, lang, orders) or unknown)
            for each in found
        )
    )


def _list(units: Sequence[Unit]) -> str:
    return ", ".join(unit.code for unit in units)


def _lead(citation: Citation, act: Act) -> Citation:
    """Return the paragraph, or its subsection where it has any, under which a duty stands."""
    above = citation.lead_ins()
    outermost = above[-1].parent if above else citation.parent
    return outermost or citation


def _aliases(unit: Unit) -> tuple[list[str], list[str]]:
    """Part an organisation's other names into short forms of its own and names it had before."""
    words = set(fold(unit.name).split())
    initials = "".join(word[0] for word in unit.name.split() if word[0].isupper())
    short = [alias for alias in unit.aliases if alias == initials or set(fold(alias).split()) <= words]
    return short, [alias for alias in unit.aliases if alias not in short]


def _renames(provision: Provision, old: Sequence[str]) -> bool:
    text = fold(provision.text)
    names = ([in_any_case(word) for word in fold(name).split()] for name in old)
    return "nalezy przez to rozumiec" in text and any(all(re.search(word, text) for word in name) for name in names)


def _of_kind(units: Sequence[Unit], kind: str) -> tuple[Unit, ...]:
    """Return the units of the kind that a folded Polish word names; all of them where none is of that kind."""
    return tuple(unit for unit in units if _is_kind(unit, kind)) or tuple(units)


def _is_kind(unit: Unit, kind: str) -> bool:
    return len(kind) > 3 and same_word(fold(unit.kind), kind)


def _kind_name(units: Sequence[Unit], kind: str) -> str:
    """Return the kind that was asked for as the act prints it, where all the units are of it."""
    return units[0].kind.capitalize() if units and all(_is_kind(unit, kind) for unit in units) else ""
