"""Keeping people and companies unnamed in what is told to others."""
