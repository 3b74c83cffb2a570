"""The example year."""
