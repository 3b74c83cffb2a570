"""What a line of the ledger can count: materials handed out, topics asked about, groups present, displays."""
