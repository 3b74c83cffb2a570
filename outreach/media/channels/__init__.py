"""Where the bureau publishes, and who else writes about it."""
