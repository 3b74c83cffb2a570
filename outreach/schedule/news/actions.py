"""Writing that a person has looked at an event."""

from datetime import datetime

from outreach.db import db
from outreach.people.models import Person
from outreach.schedule.models import EventSeen
from outreach.schedule.news.queries import Look


def mark_seen(look: Look, *, by: Person, now: datetime) -> bool:
    """Remember that `by` has seen the event as it is at `now`; no act of the bureau, so the audit says nothing."""
    known = db.session.get(EventSeen, (look.event_id, by.id))
    if known is None:
        db.session.add(EventSeen(event_id=look.event_id, person_id=by.id, seen_at=now))
    else:
        known.seen_at = max(known.seen_at, now)
    db.session.flush()
    return True
