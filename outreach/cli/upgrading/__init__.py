"""`upgrade`: from a zip to the next program, with a backup before, and back to the one before."""
