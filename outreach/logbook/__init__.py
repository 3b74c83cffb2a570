"""The ledger of tallies, the phone's pages that fill it, and the batch that carries them."""
