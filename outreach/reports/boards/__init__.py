"""The home boards: what a person needs to see first, by role."""
