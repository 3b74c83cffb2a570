"""The forms of the people feature."""
