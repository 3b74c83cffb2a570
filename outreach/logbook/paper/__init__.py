"""The log on paper: the tally sheet with its typing page, and today's log as plain lines."""
