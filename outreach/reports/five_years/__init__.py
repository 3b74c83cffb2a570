"""The figures of a year beside those of the four years before it."""
