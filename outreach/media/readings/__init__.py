"""What counters showed: dated running totals."""
