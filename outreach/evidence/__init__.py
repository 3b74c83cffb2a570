"""Evidence 佐证材料: files by content hash, and what they belong to."""
