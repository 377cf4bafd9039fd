"""Updates on their way in, by `polling` or `webhook`: let in, kept in the database, handled once and in order."""
