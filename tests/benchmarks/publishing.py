"""How long an act takes from its file to its first answer, beside the bare encoding of its texts."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from indexer.publishing.publish import publish
from knowledge.embedding.encoder import load_encoder
from knowledge.search.searcher import Searcher
from knowledge.search.texts import Texts
from knowledge.shipped import DECREE
from knowledge.store.store import Store
from tests.benchmarks.figures import Figure, interleaved, median

CLAUSE = "certyfikatami SSL"


def measure(quick: bool) -> Iterator[Figure]:
    """Publish decree 1454/2024 into an empty database, then with one clause changed."""
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = DECREE.read_text(encoding="utf-8")

        def whole(round_: int) -> None:
            _publish(DECREE, folder / f"{round_}.db")

        whole(-1)  # what is read once for all is read
        with Store(folder / "-1.db") as store:
            latest = store.load()
            texts = list(dict.fromkeys(Texts.of(latest.act, store.examples(latest)).texts))  # each is embedded once

        def one_clause(round_: int) -> None:
            changed = folder / f"{round_}.md"  # another change each time: what is known is not found out
            changed.write_text(text.replace(CLAUSE, f"certyfikatami TLS {round_}", 1), encoding="utf-8")
            _publish(changed, Path(shutil.copy(folder / "-1.db", folder / f"changed{round_}.db")))

        seconds = interleaved(
            range(1 if quick else 5),
            {"encode": lambda _: encoder.encode_document(texts), "whole": whole, "one clause": one_clause},
        )
    took = {each: median(times) for each, times in seconds.items()}
    beside = f"`encode` of its {len(texts):,} different texts"
    yield Figure(
        "publishing", "1454/2024, from file to answering", took["whole"], "s", took["encode"], beside, most=1.5
    )
    yield Figure("publishing", "one changed clause", took["one clause"], "s", took["whole"], "the whole act", most=0.1)


def _publish(file: Path, database: Path) -> None:
    encoder = load_encoder()
    with Store(database) as store:
        publish(file, store, encoder)
        Searcher.from_store(store, encoder).answer("kto zajmuje się certyfikatami?")
