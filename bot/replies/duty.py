"""Answers to "does this unit do that?": yes with the clause, or no with who does."""

from collections.abc import Sequence
from dataclasses import replace

from bot.replies.reply import Reply, compose
from bot.wording.structure_wording import STRUCTURE_WORDS
from knowledge.acts.act import Act
from knowledge.acts.project_orders import Order
from knowledge.answer import Answer, Outcome
from knowledge.questions.interpreter import DutyOf


def compose_duty(
    duty: DutyOf,
    limited: Answer,
    everywhere: Answer,
    acts: Sequence[Act],
    lang: str,
    orders: Sequence[Order] = (),
    names_act: bool = False,
) -> Reply:
    """Say whether the named units do it, quoting the clause, and who does where they do not.

    `limited` is the answer for the named units alone, `everywhere` the one for all of the acts.
    """
    words = STRUCTURE_WORDS[lang]
    units = ", ".join(unit.code for unit in duty.named)
    if limited.outcome is Outcome.NOBODY:
        opening = words["no_duty" if duty.is_yes_no else "out_of_scope"].format(units=units)
        reply = compose(everywhere, acts, lang, orders, names_act)
        lead = "" if everywhere.outcome is not Outcome.ANSWER else words["who_does"]
        return replace(reply, opening="\n".join(filter(None, (opening, reply.opening, lead))))
    which = ("yes_duty" if limited.outcome is Outcome.ANSWER else "perhaps_duty") if duty.is_yes_no else "in_scope"
    reply = compose(replace(limited, outcome=Outcome.ANSWER), acts, lang, orders, names_act)
    return replace(reply, opening=words[which].format(units=units))
