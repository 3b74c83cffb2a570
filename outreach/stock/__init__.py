"""The warehouse's pages: what lies there, how long it lasts, and what goes to an event and comes back."""
