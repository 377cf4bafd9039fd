"""A wrong answer put right: from 👎 or the queue to the duty, tried, confirmed, undone; enter by `choosing`."""
