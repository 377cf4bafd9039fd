"""What tests share: invented acts, the loopback Bot API server, a bot that runs against it, and their record."""
