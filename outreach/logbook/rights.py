"""Who has a part in an event: its teams, and whoever goes there or was there."""

import uuid
from datetime import date

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from outreach.logbook.attendance.models import Presence
from outreach.people.models import Person
from outreach.schedule.models import Assignment, Event, JoiningTeam
from outreach.schedule.rules import Answer


def has_part_in(person: Person, event_id: InstrumentedAttribute[uuid.UUID], today: date) -> ColumnElement[bool]:
    """That the person has a part in the event of that id; for a statement that has `event_id` among its columns.

    Of a team that leads or joins it now, put down for it and not declined, or, as was said last, there.
    """
    teams, event, after = person.team_ids_on(today), aliased(Event), aliased(Presence)
    unsaid = exists().where(
        after.event_id == Presence.event_id,
        after.person_id == Presence.person_id,
        or_(after.at > Presence.at, (after.at == Presence.at) & (after.received_at > Presence.received_at)),
        after.there.is_(False),
    )
    return or_(
        exists().where(event.id == event_id, event.lead_team_id.in_(teams)),
        exists().where(JoiningTeam.event_id == event_id, JoiningTeam.team_id.in_(teams)),
        exists().where(
            Assignment.event_id == event_id, Assignment.person_id == person.id, Assignment.answer != Answer.DECLINED
        ),
        exists().where(
            Presence.event_id == event_id, Presence.person_id == person.id, Presence.there.is_(True), ~unsaid
        ),
    )
