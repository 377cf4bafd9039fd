"""From a document to an edition that answers: enter by `publish.publish`, `prepare`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from indexer.publishing.draft import Draft as Draft
    from indexer.publishing.draft import prepare as prepare
    from indexer.publishing.publish import Publication as Publication
    from indexer.publishing.publish import publish_whole as publish_whole
    from indexer.publishing.publish import read_act as read_act
    from indexer.publishing.publish import republish as republish
    from indexer.publishing.sandbox import read_confined as read_confined

__all__, __getattr__ = surface(
    __name__, draft="Draft prepare", publish="Publication publish_whole read_act republish", sandbox="read_confined"
)
