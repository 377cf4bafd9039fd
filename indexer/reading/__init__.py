"""Read a document into lines, each with its place in the source: enter by `read.read`, `read_document`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from indexer.reading.lines import Line as Line
    from indexer.reading.read import MAX_BYTES as MAX_BYTES
    from indexer.reading.read import Document as Document
    from indexer.reading.read import read_bytes as read_bytes
    from indexer.reading.read import read_document as read_document
    from indexer.reading.refusals import refusal as refusal

__all__, __getattr__ = surface(
    __name__, lines="Line", read="Document MAX_BYTES read_bytes read_document", refusals="refusal"
)
