"""What is done to the bureau, its teams, its people and their keys."""

from outreach.people.actions.accounts import (
    add_person,
    change_own_password,
    change_person,
    disable_person,
    enable_person,
    reset_password,
)
from outreach.people.actions.founding import found_bureau, load_example, make_set_up_link, open_set_up_link
from outreach.people.actions.spans import set_capacities, set_memberships
from outreach.people.actions.teams import TeamFacts, add_team, change_bureau, change_team
from outreach.people.actions.tokens import make_token, revoke_token

__all__ = [
    "TeamFacts",
    "add_person",
    "add_team",
    "change_bureau",
    "change_own_password",
    "change_person",
    "change_team",
    "disable_person",
    "enable_person",
    "found_bureau",
    "load_example",
    "make_set_up_link",
    "make_token",
    "open_set_up_link",
    "reset_password",
    "revoke_token",
    "set_capacities",
    "set_memberships",
]
