"""The plan as a calendar: months, weeks, years, and moving an event in them."""
