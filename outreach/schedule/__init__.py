"""The plan: campaigns and their editions, events, the calendar, and the feeds."""
