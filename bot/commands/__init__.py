"""What can be written after `python -m bot`."""
