"""Corrections as agents and admins see them: what each says, what it would change, and what may be done with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.access.permissions import Role
from bot.corrections.correction_keys import CorrectionKeys, filled, pages_of
from bot.dialogue.keyboards import Keyboard
from bot.dialogue.prompts import Prompt
from bot.dialogue.talk import Talk
from bot.replies.reply import Block, Button, Item, Quote, Reply, Tidings, unit_title
from indexer.examples.relocation import relocate
from indexer.learning.correction_effect import Effect
from knowledge.acts.act import Unit
from knowledge.days import OFFICE_ZONE
from knowledge.errors import shorten
from knowledge.staff.corrections import STANDING, Correction, Stage
from knowledge.wording import N_, say

LONGEST_ASKED = 300
CASES_A_PAGE = 6
MOST_WORSENED = 5

_MARKERS = {Stage.PROPOSED: N_("waits"), Stage.CONFIRMED: N_("counts")}
_STANDINGS = {
    Stage.PROPOSED: N_("Waits to be confirmed by an administrator."),
    Stage.CONFIRMED: N_("Confirmed on {day}; it counts from the next question on."),
    Stage.REJECTED: N_("Rejected on {day}."),
    Stage.UNDONE: N_("Undone on {day}; it no longer counts."),
}


def show(talk: Talk, correction: Correction) -> Reply:
    """Show a correction; one that this person may confirm is tried first, which may take some seconds."""
    keys = _keys(talk)
    blocks = (_block(talk, correction),)
    opening = talk.say(
        "Correction {id}: “{question}”", id=correction.id, question=shorten(correction.question, LONGEST_ASKED)
    )
    reply = Reply(opening, blocks, _standing(talk, correction), _buttons(talk, correction, keys))
    if correction.stage is not Stage.PROPOSED or not _may_decide(talk, correction):
        return reply
    trial = talk.dialogue.trials.of(correction)
    trying = talk.say("Trying on questions with a known answer what this would change …")
    before = replace(reply, closing=f"{reply.closing}\n{trying}")
    return replace(before, later=lambda: _tried(reply, correction, trial(), talk.lang, keys))


def open_case(talk: Talk, number: int) -> Reply:
    """Show the correction of a pressed button."""
    return show(talk, talk.dialogue.conversation.corrections.get(number))


def decide(talk: Talk, number: int, stage: Stage) -> Reply:
    """Confirm, reject or undo a correction, where the person may and nobody was faster."""
    corrections = talk.dialogue.conversation.corrections
    correction = corrections.get(number)
    own = stage is Stage.REJECTED and correction.proposed_by == talk.chat.person
    if not (own or _may_decide(talk, correction)):
        return talk.toast("An administrator confirms it, or somebody other than its author.")
    if stage is Stage.CONFIRMED:  # before it counts: what is confirmed is never without its places
        relocate(talk.dialogue.conversation.store, talk.dialogue.conversation.encoder)
    decided = corrections.decide(number, stage, talk.chat.person)
    correction = corrections.get(number)
    if correction.stage is Stage.CONFIRMED:  # also where a kill came between the two, and the press comes again
        talk.dialogue.queue.confirmed(correction, talk.chat.person)
    if not decided:
        return replace(show(talk, correction), toast=talk.say("This correction is decided already."))
    talk.dialogue.conversation.refresh()
    return replace(show(talk, correction), tells=tuple(_notices(talk, correction)))


def _notices(talk: Talk, correction: Correction) -> Iterator[Tidings]:
    """Tell those who were told that it is nobody's that there is an answer now."""
    if correction.stage is Stage.CONFIRMED and correction.citation:
        for person, question in talk.dialogue.queue.told_nobody(correction.id).items():
            if person != talk.chat.person:
                yield Tidings((person,), partial(_found, question))


def _found(question: str, lang: str) -> Reply:
    asked = shorten(question, LONGEST_ASKED)
    return Reply(say("You asked “{question}”. The helpdesk has found the answer: ask again.", lang, question=asked))


def ask_reason(talk: Talk, number: int) -> Reply:
    """Ask why a correction is right."""
    talk.dialogue.conversation.corrections.get(number)
    talk.dialogue.prompts.ask(talk.chat.key, talk.chat.person, Prompt("reason", number))
    return Reply(
        talk.say("Write in one sentence why. No names and no numbers."),
        buttons=((_keys(talk).back("case", number),),),
    )


def list_cases(talk: Talk, page: int) -> Reply:
    """List the corrections that wait to be confirmed, then those that count."""
    keys = _keys(talk)
    corrections = talk.dialogue.conversation.corrections
    found = [each for stage in STANDING for each in reversed(corrections.all(stage))]
    shown = found[page * CASES_A_PAGE : (page + 1) * CASES_A_PAGE]
    if not shown:
        return Reply(
            talk.say("No correction waits, and none counts."), buttons=((keys.button(N_("‹ Queue"), "queue", 0),),)
        )
    items = tuple(Item(f"{each.id}. {talk.say(_MARKERS[each.stage])}", _line(each, talk.lang)) for each in shown)
    numbers = tuple(keys.labelled(str(each.id), "case", each.id) for each in shown)
    turning = keys.pages("cases", (), page, pages_of(len(found), CASES_A_PAGE))
    buttons = filled(numbers, turning, (keys.button(N_("‹ Queue"), "queue", 0),))
    return Reply(blocks=(Block(talk.say("Corrections"), items=items),), buttons=buttons)


def _may_decide(talk: Talk, correction: Correction) -> bool:
    """Tell whether somebody may confirm and undo: an admin, or by the setting an agent who did not propose it."""
    return talk.chat.role is Role.ADMIN or (
        talk.dialogue.agents_confirm and talk.chat.role is Role.AGENT and talk.chat.person != correction.proposed_by
    )


def _tried(reply: Reply, correction: Correction, effect: Effect, lang: str, keys: CorrectionKeys) -> Reply:
    """Add to a correction what it would change, and the button that confirms it."""
    harm = len(effect.worsened)
    told = say(
        "⚠️ It would make answers worse: {count} of {asked} questions tried would go wrong:"
        if harm
        else "Tried on {asked} questions with a known answer: no right answer goes wrong.",
        lang,
        count=harm,
        asked=effect.asked,
    )
    items = tuple(Item("•", shorten(question, LONGEST_ASKED)) for question in effect.worsened[:MOST_WORSENED])
    items += (Item("…", ""),) if harm > MOST_WORSENED else ()
    mends = (
        say("It would put right the answers to other questions: {count}.", lang, count=len(effect.mended))
        if effect.mended
        else ""
    )
    confirm = keys.button(N_("✔ Confirm all the same" if harm else "✔ Confirm"), "confirm", correction.id)
    blocks = (*reply.blocks, Block("", introduction=told, items=items))
    closing = "\n".join(filter(None, (mends, reply.closing)))
    return replace(reply, blocks=blocks, closing=closing, buttons=((confirm, *reply.buttons[0]), *reply.buttons[1:]))


def _block(talk: Talk, correction: Correction) -> Block:
    reason = (talk.say("Reason: {reason}", reason=correction.reason),) if correction.reason else ()
    if correction.citation is None:
        return Block(talk.say("Nobody's: the act gives it to no unit."), facts=reason)
    facts = (
        reason
        if talk.dialogue.conversation.has_place(correction)
        else (*reason, talk.say("The act in force no longer has this duty; the correction waits until it comes back."))
    )
    found = talk.dialogue.conversation.edition_numbered(correction.edition)
    unit = found[1].unit(correction.unit) if found else None
    title = unit_title(unit or Unit(correction.unit, correction.unit, ""), talk.lang)
    return Block(title, quotes=(Quote(str(correction.citation), correction.text),), facts=facts)


def _standing(talk: Talk, correction: Correction) -> str:
    text = _STANDINGS[correction.stage]
    if correction.stage is Stage.REJECTED and correction.decided_by == correction.proposed_by:
        text = N_("Withdrawn on {day}.")
    if correction.stage is Stage.PROPOSED and talk.dialogue.agents_confirm:
        text = N_("Waits to be confirmed by an administrator or a second helpdesk agent.")
    return talk.say(text, day=_day(correction.decided_at or correction.proposed_at))


def _buttons(talk: Talk, correction: Correction, keys: CorrectionKeys) -> Keyboard:
    may, own, row = _may_decide(talk, correction), correction.proposed_by == talk.chat.person, list[Button]()
    if correction.stage is Stage.PROPOSED and (may or own):
        row.append(keys.button(N_("↩ Undo" if own else "✖ Reject"), "reject", correction.id))
    if correction.stage is Stage.CONFIRMED and may:
        row.append(keys.button(N_("↩ Undo"), "undo", correction.id))
    if correction.stage in STANDING:
        row.append(keys.button(N_("✎ Reason"), "why", correction.id))
    waiting = len(talk.dialogue.conversation.corrections.all(Stage.PROPOSED))
    elsewhere = (
        keys.button(N_("‹ Queue"), "queue", 0),
        keys.button(N_("📝 Corrections ({count})"), "cases", 0, count=waiting),
    )
    return filled(row, elsewhere)


def _line(correction: Correction, lang: str) -> str:
    place = correction.place or say("Nobody's: the act gives it to no unit.", lang)
    return f"„{shorten(correction.question, 120)}” → {place}"


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, OFFICE_ZONE):%d.%m.%Y}"


def _keys(talk: Talk) -> CorrectionKeys:
    return CorrectionKeys(talk.lang, talk.dialogue.conversation.edition.id)
