"""Who has a part in an event: its teams, whoever is put down for it, and of whom those who answer for it say it."""

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from outreach.db import db
from outreach.logbook.attendance.models import Presence
from outreach.people.models import Membership, Person
from outreach.people.rules import EVERY_TEAM, Role
from outreach.schedule.models import Assignment, Event, JoiningTeam
from outreach.schedule.rules import Answer


def has_part_in(person: Person, event_id: InstrumentedAttribute[uuid.UUID], today: date) -> ColumnElement[bool]:
    """That the person has a part in the event of that id; for a statement that has `event_id` among its columns.

    Of a team that leads or joins it now, put down for it and not declined, or, as was said last, there: somebody who
    `answers_for` the event said so. What people say of themselves, or of each other, gives nobody a part.
    """
    teams, event, by = person.team_ids_on(today), aliased(Event), aliased(Person)
    leads = exists().where(
        Membership.person_id == by.id,
        or_(
            exists().where(event.id == event_id, event.lead_team_id == Membership.team_id),
            exists().where(JoiningTeam.event_id == event_id, JoiningTeam.team_id == Membership.team_id),
        ),
    )
    answers = or_(by.role.in_(EVERY_TEAM), and_(by.role == Role.LEAD, leads))
    return or_(
        exists().where(event.id == event_id, event.lead_team_id.in_(teams)),
        exists().where(JoiningTeam.event_id == event_id, JoiningTeam.team_id.in_(teams)),
        exists().where(
            Assignment.event_id == event_id, Assignment.person_id == person.id, Assignment.answer != Answer.DECLINED
        ),
        exists().where(_says_there(person, event_id), by.id == Presence.by_id, answers),
    )


def is_said_there(person: Person, event_id: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """That the person was at the event, as anybody said last; for a statement that has `event_id` among its columns."""
    return exists().where(_says_there(person, event_id))


def answers_for(person: Person, event: Event) -> bool:
    """Whether people have a part in the event because the person says that they were there.

    So it is with the clerk, the administrator, and a lead who is or was of a team that leads or joins it.
    """
    if person.role in EVERY_TEAM:
        return True
    return person.role is Role.LEAD and bool(_teams_of(event) & {each.team_id for each in person.memberships})


def without_part(people: Iterable[Person], event: Event, today: date) -> list[Person]:
    """The staff among `people` who have no part in the event, by name."""
    teams = _teams_of(event)
    others = {each for each in people if each.role is Role.STAFF and not teams & each.team_ids_on(today)}
    return sorted((each for each in others if not _has_part(each, event, today)), key=lambda each: (each.name, each.id))


def _has_part(person: Person, event: Event, today: date) -> bool:
    own = select(Event.id).where(Event.id == event.id, has_part_in(person, Event.id, today))
    return db.session.scalar(own) is not None


def _says_there(person: Person, event_id: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """A statement that the person was there, after which nobody said other."""
    after = aliased(Presence)
    unsaid = exists().where(
        after.event_id == Presence.event_id,
        after.person_id == Presence.person_id,
        or_(after.at > Presence.at, (after.at == Presence.at) & (after.received_at > Presence.received_at)),
        after.there.is_(False),
    )
    return and_(Presence.event_id == event_id, Presence.person_id == person.id, Presence.there.is_(True), ~unsaid)


def _teams_of(event: Event) -> set[uuid.UUID]:
    return {event.lead_team_id, *(each.team_id for each in event.joining)}
