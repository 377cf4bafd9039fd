"""How long the bot waits: between its tries, its looks, and for an answer; tests wait less."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pauses:
    """Hold times in seconds."""

    retries: tuple[float, ...] = (0.3, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)
    """Before a request that failed is made again; two minutes in all."""

    polls: tuple[float, float] = (1.0, 30.0)
    """Between two polls that fail: the first pause, and the last, towards which they grow."""

    later: tuple[float, ...] = (60.0, 300.0, 900.0)
    """Until an update whose reply could not be sent is taken up again; then at the next start."""

    answer: float = 20.0
    """Within which the answer to a request is to begin."""

    pulse: float = 2.0
    """Between two looks whether the poll still answers."""

    webhook: float = 60.0
    """Between two looks whether Telegram still calls the webhook."""

    forgetting: float = 3600.0
    """Between two deletions of questions that are older than the retention."""

    busy: float = 0.5
    """Until a chat shows that an answer is on its way."""

    drawing: float = 3.0
    """From the start until the chart is drawn that somebody may ask for, so that the first answers do not wait."""

    news: float = 3600.0
    """Until agents and admins are told what has come into the queue meanwhile."""

    progress: float = 2.0
    """Between two edits of the message that tells how far a publication is."""
