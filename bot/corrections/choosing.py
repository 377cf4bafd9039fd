"""From a wrong answer to a correction: which unit, and which of its duties, by buttons or typed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.tickets import looks_like_ticket, reads_as_question
from bot.corrections import case as cases
from bot.corrections.case import LONGEST_ASKED
from bot.corrections.correction_keys import CorrectionKeys, filled, pages_of
from bot.corrections.typed_places import Place, clauses_cited, is_nobodys, units_named_in
from bot.dialogue.keyboards import position_of, unit_at
from bot.dialogue.prompts import Prompt
from bot.dialogue.talk import Talk
from bot.replies.actions import Action
from bot.replies.reply import Block, Button, Item, Reply, citation_text, unit_title
from knowledge.acts.act import ALL_UNITS, Clause
from knowledge.answer import UnitHits
from knowledge.errors import shorten
from knowledge.masking import mask
from knowledge.staff.conversations import Turn
from knowledge.wording import N_, say

UNITS_A_PAGE = 5
CLAUSES_A_PAGE = 6
LONGEST_QUOTE = 160
LONGEST_REASON = 200


def ask_unit(talk: Talk, turn: Turn, page: int = 0) -> Reply:
    """Ask to which unit a turn's question belongs; the likeliest come first."""
    searcher = talk.dialogue.conversation.searcher
    keys = _keys(talk)
    found = searcher.candidates(turn.question, len(searcher.codes))
    rows = [
        (_unit_button(keys, each, turn, talk.lang),) for each in found[page * UNITS_A_PAGE : (page + 1) * UNITS_A_PAGE]
    ]
    turning = keys.pages("fix", (turn.id,), page, pages_of(len(found), UNITS_A_PAGE))
    talk.dialogue.prompts.ask(talk.chat.key, talk.chat.person, Prompt("place", turn.id))
    return Reply(
        talk.say("Which unit is responsible for this?\n“{question}”", question=shorten(turn.question, LONGEST_ASKED)),
        closing=talk.say(
            "Choose below, or write a code, a unit's name, a provision (e.g. “{example}”) or “nobody's”. "
            "Whatever else you write is a new question.",
            example=_example(talk),
        ),
        buttons=filled(*rows, turning, _ways_out(keys, talk, turn)),
    )


def _unit_button(keys: CorrectionKeys, found: UnitHits, turn: Turn, lang: str) -> Button:
    at = position_of(found.unit, found.act)
    return keys.labelled(unit_title(found.unit, lang), "fixunit", turn.id, at, edition=found.edition)


def choose_unit(talk: Talk, turn: Turn, action: Action) -> Reply:
    """Ask for the duty of the unit of a pressed button; with another act in force, for the unit once more."""
    published = talk.dialogue.conversation.in_force(action.edition)
    unit = unit_at(action.number(1), published.act) if published else None
    if not published or not unit:
        return ask_unit(talk, turn)
    return _ask_clause(talk, turn, UnitHits(unit, (), 0.0, published.act, action.edition), action.number(2))


def choose_clause(talk: Talk, turn: Turn, action: Action) -> Reply:
    """Propose the clause of a pressed button; with another act in force, ask for the unit once more."""
    published = talk.dialogue.conversation.in_force(action.edition)
    if not published or action.number(1) >= len(published.act.clauses):
        return ask_unit(talk, turn)
    return propose(talk, turn, (published, published.act.clauses[action.number(1)]))


def propose(talk: Talk, turn: Turn, place: Place | None) -> Reply:
    """Keep a correction of a turn's question, None for nobody's, and take what asks alike from the queue."""
    conversation = talk.dialogue.conversation
    published, clause = place or (conversation.book.published[0], None)
    at = published.act.clauses.index(clause) if clause else 0
    correction = conversation.corrections.propose(turn.question, published.edition, at, clause, talk.chat.person)
    talk.dialogue.queue.deal_with(turn.id, talk.chat.person, correction.id)
    return cases.show(talk, correction)


def listen(talk: Talk, text: str, ticket: bool = False) -> Reply | None:
    """Take a message for what the person was asked; None where nothing was, or it is rather a question or ticket."""
    prompt = talk.dialogue.prompts.asked(talk.chat.key, talk.chat.person)
    talk.dialogue.leave(talk.chat)
    if prompt is None or ticket or _is_new(talk, prompt, text):
        return None
    if prompt.kind == "reason":
        return _explain(talk, prompt.number, text)
    turn = talk.dialogue.memory.turn(prompt.number)
    return _take_place(talk, turn, " ".join(text.split())) if turn else None


def _is_new(talk: Talk, prompt: Prompt, text: str) -> bool:
    """Tell whether a message is a question or ticket of its own; one that names a place is none, if it asks nothing."""
    if "?" in text or looks_like_ticket(text):
        return True
    is_place = prompt.kind == "place" and units_named_in(text, talk.dialogue.conversation.book.published)
    return not is_place and reads_as_question(text)


def _explain(talk: Talk, number: int, text: str) -> Reply:
    corrections = talk.dialogue.conversation.corrections
    corrections.explain(number, shorten(mask(text, talk.chat.names), LONGEST_REASON))
    return cases.show(talk, corrections.get(number))


def _take_place(talk: Talk, turn: Turn, text: str) -> Reply | None:
    """Read "nobody's", a provision, a unit's code or name; None where a text says anything else."""
    in_force, searcher = talk.dialogue.conversation.book.published, talk.dialogue.conversation.searcher
    if is_nobodys(text):
        return propose(talk, turn, None)
    if cited := clauses_cited(text, in_force):
        return propose(talk, turn, cited[0]) if len(cited) == 1 else _offer(talk, turn, cited)
    units = units_named_in(text, in_force)
    if len(units) == 1:
        return _ask_clause(talk, turn, units[0])
    near = [(each, searcher.clauses_of(turn.question, each.unit.code, each.act)[0]) for each in units]
    published = {each.edition.id: each for each in in_force}
    return _offer(talk, turn, [(published[each.edition], clause) for each, clause in near]) if near else None


def _ask_clause(talk: Talk, turn: Turn, found: UnitHits, page: int = 0) -> Reply:
    """Ask to which duty of a unit a turn's question belongs; the likeliest come first."""
    published = talk.dialogue.conversation.in_force(found.edition)
    assert published
    keys = _keys(talk)
    clauses = talk.dialogue.conversation.searcher.clauses_of(turn.question, found.unit.code, found.act)
    shown = [(published, clause) for clause in clauses[page * CLAUSES_A_PAGE : (page + 1) * CLAUSES_A_PAGE]]
    numbers = (turn.id, position_of(found.unit, found.act))
    turning = keys.pages("fixunit", numbers, page, pages_of(len(clauses), CLAUSES_A_PAGE), found.edition)
    reply = _offer(talk, turn, shown)
    return replace(
        reply,
        opening=talk.say("Which duty is it?\n“{question}”", question=shorten(turn.question, LONGEST_ASKED)),
        blocks=(replace(reply.blocks[0], title=unit_title(found.unit, talk.lang)),),
        buttons=filled(*reply.buttons[:-1], turning, (keys.back("fix", turn.id),)),
    )


def _offer(talk: Talk, turn: Turn, places: Sequence[Place]) -> Reply:
    """Offer some clauses to choose from."""
    keys = _keys(talk)
    talk.dialogue.prompts.ask(talk.chat.key, talk.chat.person, Prompt("place", turn.id))
    rows, items = [], []
    for published, clause in places[:CLAUSES_A_PAGE]:
        label = f"{_unit_name(clause, talk.lang)} · {citation_text(clause, published.act)}"
        at = published.act.clauses.index(clause)
        rows.append((keys.labelled(label, "fixto", turn.id, at, edition=published.edition.id),))
        items.append(Item(label, shorten(clause.text, LONGEST_QUOTE)))
    opening = talk.say("Is it one of these duties?\n“{question}”", question=shorten(turn.question, LONGEST_ASKED))
    return Reply(opening, (Block("", items=tuple(items)),), buttons=filled(*rows, _ways_out(keys, talk, turn)))


def _unit_name(clause: Clause, lang: str) -> str:
    return say("All units – each for its own work", lang) if clause.unit == ALL_UNITS else clause.unit


def _ways_out(keys: CorrectionKeys, talk: Talk, turn: Turn) -> tuple[Button, ...]:
    """Make the row that says nobody's, and leads back to the answer, or to the queue where it is somebody else's."""
    back = keys.back("back", turn.id) if turn.chat == talk.chat.key else keys.button(N_("‹ Queue"), "queue", 0)
    return keys.button(N_("∅ Nobody's"), "fixnone", turn.id), back


def _keys(talk: Talk) -> CorrectionKeys:
    return CorrectionKeys(talk.lang, talk.dialogue.conversation.edition.id)


def _example(talk: Talk) -> str:
    """Return a provision of the act as an example of how to type one."""
    return str(talk.dialogue.conversation.act.clauses[0].citation)
