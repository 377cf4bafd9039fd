"""Going on from the last answer: whom it named, what comes next, or a new question that leaves something out."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.dialogue import next_page
from bot.dialogue.follow_ups import Wish, is_about_post
from bot.dialogue.keyboards import unit_at
from bot.dialogue.question_parts import asking, words_of
from bot.dialogue.readings import MessageReading, Takes, readings
from bot.dialogue.talk import Talk
from bot.replies.reply import Reply
from bot.replies.units import superiors
from bot.screens.buttons import press
from knowledge.acts.reporting_lines import superior
from knowledge.answer import Answer, Outcome, UnitHits
from knowledge.staff.conversations import Turn

LEADING = 0.1
"""How much nearer to the words of an area one unit must be than the next, in units of cosine, to be chosen by them."""

UNKNOWN = 0.1
"""Below which confidence a thing that nobody is responsible for is none of the act's, whatever is done with it."""

MOST_CARDS = 4

MOST_AREA_WORDS = 8
"""How many words a message may have to be taken for the area that was asked for."""

Found = tuple[MessageReading, Answer]


def go_on(talk: Talk, wish: Wish, text: str, last: Turn | None) -> Reply:
    """Tell more of those whom the last answer named, in its language where no other was chosen."""
    if last is None:
        return Reply(talk.say("I do not know whom you mean – please name the unit or the matter."))
    talk = Talk.of(talk.dialogue, talk.chat, default=last.lang)
    if wish is Wish.MORE:
        return _more(talk, last)
    named = _units(talk, last)
    units = tuple(each for each in named if (each.unit.kind == "post") is is_about_post(text)) or named
    if not units:
        return Reply(talk.say("I do not know whom you mean – please name the unit or the matter."))
    above = _superiors(units) if wish is Wish.SUPERIOR else ()
    turn = talk.dialogue.remember(talk.chat, talk.lang, last.question, units + above, last.more, Outcome.STRUCTURE)
    if wish is Wish.DUTIES:
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


def _superiors(units: Sequence[UnitHits]) -> tuple[UnitHits, ...]:
    """Return whom the units answer to, as far as the acts tell."""
    found = [replace(each, unit=above) for each in units if (above := superior(each.act, each.unit))]
    return tuple(dict.fromkeys(found))


def _more(talk: Talk, last: Turn) -> Reply:
    """Show the next page, or the units that come next."""
    if not last.more:
        return Reply(talk.say("That is all there is."))
    reply = press(talk.dialogue, talk.chat, last.more.replace("others0@", f"others{last.id}@"))
    if reply.is_toast:
        return Reply(reply.toast)
    turn = talk.dialogue.remember(talk.chat, talk.lang, last.question, _units(talk, last), next_page(reply))
    return replace(reply, turn=turn)


def read_on(talk: Talk, text: str, last: Turn) -> Reply | None:
    """Answer a message that leaves out what the last question said; None where it stands for itself."""
    before = talk.dialogue.read_as.get(last.id) or MessageReading(Takes.NOTHING, last.question)
    is_of_several = len(last.units) > 1 or last.id in talk.dialogue.read_as
    shared = _shared(talk, text, before.question) if is_of_several else ()
    read = readings(text, before, is_asked=bool(shared))
    if len(read) < 2 or talk.dialogue.is_unit(read[0].question) or talk.dialogue.conversation.is_corrected(text):
        return None
    talk = Talk.of(talk.dialogue, talk.chat, default=last.lang)
    responses = [talk.dialogue.conversation.respond(each.question, talk.lang) for each in read]
    if responses[0].remark:  # it is said to the bot, or is no question
        return None
    found = [(each, response.answer) for each, response in zip(read, responses, strict=True)]
    if narrowed := _narrowed(talk, found, before.question, shared):
        return narrowed
    chosen = choose(found)
    if len(chosen) > 1:
        return _ask_which(talk, chosen)
    reply = talk.dialogue.answer(talk.chat, chosen[0].question, talk.lang)
    if reply.turn:
        talk.dialogue.keep_reading(reply.turn, chosen[0] if chosen[0] in read[1:] else read[1])
    return reply


def choose(found: Sequence[Found]) -> tuple[MessageReading, ...]:
    """Return the reading by which to answer, of which the first takes nothing; two where only the person can tell."""
    alone, *others = found
    other = next((each for each in others if _is_sure(each[1])), max(others, key=_confidence))
    if not other[0].is_pointing and alone[1].outcome is Outcome.NOBODY and alone[1].confidence < UNKNOWN:
        return (alone[0],)
    ranked = (other, alone) if other[0].is_telling else (alone, other)
    if sure := [reading for reading, answer in ranked if _is_sure(answer)]:
        return (other[0],) if _says_nothing_alone(alone, other) else (sure[0],)
    offered = [reading for reading, answer in ranked if answer.outcome is Outcome.UNSURE]
    if len(offered) < 2 or _agree(alone, other):
        return (*offered, other[0])[:1]
    return tuple(offered)


def _says_nothing_alone(alone: Found, other: Found) -> bool:
    """Tell whether a message means nothing without what its pronoun stands for, though the search is sure of it."""
    reading, answer = other
    needs = reading.takes is Takes.OBJECT and reading.is_telling
    return needs and answer.outcome is Outcome.UNSURE and not _agree(alone, other)


def _agree(one: Found, other: Found) -> bool:
    """Tell whether the answers to two readings name the same unit first."""
    return all(each[1].units for each in (one, other)) and one[1].units[0].unit == other[1].units[0].unit


def _confidence(found: Found) -> float:
    return found[1].confidence


def _is_sure(answer: Answer) -> bool:
    return answer.outcome in (Outcome.ANSWER, Outcome.STRUCTURE)


def _shared(talk: Talk, text: str, last: str) -> tuple[UnitHits, ...]:
    """Return the units that share the duty of the last question, where a message is short enough to name one's area."""
    if len(text.split()) > MOST_AREA_WORDS or asking(words_of(text))[1]:
        return ()
    answer = talk.dialogue.conversation.respond(last, talk.lang).answer
    return answer.units[: answer.twins]


def _narrowed(talk: Talk, found: Sequence[Found], last: str, units: Sequence[UnitHits]) -> Reply | None:
    """Answer the last question for that one of the units that share its duty to which the message comes nearest."""
    (alone, answer), *others = found
    whole = next((each for each, _ in others if each.takes is not Takes.OBJECT), None)
    if not whole or not units:
        return None
    if answer.outcome is Outcome.ANSWER and answer.units[0].unit not in [each.unit for each in units]:
        return None
    chosen = _leading(talk, units, alone.question)
    if not chosen:
        return None
    question = f"{last.rstrip(' ?!.')} {alone.question}" if whole.takes is Takes.DEED else whole.question
    return _picked(talk, chosen, last, question)


def _picked(talk: Talk, chosen: UnitHits, last: str, question: str) -> Reply:
    more = talk.dialogue.other_units()
    number = talk.dialogue.remember(talk.chat, talk.lang, question, (chosen,), more, Outcome.ANSWER)
    clause = talk.dialogue.conversation.searcher.best_clause(last, chosen.unit.code, chosen.act)
    views = talk.dialogue.views(talk.lang, number, chosen.edition)
    assert views is not None
    talk.dialogue.keep_reading(number, MessageReading(Takes.ALL_BUT_PLACE, question))
    return talk.dialogue.pick(clause, talk.dialogue.memory.turn(number), talk.lang, views)


def _leading(talk: Talk, units: Sequence[UnitHits], area: str) -> UnitHits | None:
    """Return that unit, of several, to which the words of an area come clearly nearest."""
    searcher = talk.dialogue.conversation.searcher
    found = searcher.candidates(area, len(searcher.codes))
    near = {(each.edition, each.unit.code): each.score for each in found}
    ranked = sorted(
        ((near.get((each.edition, each.unit.code), 0.0), each) for each in units), key=lambda pair: -pair[0]
    )
    return ranked[0][1] if ranked[0][0] - ranked[1][0] >= LEADING else None


def _ask_which(talk: Talk, choices: Sequence[MessageReading]) -> Reply:
    """Ask which of two questions is meant; the likelier is what the next message goes on from."""
    rows = []
    for reading in reversed(choices):
        turn = talk.dialogue.remember(talk.chat, talk.lang, reading.question, (), "")
        rows.append((talk.dialogue.keyboards(talk.lang, turn).button(reading.question, "mean", turn),))
    return Reply(talk.say("Which do you mean?"), buttons=tuple(reversed(rows)), turn=turn)
