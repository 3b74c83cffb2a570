"""People on an event: their duties, their answers, the gaps that are left, and who is on leave."""
