"""Who may change an event, so that a page can leave out what would be refused."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from outreach import clock
from outreach.people.access import may_plan_for
from outreach.people.models import Person, Team
from outreach.schedule.models import Event
from outreach.schedule.refusals import other_team


def may_change(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person plans for the event's lead team."""
    return may_plan_for(person, event.lead_team_id, clock.local_day(now))


def check_may_change(person: Person, event: Event, now: datetime) -> None:
    """Raise Forbidden where `may_change` says no, before anything is typed into a form."""
    if not may_change(person, event, now):
        raise other_team()


def team_ids_to_plan_for(person: Person, teams: Iterable[Team], now: datetime) -> set[uuid.UUID]:
    """The ids of those of `teams` for which the person plans."""
    return {team.id for team in teams if may_plan_for(person, team.id, clock.local_day(now))}
