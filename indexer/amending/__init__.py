"""Apply amending acts to the act they amend: enter by `consolidate`."""
