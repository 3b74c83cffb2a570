"""The page on which a phone finds the office's answers, with or without a signal."""
