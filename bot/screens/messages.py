"""What is said to a message: a follow-up to the last answer, a unit or provision that is named, or a question."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.conversation import LONGEST_QUESTION
from bot.corrections.choosing import listen
from bot.dialogue import follow_ups as followups
from bot.dialogue.courtesies import courtesy
from bot.dialogue.dialogue import Chat, Dialogue, next_page
from bot.dialogue.follow_ups import FollowUp, Wish
from bot.dialogue.keyboards import unit_at
from bot.replies import cards
from bot.replies.paging import cut_short
from bot.replies.reply import Reply
from bot.screens.buttons import press
from knowledge.answer import Outcome, UnitHits
from knowledge.language import sound
from knowledge.staff.conversations import Turn
from knowledge.wording import say

LEADING = 0.1
"""How much nearer to the words of an area one unit must be than the next, in units of cosine, to be chosen by them."""

MOST_CARDS = 4


def hear(
    dialogue: Dialogue, chat: Chat, text: str, about: int | None = None, ticket: bool = False, spoken: str = ""
) -> Reply:
    """Answer a message; `about` is the message of an earlier reply to which it answers, `ticket` that it is forwarded.

    `spoken` is its language where more than the words tells it.
    """
    dialogue.conversation.refresh()
    text = sound(text)
    plain = " ".join(text.split())
    lang = dialogue.language(chat, plain if not spoken else "", spoken)
    if not plain:
        return Reply(say("Write what it is about, e.g. “who handles SSL certificates?”", lang))
    if len(text) > LONGEST_QUESTION:
        return Reply(
            say(
                "That is too long ({length} characters, I read {most}). Please send the part that matters.",
                lang,
                length=len(text),
                most=LONGEST_QUESTION,
            )
        )
    if not ticket and (heard := listen(dialogue, chat, text)):
        return heard
    if answer := courtesy(plain):
        return Reply(say(answer, lang))
    memory = dialogue.memory
    last = (memory.told_in(chat.key, about) if about else None) or memory.last(chat.key, dialogue.seconds)
    follow = None if ticket else followups.read(text)
    if follow and (last or follow.wish is not Wish.AREA):
        return _follow(dialogue, chat, follow, last, lang)
    reply = dialogue.named(chat, plain) or dialogue.answer(chat, text, lang, ticket)
    return cut_short(reply, say("This is not all – please ask for less at once.", lang))


def _follow(dialogue: Dialogue, chat: Chat, follow: FollowUp, last: Turn | None, default: str) -> Reply:
    """Go on from the last answer."""
    lang = dialogue.memory.language(chat.key) or dialogue.conversation.lang or (last.lang if last else default)
    if last is None:
        return Reply(say("I do not know whom you mean – please name the unit or the matter.", lang))
    if follow.wish is Wish.AREA:
        return _area(dialogue, chat, last, follow.words, lang)
    units = _units(dialogue, last)
    if follow.wish is Wish.MORE:
        return _more(dialogue, chat, last, lang)
    if not units:
        return Reply(say("I do not know whom you mean – please name the unit or the matter.", lang))
    turn = dialogue.remember(chat, lang, last.question, units, last.more, Outcome.STRUCTURE)
    if follow.wish is Wish.DUTIES:
        return dialogue.card(lang, turn, units[0])
    reply = cards.superiors(units, lang, dialogue.conversation.orders)
    return replace(reply, buttons=dialogue.keyboards(lang, turn).cards(units[:MOST_CARDS]), turn=turn)


def _units(dialogue: Dialogue, last: Turn) -> tuple[UnitHits, ...]:
    """Return the units that an answer named; none of an act that is in force no longer."""
    acts = {place.edition: dialogue.standing(place.edition) for place in last.units}
    return tuple(
        UnitHits(unit, (), 1.0, standing.act, standing.edition.id)
        for place in last.units
        if (standing := acts[place.edition]) and (unit := unit_at(place.position, standing.act))
    )


def _more(dialogue: Dialogue, chat: Chat, last: Turn, lang: str) -> Reply:
    """Show the next page, or the units that come next."""
    if not last.more:
        return Reply(say("That is all there is.", lang))
    reply = press(dialogue, chat, last.more.replace("others0@", f"others{last.id}@"))
    if reply.is_toast:
        return Reply(reply.toast)
    turn = dialogue.remember(chat, lang, last.question, _units(dialogue, last), next_page(reply))
    return replace(reply, turn=turn)


def _area(dialogue: Dialogue, chat: Chat, last: Turn, rest: str, lang: str) -> Reply:
    """Answer the last question for one of the units that were named, or for the new matter in its place."""
    units = _units(dialogue, last)
    alone = dialogue.conversation.respond(rest, lang).answer
    elsewhere = alone.outcome is Outcome.ANSWER and alone.units[0].unit not in [each.unit for each in units]
    chosen = None if elsewhere else _leading(dialogue, units, rest)
    if chosen:
        number = dialogue.remember(chat, lang, last.question, (chosen,), dialogue.other_units(), Outcome.ANSWER)
        clause = dialogue.conversation.searcher.best_clause(last.question, chosen.unit.code, chosen.act)
        views = dialogue.views(lang, number, chosen.edition)
        assert views is not None
        return dialogue.pick(clause, dialogue.memory.turn(number), lang, views)
    narrowed = dialogue.conversation.respond(f"{last.question} {rest}".strip(), lang).answer
    better = rest if elsewhere or alone.confidence > narrowed.confidence else narrowed.question
    return dialogue.answer(chat, better, lang)


def _leading(dialogue: Dialogue, units: Sequence[UnitHits], area: str) -> UnitHits | None:
    """Return that unit, of several, to which the words of an area come clearly nearest."""
    searcher = dialogue.conversation.searcher
    found = searcher.candidates(area, len(searcher.codes))
    near = {(each.edition, each.unit.code): each.score for each in found}
    scored = [(near.get((each.edition, each.unit.code), 0.0), each) for each in units]
    ranked = sorted(scored, key=lambda pair: -pair[0])
    if len(ranked) < 2 or ranked[0][0] - ranked[1][0] < LEADING:
        return None
    return ranked[0][1]
