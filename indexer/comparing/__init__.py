"""What one act changes in another, matched by what is said and not by number: enter by `compare.compare`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from indexer.comparing.changes import summary as summary
    from indexer.comparing.changes import to_html as to_html
    from indexer.comparing.compare import Comparison as Comparison

__all__, __getattr__ = surface(__name__, changes="summary to_html", compare="Comparison")
