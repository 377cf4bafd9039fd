"""A whole `ask` inside the process, beside what no answer by this encoder can do without."""

import time
from collections.abc import Iterator

from bot.answering.conversation import Conversation
from knowledge.embedding.encoder import load_encoder
from knowledge.search.texts import Texts
from knowledge.settings import KnowledgeSettings
from knowledge.store.store import Store
from tests.benchmarks.figures import Figure, interleaved, median, p95
from tests.benchmarks.ground import published, questions


def measure(quick: bool) -> Iterator[Figure]:
    """Ask 500 questions; the limit is the encoder's time for each and one product with the matrix of all vectors."""
    asked = [each.question for each in questions(20 if quick else 500)]
    encoder = load_encoder()
    with published() as path:
        conversation = Conversation(KnowledgeSettings(path))
        conversation.warm_up()
        with Store(path) as store:
            latest = store.load()
            texts = Texts.of(latest.act, store.examples(latest)).texts
        vectors = encoder.encode_document(texts)

        def limit(question: str) -> object:
            return vectors @ encoder.encode_query([question])[0]

        seconds = interleaved(asked, {"ask": conversation.ask, "limit": limit}, time.process_time)
        conversation.close()
    beside = "encoder and one matrix product"
    for name, pick in (("median", median), ("95th percentile", p95)):
        values = {each: pick(times) * 1000 for each, times in seconds.items()}
        what = f"a whole `ask`, processor time, {name} of {len(asked)}"
        yield Figure("answer", what, values["ask"], "ms", values["limit"], beside, most=1.5)
