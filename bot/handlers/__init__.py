"""What Telegram brings, handed to the conversation and its reply sent back; no search and no wording here."""
