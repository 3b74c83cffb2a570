"""A line from the chat group, read into what it says, and put into the ledger once its writer has looked at it."""
