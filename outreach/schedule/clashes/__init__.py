"""What stands against an event: found at once, asked about together, shown while typing."""
