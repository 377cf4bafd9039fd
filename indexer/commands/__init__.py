"""The commands of `python -m indexer`, a module for each group of them."""
