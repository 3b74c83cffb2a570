"""Outreach (普法台账): one bureau's year of legal outreach, planned, logged and reported with its proof."""

__version__ = "0.1.0"
