"""Every sentence that a person reads: the code says it in English, `pl.po` has the Polish beside it."""

from knowledge.wording.catalogue import LANGUAGES, Message, count, say
from knowledge.wording.dates import day_in_words

__all__ = ["LANGUAGES", "Message", "count", "day_in_words", "say"]
