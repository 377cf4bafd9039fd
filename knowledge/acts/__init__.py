"""What acts say, as values: `act.Act` with its units, clauses and provisions, and their `citation.Citation`."""
