"""From lines to numbered provisions, before anybody asks what they mean: enter by `sections`, `outline`."""
