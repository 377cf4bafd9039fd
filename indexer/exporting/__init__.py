"""Units, reporting lines and duties for other systems, as JSON, CSV, Markdown or a page: enter by `export`."""
