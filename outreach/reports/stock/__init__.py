"""The four numbers of printed materials."""
