"""Evidence packs 佐证包: the ledger of an event, an edition or a period with all that proves it, in one zip."""
