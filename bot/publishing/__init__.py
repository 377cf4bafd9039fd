"""Bringing in an act: `flow` leads, the `workbench` holds it, `drafts` and `editions` tell the admin of it."""
