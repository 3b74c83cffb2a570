"""Reading and writing messy tables."""
