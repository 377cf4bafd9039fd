"""in_force."""
