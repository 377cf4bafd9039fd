"""The conversation: in Telegram, and the same one in a terminal."""
