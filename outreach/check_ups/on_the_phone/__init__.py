"""The page on which a phone fills a check-up, with or without a signal."""
