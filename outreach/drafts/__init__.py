"""Next year's plan as a draft: last year's events moved to the new year, accepted line by line."""
