"""Answers to "does this unit do that?": yes with the clause, or no with who does."""

from collections.abc import Sequence
from dataclasses import replace

from bot.replies.reply import Reply, compose
from knowledge.acts.act import Act
from knowledge.answer import Answer, Outcome
from knowledge.questions.interpreter import DutyOf
from knowledge.wording import N_, say


def compose_duty(
    duty: DutyOf,
    limited: Answer,
    everywhere: Answer,
    acts: Sequence[Act],
    lang: str,
    names_act: bool = False,
) -> Reply:
    """Say whether the named units do it, quoting the clause, and who does where they do not.

    `limited` is the answer for the named units alone, `everywhere` the one for all of the acts.
    """
    units = ", ".join(unit.code for unit in duty.named)
    if limited.outcome is Outcome.NOBODY:
        opening = say(
            "No – the decree does not assign this to {units}."
            if duty.is_yes_no
            else "It is not among the duties of {units}.",
            lang,
            units=units,
        )
        reply = compose(everywhere, acts, lang, names_act)
        lead = "" if everywhere.outcome is not Outcome.ANSWER else say("Responsible for it:", lang)
        return replace(reply, opening="\n".join(filter(None, (opening, reply.opening, lead))))
    opening = N_("Among the duties of {units}:")
    if duty.is_yes_no:
        is_sure = limited.outcome is Outcome.ANSWER
        opening = N_("Yes – {units}:" if is_sure else "Perhaps – {units}. Nearest to it among its duties:")
    reply = compose(replace(limited, outcome=Outcome.ANSWER), acts, lang, names_act)
    return replace(reply, opening=say(opening, lang, units=units))
