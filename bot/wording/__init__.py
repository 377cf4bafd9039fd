"""What the bot calls acts, days and its own commands; its sentences stand in the catalogue of `knowledge.wording`."""
