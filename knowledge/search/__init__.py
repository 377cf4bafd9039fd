"""Find the clauses and units that answer a question, by meaning and by words: enter by `Searcher`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from knowledge.search.indexed import Indexed as Indexed
    from knowledge.search.ranking import Mode as Mode
    from knowledge.search.ranking import Ranking as Ranking
    from knowledge.search.ranking import Scores as Scores
    from knowledge.search.rulings import Ruling as Ruling
    from knowledge.search.rulings import Rulings as Rulings
    from knowledge.search.rulings import Vocabulary as Vocabulary
    from knowledge.search.rulings import plain_words as plain_words
    from knowledge.search.searcher import Searcher as Searcher
    from knowledge.search.texts import Texts as Texts

__all__, __getattr__ = surface(
    __name__,
    indexed="Indexed",
    ranking="Mode Ranking Scores",
    rulings="Ruling Rulings Vocabulary plain_words",
    searcher="Searcher",
    texts="Texts",
)
