"""Faults, and who takes them in: staff who report one need the first line beside the unit that repairs it."""

import re

from knowledge.acts.act import Act, Clause
from knowledge.language import fold

# What does not work, does not: "nie działa", "nie drukuje", "nie mogę się zalogować", "nie da się" – the folded stems
# of verbs after "nie" (one word may stand between), so that "nie wiem, kto …" and "nie mam dostępu" are no faults.
_NEGATED = (
    "dzial da moge mozna laczy drukuj odpal wlacza uruchamia otwier logu widac widz dochodz wchodz reagu ladu zapisu "
    "slych skanuj swieci startu wstaj synchroniz"
)
_BROKEN = "awari usterk zepsu popsu zawiesz zawiesi zacina wywala padl padnie blad\\b bledy\\b"
_ENGLISH = (
    "broken crash outage freez frozen stuck failed failure fails (?:not|\\w+n.?t)\\swork is\\sdown\\b are\\sdown\\b "
    "(?:won.t|can.?t|cannot)\\s(?:start|open|print|load|connect|boot|turn|log|send|see)"
)
_FAULT = re.compile(
    rf"\bnie (?:\w+ )?(?:{'|'.join(_NEGATED.split())})|\b(?:{'|'.join((_BROKEN + ' ' + _ENGLISH).split())})"
)
# "realizacja zadań wynikających z obowiązków I linii wsparcia użytkowników"
_FIRST_LINE = re.compile(r"(?<![I\w])(?:I|1\.?|[Pp]ierwsz\w+)\s+lini\w*\s+wsparcia")


def is_fault(question: str) -> bool:
    """Tell whether a question reports that something does not work."""
    return bool(_FAULT.search(fold(question)))


def first_line(act: Act) -> tuple[Clause, ...]:
    """Return the clauses by which a unit is the first line of support; none where the act names no first line."""
    return tuple(clause for clause in act.clauses if _FIRST_LINE.search(clause.sentence))
