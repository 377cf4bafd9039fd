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
from bot.dialogue.talk import Talk
from bot.replies.paging import cut_short
from bot.replies.reply import Reply
from bot.replies.units import superiors
from bot.screens.buttons import press
from knowledge.answer import Outcome, UnitHits
from knowledge.errors import NothingInForce
from knowledge.language import sound
from knowledge.staff.conversations import Turn

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
    talk = Talk.of(dialogue, chat, plain if not spoken else "", spoken)
    if not plain:
        return Reply(talk.say("Write what it is about, e.g. “who handles SSL certificates?”"))
    if len(text) > LONGEST_QUESTION:
        return Reply(
            talk.say(
                "That is too long ({length} characters, I read {most}). Please send the part that matters.",
                length=len(text),
                most=LONGEST_QUESTION,
            )
        )
    if not ticket and (heard := listen(talk, text)):
        return heard
    if answer := courtesy(plain):
        return Reply(talk.say(answer))
    try:
        return _answer(talk, text, about, ticket)
    except NothingInForce:
        return talk.silent()


def _answer(talk: Talk, text: str, about: int | None, ticket: bool) -> Reply:
    dialogue, chat, plain = talk.dialogue, talk.chat, " ".join(text.split())
    memory = dialogue.memory
    last = (memory.told_in(chat.key, about) if about else None) or memory.last(chat.key, dialogue.seconds)
    follow = None if ticket or dialogue.is_unit(plain) else followups.read(text)  # "I Zastępca Dyrektora"
    if follow and (last or follow.wish is not Wish.AREA):
        return _follow(talk, follow, last)
    reply = dialogue.answer(chat, text, talk.lang, ticket)
    return cut_short(reply, talk.say("This is not all – please ask for less at once."))


def _follow(talk: Talk, follow: FollowUp, last: Turn | None) -> Reply:
    """Go on from the last answer, in its language where no other was chosen."""
    if last is None:
        return Reply(talk.say("I do not know whom you mean – please name the unit or the matter."))
    talk = Talk.of(talk.dialogue, talk.chat, default=last.lang)
    if follow.wish is Wish.AREA:
        return _area(talk, last, follow.words)
    units = _units(talk, last)
    if follow.wish is Wish.MORE:
        return _more(talk, last)
    if not units:
        return Reply(talk.say("I do not know whom you mean – please name the unit or the matter."))
    turn = talk.dialogue.remember(talk.chat, talk.lang, last.question, units, last.more, Outcome.STRUCTURE)
    if follow.wish is Wish.DUTIES:
        return talk.dialogue.card(talk.lang, turn, units[0])
    reply = superiors(units, talk.lang, talk.dialogue.conversation.orders)
    return replace(reply, buttons=talk.dialogue.keyboards(talk.lang, turn).cards(units[:MOST_CARDS]), turn=turn)


def _units(talk: Talk, last: Turn) -> tuple[UnitHits, ...]:
    """Return the units that an answer named; none of an act that is in force no longer."""
    acts = {place.edition: talk.dialogue.standing(place.edition) for place in last.units}
    return tuple(
        UnitHits(unit, (), 1.0, standing.act, standing.edition.id)
        for place in last.units
        if (standing := acts[place.edition]) and (unit := unit_at(place.position, standing.act))
    )


def _more(talk: Talk, last: Turn) -> Reply:
    """Show the next page, or the units that come next."""
    if not last.more:
        return Reply(talk.say("That is all there is."))
    reply = press(talk.dialogue, talk.chat, last.more.replace("others0@", f"others{last.id}@"))
    if reply.is_toast:
        return Reply(reply.toast)
    turn = talk.dialogue.remember(talk.chat, talk.lang, last.question, _units(talk, last), next_page(reply))
    return replace(reply, turn=turn)


def _area(talk: Talk, last: Turn, rest: str) -> Reply:
    """Answer the last question for one of the units that were named, or for the new matter in its place."""
    units = _units(talk, last)
    alone = talk.dialogue.conversation.respond(rest, talk.lang).answer
    elsewhere = alone.outcome is Outcome.ANSWER and alone.units[0].unit not in [each.unit for each in units]
    chosen = None if elsewhere else _leading(talk, units, rest)
    if chosen:
        number = talk.dialogue.remember(
            talk.chat, talk.lang, last.question, (chosen,), talk.dialogue.other_units(), Outcome.ANSWER
        )
        clause = talk.dialogue.conversation.searcher.best_clause(last.question, chosen.unit.code, chosen.act)
        views = talk.dialogue.views(talk.lang, number, chosen.edition)
        assert views is not None
        return talk.dialogue.pick(clause, talk.dialogue.memory.turn(number), talk.lang, views)
    narrowed = talk.dialogue.conversation.respond(f"{last.question} {rest}".strip(), talk.lang).answer
    better = rest if elsewhere or alone.confidence > narrowed.confidence else narrowed.question
    return talk.dialogue.answer(talk.chat, better, talk.lang)


def _leading(talk: Talk, units: Sequence[UnitHits], area: str) -> UnitHits | None:
    """Return that unit, of several, to which the words of an area come clearly nearest."""
    searcher = talk.dialogue.conversation.searcher
    found = searcher.candidates(area, len(searcher.codes))
    near = {(each.edition, each.unit.code): each.score for each in found}
    scored = [(near.get((each.edition, each.unit.code), 0.0), each) for each in units]
    ranked = sorted(scored, key=lambda pair: -pair[0])
    if len(ranked) < 2 or ranked[0][0] - ranked[1][0] < LEADING:
        return None
    return ranked[0][1]
