"""The plan: campaigns and their editions, events, and the calendar."""
