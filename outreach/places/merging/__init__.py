"""Entries of the list that are one place: found, merged with all that names them, or known to be two."""
