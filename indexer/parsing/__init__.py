"""From lines to an act, its units and duties, and a report on how well that went: enter by `parse.parse`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from indexer.parsing.parse import Reading as Reading
    from indexer.parsing.parse import derive as derive
    from indexer.parsing.report import judgement as judgement
    from indexer.parsing.report import things_to_see as things_to_see
    from indexer.parsing.report import unpublishable as unpublishable

__all__, __getattr__ = surface(__name__, parse="Reading derive", report="judgement things_to_see unpublishable")
