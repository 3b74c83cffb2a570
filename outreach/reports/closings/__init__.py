"""Closing 封账: a month, quarter or year declared final, what is looked at before, and what came since."""
