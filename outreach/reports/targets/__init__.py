"""Targets beside what was planned and done."""
