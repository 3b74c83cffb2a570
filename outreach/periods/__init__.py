"""Spans of local time."""
