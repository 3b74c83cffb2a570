"""What the rows of a table say, whoever made it: its columns, the words in them, and what they name."""
