"""From an act's document to a published edition."""
