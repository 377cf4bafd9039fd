"""What replies say of a unit or post: what it is and does, where it belongs, who stands above and below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.replies.reply import Block, Quote, provision_quote, reports_to, unit_title, without_own_name
from knowledge.acts.act import ALL_UNITS, Act, Provision, Unit
from knowledge.acts.citation import Citation
from knowledge.acts.project_orders import Order
from knowledge.acts.reporting_lines import below, chain, duty_count, parts, subordinates, superior
from knowledge.language import fold
from knowledge.polish import in_any_case, same_word
from knowledge.questions.post_names import head_rules, provisions_on
from knowledge.wording import say

MOST_DUTIES_SHOWN = 5
"""How many duties a short description of a unit quotes before it refers to the question for all of them."""


@dataclass(frozen=True, slots=True)
class UnitWriter:
    """Write blocks on the units and posts of one act in one language; `orders` are the project orders in force."""

    act: Act
    lang: str
    orders: Sequence[Order]

    def titled(self, unit: Unit, *facts: str, quotes: Sequence[Provision] = ()) -> Block:
        """Write a block headed by a unit, with whom it reports to, some facts and some quotes."""
        title = unit_title(unit, self.lang)
        line = reports_to(unit, self.act, self.lang, self.orders)
        return Block(title, line, tuple(self.quote(each) for each in quotes), "", tuple(filter(None, facts)))

    def quote(self, provision: Provision) -> Quote:
        """Quote a provision."""
        return provision_quote(provision, self.act, self.lang)

    def unit(self, unit: Unit, with_duties: bool = True) -> Block:
        """Describe a unit: where it belongs, what it consists of, what it does; a post with all that is said of it."""
        if unit.kind == "post":
            return self._post(unit, provisions_on(unit, self.act) if with_duties else self._declaring(unit))
        if unit == self.act.organisation:
            return self._organisation(unit)
        block = self.titled(unit, *self._place(unit), *self._count_of_duties(unit))
        if not with_duties:
            return block
        duties = self._duty_quotes(unit)
        more = say("… and more; for all of them ask: what does {code} do?", self.lang, code=unit.code)
        if len(duties) > MOST_DUTIES_SHOWN:
            block = replace(block, facts=(*block.facts, more))
        return replace(block, quotes=duties[:MOST_DUTIES_SHOWN])

    def _place(self, unit: Unit) -> Iterator[str]:
        whole = self.act.unit(unit.parent) if unit.parent else None
        if whole:
            yield say("part of: {whole} ({citation})", self.lang, whole=_short(whole), citation=unit.declared)
        if unit.subordination:
            yield say("where it says so: {citation}", self.lang, citation=unit.subordination)
        if own := parts(self.act, unit):
            yield say("consists of: {units}", self.lang, units=_list(own))

    def _count_of_duties(self, unit: Unit) -> Iterator[str]:
        own, common = duty_count(self.act, unit)
        yield (
            say("own duties: {own} ({where})", self.lang, own=own, where=self._where(unit.code))
            if own
            else say("the decree lists no duties of its own", self.lang)
        )
        if common:
            yield say(
                "duties common to all units: {count} ({where})", self.lang, count=common, where=self._where(ALL_UNITS)
            )

    def _where(self, code: str) -> str:
        citations = [clause.citation for clause in self.act.clauses if clause.unit == code]
        tops = dict.fromkeys(_lead(citation, self.act) for citation in citations)
        return ", ".join(str(top) for top in tops)

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
        above = superior(self.act, post)
        place = (
            say("where it says so: {citation}", self.lang, citation=post.subordination)
            if above
            else say("the decree does not say to whom it reports", self.lang)
        )
        return self.titled(post, place, *self._directs(post), quotes=quotes)

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

    def duties(self, unit: Unit) -> Block:
        """List all that a unit does, in the order of the act, with the duties common to all apart."""
        if unit.kind == "post" or unit == self.act.organisation:
            return self.unit(unit)
        block = self.titled(unit, *self._count_of_duties(unit))
        inner = parts(self.act, unit)
        facts = (say("consists of: {units}", self.lang, units=_list(inner)),) if inner else ()
        return replace(block, facts=(*block.facts, *facts), quotes=self._duty_quotes(unit))

    def _duty_quotes(self, unit: Unit) -> tuple[Quote, ...]:
        clauses = [clause for clause in self.act.clauses if clause.unit == unit.code]
        own = {clause.key for clause in clauses}
        leading = {above for clause in clauses for above in clause.citation.lead_ins()}
        quotes = []
        for provision in self.act.provisions:
            if (provision.citation, provision.occurrence) in own or provision.citation in leading:
                quote = self.quote(provision)
                quotes.append(replace(quote, text=without_own_name(quote.text, unit)))
        return tuple(quotes)

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
            facts.append(
                say(
                    "line of command: {steps}",
                    self.lang,
                    steps=" → ".join(_short(link.above) for link in chain(self.act, unit)),
                )
            )
        whole = self.act.unit(unit.parent) if unit.parent else None
        if whole and whole != self.act.organisation:
            facts.append(say("part of: {whole} ({citation})", self.lang, whole=_short(whole), citation=unit.declared))
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


def _short(unit: Unit) -> str:
    return unit.code


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
