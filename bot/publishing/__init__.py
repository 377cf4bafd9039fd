"""Bringing in an act in a conversation: the `workbench` holds it, `drafts` and `editions` tell the admin of it."""
