"""Logging for a colleague who has no phone at hand: the person once, then all numbers of an event on one page."""
