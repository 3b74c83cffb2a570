"""Reading which events fall into people's leave."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from outreach.db import db
from outreach.people.models import Leave
from outreach.periods import Period
from outreach.schedule import queries
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import LONGEST, Status


def events_in_leaves(leaves: Sequence[Leave], now: datetime) -> list[tuple[Leave, Event]]:
    """The planned events ahead that somebody is on who is on leave then, in the order of the leaves."""
    if not leaves:
        return []
    first, last = min(each.first_day for each in leaves), max(each.last_day for each in leaves)
    rows = db.session.execute(
        select(Assignment.person_id, Event.id)
        .join(Event, Event.id == Assignment.event_id)
        .where(
            Assignment.person_id.in_({each.person_id for each in leaves}),
            Event.day.between(first - LONGEST, last),
            Event.status == Status.PLANNED,
            Event.ends_at > now,
        )
    ).all()
    events = queries.events_among({row.id for row in rows}) if rows else ()
    assigned = {(row.person_id, row.id) for row in rows}
    return [
        (leave, event)
        for leave in leaves
        for event in events
        if (leave.person_id, event.id) in assigned and event.days.meets(Period(leave.first_day, leave.last_day))
    ]
