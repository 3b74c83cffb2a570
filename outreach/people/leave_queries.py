"""Reading leave: one's own, and that of the people whose leave one sees."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.people.models import Leave, Membership, Person
from outreach.people.queries import can_be_on_events
from outreach.people.rules import EVERY_TEAM, Role
from outreach.periods import Period


def leave_by_id(leave_id: uuid.UUID) -> Leave:
    """The leave of that id; raises NotFound."""
    leave = db.session.get(Leave, leave_id)
    if leave is None:
        raise NotFound()
    return leave


def leaves_touching(person_id: uuid.UUID, first_day: date, last_day: date) -> Sequence[Leave]:
    """The person's leaves that have one of the days from `first_day` to `last_day`, both included; locked."""
    touching = (Leave.person_id == person_id, Leave.last_day >= first_day, Leave.first_day <= last_day)
    return db.session.scalars(
        select(Leave).where(*touching).order_by(Leave.first_day, Leave.id).with_for_update(of=Leave)
    ).all()


def spans_of_leave(days: Period, person_ids: Collection[uuid.UUID] | None = None) -> Iterator[tuple[uuid.UUID, Period]]:
    """Who (of these people; None: of all) is on leave on some of the days, and from when to when; by first day."""
    statement = select(Leave.person_id, Leave.first_day, Leave.last_day).order_by(Leave.first_day, Leave.id)
    statement = statement.where(Leave.last_day >= days.first, Leave.first_day <= days.last)
    if person_ids is not None:
        statement = statement.where(Leave.person_id.in_(person_ids))
    return ((row.person_id, Period(row.first_day, row.last_day)) for row in db.session.execute(statement))


def leaves_ahead(reader: Person, today: date) -> Select[Any]:
    """The leaves that are not over, the next first: of the people whose leave the reader sees."""
    return _seen_by(reader, today).where(Leave.last_day >= today).order_by(Leave.first_day, Leave.id)


def leaves_past(reader: Person, today: date) -> Select[Any]:
    """Those that are over, the last first."""
    return _seen_by(reader, today).where(Leave.last_day < today).order_by(Leave.first_day.desc(), Leave.id.desc())


def people_to_enter_for(person: Person, today: date) -> Sequence[Person]:
    """Whose leave the person enters, by name: the own, that of the led team's people, or everybody's."""
    active = select(Person).where(can_be_on_events())
    if person.role not in EVERY_TEAM:
        active = active.where(Person.id.in_(_ids_seen_by(person, today)))
    return db.session.scalars(active.order_by(Person.name, Person.id)).all()


def _seen_by(reader: Person, today: date) -> Select[Any]:
    statement = select(Leave)
    if reader.role in EVERY_TEAM:
        return statement
    return statement.where(Leave.person_id.in_(_ids_seen_by(reader, today)))


def _ids_seen_by(reader: Person, today: date) -> Select[Any]:
    """The reader's own id, and for a lead those of the own teams' people on the local day."""
    if reader.role is not Role.LEAD:
        return select(Person.id).where(Person.id == reader.id)
    of_team = select(Membership.person_id).where(
        Membership.team_id.in_(reader.team_ids_on(today)),
        Membership.first_day <= today,
        or_(Membership.last_day.is_(None), Membership.last_day >= today),
    )
    return select(Person.id).where(or_(Person.id == reader.id, Person.id.in_(of_team)))
