"""What a year, a team or a campaign is to reach."""
