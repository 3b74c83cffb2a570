"""Seals over every table that is only added to: of each stretch of days that is over, what was written in it."""
