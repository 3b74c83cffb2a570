"""Backups: database and evidence of one instant in one file, checked when made, and brought back whole."""
