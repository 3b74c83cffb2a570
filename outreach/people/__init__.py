"""Who works here: people, teams, roles, signing in, tokens."""
