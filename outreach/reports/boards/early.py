"""Events that count as held though their day is to come: somebody logged there too early, or at the wrong event."""

from collections.abc import Sequence
from datetime import date

from outreach.db import db
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM, Role
from outreach.schedule import queries as schedule
from outreach.schedule.models import Event
from outreach.schedule.rules import Status


def logged_before_their_day(person: Person, today: date) -> Sequence[Event]:
    """Held events after `today` of the teams that the person answers for, by day."""
    if person.role not in (Role.LEAD, *EVERY_TEAM):
        return ()
    ahead = schedule.events_select(None).where(Event.status == Status.HELD, Event.day > today)
    if person.role is Role.LEAD:
        ahead = ahead.where(Event.lead_team_id.in_(person.team_ids_on(today)))
    return db.session.scalars(ahead).unique().all()
