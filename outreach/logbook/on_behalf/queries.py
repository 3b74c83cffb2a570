"""The events of the last days that one can log for somebody."""

from dataclasses import dataclass
from datetime import date, timedelta

from outreach.logbook.field import FieldEvent
from outreach.logbook.queries import logged_among
from outreach.people.models import Person
from outreach.periods import Period
from outreach.schedule.queries import events_in, events_of
from outreach.schedule.rules import Status

DAYS = 14
#: So many events of others are listed; older ones are found in the plan.
MOST = 60


@dataclass(frozen=True)
class Recent:
    """The events of the last `DAYS` days, the newest first: those on which the person was, and the others."""

    own: tuple[FieldEvent, ...]
    others: tuple[FieldEvent, ...]


def recent_events(person: Person, today: date) -> Recent:
    """What can be logged for `person`; those of the person's teams before those of others."""
    period = Period(today - timedelta(days=DAYS), today)
    own = {event.id for event in events_of(person.id, period)}
    events = [event for event in reversed(events_in(period)) if event.status is not Status.CANCELLED]
    teams = person.team_ids_on(today)
    mine = [event for event in events if event.id in own]
    others = sorted(
        (event for event in events if event.id not in own), key=lambda event: event.lead_team_id not in teams
    )
    others = others[:MOST]
    logged = logged_among({event.id for event in (*mine, *others)})
    return Recent(
        tuple(FieldEvent(event, event.id in logged) for event in mine),
        tuple(FieldEvent(event, event.id in logged) for event in others),
    )
