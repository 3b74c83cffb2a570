"""Who keeps the standard answers."""

import uuid
from datetime import datetime

from outreach import clock
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.schedule.refusals import other_team


def may_write(person: Person, team_id: uuid.UUID, now: datetime) -> bool:
    """Whether the person keeps the answers of the team: its lead, the clerk and the administrator."""
    return may_plan_for(person, team_id, clock.local_day(now))


def check_may_write(person: Person, team_id: uuid.UUID, now: datetime) -> None:
    """Raise Forbidden where `may_write` says no."""
    if not may_write(person, team_id, now):
        raise other_team()
