"""The sentences that are the bot's own; they move to the catalogue of `knowledge.wording`."""
