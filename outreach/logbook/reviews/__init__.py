"""After an event's day: what is owed by whom since when, what looks odd, and the review."""
