"""Who changes a check-up list: who plans for its team."""

import uuid
from datetime import datetime

from outreach import clock
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.schedule.refusals import other_team


def may_keep(person: Person, team_id: uuid.UUID, now: datetime) -> bool:
    """Whether the person changes lists of the team."""
    return may_plan_for(person, team_id, clock.local_day(now))


def check_may_keep(person: Person, team_id: uuid.UUID, now: datetime) -> None:
    """Raise Forbidden where `may_keep` says no."""
    if not may_keep(person, team_id, now):
        raise other_team()
