"""What the plan needs of the warehouse, and what events draw from it."""
