"""Keeping the bot well: `doctor` looks whether all is there, `logs` leaves secrets out, `records` prints."""
