"""Figures typed by hand: the parts of the same report that no log line stands behind."""
