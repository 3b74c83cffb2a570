"""Phones that still hold lines: what they tell, and the office's list, by event."""
