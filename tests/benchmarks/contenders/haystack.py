"""Haystack: its in-memory store, BM25 and embeddings joined by reciprocal rank, as its hybrid tutorial does."""

from collections.abc import Sequence
from pathlib import Path

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from knowledge.embedding.encoder import Encoder, load_encoder
from tests.benchmarks.peers import MOST


@component
class TextEmbedder:
    """Embed a question with the project's encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        """Return the embedding."""
        return {"embedding": self._encoder.encode_query([text])[0].tolist()}


class Contender:
    """Keep the documents in memory, and on disk between processes."""

    def __init__(self, folder: Path) -> None:
        self._path, self._encoder = str(folder / "haystack.json"), load_encoder()
        self._pipeline: Pipeline | None = None

    def index(self, texts: Sequence[str], units: Sequence[str]) -> None:
        """Embed, write, and save the store."""
        store = InMemoryDocumentStore()
        vectors = self._encoder.encode_document(texts)
        documents = [
            Document(id=str(at), content=text, meta={"unit": unit}, embedding=vector.tolist())
            for at, (text, unit, vector) in enumerate(zip(texts, units, vectors, strict=True))
        ]
        store.write_documents(documents)
        store.save_to_disk(self._path)

    def first(self, question: str) -> str:
        """Run the hybrid pipeline."""
        self._pipeline = self._pipeline or self._joined(InMemoryDocumentStore.load_from_disk(self._path))
        found = self._pipeline.run({"text": {"text": question}, "lexical": {"query": question}})
        documents = found["joined"]["documents"]
        return str(documents[0].meta["unit"]) if documents else ""

    def _joined(self, store: InMemoryDocumentStore) -> Pipeline:
        pipeline = Pipeline()
        pipeline.add_component("text", TextEmbedder(self._encoder))
        pipeline.add_component("lexical", InMemoryBM25Retriever(store, top_k=MOST))
        pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=MOST))
        pipeline.add_component("joined", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        pipeline.connect("text.embedding", "dense.query_embedding")
        pipeline.connect("lexical", "joined")
        pipeline.connect("dense", "joined")
        return pipeline
