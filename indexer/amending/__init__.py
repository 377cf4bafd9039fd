"""amending."""
