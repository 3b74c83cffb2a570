"""Days that suit a team, a place and a campaign."""
