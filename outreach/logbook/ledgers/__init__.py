"""Ledgers of past years, kept by hand: brought in with a preview that adds up, taken back as a whole."""
