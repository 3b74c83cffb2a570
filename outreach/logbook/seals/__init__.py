"""Seals over the ledger: of each day that is over, what was received on it, in a chain that a change breaks."""
