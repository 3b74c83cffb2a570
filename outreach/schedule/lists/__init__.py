"""The plan as a table: brought in, and given out."""
