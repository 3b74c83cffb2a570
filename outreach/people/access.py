"""Own-team limits: what a person may do for one team on one day, on top of the role."""

import uuid
from datetime import date

from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.web.access import Permission


def may_plan_for(person: Person, team_id: uuid.UUID, day: date) -> bool:
    """Whether `person` plans and reviews the events of the team on the local `day`: leads for their own team only."""
    if not person.may(Permission.PLAN):
        return False
    return person.role in EVERY_TEAM or is_of_team(person, team_id, day)


def teams_acted_for(person: Person, day: date) -> frozenset[uuid.UUID] | None:
    """The ids of the teams for which `person` acts on the local `day`: the own ones, or None for all."""
    return None if person.role in EVERY_TEAM else person.team_ids_on(day)


def is_of_team(person: Person, team_id: uuid.UUID, day: date) -> bool:
    """Whether `person` belonged to the team on the local `day`."""
    return team_id in person.team_ids_on(day)
