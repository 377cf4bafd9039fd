"""Replies about another time than today: what was in force then, and what an act that is coming will change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.replies.reply import Block, Quote, Reply, reports_to, to_text, unit_title
from bot.replies.response import Response
from bot.wording.act_names import act_name
from knowledge.acts.act import Act
from knowledge.acts.reporting_lines import superior
from knowledge.answer import Answer, Outcome, UnitHits
from knowledge.language import words
from knowledge.wording import say, sentence

MOST_LINES = 3
"""How many lines of a reply about structure are shown of what will change."""

# "(§ 1 ust. 5 pkt 4 lit. c)", "§ 17": an act that only numbers its provisions anew changes no answer
_PLACES = re.compile(r"\(?(?:zał\. \w+ )?§ \w+(?: (?:ust\.|pkt|lit\.|tiret) \w+)*\)?")


def headed(response: Response, *headings: str) -> Response:
    """Put lines above a reply."""
    opening = "\n\n".join(filter(None, (*headings, response.parts.opening)))
    return replace(response, parts=replace(response.parts, opening=opening))


def in_turn(question: str, told: Sequence[tuple[str, Response]]) -> Response:
    """Put what held at several times one after the other, each under its heading; the last one is remembered."""
    last = told[-1][1]
    blocks: list[Block] = []
    for heading, response in told:
        first, *rest = response.parts.blocks or (Block(""),)
        above = "\n".join(filter(None, (heading, response.parts.opening, first.introduction)))
        blocks += [replace(first, introduction=above), *rest]
    answer = replace(last.answer, question=question)
    quoted = tuple(pair for _, response in told for pair in response.quoted)
    return Response(answer, last.lang, Reply(blocks=tuple(blocks), closing=last.parts.closing), quoted)


def repeals(act: Act, lang: str) -> tuple[Block, ...]:
    """Quote what an act says of the one before it."""
    quotes = tuple(Quote(str(each.citation), each.text) for each in act.repeals)
    return (Block("", quotes=quotes, introduction=say("It repealed the earlier one:", lang)),) if quotes else ()


def with_coming(now: Response, then: Response, acts: Sequence[Act], day: date, staying: Sequence[Act] = ()) -> Response:
    """Add to today's reply what other acts will change in it from a day; nothing where the answer stays.

    `staying` are acts in force today that are so then: with several, a reply names each above what it says.
    """
    names = ", ".join(act_name(act, now.lang) for act in acts)
    if Outcome.STRUCTURE in (now.answer.outcome, then.answer.outcome):
        block = _change_of_structure(now, then, acts, staying, names, day)
    else:
        block = _change(now.answer, then.answer, names, day, now.lang)
    if block is None:
        return now
    return replace(now, parts=replace(now.parts, blocks=(*now.parts.blocks, block)))


def _change(before: Answer, after: Answer, act: str, day: date, lang: str) -> Block | None:
    if not _is_change(before, after):
        return _other_words(before, after, act, day, lang)
    if after.outcome is Outcome.NOBODY:
        return Block(
            "",
            introduction=sentence(
                "🗓 From {day} the answer changes: {act} assigns this to no unit.", lang, day=day, act=act
            ),
        )
    units = "; ".join(_bearer(each, lang) for each in _leading(after))
    return Block(
        "",
        introduction=sentence("🗓 From {day} the answer changes ({act}): {units}.", lang, day=day, act=act, units=units),
    )


def _change_of_structure(
    now: Response, then: Response, acts: Sequence[Act], staying: Sequence[Act], names: str, day: date
) -> Block | None:
    """Show what a later reply says otherwise: of a unit with another code by then, that code."""
    lines = tuple(_recoded(now, acts)) or tuple(_new_lines(now, then, (*acts, *staying)))[:MOST_LINES]
    if not lines:
        return None
    return Block(
        "", introduction=sentence("🗓 From {day} the answer changes ({act}):", now.lang, day=day, act=names), facts=lines
    )


def _recoded(now: Response, acts: Sequence[Act]) -> Iterator[str]:
    """Yield the units that were named and that later acts have under another code, by their names."""
    for found in now.answer.units:
        if any(act.unit(found.unit.code) for act in acts):
            continue
        for act in acts:
            same = (each for each in act.units if words(each.name) == words(found.unit.name))
            for unit in same:
                above = reports_to(unit, act, now.lang)
                yield f"{found.unit.code} → {unit_title(unit, now.lang)}" + (f" ({above})" if above else "")


def _new_lines(now: Response, then: Response, acts: Sequence[Act]) -> list[str]:
    """Return the lines of a later reply that say what no line of today's does: no places of provisions, no act's name.

    A later act that does not know what is asked is said to, without what is nearest in it.
    """
    told = {_bare(line) for line in to_text(now.parts).splitlines()}
    told |= {_bare(act_name(act, now.lang)) for act in acts} | {""}
    new = [line.strip() for line in to_text(then.parts).splitlines() if _bare(line) not in told]
    if then.parts.opening and new and _bare(new[0]) == _bare(then.parts.opening.splitlines()[0]):
        return [new[0].partition(". ")[0] + "."]
    return new


def _bare(line: str) -> str:
    return " ".join(words(_PLACES.sub(" ", line)))


def _leading(answer: Answer) -> Sequence[UnitHits]:
    """Return the units that bear the duty which fits best."""
    return answer.units[: max(1, answer.twins)]


def _is_change(before: Answer, after: Answer) -> bool:
    """Tell whether others are responsible, or report to others, by two answers to one question.

    Where one of them is not sure, only units of which the other knows nothing are a change.
    """
    if Outcome.NOBODY in (before.outcome, after.outcome):
        return Outcome.ANSWER in (before.outcome, after.outcome)
    if Outcome.UNSURE in (before.outcome, after.outcome):
        first, later = _names(before.units), _names(after.units)
        return not (_names(_leading(before)) & later or _names(_leading(after)) & first)
    return _described(_leading(before)) != _described(_leading(after))


def _names(units: Sequence[UnitHits]) -> set[tuple[str, str]]:
    return {(each.unit.code, each.unit.name) for each in units}


def _described(units: Sequence[UnitHits]) -> set[tuple[str, str, str]]:
    return {(each.unit.code, each.unit.name, _superior_name(each)) for each in units}


def _superior_name(found: UnitHits) -> str:
    above = superior(found.act, found.unit)
    return above.name if above else ""


def _bearer(found: UnitHits, lang: str) -> str:
    above = reports_to(found.unit, found.act, lang)
    place = f", {found.hits[0].clause.citation}" if found.hits else ""
    return f"{unit_title(found.unit, lang)}{place}" + (f" ({above})" if above else "")


def _other_words(before: Answer, after: Answer, act: str, day: date, lang: str) -> Block | None:
    """Quote the duty that answers as it will read, where its words will be others."""
    if before.outcome is not Outcome.ANSWER or after.outcome is not Outcome.ANSWER:
        return None
    old, new = before.units[0].hits[0].clause, after.units[0].hits[0].clause
    known = {tuple(words(hit.clause.text)) for each in before.units for hit in each.hits}
    if tuple(words(new.text)) in known or old.text == new.text:
        return None
    quoted = f"„{new.text}” ({new.citation})"
    return Block(
        "",
        introduction=sentence(
            "🗓 From {day} the provision reads ({act}): {units}.", lang, day=day, act=act, units=quoted
        ),
    )
