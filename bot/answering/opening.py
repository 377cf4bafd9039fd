"""Opening the conversation, as whoever starts one does: where no act was published yet, the shipped one is."""

from bot.answering.conversation import Conversation
from knowledge.embedding.encoder import load_encoder
from knowledge.settings import KnowledgeSettings
from knowledge.store.store import Store
from knowledge.wording import Message, Progress


def open_conversation(
    settings: KnowledgeSettings, lang: str = "", tell: Progress = lambda _: None, act: str = ""
) -> Conversation:
    """Open a conversation, with the shipped act in force where nothing was published before; `tell` hears of that."""
    with Store(settings.database) as store:
        if not store.latest():
            tell(Message("{file} holds no act yet: publishing the one that comes with the program", file=store.path))
            _publish_shipped(store, settings.encoder, tell)
    return Conversation(settings, lang, act=act)


def _publish_shipped(store: Store, encoder: str, tell: Progress) -> None:
    from indexer.publishing.publish import publish  # what reads acts is loaded where one is to be read
    from knowledge.shipped import DECREE

    publish(DECREE, store, load_encoder(encoder), tell)
