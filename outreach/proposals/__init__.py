"""What people ask steers the plan: events that are proposed where questions rise and nobody has been."""
