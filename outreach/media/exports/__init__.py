"""Files out of platforms' back-ends, and tables made by hand, on their way into the online ledger."""
