"""Pictures on their way from a phone, in parts, over a line that may break at any time."""
