"""One figure divided: by team, campaign, place, month and the like, every part opening to its own lines."""
