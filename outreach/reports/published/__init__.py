"""Reports that were published, number by number beside the ledger 对账."""
