"""The first line of support, which takes reports of faults in."""

import re

from knowledge.acts.act import Act, Clause

# "realizacja zadań wynikających z obowiązków I linii wsparcia użytkowników"
_FIRST_LINE = re.compile(r"(?<![I\w])(?:I|1\.?|[Pp]ierwsz\w+)\s+lini\w*\s+wsparcia")


def first_line(act: Act) -> tuple[Clause, ...]:
    """Return the clauses by which a unit is the first line of support; none where the act names no first line."""
    return tuple(clause for clause in act.clauses if _FIRST_LINE.search(clause.sentence))
