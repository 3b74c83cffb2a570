"""What becomes of a bureau's rows when the program becomes another version."""
