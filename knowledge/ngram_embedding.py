"""The name under which encoders that were saved before know their module."""

from knowledge.embedding.ngram_module import NgramEmbedding

__all__ = ["NgramEmbedding"]
