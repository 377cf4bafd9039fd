"""Which acts answer today, on a day gone by or to come: enter by `library.Library`."""
