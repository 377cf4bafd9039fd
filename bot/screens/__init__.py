"""What a message, a command or a button shows, in any messenger: enter by `messages`, `commands`, `buttons`."""
