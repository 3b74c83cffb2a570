"""What proves that an item appeared, and what its counters showed: a link, a screenshot, a letter."""
