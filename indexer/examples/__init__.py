"""The questions an act is found by: `choice` finds them, `inheritance` carries them to the act after it."""
