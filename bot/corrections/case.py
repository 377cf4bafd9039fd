"""Corrections as agents and admins see them: what each says, what it would change, and what may be done with it."""

from dataclasses import replace
from datetime import datetime

from bot.access.permissions import Role
from bot.corrections.correction_keys import CorrectionKeys, filled, pages_of
from bot.dialogue.dialogue import Chat, Dialogue
from bot.dialogue.keyboards import Keyboard
from bot.dialogue.prompts import Prompt
from bot.replies.reply import Block, Button, Item, Quote, Reply, unit_title
from bot.wording.correction_wording import say
from indexer.learning.correction_effect import Effect
from knowledge.acts.act import Unit
from knowledge.days import OFFICE_ZONE
from knowledge.errors import shorten
from knowledge.staff.corrections import STANDING, Correction, Stage

LONGEST_QUESTION = 300
CASES_A_PAGE = 6
MOST_WORSENED = 5


def show(dialogue: Dialogue, chat: Chat, correction: Correction) -> Reply:
    """Show a correction; one that this person may confirm is tried first, which may take some seconds."""
    lang, keys = dialogue.language(chat), _keys(dialogue, chat)
    blocks = (_block(dialogue, correction, lang),)
    opening = say(lang, "case", id=correction.id, question=shorten(correction.question, LONGEST_QUESTION))
    reply = Reply(opening, blocks, _standing(dialogue, correction, lang), _buttons(dialogue, chat, correction, keys))
    if correction.stage is not Stage.PROPOSED or not _may_decide(dialogue, chat, correction):
        return reply
    trial = dialogue.trials.of(correction)
    before = replace(reply, closing=f"{reply.closing}\n{say(lang, 'checking')}")
    return replace(before, later=lambda: _tried(reply, correction, trial(), lang, keys))


def open_case(dialogue: Dialogue, chat: Chat, number: int) -> Reply:
    """Show the correction of a pressed button."""
    return show(dialogue, chat, dialogue.conversation.corrections.get(number))


def decide(dialogue: Dialogue, chat: Chat, number: int, stage: Stage) -> Reply:
    """Confirm, reject or undo a correction, where the person may and nobody was faster."""
    lang, corrections = dialogue.language(chat), dialogue.conversation.corrections
    correction = corrections.get(number)
    own = stage is Stage.REJECTED and correction.proposed_by == chat.person
    if not (own or _may_decide(dialogue, chat, correction)):
        return Reply(toast=say(lang, "not_yours"))
    decided = corrections.decide(number, stage, chat.person)
    correction = corrections.get(number)
    if correction.stage is Stage.CONFIRMED:  # also where a kill came between the two, and the press comes again
        dialogue.queue.confirmed(correction, chat.person)
    if not decided:
        return replace(show(dialogue, chat, correction), toast=say(lang, "too_late"))
    dialogue.conversation.refresh()
    return show(dialogue, chat, correction)


def ask_reason(dialogue: Dialogue, chat: Chat, number: int) -> Reply:
    """Ask why a correction is right."""
    lang = dialogue.language(chat)
    dialogue.conversation.corrections.get(number)
    dialogue.prompts.ask(chat.key, chat.person, Prompt("reason", number))
    return Reply(say(lang, "ask_reason"), buttons=((_keys(dialogue, chat).back("case", number),),))


def list_cases(dialogue: Dialogue, chat: Chat, page: int) -> Reply:
    """List the corrections that wait to be confirmed, then those that count."""
    lang, keys = dialogue.language(chat), _keys(dialogue, chat)
    corrections = dialogue.conversation.corrections
    found = [each for stage in STANDING for each in reversed(corrections.all(stage))]
    shown = found[page * CASES_A_PAGE : (page + 1) * CASES_A_PAGE]
    if not shown:
        return Reply(say(lang, "cases_empty"), buttons=((keys.button("button_queue", "queue", 0),),))
    items = tuple(Item(f"{each.id}. {say(lang, f'marker_{each.stage}')}", _line(each, lang)) for each in shown)
    numbers = tuple(keys.labelled(str(each.id), "case", each.id) for each in shown)
    turning = keys.pages("cases", (), page, pages_of(len(found), CASES_A_PAGE))
    buttons = filled(numbers, turning, (keys.button("button_queue", "queue", 0),))
    return Reply(blocks=(Block(say(lang, "cases"), items=items),), buttons=buttons)


def _may_decide(dialogue: Dialogue, chat: Chat, correction: Correction) -> bool:
    """Tell whether somebody may confirm and undo: an admin, or by the setting an agent who did not propose it."""
    return chat.role is Role.ADMIN or (
        dialogue.agents_confirm and chat.role is Role.AGENT and chat.person != correction.proposed_by
    )


def _tried(reply: Reply, correction: Correction, effect: Effect, lang: str, keys: CorrectionKeys) -> Reply:
    """Add to a correction what it would change, and the button that confirms it."""
    harm = len(effect.worsened)
    told = say(lang, "harmful" if harm else "harmless", count=harm, asked=effect.asked)
    items = tuple(Item("•", shorten(question, LONGEST_QUESTION)) for question in effect.worsened[:MOST_WORSENED])
    items += (Item("…", ""),) if harm > MOST_WORSENED else ()
    mends = say(lang, "mends", count=len(effect.mended)) if effect.mended else ""
    confirm = keys.button("button_confirm_anyway" if harm else "button_confirm", "confirm", correction.id)
    blocks = (*reply.blocks, Block("", introduction=told, items=items))
    closing = "\n".join(filter(None, (mends, reply.closing)))
    return replace(reply, blocks=blocks, closing=closing, buttons=((confirm, *reply.buttons[0]), *reply.buttons[1:]))


def _block(dialogue: Dialogue, correction: Correction, lang: str) -> Block:
    reason = (say(lang, "reason", reason=correction.reason),) if correction.reason else ()
    if correction.citation is None:
        return Block(say(lang, "nobodys"), facts=reason)
    facts = reason if dialogue.conversation.has_place(correction) else (*reason, say(lang, "no_place"))
    found = dialogue.conversation.edition_numbered(correction.edition)
    unit = found[1].unit(correction.unit) if found else None
    title = unit_title(unit or Unit(correction.unit, correction.unit, ""), lang)
    return Block(title, quotes=(Quote(str(correction.citation), correction.text),), facts=facts)


def _standing(dialogue: Dialogue, correction: Correction, lang: str) -> str:
    key = str(correction.stage)
    if correction.stage is Stage.PROPOSED and dialogue.agents_confirm:
        key = "proposed_agents"
    return say(lang, key, day=_day(correction.decided_at or correction.proposed_at))


def _buttons(dialogue: Dialogue, chat: Chat, correction: Correction, keys: CorrectionKeys) -> Keyboard:
    may, row = _may_decide(dialogue, chat, correction), list[Button]()
    if correction.stage is Stage.PROPOSED and (may or correction.proposed_by == chat.person):
        row.append(keys.button("button_reject" if may else "button_withdraw", "reject", correction.id))
    if correction.stage is Stage.CONFIRMED and may:
        row.append(keys.button("button_undo", "undo", correction.id))
    if correction.stage in STANDING:
        row.append(keys.button("button_why", "why", correction.id))
    waiting = len(dialogue.conversation.corrections.all(Stage.PROPOSED))
    elsewhere = keys.button("button_queue", "queue", 0), keys.button("button_cases", "cases", 0, count=waiting)
    return filled(row, elsewhere)


def _line(correction: Correction, lang: str) -> str:
    place = correction.place or say(lang, "nobodys")
    return f"„{shorten(correction.question, 120)}” → {place}"


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, OFFICE_ZONE):%d.%m.%Y}"


def _keys(dialogue: Dialogue, chat: Chat) -> CorrectionKeys:
    return CorrectionKeys(dialogue.language(chat), dialogue.conversation.edition.id)
