"""Every sentence that a person reads: the code says it in English, `pl.po` has the Polish beside it."""

from knowledge.wording.catalogue import LANGUAGES, N_, Message, Progress, count, say, sentence
from knowledge.wording.dates import day_in_words

__all__ = ["LANGUAGES", "N_", "Message", "Progress", "count", "day_in_words", "say", "sentence"]
