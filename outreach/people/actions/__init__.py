"""What is done to the bureau, its teams, its people and their keys."""

from outreach.people.actions.tokens import make_token, person_of_token, revoke_token

__all__ = ["make_token", "person_of_token", "revoke_token"]
