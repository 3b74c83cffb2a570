"""Places for files."""
