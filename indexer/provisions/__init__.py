"""provisions."""
