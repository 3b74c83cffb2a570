"""Events of past years that come from a ledger, many at once."""
