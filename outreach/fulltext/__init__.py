"""Finding Chinese text by what it says: pairs of characters, kept beside the rows that are searched."""
