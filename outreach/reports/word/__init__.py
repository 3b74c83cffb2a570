"""The text of a report as Word files: the clean copy 清稿, and the proof copy 佐证稿 of the same drawing."""
